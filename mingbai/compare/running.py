"""The whole comparison, step by step, into a directory that appears only when everything in it is there."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from mingbai.compare import inputs, papers, place
from mingbai.compare.agreement import agreed
from mingbai.compare.engines import asked, ready
from mingbai.compare.findings import KINDS, Told, told
from mingbai.compare.matching import answers, faults
from mingbai.compare.matching.answers import Answers
from mingbai.compare.matching.faults import Fault
from mingbai.compare.matching.settings import of as matching
from mingbai.compare.memory import given_back
from mingbai.compare.recording import record, written
from mingbai.compare.refusal import cannot
from mingbai.compare.subjects import Exported
from mingbai.compare.tabling import Tables, made
from mingbai.compare.taken import Taken, taken_in
from mingbai.compare.tokens import Tokens
from mingbai.compare.workbench import Workbench
from mingbai.packs.loading import era_on
from mingbai.packs.loading import load as packs
from mingbai.packs.pack import Pack
from mingbai.packs.text import Text
from mingbai.rulebook.book import Book
from mingbai.rulebook.reading import load
from mingbai.rulebook.verdicts import asked as questions
from mingbai.tables.declared import Catalogue
from mingbai.tables.declaring import load as declared

LINE = "poverty_line"


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
    engine: str = "duckdb"
    confirmed: tuple[Path, ...] = ()  # answered workbooks of doubtful pairs, or directories of them


@dataclass
class Outcome:
    """What came of it: findings by kind, files refused whole."""

    findings: dict[str, int]
    refused: dict[str, Text]
    times: dict[str, float] = field(default_factory=dict)
    unused: tuple[Fault, ...] = ()  # answers that could not be used


class _Steps:
    """Tells of each step and remembers how long it took."""

    def __init__(self, say: Callable[[Text], None]) -> None:
        self.times: dict[str, float] = {}
        self._say, self._at, self._name = say, time.perf_counter(), ""

    def begin(self, name: str, words: Text) -> None:
        self.end()
        self._name, self._at = name, time.perf_counter()
        self._say(words)

    def tell(self, words: Text) -> None:
        """A line within the step."""
        self._say(words)

    def end(self) -> None:
        if self._name:
            self.times[self._name] = round(time.perf_counter() - self._at, 3)
            self._name = ""


def compare(wish: Wish, *, say: Callable[[Text], None]) -> Outcome:
    """Compares and writes. Raises CannotCompare, PackError, BadTable; then `out` is as it was."""
    ready(wish.engine)
    _need_answers(wish)
    with place.made(wish.out) as part:
        return _Run(wish, part, _Steps(say)).made()


@dataclass
class _Run:
    """One comparison on its way; `part` becomes the directory of results."""

    wish: Wish
    part: Path
    steps: _Steps

    def made(self) -> Outcome:
        """All six steps."""
        book, catalogue, files = self._begun()
        taken = self._taken(catalogue, files)
        tables = self._tabled(book, catalogue, files, taken)
        found, engine = self._found(book, tables)
        self.steps.begin("agreement", Text(zh="6/6 三项对账", en="6/6 the three agreement tables"))
        tables.bench.close()
        three = agreed(taken, line_fen=income_line(book, self.wish.as_of))
        papers.agreement(self.part / "agreement.xlsx", three)
        shutil.rmtree(taken.folder)
        said = record(book=book, catalogue=catalogue, files=files, taken=taken, tables=tables, found=found)
        written(self.part / "run.json", {**said, **self._wished(), "engine": engine})
        self.steps.end()
        written(self.part / "times.json", self.steps.times)
        kinds = {kind: found.kinds[kind] for kind in KINDS}
        return Outcome(kinds, taken.refused, self.steps.times, tables.answers.faults)

    def _begun(self) -> tuple[Book, Catalogue, list[inputs.Input]]:
        self.steps.begin(
            "book", Text(zh="1/6 读规则书和数据集声明", en="1/6 reading the rule book and the declarations")
        )
        catalogue = declared(*self.wish.folders)
        book = load(county=self.wish.county, era=era_on(self.wish.as_of), extra=self.wish.packs)
        questions(book, as_of=self.wish.as_of)  # a day before the book's values is refused before reading
        return book, catalogue, inputs.found(self.wish.people, self.wish.datasets, catalogue)

    def _taken(self, catalogue: Catalogue, files: list[inputs.Input]) -> Taken:
        count = len(files)
        self.steps.begin("files", Text(zh=f"2/6 读 {count} 个文件", en=f"2/6 reading {count} files"))
        taken = taken_in(
            files,
            work=self.part / ".work",
            rejects=self.part / "rejects",
            catalogue=catalogue,
            today=self.wish.as_of,
            step=self.steps.tell,
        )
        _need_registry(taken)
        return taken

    def _tabled(self, book: Book, catalogue: Catalogue, files: list[inputs.Input], taken: Taken) -> Tables:
        self.steps.begin(
            "tables", Text(zh="3/6 行行对人对户", en="3/6 leading rows to people and households")
        )
        settings = matching(self._pack())
        tables = Tables(self.part / "tables", Workbench(taken.folder), settings, self._answers())
        exported = Exported(Tokens.of(one.path for one in files), self.wish.county)
        made(book, taken, catalogue, exported, tables=tables)
        given_back()
        return tables

    def _answers(self) -> Answers:
        """What people decided about doubtful pairs; what is wrong with it goes back."""
        found = answers.read(self.wish.confirmed)
        if found.faults:
            faults.written(self.part / "matching" / "answers.rejected.xlsx", found.faults)
        return found

    def _found(self, book: Book, tables: Tables) -> tuple[Told, str]:
        """What was found, and the engine's name."""
        count = len(book.rules)
        self.steps.begin("rules", Text(zh=f"4/6 运行 {count} 条规则", en=f"4/6 asking {count} rules"))
        path = self.part / "findings.parquet"
        work = tables.bench.folder
        with asked(self.wish.engine, book, tables.paths, as_of=self.wish.as_of, work=work) as one:
            self.steps.begin("findings", Text(zh="5/6 写疑点和依据", en="5/6 writing findings and reasons"))
            found = told(one.run, tables, out=path)
        found.counts.write_parquet(self.part / "counts.parquet", compression="zstd")
        papers.findings(self.part / "findings.xlsx", path, found, owners=self._owners())
        given_back()
        return found, one.engine

    def _pack(self) -> Pack:
        return packs(county=self.wish.county, on=self.wish.as_of, extra=self.wish.packs)

    def _owners(self) -> dict[str, str]:
        return {code: unit["name"].zh for code, unit in self._pack().section("units").items()}

    def _wished(self) -> dict[str, str]:
        as_of = self.wish.as_of
        return {"as_of": as_of.isoformat(), "county": self.wish.county, "era": era_on(as_of)}


def _need_answers(wish: Wish) -> None:
    for path in wish.confirmed:
        if not path.exists():
            raise cannot(
                zh=f"没有 {path}：--confirmed 应是填好的核实表，或它所在的目录",
                en=f"there is no {path}: --confirmed is an answered workbook or the directory it lies in",
            )


def _need_registry(taken: Taken) -> None:
    for code in inputs.REGISTRY:
        if not taken.has(code):
            why = list(taken.refused.values())
            raise cannot(
                zh=f"国家系统导出读不了：{'；'.join(text.zh for text in why)}",
                en=f"the national export cannot be read: {'; '.join(text.en for text in why)}",
            )


def income_line(book: Book, as_of: date) -> int | None:
    """The income line of the day, fen a head and year; None if unknown."""
    dated = book.parameters[LINE].on(as_of) if LINE in book.parameters else None
    return dated.value if dated is not None and isinstance(dated.value, int) else None
