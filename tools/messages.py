"""The translation catalogues, without a system gettext.

    python tools/messages.py            extract, merge and compile
    python tools/messages.py --check    fail on what is missing, doubtful, no longer used or said in two ways
    python tools/messages.py --compile  only write the .mo files (they are not committed)

The source is English. Each room has its own catalogue, sorted and without line numbers, so that two people
who add texts rarely meet. A merge keeps translations, adds empty ones, drops what no code says any more.
"""

import argparse
import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from mingbai.kit.messages import LOCALE, PACKAGE, compile_catalogues  # noqa: E402 - the package is found just now

COMMENT = "Translators:"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
Found = tuple[str | tuple[str, ...], list[str], str | None]
Said = tuple[str, str | None]
Strings = tuple[str, ...]


def rooms() -> list[Path]:
    """Every package of mingbai that may say something."""
    return sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))


def catalogue_path(room: Path) -> Path:
    """Where a room keeps its Chinese."""
    return room / "locale" / LOCALE / "LC_MESSAGES" / "django.po"


def said_in(path: Path) -> Iterator[Found]:
    """Every text of one file that is shown to people."""
    text = path.read_text(encoding="utf-8")
    if path.suffix in {".html", ".txt"}:
        # What stands around the texts becomes filler: its indentation means nothing.
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    source = io.BytesIO(text.encode())
    options = {"encoding": "utf-8"}
    for _line, message, comments, context in extract("python", source, KEYWORDS, [COMMENT], options):
        yield message, comments, context


def sources(room: Path) -> Iterator[Path]:
    """The room's code and templates."""
    yield from sorted(room.rglob("*.py"))
    yield from sorted(path for folder in room.rglob("templates") for path in folder.rglob("*.*"))


def extracted(room: Path) -> Catalog:
    """A catalogue of what the room says today, without translations."""
    catalogue = Catalog(locale=LOCALE, charset="utf-8", fuzzy=False)
    for path in sources(room):
        if "migrations" in path.parts:
            continue
        for message, comments, context in said_in(path):
            catalogue.add(message, auto_comments=comments, context=context)
    return catalogue


def committed(room: Path) -> Catalog:
    """The room's catalogue as it stands in the repository."""
    path = catalogue_path(room)
    if not path.exists():
        return Catalog(locale=LOCALE, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=LOCALE, charset="utf-8")


def merged(said: Catalog, old: Catalog) -> Catalog:
    """What is said today, with the translations that stand."""
    for message in said:
        known = old.get(key(message), message.context) if message.id else None
        if known is not None:
            message.string = known.string
            message.flags |= known.flags & {"fuzzy"}
    return said


def faults(room: Path) -> list[str]:
    """What is missing, doubtful, ill-formed or unused in a room's catalogue, one sentence each."""
    said, old = extracted(room), committed(room)
    now = {(key(message), message.context) for message in said if message.id}
    before = {(key(message), message.context): message for message in old if message.id}
    found = [f"not extracted yet: {text!r}" for text, context in now if (text, context) not in before]
    found += [f"no longer said: {text!r}" for text, context in before if (text, context) not in now]
    for (text, _context), message in before.items():
        found += [f"{wrong}: {text!r}" for wrong in faults_of(message)]
    return [f"{room.name}: {fault}" for fault in sorted(found)]


def key(message: Message) -> str:
    """The singular English text."""
    return message.id[0] if isinstance(message.id, tuple | list) else message.id


def strings_of(message: Message) -> Strings:
    """The Chinese, in as many forms as it has."""
    return tuple(message.string) if isinstance(message.string, tuple | list) else (message.string,)


def faults_of(message: Message) -> Iterator[str]:
    """What is wrong with one translation."""
    strings = strings_of(message)
    if not all(strings):
        yield "not translated"
        return
    if message.fuzzy:
        yield "doubtful"
    if message.python_format:
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        wanted = placeholders(ids[-1])
        if any(placeholders(text) - wanted or wanted - placeholders(text) for text in strings):
            yield "other placeholders"


def placeholders(text: str) -> set[str]:
    """The named placeholders of a text."""
    return {part.split(")")[0] for part in text.split("%(")[1:]}


def write(room: Path) -> None:
    """Merge and write the room's catalogue; a room that says nothing has none."""
    path, catalogue = catalogue_path(room), merged(extracted(room), committed(room))
    if not len(catalogue):
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.header_comment = f"# Chinese of {room.name}. Written by tools/messages.py."
    with path.open("wb") as file:
        write_po(file, catalogue, sort_output=True, no_location=True, width=110)
    path.write_text(without_dates(path.read_text(encoding="utf-8")), encoding="utf-8")


def without_dates(text: str) -> str:
    """The file without header lines that would change at every run."""
    moving = (
        '"POT-Creation-Date',
        '"PO-Revision-Date',
        '"Generated-By',
        '"Last-Translator',
        '"Language-Team',
    )
    lines = [line for line in text.splitlines() if not line.startswith(moving)]
    return "\n".join(lines).rstrip() + "\n"


def clashes(speaking: Iterable[Path]) -> list[str]:
    """What two rooms translate differently, one sentence each.

    Django makes one catalogue of them all, so that one room's Chinese would stand on the other's pages.
    """
    chinese: dict[Said, dict[Strings, list[str]]] = {}
    for room in speaking:
        for message in committed(room):
            if message.id:
                by_words = chinese.setdefault((key(message), message.context), {})
                by_words.setdefault(strings_of(message), []).append(room.name)
    return [
        f"translated differently: {text!r}: {told(by_words)}"
        for (text, _context), by_words in sorted(chinese.items(), key=str)
        if len(by_words) > 1
    ]


def told(by_words: dict[Strings, list[str]]) -> str:
    """Each translation with the rooms that say it."""
    return "; ".join(f"{' / '.join(words)} ({', '.join(names)})" for words, names in by_words.items())


def check() -> int:
    """Print every fault; 1 if there is one."""
    found = [fault for room in rooms() for fault in faults(room)] + clashes(rooms())
    print("\n".join(found) or "translations: complete")
    return bool(found)


def main() -> int:
    """Do what the arguments say."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--compile", action="store_true")
    wish = parser.parse_args()
    if not settings.configured:
        settings.configure()
    if wish.check:
        return check()
    if not wish.compile:
        for room in rooms():
            write(room)
    compile_catalogues()
    return 0


if __name__ == "__main__":
    sys.exit(main())
