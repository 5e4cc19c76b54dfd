"""`mingbai dataset new | check | sample`: declare a kind of file, try a file against it, make a template."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

from mingbai.packs.problems import PackError, did_you_mean
from mingbai.packs.text import Text
from mingbai.tables import taking, workbook
from mingbai.tables.atomic import replacing
from mingbai.tables.declared import Catalogue
from mingbai.tables.declaring import load
from mingbai.tables.drafting import draft
from mingbai.tables.naming import recognised
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
PASSED = Text(zh="没有这种表头、未读的工作表：{names}", en="Sheets without such a header, not read: {names}")
DECLARED = Text(zh="{count} 个数据集声明没有问题。", en="{count} declarations are in order.")
UNKNOWN = Text(zh="没有数据集“{code}”{hint}", en="There is no dataset “{code}”{hint}")
NOT_KNOWN = Text(
    zh="看不出 {name} 是哪个数据集，请用 --as 指明",
    en="Cannot tell which dataset {name} is; say it with --as",
)
TAKEN_AS = Text(zh="按“{name}”（{code}）检查：", en="Checked as “{name}” ({code}):")
NO_CODE = Text(
    zh="“{code}”不能作代码：只用小写英文字母、数字和下划线，以字母开头",
    en="“{code}” is no code: lower-case letters, digits and underscores, a letter first",
)
NO_FILE = Text(zh="没有文件 {path}", en="There is no file {path}")
CODE = re.compile("[a-z][a-z0-9_]*")
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
    if not CODE.fullmatch(arguments.code):
        _tell(arguments, NO_CODE, code=arguments.code)
        return FAULTY
    path = arguments.out / f"{arguments.code}.yaml"
    if path.exists():
        _tell(arguments, THERE, path=path)
        return FAULTY
    try:
        text = draft(
            arguments.code,
            zh=arguments.name,
            like=arguments.like,
            catalogue=catalogue,
            today=_today(),
        )
    except (FileRefused, OSError) as error:
        return _refused(arguments, catalogue, error)
    with replacing(path) as part:
        part.write_text(text, encoding="utf-8")
    _tell(arguments, WRITTEN, path=path)
    return 0


def _today() -> date:
    return date.today()  # noqa: DTZ011 - a command is an edge; the day of the machine


def _check(arguments: argparse.Namespace) -> int:
    catalogue = _catalogue(arguments)
    if catalogue is None:
        return FAULTY
    if arguments.file is None:
        _tell(arguments, DECLARED, count=len(catalogue.datasets))
        return 0
    if arguments.code is None:
        arguments.code = recognised(arguments.file, catalogue)
    if arguments.code is None:
        _tell(arguments, NOT_KNOWN, name=arguments.file.name)
        return REFUSED
    if arguments.code not in catalogue.datasets:
        return _unknown(arguments, catalogue)
    dataset = catalogue.datasets[arguments.code]
    today = arguments.today or _today()
    try:
        if arguments.out:
            account = taking.take(
                arguments.file,
                dataset,
                out=arguments.out,
                catalogue=catalogue,
                today=today,
                language=arguments.language,
            )
        else:
            account = taking.look(arguments.file, dataset, catalogue=catalogue, today=today)
    except (FileRefused, OSError) as error:
        return _refused(arguments, catalogue, error)
    _tell(arguments, TAKEN_AS, name=dataset.name.said(arguments.language), code=dataset.code)
    _report(arguments, catalogue, account)
    return FAULTY if account.rejected else 0


def _report(arguments: argparse.Namespace, catalogue: Catalogue, account: Account) -> None:
    _tell(arguments, TAKEN, **{name: str(value) for name, value in vars(account).items()})
    if account.passed_sheets:
        _tell(arguments, PASSED, names="、".join(account.passed_sheets))
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
    hint = did_you_mean(arguments.code, catalogue.datasets)
    _tell(arguments, UNKNOWN, code=arguments.code, hint=hint.said(arguments.language))
    return REFUSED


def _refused(arguments: argparse.Namespace, catalogue: Catalogue, error: FileRefused | OSError) -> int:
    if isinstance(error, FileNotFoundError):
        said = NO_FILE.said(arguments.language).format(path=error.filename)
    else:
        said = error.said(catalogue, arguments.language) if isinstance(error, FileRefused) else str(error)
    _say(said, to=sys.stderr)
    return REFUSED


def _tell(arguments: argparse.Namespace, words: Text, **details: object) -> None:
    _say(words.said(arguments.language).format(**details))


def _say(text: str, *, to: Any = None) -> None:
    print(text, file=to or sys.stdout)
