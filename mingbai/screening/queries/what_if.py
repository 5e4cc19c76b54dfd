"""政策测算: what may be changed in the book, what the changed book does, told by township and department."""

import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from mingbai.rulebook.book import Book, Condition, Parameter, Rule
from mingbai.rulebook.nodes import Entry, Leaf, Listing, Node, entry
from mingbai.rulebook.on_duckdb import Session, connect
from mingbai.rulebook.reading import book_of
from mingbai.rulebook.simulating import Simulation, simulated
from mingbai.screening.queries import library, touching, values
from mingbai.screening.queries.editions import Laid
from mingbai.screening.queries.values import BadValue, Packed

# A number of an expression that is a limit, not part of a name, a text, or of a rounding.
NUMBERS = re.compile(r"'[^']*'|[A-Za-z_][\w.]*|(\d+(?:\.\d+)?)(?!\s*,\s*')")
MEMORY = "1GB"
# Entities whose rows have names in the ledger, and the column of their ids.
SUBJECTS = {"household": "household_id", "person": "person_id"}


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that is changed, values as in a pack file. ``at``: which number of a condition, from 0."""

    kind: str  # parameter | condition
    code: str
    name: str
    words: str
    words_en: str
    before: Packed
    after: Packed
    at: int = 0


@dataclass(frozen=True, slots=True)
class Knob:
    """Something that can be turned: a parameter, or a number that stands in a condition itself."""

    field: str
    setting: Setting
    label: str
    now: str
    shape: str  # number | bool | date | text
    help: str = ""


def of_parameter(book: Book, code: str, on: date) -> list[Knob]:
    """The knob of one parameter; none for a table or a list of codes, which are changed in a pack."""
    parameter = book.parameters[code]
    if parameter.type.kind in ("table", "codes"):
        return []
    dated = parameter.on(on)
    now = values.packed(parameter, dated.value) if dated else None
    setting = Setting("parameter", code, "", parameter.words.zh, parameter.words.en, now, now)
    shown = values.words(parameter, dated.value) if dated else values.words(parameter, None)
    return [Knob(f"p-{code}", setting, library.text(parameter.words), shown, parameter.type.kind)]


def of_rule(book: Book, code: str, on: date) -> list[Knob]:
    """The knobs of a rule: the parameters that it rests on, then the numbers of its own conditions."""
    rule = book.rules[code]
    own = [knob for one in rule.conditions for knob in _limits(rule, one)]
    return [*(k for p in touching.parameters_of(book, rule) for k in of_parameter(book, p, on)), *own]


def _limits(rule: Rule, condition: Condition) -> Iterator[Knob]:
    for at, match in enumerate(numbers(condition.written)):
        now = match.group(1)
        words = condition.words
        setting = Setting("condition", rule.code, condition.name, words.zh, words.en, now, now, at)
        label = re.sub(r"\{[^}]*\}", "…", library.text(words))
        yield Knob(f"c-{condition.name}-{at}", setting, label, now, "number", condition.written)


def numbers(written: str) -> list[re.Match[str]]:
    """The numbers of an expression that a reader could set otherwise."""
    return [match for match in NUMBERS.finditer(written) if match.group(1)]


def turned(book: Book, knob: Knob, typed: str) -> Setting | None:
    """The setting that a person typed; None if it is as it was. Raises BadValue."""
    setting = knob.setting
    after = _limit(typed) if setting.kind == "condition" else _value(book.parameters[setting.code], typed)
    return None if after == setting.before else replace(setting, after=after)


def _limit(typed: str) -> str:
    if not re.fullmatch(r"\d{1,9}(\.\d{1,4})?", typed.strip()):
        raise BadValue(_("Please give a number."))
    return typed.strip()


def _value(parameter: Parameter, typed: str) -> Packed:
    value = values.typed(parameter, typed)
    number = values.engine(parameter, value)
    if isinstance(number, int) and not isinstance(number, bool) and abs(number) > parameter.type.bound:
        raise BadValue(_("This is out of proportion to the values of the book."))
    return value


# -- working it out


@dataclass(frozen=True, slots=True)
class Told:
    """The answer: numbers by rule and township, who moves (ledger ids), seconds by step, how many counted."""

    effects: list[dict[str, Any]]
    moved: dict[str, list[list[Any]]]
    seconds: dict[str, float]
    counted: dict[str, int]


def changed_book(laid: Laid, settings: Sequence[Setting], titles: Mapping[str, Any]) -> Book:
    """The book with other numbers in conditions; the same book if none is changed. Raises PackError."""
    limits = [one for one in settings if one.kind == "condition"]
    return book_of(_written(laid.whole, limits), titles=titles) if limits else laid.book


def changed_values(book: Book, settings: Sequence[Setting]) -> dict[str, Any]:
    """The changed parameters in the engine's own form."""
    parameters = [one for one in settings if one.kind == "parameter"]
    return {one.code: values.engine(book.parameters[one.code], one.after) for one in parameters}


def _written(whole: Entry, limits: Sequence[Setting]) -> Entry:
    """Everything that is written, with the numbers changed. The later number first: places stay right."""
    for one in sorted(limits, key=lambda each: -each.at):
        whole = entry(_at(whole, ("rules", one.code, "conditions", one.name, "expr"), one))
    return whole


def _at(node: Node, path: tuple[str, ...], one: Setting) -> Node:
    if isinstance(node, Leaf):
        start, end = numbers(node.text)[one.at].span(1)
        return replace(node, text=f"{node.text[:start]}{one.after}{node.text[end:]}")
    if isinstance(node, Entry):
        return replace(node, fields={**node.fields, path[0]: _at(node.fields[path[0]], path[1:], one)})
    items = [_at(each, path[1:], one) if _called(each) == path[0] else each for each in node.items]
    return Listing(tuple(items), node.where)


def _called(node: Node) -> str:
    named = node.fields.get("code", node.fields.get("name")) if isinstance(node, Entry) else None
    return named.text if isinstance(named, Leaf) else ""


@dataclass
class Loaded:
    """The county's tables, ready to be asked again and again."""

    session: Session
    tables: Mapping[str, Path]
    seconds: float

    @classmethod
    def of(cls, book: Book, tables: Mapping[str, Path], folder: Path) -> "Loaded":
        """Open the tables that the book knows. Raises BadTable."""
        began = time.perf_counter()
        known = {one.dataset for one in book.entities.values() if one.distinct is None}
        chosen = {name: path for name, path in tables.items() if name in known}
        session = Session(book, chosen, connect(memory=MEMORY, spill=folder))
        return cls(session, tables, round(time.perf_counter() - began, 3))

    def ask(
        self, *, book: Book, changed: Mapping[str, Any], as_of: date, rules: Iterable[str], names: int
    ) -> Told:
        """Before and after, rule by rule; of each rule at most so many names. Raises BadTable, NoValue."""
        began = time.perf_counter()
        found = simulated(self.session, as_of=as_of, changed=changed, book=book, rules=rules)
        effects = [asdict(one) for one in found.effects()]
        worked = round(time.perf_counter() - began, 3)
        moved = {rule: _moved(found, rule, self.tables, names) for rule in found.rules} if names else {}
        found.close()
        seconds = {"load": self.seconds, "simulate": worked, "names": round(time.perf_counter() - began, 3)}
        return Told(effects, {rule: who for rule, who in moved.items() if who}, seconds, self._counted())

    def _counted(self) -> dict[str, int]:
        found = {}
        for name in ("household", "person"):
            dataset = self.session.book.entities[name].dataset
            if dataset in self.session.names:
                query = f"SELECT count(*) FROM {self.session.names[dataset]}"  # noqa: S608 - our own name
                found[name] = int(self.session.connection.execute(query).fetchall()[0][0])
        return found

    def close(self) -> None:
        """End it and free its memory."""
        self.session.connection.close()


def _moved(found: Simulation, rule: str, tables: Mapping[str, Path], most: int) -> list[list[Any]]:
    """Who enters and leaves, by the ledger's ids; of what has no name in the ledger, nobody."""
    run = found.after if rule in found.after.rules() else found.before
    entity = run.placed(rule).rule.subject
    keys = tables.get(f"keys_{entity}")
    who = found.moved(rule, limit=most) if entity in SUBJECTS and keys is not None else []
    if not who:
        return []
    ids = _ids(found, entity, keys, [one.key for one in who])
    return [[entity, ids[one.key], one.township, one.enters] for one in who if one.key in ids]


def _ids(found: Simulation, entity: str, keys: Path | None, wanted: list[str]) -> dict[str, int]:
    number = f"{entity}_no"
    query = (
        f"SELECT CAST({number} AS VARCHAR), {SUBJECTS[entity]} FROM read_parquet(?)"  # noqa: S608 - our own
        f" WHERE {SUBJECTS[entity]} IS NOT NULL AND list_contains(?, CAST({number} AS VARCHAR))"
    )
    return dict(found.session.connection.execute(query, [str(keys), wanted]).fetchall())
