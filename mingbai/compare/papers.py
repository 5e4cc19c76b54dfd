"""The workbooks for people to read. Each is written in one passing through its Parquet file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from mingbai.compare.agreement import Agreement
from mingbai.compare.findings import KINDS, Told
from mingbai.packs.text import Text
from mingbai.tables.workbook import MOST_ROWS, Page, write

HEADERS = {
    "rule": "规则编号", "title": "规则", "subject": "对象", "no": "编号", "name": "姓名",
    "household_no": "户编号", "township": "乡镇", "village": "村", "reason": "判定依据",
    "amount": "金额（元）", "document": "文件依据", "verified": "依据已核实", "severity": "程度",
    "owner": "责任部门",
}  # fmt: skip
SAID = {
    "person": "人", "household": "户", "village": "村", "monitoring": "监测记录", "helper": "帮扶责任人",
    "project": "项目", "fund": "资金指标", "voucher": "拨付凭证",
}  # fmt: skip
SEVERITY = {"notice": "提示", "warning": "一般", "error": "较重", "serious": "严重"}
WIDTHS = {
    "rule": 10, "title": 28, "subject": 8, "no": 20, "name": 10, "household_no": 18, "township": 14,
    "village": 18, "reason": 80, "amount": 12, "document": 36, "verified": 12, "severity": 8, "owner": 22,
}  # fmt: skip
RULE_KINDS = {kind: words.zh for kind, words in KINDS.items()} | {"policy": "惠民政策"}


def findings(path: Path, found: Path, told: Told, *, owners: Mapping[str, str]) -> None:
    """A sheet for each kind of finding, more than one where a sheet is full, and the count of each rule.

    `owners`: the departments' names by their codes.
    """
    pages = [
        page for kind, words in KINDS.items() for page in _pages(kind, words, found, told.kinds[kind], owners)
    ]
    write(path, [*pages, _counted(told.counts)])


def _pages(kind: str, words: Text, found: Path, rows: int, owners: Mapping[str, str]) -> Iterator[Page]:
    most = MOST_ROWS - 1
    empty = _shown(pl.DataFrame(schema=pl.read_parquet_schema(found)), owners)
    headers, widths = list(HEADERS.values()), list(WIDTHS.values())
    for number, start in enumerate(range(0, max(rows, 1), most), start=1):
        name = words.zh if number == 1 else f"{words.zh}（{number}）"
        more = (_shown(part, owners) for part in _rows(found, kind, start, start + most))
        yield Page(name, empty, headers=headers, more=more, widths=widths)


def _rows(found: Path, kind: str, start: int, end: int) -> Iterator[pl.DataFrame]:
    """The rows of a kind from `start` on and before `end`, a row group at a time."""
    seen = 0
    with pq.ParquetFile(found) as file:
        for group in range(file.num_row_groups):
            part = pl.DataFrame(file.read_row_group(group)).filter(pl.col("kind") == kind)
            wanted = part.slice(max(start - seen, 0), max(end - max(seen, start), 0))
            seen += len(part)
            if len(wanted):
                yield wanted


def _shown(rows: pl.DataFrame, owners: Mapping[str, str]) -> pl.DataFrame:
    yes = pl.col("verified").replace_strict({True: "是", False: "待确认"}, default="", return_dtype=pl.String)
    return rows.with_columns(
        verified=yes,
        subject=pl.col("subject").replace(SAID),
        severity=pl.col("severity").replace(SEVERITY),
        owner=pl.col("owner").replace(owners),
        amount=pl.col("amount_fen").cast(pl.Decimal(18, 2)) / 100,
    ).select(*HEADERS)


def _counted(counts: pl.DataFrame) -> Page:
    shown = counts.with_columns(
        pl.col("verified").replace_strict({True: "是", False: "待确认"}, return_dtype=pl.String),
        pl.col("kind").replace(RULE_KINDS),
        pl.col("subject").replace(SAID),
    )
    headers = ["规则编号", "规则", "类别", "对象", "成立", "未知", "列出", "依据已核实"]
    return Page("规则统计", shown, headers=headers)


def agreement(path: Path, three: Agreement) -> None:
    """The three comparisons by name."""
    write(
        path,
        [Page("对户对标", three.standard), Page("对人对网", three.ground), Page("对网比对", three.systems)],
    )
