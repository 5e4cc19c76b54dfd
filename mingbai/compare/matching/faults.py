"""What is wrong with an answer, where it stands, and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from mingbai.packs.text import Text
from mingbai.tables.workbook import Page, write

HEADERS = ["文件", "工作表", "行号", "列", "填写内容", "为什么没有采用", "怎样改"]
FAULTS: dict[str, tuple[Text, Text]] = {
    "unreadable": (
        Text(zh="文件打不开", en="the file cannot be opened"),
        Text(zh="用表格软件另存为 xlsx，不设密码", en="save it as xlsx without a password"),
    ),
    "not_ours": (
        Text(zh="不是核实表，或缺少列", en="this is no workbook of doubtful pairs, or columns are missing"),
        Text(
            zh="交回原来的核实表，不改工作表名和表头",
            en="return the workbook as it was, its sheet and headers unchanged",
        ),
    ),
    "answer": (
        Text(zh="看不懂这个答复", en="the answer is not understood"),
        Text(zh="填“是”“否”或“不清楚”", en="write 是 (the same), 否 (not) or 不清楚 (not known)"),
    ),
    "mark": (
        Text(zh="核对码缺失或被改动", en="the mark is missing or changed"),
        Text(zh="从原来的核实表复制该行的核对码", en="copy the row's mark from the workbook as it came"),
    ),
    "person": (
        Text(zh="没有人口编号", en="there is no person number"),
        Text(
            zh="从原来的核实表复制该行的人口编号",
            en="copy the row's person number from the workbook as it came",
        ),
    ),
    "both": (
        Text(
            zh="同一对既答“是”又答“否”，两处都没有采用",
            en="the same pair is answered yes and no; neither is used",
        ),
        Text(zh="再核实一次，把答错的一处改过来", en="verify again and correct the wrong one"),
    ),
    "twice": (
        Text(
            zh="同一来件对两个人都答“是”，都没有采用",
            en="one row is answered yes for two people; neither is used",
        ),
        Text(
            zh="只留一个“是”，其余改“否”；确是两个人的，请来件单位补出生日期或电话",
            en="leave one yes; if they are two people, have the sender add birth dates or telephones",
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `line` is the sheet's row, 0 for the whole file; `reason` is a key of FAULTS."""

    reason: str
    file: str
    sheet: str = "请核实"
    line: int = 0
    column: str = ""
    value: str = ""

    def said(self, language: str) -> str:
        """The place, why, and what to do."""
        why, mend = FAULTS[self.reason]
        return f"{self._place(language)}{why.said(language)}{self._written(language)}；{mend.said(language)}"

    def _place(self, language: str) -> str:
        if not self.line:
            return f"{self.file}：" if language == "zh" else f"{self.file}: "
        if language == "zh":
            return f"{self.file}，“{self.sheet}”第 {self.line} 行，“{self.column}”列："
        return f"{self.file}, sheet {self.sheet}, row {self.line}, column {self.column}: "

    def _written(self, language: str) -> str:
        if not self.value:
            return ""
        return f"（{self.value}）" if language == "zh" else f" ({self.value})"


def written(path: Path, faults: Sequence[Fault]) -> None:
    """The workbook of answers that were not used."""
    lines = [
        (
            one.file, one.sheet, str(one.line or ""), one.column, one.value,
            *(text.zh for text in FAULTS[one.reason]),
        )
        for one in faults
    ]  # fmt: skip
    frame = pl.DataFrame(lines, schema=dict.fromkeys(HEADERS, pl.String), orient="row")
    write(path, [Page("未采用的答复", frame)])
