"""What the rules found: one row for each finding, with its reason in a sentence.

Ordinary residents are counted, not profiled (PIPL 6, 19): about them only risk is told, since noticing it is
what the comparison is for; every other rule tells of registered households alone.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from mingbai.compare.stacks import alias, chosen
from mingbai.compare.subjects import HOMES, PEOPLE, TOWNS
from mingbai.compare.tabling import OURS, Tables
from mingbai.compare.workbench import SQL, arrow
from mingbai.packs.text import Text
from mingbai.rulebook import stacking
from mingbai.rulebook.book import Book
from mingbai.rulebook.explaining import Explanation, explained
from mingbai.rulebook.running import Run
from mingbai.rulebook.verdicts import VILLAGE, Placed

KINDS = {
    "risk": Text(zh="风险线索", en="Risk clues"),
    "exclusion": Text(zh="识别疑点", en="Questions of registration"),
    "quality": Text(zh="数据质量", en="Data quality"),
    "due": Text(zh="应享未享", en="Due and not received"),
    "undue": Text(zh="待核实享受情况", en="Received, to be verified"),
    "alarm": Text(zh="审计预警", en="Audit alarms"),
}
SPOKEN = pa.schema(
    [(name, pa.string()) for name in ("kind", "rule", "subject", "no", "reason", "reason_en")]
    + [("amount_fen", pa.int64()), ("grounds", pa.string())]
)
COLUMNS = (
    "kind", "rule", "subject", "no", "name", "household_no", "township", "village", "area_code",
    "title", "reason", "reason_en", "amount_fen", "document", "verified", "severity", "owner", "grounds",
)  # fmt: skip
PLACE = "township, village, area_code"
BATCH = 2_000  # subjects put into words at once; each may have hundreds of columns
OURS_HERE = "ours_here"  # the column that says who is registered
Row = tuple[str, str, str, str, str, str, int | None, str]  # as SPOKEN
Counts = Mapping[str, tuple[int, int]]
ALSO = {  # what the rule's own sentence does not say
    "due": Text(zh="未查到享受记录。", en=" No record of receiving it was found."),
    "undue": Text(zh="但查到享受记录。", en=" Yet there is a record of receiving it."),
}
ONE_OF = Text(
    zh="与{others}只享受一项，金额未全，享受哪一项待核",
    en="one of it and {others}; which one waits for the amounts",
)


@dataclass(frozen=True)
class Told:
    """For each rule how many hold, are unknown and are told; and how many are told of each kind."""

    counts: pl.DataFrame
    kinds: Counter[str]


def told(run: Run, tables: Tables, *, out: Path) -> Told:
    """Writes everything worth telling to `out`, in a fixed order."""
    counted = run.counts()
    kinds: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    spoken = tables.bench.folder / "spoken.parquet"
    with pq.ParquetWriter(spoken, SPOKEN) as writer:
        for entity in run.questions.subjects:
            for rows in _of_subject(run, entity, counted):
                writer.write_table(arrow(rows, SPOKEN))
                kinds.update(str(row[0]) for row in rows)
                rules.update(str(row[1]) for row in rows)
    _order(tables, spoken, run.questions.plan.book, out)
    placed = [one for subject in run.questions.subjects.values() for one in subject.placed]
    return Told(_counts(placed, counted, rules), kinds)


def grounds(why: Explanation) -> str:
    """The conditions as JSON: name, whether true (null: unknown), words, values with their documents."""
    told = [
        {
            "name": one.name,
            "truth": one.truth,
            "words": asdict(one.words),
            "values": [
                {
                    "name": value.name,
                    "words": asdict(value.words),
                    "value": asdict(value.value),
                    "unknown": value.unknown,
                    "document": asdict(value.document) if value.document else None,
                    "verified": value.verified,
                }
                for value in one.values
            ],
        }
        for one in why.reasons
    ]
    return json.dumps(told, ensure_ascii=False)


@dataclass(frozen=True)
class _Telling:
    """One kind of finding of one rule: when it is told (SQL over one subject), and what is due then."""

    placed: Placed
    kind: str
    when: str
    amount: str = "CAST(NULL AS BIGINT)"
    left_open: str = "FALSE"
    others: Text | None = None  # what is said where it is left open

    def spoken(self, run: Run, row: Mapping[str, Any], amount: int | None, *, left_open: bool) -> Row:
        """The finding with its reason in a sentence."""
        rule = self.placed.rule
        answer = "not" if self.kind == "undue" else "holds"
        why = explained(self.placed, row, plan=run.questions.plan, answer=answer, amount=amount)
        zh, en = (why.sentence(language) for language in ("zh", "en"))
        if self.kind in ALSO:
            zh, en = zh + ALSO[self.kind].zh, en + ALSO[self.kind].en
        if left_open and self.others is not None:
            zh, en = zh + self.others.zh, en + self.others.en
        return self.kind, rule.code, rule.subject, str(row["key"]), zh, en, amount, grounds(why)


def _of_subject(run: Run, entity: str, counted: Counts) -> Iterator[list[Row]]:
    """All findings about one kind of subject, in portions: the engine is asked once for all its rules."""
    tellings = [
        one
        for placed in run.questions.subjects[entity].placed
        for one in _tellings(run, placed, holds=counted[placed.rule.code][0])
    ]
    if not tellings:
        return
    for names, batch in run.machine.portions(_query(run, entity, tellings), BATCH):
        yield [row for values in batch for row in _rows(run, tellings, names, values)]


def _rows(run: Run, tellings: list[_Telling], names: list[str], values: Sequence[Any]) -> Iterator[Row]:
    """What is told of one subject. The last three values of each telling are as `_query` laid them."""
    width = len(names) - 3 * len(tellings)
    row = dict(zip(names[:width], values, strict=False))
    for number, telling in enumerate(tellings):
        is_told, amount, left_open = values[width + 3 * number : width + 3 * number + 3]
        if is_told:
            yield telling.spoken(run, row, amount, left_open=bool(left_open))


def _tellings(run: Run, placed: Placed, *, holds: int) -> Iterator[_Telling]:
    """What may be told by one rule that holds for so many."""
    rule = placed.rule
    asking = run.asking(rule.subject)
    true = asking.holds(placed)
    if rule.kind != "policy":
        if holds:
            yield _Telling(placed, rule.kind, true if rule.kind == "risk" else f"{true} AND {OURS_HERE}")
        return
    if placed.received is None:
        return
    got = f"({asking.sql.of(placed.received)})"
    if holds:
        yield _due(run, placed, f"{true} AND {got} IS FALSE AND {OURS_HERE}")
    if rule.benefit is not None and rule.benefit.period != "once":  # given once, it is no longer due
        wrong = f"NOT {true} AND NOT {asking.unknown(placed)} AND {got} IS TRUE AND {OURS_HERE}"
        yield _Telling(placed, "undue", wrong)


def _due(run: Run, placed: Placed, when: str) -> _Telling:
    """Only where the rule's stacking group leaves it to this rule."""
    amount = run.layers.sql.of(placed.amount) if placed.amount is not None else _Telling.amount
    stack = placed.rule.benefit.stack if placed.rule.benefit is not None else ""
    if not stack:
        return _Telling(placed, "due", when, amount)
    book, codes = run.questions.plan.book, stacking.members(run, stack)
    mine = f"coalesce({alias(stack)}_number = {codes.index(placed.rule.code)}, FALSE)"
    titles = [book.rules[code].title for code in codes if code != placed.rule.code]
    others = Text(
        zh=f"（{ONE_OF.zh.format(others='、'.join(title.zh for title in titles))}）",
        en=f" ({ONE_OF.en.format(others=', '.join(title.en for title in titles))})",
    )
    return _Telling(placed, "due", f"{when} AND {mine}", amount, f"{alias(stack)}_open", others)


def _query(run: Run, entity: str, tellings: list[_Telling]) -> str:
    """The found rows of whom anything is told; then for each telling whether, the amount, if left open."""
    asking = run.asking(entity)
    sql = asking.sql
    columns = [
        f"{one.when} AS told_{at}, {one.amount} AS told_amount_{at}, {one.left_open} AS told_open_{at}"
        for at, one in enumerate(tellings)
    ]
    key = sql.name("key")
    beside, joins = [f"TRUE AS {OURS_HERE}"], ""
    if entity in OURS:
        beside = [f"o.{key} IS NOT NULL AS {OURS_HERE}"]
        joins = f"LEFT JOIN {run.layers.tables[OURS[entity]]} o ON o.{key} = f.{key}"
    stacks = {
        one.placed.rule.benefit.stack for one in tellings if one.kind == "due" and one.placed.rule.benefit
    }
    for stack in sorted(stacks - {""}):
        a = alias(stack)
        beside.append(f"{a}.number AS {a}_number, {a}.left_open AS {a}_open")
        joins += f" LEFT JOIN ({chosen(run, stack)}) {a} ON {a}.who = CAST(f.{key} AS {sql.text})"
    found = f"SELECT f.*, {', '.join(beside)} FROM {asking.found} f {joins}"  # noqa: S608 - the book's
    anything = " OR ".join(f"told_{at}" for at in range(len(tellings)))
    return f"SELECT * FROM (SELECT f.*, {', '.join(columns)} FROM ({found}) f) t WHERE {anything}"  # noqa: S608


def _elsewhere(tables: Tables, book: Book, head: str) -> Iterator[str]:
    """Other subjects stand where their household stands, as a record of monitoring, or in their village."""
    place = ", ".join(f"h.{name}" for name in PLACE.split(", "))
    for code in sorted({rule.subject for rule in book.rules.values()} - {"person", "household"}):
        entity = book.entities[code]
        if code == VILLAGE:
            yield f"SELECT '{VILLAGE}', area_code, village, NULL, {PLACE} FROM ({TOWNS})"  # noqa: S608 - ours
            continue
        links = {link.to: f"s.{SQL.name(link.column)}" for link in entity.links.values()}
        if entity.dataset not in tables.paths:
            continue
        tables.bench.lay(f"of_{code}", tables.paths[entity.dataset])
        key = f"CAST(s.{SQL.name(entity.key)} AS VARCHAR)"
        if "household" in links:
            yield (
                f"SELECT '{code}', {key}, {head}, h.household_no, {place} FROM of_{code} s"  # noqa: S608
                f" JOIN {HOMES} h ON h.household_no = {links['household']}"
            )
        elif "village" in links:
            yield (
                f"SELECT '{code}', {key}, NULL, NULL, {place} FROM of_{code} s"  # noqa: S608 - our own names
                f" JOIN ({TOWNS}) h ON h.area_code = {links['village']}"
            )


def _order(tables: Tables, spoken: Path, book: Book, out: Path) -> None:
    """With names, places and what the rule says of itself; by kind, rule, village and number."""
    rules = pl.DataFrame(
        {
            "rule": list(book.rules),
            "title": [one.title.zh for one in book.rules.values()],
            "document": [book.documents[one.document].words.zh for one in book.rules.values()],
            "verified": [one.verified for one in book.rules.values()],
            "severity": [one.severity for one in book.rules.values()],
            "owner": [one.owner for one in book.rules.values()],
        }
    )
    bench = tables.bench
    bench.connection.register("book_rules", rules.to_arrow())
    bench.lay("spoken", spoken)
    place = ", ".join(f"h.{name}" for name in PLACE.split(", "))
    head = "h.head_name" if "head_name" in bench.columns(HOMES) else "NULL"
    bench.view(
        "subjects",
        f"SELECT 'household' AS subject, h.household_no AS no, {head} AS name, h.household_no, {place}"  # noqa: S608
        f" FROM {HOMES} h UNION ALL"
        f" SELECT 'person', p.person_no, p.name, p.household_no, {place}"
        f" FROM {PEOPLE} p LEFT JOIN {HOMES} h ON h.household_no = p.household_no"
        + "".join(f" UNION ALL {part}" for part in _elsewhere(tables, book, head)),
    )
    at = " ".join(f"WHEN '{kind}' THEN {number}" for number, kind in enumerate(KINDS))
    bench.poured(
        out,
        f"SELECT {', '.join(COLUMNS)} FROM spoken LEFT JOIN subjects USING (subject, no)"  # noqa: S608
        f" JOIN book_rules USING (rule) ORDER BY CASE kind {at} END, rule, area_code NULLS FIRST, no",
    )


def _counts(placed: list[Placed], counted: Counts, each: Counter[str]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "rule": [one.rule.code for one in placed],
            "title": [one.rule.title.zh for one in placed],
            "kind": [one.rule.kind for one in placed],
            "subject": [one.rule.subject for one in placed],
            "holds": [counted[one.rule.code][0] for one in placed],
            "unknown": [counted[one.rule.code][1] for one in placed],
            "told": [each[one.rule.code] for one in placed],
            "verified": [one.rule.verified for one in placed],
        }
    ).sort("kind", "rule")
