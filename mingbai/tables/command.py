"""`mingbai dataset new | check | sample`: declare a kind of file, try a file against it, make a template."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from mingbai.packs.problems import PackError
from mingbai.packs.text import Text
from mingbai.tables import taking, workbook
from mingbai.tables.atomic import replacing
from mingbai.tables.declared import Catalogue
from mingbai.tables.declaring import load
from mingbai.tables.drafting import draft
from mingbai.tables.problems import FileRefused, filled
from mingbai.tables.sampling import sample
from mingbai.tables.taking import Account

FAULTY, REFUSED = 1, 2
TAKEN = Text(
    zh="共 {rows} 行：接收 {accepted}，退回 {rejected}，空行 {blank}；"
    "完全相同 {identical}，同键不同内容 {key_twice}。",
    en="{rows} rows: {accepted} accepted, {rejected} rejected, {blank} blank; "
    "{identical} identical, {key_twice} sharing a key.",
)
COLUMNS = Text(zh="没有用途、未收取的列：{names}", en="Columns refused, as no purpose allows them: {names}")
DECLARED = Text(zh="{count} 个数据集声明没有问题。", en="{count} declarations are in order.")
UNKNOWN = Text(zh="没有数据集“{code}”；可用：{known}", en="There is no dataset “{code}”; known: {known}")
WRITTEN = Text(zh="已写入 {path}", en="Written: {path}")
THERE = Text(zh="{path} 已存在，不覆盖", en="{path} exists and is not overwritten")


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """Mounts `dataset` on the subcommands of a parser."""
    parser: argparse.ArgumentParser = sub.add_parser("dataset", help="kinds of files · 数据集声明")
    parser.add_argument("--language", choices=("zh", "en"), default="zh")
    parser.add_argument(
        "--folder", action="append", default=[], type=Path, help="further declarations · 其他声明目录"
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    new = verbs.add_parser("new", help="draft a declaration · 起草声明")
    new.add_argument("code")
    new.add_argument("--name", default="名称", help="Chinese name · 中文名称")
    new.add_argument("--like", type=Path, help="a file whose headers to take · 参照文件")
    new.add_argument("--out", type=Path, default=Path())
    new.set_defaults(run=_new)
    check = verbs.add_parser("check", help="check declarations, or a file · 检查声明或文件")
    check.add_argument("file", nargs="?", type=Path)
    check.add_argument("--as", dest="code", help="which dataset the file is · 数据集代码")
    check.add_argument("--out", type=Path, help="keep what was accepted and rejected here · 结果目录")
    check.add_argument(
        "--today", type=date.fromisoformat, required=False, help="no birth is later · 基准日期"
    )
    check.set_defaults(run=_check)
    made = verbs.add_parser("sample", help="write a template with made-up rows · 生成样表")
    made.add_argument("code")
    made.add_argument("--rows", type=int, default=5)
    made.add_argument("--out", type=Path, default=Path())
    made.set_defaults(run=_sample)
    return parser


def _catalogue(arguments: argparse.Namespace) -> Catalogue | None:
    try:
        return load(*arguments.folder)
    except PackError as error:
        for problem in error.problems:
            _say(problem.said(arguments.language), to=sys.stderr)
        return None


def _new(arguments: argparse.Namespace) -> int:
    catalogue = _catalogue(arguments)
    if catalogue is None:
        return FAULTY
    path = arguments.out / f"{arguments.code}.yaml"
    if path.exists():
        _tell(arguments, THERE, path=path)
        return FAULTY
    try:
        text = draft(arguments.code, zh=arguments.name, like=arguments.like, known=dict(catalogue.datasets))
    except FileRefused as error:
        return _refused(arguments, catalogue, error)
    with replacing(path) as part:
        part.write_text(text, encoding="utf-8")
    _tell(arguments, WRITTEN, path=path)
    return 0


def _check(arguments: argparse.Namespace) -> int:
    catalogue = _catalogue(arguments)
    if catalogue is None:
        return FAULTY
    if arguments.file is None:
        _tell(arguments, DECLARED, count=len(catalogue.datasets))
        return 0
    if arguments.code not in catalogue.datasets:
        return _unknown(arguments, catalogue)
    dataset = catalogue.datasets[arguments.code]
    today = arguments.today or date.today()  # noqa: DTZ011 - a command is an edge; the day of the machine
    try:
        if arguments.out:
            account = taking.take(
                arguments.file, dataset, out=arguments.out, catalogue=catalogue, today=today
            )
        else:
            account = taking.look(arguments.file, dataset, catalogue=catalogue, today=today)
    except (FileRefused, OSError) as error:
        return _refused(arguments, catalogue, error)
    _report(arguments, catalogue, account)
    return FAULTY if account.rejected else 0


def _report(arguments: argparse.Namespace, catalogue: Catalogue, account: Account) -> None:
    _tell(arguments, TAKEN, **{name: str(value) for name, value in vars(account).items()})
    if account.refused_columns:
        _tell(arguments, COLUMNS, names="、".join(account.refused_columns))
    for code, count in sorted(account.reasons.items(), key=lambda item: -item[1]):
        words = filled(
            catalogue.reasons[code].words, {"header": account.first_places.get(code, ""), "value": "…"}
        )
        _say(f"  {count:>8}  {words.said(arguments.language)}")


def _sample(arguments: argparse.Namespace) -> int:
    catalogue = _catalogue(arguments)
    if catalogue is None:
        return FAULTY
    if arguments.code not in catalogue.datasets:
        return _unknown(arguments, catalogue)
    dataset = catalogue.datasets[arguments.code]
    path = arguments.out / f"{dataset.code}.xlsx"
    workbook.write(path, [workbook.Page(dataset.name.zh, sample(dataset, rows=arguments.rows))])
    _tell(arguments, WRITTEN, path=path)
    return 0


def _unknown(arguments: argparse.Namespace, catalogue: Catalogue) -> int:
    _tell(arguments, UNKNOWN, code=arguments.code, known="、".join(sorted(catalogue.datasets)))
    return REFUSED


def _refused(arguments: argparse.Namespace, catalogue: Catalogue, error: FileRefused | OSError) -> int:
    said = error.said(catalogue, arguments.language) if isinstance(error, FileRefused) else str(error)
    _say(said, to=sys.stderr)
    return REFUSED


def _tell(arguments: argparse.Namespace, words: Text, **details: object) -> None:
    _say(words.said(arguments.language).format(**details))


def _say(text: str, *, to: Any = None) -> None:
    print(text, file=to or sys.stdout)
