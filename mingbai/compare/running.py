"""The whole comparison, step by step, into a directory that appears only when everything in it is there."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from mingbai.compare import inputs
from mingbai.compare.agreement import agreed
from mingbai.compare.findings import KINDS, Told, told
from mingbai.compare.matching.settings import Settings
from mingbai.compare.matching.settings import of as settings_of
from mingbai.compare.refusal import cannot
from mingbai.compare.tabling import Tables, made
from mingbai.compare.taken import Taken, taken_in
from mingbai.compare.tokens import Tokens
from mingbai.packs.loading import era_on
from mingbai.packs.loading import load as packs
from mingbai.packs.text import Text
from mingbai.rulebook.book import Book
from mingbai.rulebook.on_duckdb import Session
from mingbai.rulebook.reading import load
from mingbai.tables.declared import Catalogue
from mingbai.tables.declaring import load as declared
from mingbai.tables.workbook import MOST_ROWS, Page, write

LINE = "poverty_line"
HEADERS = {
    "rule": "规则编号", "title": "规则", "subject": "对象", "no": "编号", "name": "姓名",
    "household_no": "户编号", "township": "乡镇", "village": "村", "reason": "判定依据",
    "amount": "金额（元）", "document": "文件依据", "verified": "依据已核实", "severity": "程度",
    "owner": "责任部门",
}  # fmt: skip
SAID = {"person": "人", "household": "户", "village": "村"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be compared. `county` has six digits; `packs` and `folders` add to what is shipped."""

    people: Path
    datasets: Path
    out: Path
    as_of: date
    county: str = "411726"
    packs: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()


@dataclass
class Outcome:
    """What came of it: findings by kind, files refused whole."""

    findings: dict[str, int]
    refused: dict[str, Text]
    times: dict[str, float] = field(default_factory=dict)


class _Steps:
    """Tells of each step and remembers how long it took."""

    def __init__(self, say: Callable[[Text], None]) -> None:
        self.times: dict[str, float] = {}
        self._say, self._at, self._name = say, time.perf_counter(), ""

    def begin(self, name: str, words: Text) -> None:
        self.end()
        self._name, self._at = name, time.perf_counter()
        self._say(words)

    def end(self) -> None:
        if self._name:
            self.times[self._name] = round(time.perf_counter() - self._at, 3)
            self._name = ""


def compare(wish: Wish, *, say: Callable[[Text], None]) -> Outcome:
    """Compares and writes. Raises CannotCompare, PackError, BadTable; then `out` is as it was."""
    if wish.out.exists() and (not wish.out.is_dir() or any(wish.out.iterdir())):
        raise cannot(
            zh=f"{wish.out} 不是空目录，未写入",
            en=f"{wish.out} is not an empty directory; nothing was written",
        )
    part = wish.out.absolute().with_name(f".{wish.out.name}.unfinished")
    shutil.rmtree(part, ignore_errors=True)  # what a killed run left
    part.mkdir(parents=True)
    try:
        outcome = _made(wish, part, _Steps(say))
        if wish.out.exists():
            wish.out.rmdir()
        part.rename(wish.out)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return outcome


def _made(wish: Wish, part: Path, steps: _Steps) -> Outcome:
    steps.begin(
        "book", Text(zh="1/6 读规则书和数据集声明", en="1/6 reading the rule book and the declarations")
    )
    catalogue = declared(*wish.folders)
    book = load(county=wish.county, era=era_on(wish.as_of), extra=wish.packs)
    files = inputs.found(wish.people, wish.datasets, catalogue)
    steps.begin("files", Text(zh=f"2/6 读 {len(files)} 个文件", en=f"2/6 reading {len(files)} files"))
    work = part / ".work"
    taken = taken_in(
        files,
        work=work,
        rejects=part / "rejects",
        catalogue=catalogue,
        today=wish.as_of,
        step=lambda name: None,
    )
    _need_registry(taken)
    steps.begin("tables", Text(zh="3/6 行行对人对户", en="3/6 leading rows to people and households"))
    tokens = Tokens.of(one.path for one in files)
    tables = made(
        book, taken, catalogue, tokens, out=part / "tables", county=wish.county, matching=_matching(wish)
    )
    steps.begin(
        "rules", Text(zh=f"4/6 运行 {len(book.rules)} 条规则", en=f"4/6 asking {len(book.rules)} rules")
    )
    run = Session(book, tables.paths).run(as_of=wish.as_of)
    steps.begin("findings", Text(zh="5/6 写疑点和依据", en="5/6 writing findings and reasons"))
    found = told(run, tables)
    run.connection.close()
    _write_findings(part, found)
    steps.begin("agreement", Text(zh="6/6 三项对账", en="6/6 the three agreement tables"))
    _write_agreement(part, taken, tables, book, wish.as_of)
    shutil.rmtree(work)
    _write_record(
        part, wish, book=book, catalogue=catalogue, files=files, taken=taken, tables=tables, found=found
    )
    steps.end()
    _json(part / "times.json", steps.times)
    counts = {str(kind): int(count) for kind, count in found.rows.group_by("kind").len().iter_rows()}
    return Outcome({kind: counts.get(kind, 0) for kind in KINDS}, taken.refused, steps.times)


def _matching(wish: Wish) -> Settings:
    return settings_of(packs(county=wish.county, on=wish.as_of, extra=wish.packs))


def _need_registry(taken: Taken) -> None:
    for code in inputs.REGISTRY:
        if not taken.has(code):
            why = "；".join(text.zh for text in taken.refused.values())
            raise cannot(zh=f"国家系统导出读不了：{why}", en=f"the national export cannot be read: {why}")


def _write_findings(part: Path, found: Told) -> None:
    found.rows.write_parquet(part / "findings.parquet", compression="zstd")
    found.counts.write_parquet(part / "counts.parquet", compression="zstd")
    pages = [_page(kind, words, found.rows) for kind, words in KINDS.items()]
    counts = found.counts.with_columns(
        pl.col("verified").replace_strict({True: "是", False: "否"}, return_dtype=pl.String)
    )
    headers = ["规则编号", "规则", "类别", "对象", "成立", "未知", "列出", "依据已核实"]
    write(part / "findings.xlsx", [*pages, Page("规则统计", counts, headers=headers)])


def _page(kind: str, words: Text, rows: pl.DataFrame) -> Page:
    yes = pl.col("verified").replace_strict({True: "是", False: "待确认"}, default="", return_dtype=pl.String)
    shown = rows.filter(pl.col("kind") == kind).head(MOST_ROWS - 1)
    shown = shown.with_columns(
        verified=yes,
        subject=pl.col("subject").replace(SAID),
        amount=pl.col("amount_fen").cast(pl.Decimal(18, 2)) / 100,
    )
    return Page(words.zh, shown.select(*HEADERS), headers=list(HEADERS.values()))


def _write_agreement(part: Path, taken: Taken, tables: Tables, book: Book, as_of: date) -> None:
    dated = book.parameters[LINE].on(as_of) if LINE in book.parameters else None
    line = dated.value if dated is not None and isinstance(dated.value, int) else None
    three = agreed(taken, tables, line_fen=line)
    write(
        part / "agreement.xlsx",
        [Page("对户对标", three.standard), Page("对人对网", three.ground), Page("对网比对", three.systems)],
    )


def _write_record(
    part: Path,
    wish: Wish,
    *,
    book: Book,
    catalogue: Catalogue,
    files: list[inputs.Input],
    taken: Taken,
    tables: Tables,
    found: Told,
) -> None:
    record = {
        "as_of": wish.as_of.isoformat(),
        "county": wish.county,
        "era": era_on(wish.as_of),
        "edition": book.edition,
        "datasets_edition": catalogue.edition,
        "engine": f"duckdb {duckdb.__version__}",
        "inputs": [_input(one, taken) for one in files],
        "absent": sorted(
            code for code, one in catalogue.datasets.items() if one.number and not taken.has(code)
        ),
        "unmatched_rows": tables.unmatched,
        "without_number": {code: one.counts() for code, one in sorted(tables.reached.items())},
        "persons": len(tables.persons),
        "households": len(tables.households),
        "findings": len(found.rows),
    }
    _json(part / "run.json", record)


def _input(one: inputs.Input, taken: Taken) -> dict[str, Any]:
    account = taken.accounts.get(one.name)
    known: dict[str, Any] = {"file": one.name, "dataset": one.dataset.code}
    if account is None:
        return {**known, "refused": taken.refused[one.name].zh}
    return {**known, **account.as_dict()}


def _json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
