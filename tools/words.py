"""Write the second part of docs/words.md from flows and ledgers; with --check only compare.

So the glossary holds every state, move and list as it stands on the screen, in both languages.
"""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingbai.settings.check")

import django  # noqa: E402 - the package is found just now

TARGET = ROOT / "docs" / "words.md"
MARK = "<!-- made by tools/words.py from here on -->\n"
HEAD = "\n| 中文 | English | in code |\n|---|---|---|\n"


def made() -> Iterator[str]:
    """The second part, piece by piece."""
    from mingbai.kit.flow import found  # noqa: PLC0415 - needs Django ready
    from mingbai.kit.ledger.known import ledgers  # noqa: PLC0415

    for flow in sorted(found(), key=lambda each: each.name):
        yield f"\n## Flow · {both(flow.title)}\n" + HEAD
        yield from rows((state.title, f"`{state.name}`") for state in flow.states.values())
        yield "\nMoves:\n" + HEAD
        yield from rows((move.title, f"`{move.name}`") for move in flow.moves.values())
    for ledger in ledgers():
        yield f"\n## Ledger · {both(ledger.title)}\n" + HEAD
        yield from rows((column.title, f"`{column.name}`") for column in (*ledger.columns, *ledger.facts))


def rows(words: Iterable[tuple[Any, str]]) -> Iterator[str]:
    """Lines of a table."""
    for title, name in words:
        yield f"| {said(title, 'zh-hans')} | {said(title, 'en')} | {name} |\n"


def both(title: Any) -> str:
    """A heading in both languages."""
    return f"{said(title, 'zh-hans')} · {said(title, 'en')}"


def said(text: Any, language: str) -> str:
    """A text in a language."""
    from django.utils import translation  # noqa: PLC0415 - needs the settings

    with translation.override(language):
        return str(text)


def main() -> int:
    """Write or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    django.setup()
    present = TARGET.read_text(encoding="utf-8")
    wanted = present.partition(MARK)[0] + MARK + "".join(made())
    if not parser.parse_args().check:
        TARGET.write_text(wanted, encoding="utf-8")
        return 0
    print("words: current" if wanted == present else "docs/words.md is old: run python tools/words.py")
    return int(wanted != present)


if __name__ == "__main__":
    sys.exit(main())
