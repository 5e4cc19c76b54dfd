"""`mingbai packs check`: reads every pack file and says what is wrong, in the language asked for."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from mingbai.packs import areas, layout
from mingbai.packs.checking import check
from mingbai.packs.loading import load
from mingbai.packs.problems import PackError
from mingbai.packs.text import Text

ALL_WELL = Text(
    zh="{files} 个文件没有问题（{counties} 个县，{eras} 个时期）。"
    "规则书另用 rules check，数据集另用 dataset check。",
    en="{files} files are in order ({counties} counties, {eras} eras). For the rule book ask `rules check`, "
    "for datasets `dataset check`.",
)
WRONG = Text(zh="共 {count} 处需要修改。", en="{count} to mend.")


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """Mounts `packs check` and `packs show` on the subcommands of a parser."""
    parser: argparse.ArgumentParser = sub.add_parser(
        "packs", help="check or show the packs · 检查或查看规则包"
    )
    parser.add_argument("--language", choices=("zh", "en"), default="zh")
    verbs = parser.add_subparsers(dest="verb", required=True)
    checking = verbs.add_parser("check", help="check every file · 检查所有文件")
    checking.add_argument("paths", nargs="*", type=Path, help="further pack directories · 其他规则包目录")
    checking.set_defaults(run=_check)
    showing = verbs.add_parser("show", help="show a value and its source · 查看某个值及其出处")
    showing.add_argument("path", help="e.g. security.lockout.failures")
    showing.add_argument("--county", required=True)
    showing.add_argument("--era", choices=layout.ERAS, required=True)
    showing.add_argument("--extra", action="append", default=[], type=Path)
    showing.set_defaults(run=_show)
    return parser


def _check(arguments: argparse.Namespace) -> int:
    problems = check(arguments.paths)
    for problem in problems:
        _say(problem.said(arguments.language), to=sys.stderr)
    if problems:
        _say(WRONG.said(arguments.language).format(count=len(problems)), to=sys.stderr)
        return 1
    roots = layout.roots(arguments.paths)
    every = [file for root in roots for file in layout.every_file(root)]
    files = sum(file.section not in layout.ELSEWHERE for file in every)
    counties = len({*layout.counties(roots), *areas.counties(roots)})
    _say(ALL_WELL.said(arguments.language).format(files=files, counties=counties, eras=len(layout.ERAS)))
    return 0


def _show(arguments: argparse.Namespace) -> int:
    try:
        pack = load(county=arguments.county, era=arguments.era, extra=arguments.extra)
        value, place = pack.get(arguments.path), pack.provenance(arguments.path)
    except PackError as error:
        for problem in error.problems:
            _say(problem.said(arguments.language), to=sys.stderr)
        return 1
    except LookupError as error:
        _say(
            str(getattr(error, "text", Text(zh=str(error), en=str(error))).said(arguments.language)),
            to=sys.stderr,
        )
        return 1
    _say(f"{value}\n{place.file}:{place.line}\n{place.source}")
    return 0


def _say(line: str, *, to: Any = None) -> None:
    (to or sys.stdout).write(line + "\n")
