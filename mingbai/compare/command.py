"""`mingbai compare`: the headless main job.

Exit codes: 0 done, 1 book or data wrong, 2 cannot begin, 3 done, but some files were refused whole or some
answers about doubtful pairs not used.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from mingbai.compare.engines import ENGINES
from mingbai.compare.findings import KINDS
from mingbai.compare.refusal import CannotCompare
from mingbai.compare.running import Outcome, Wish, compare
from mingbai.packs.problems import PackError
from mingbai.packs.text import Text
from mingbai.rulebook.days import day
from mingbai.rulebook.plan import NoValue
from mingbai.rulebook.tables import BadTable

DONE, WRONG, CANNOT, PARTLY = 0, 1, 2, 3
FOUND = Text(zh="{kind} {count} 条", en="{kind}: {count}")
REFUSED = Text(zh="整件退回 {name}：{why}", en="refused whole, {name}: {why}")
UNUSED = Text(
    zh="有 {count} 个核实答复没有采用，见 {out}/matching/answers.rejected.xlsx",
    en="{count} answers were not used: {out}/matching/answers.rejected.xlsx",
)
MOST_FAULTS = 20  # said on the terminal
WRITTEN = Text(zh="已写入 {out}（用时 {seconds} 秒）", en="written: {out} ({seconds} s)")


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """Mounts `compare` on the subcommands of a parser."""
    parser: argparse.ArgumentParser = sub.add_parser(
        "compare", help="departments' files against the registry · 部门数据比对"
    )
    parser.add_argument("--people", type=Path, required=True, help="national export, roster · 人户数据目录")
    parser.add_argument("--datasets", type=Path, required=True, help="departments' files · 部门数据目录")
    parser.add_argument("--packs", action="append", default=[], type=Path, help="further packs · 其他规则包")
    parser.add_argument(
        "--declarations", action="append", default=[], type=Path, help="further datasets · 其他声明"
    )
    parser.add_argument("--as-of", type=day, required=True, help="2020-11, 2020-11-30")
    parser.add_argument("--county", default="411726", help="six digits · 县代码")
    parser.add_argument(
        "--engine", choices=ENGINES, default=ENGINES[0], help="spark needs Java 17 · 计算引擎"
    )
    parser.add_argument(
        "--confirmed",
        action="append",
        default=[],
        type=Path,
        help="answered workbooks of doubtful pairs, or their directory · 填好的核实表",
    )
    parser.add_argument("--out", type=Path, required=True, help="empty or new · 结果目录")
    parser.add_argument("--language", choices=("zh", "en"), default="zh")
    parser.set_defaults(run=_run)
    return parser


def _run(arguments: argparse.Namespace) -> int:
    def say(words: Text) -> None:
        print(words.said(arguments.language), flush=True)  # noqa: T201 - a command speaks

    wish = Wish(
        people=arguments.people,
        datasets=arguments.datasets,
        out=arguments.out,
        as_of=arguments.as_of,
        county=arguments.county,
        packs=tuple(arguments.packs),
        folders=tuple(arguments.declarations),
        engine=arguments.engine,
        confirmed=tuple(arguments.confirmed),
    )
    try:
        outcome = compare(wish, say=say)
    except CannotCompare as refusal:
        return _end(refusal.words.said(arguments.language), CANNOT)
    except PackError as error:
        return _end("\n".join(problem.said(arguments.language) for problem in error.problems), WRONG)
    except (NoValue, BadTable) as error:
        return _end(error.words.said(arguments.language), WRONG)
    return _report(arguments, outcome)


def _report(arguments: argparse.Namespace, outcome: Outcome) -> int:
    language = arguments.language
    for kind, count in outcome.findings.items():
        _say(FOUND.said(language).format(kind=KINDS[kind].said(language), count=count))
    for name, why in outcome.refused.items():
        _end(REFUSED.said(language).format(name=name, why=why.said(language)), PARTLY)
    for fault in outcome.unused[:MOST_FAULTS]:
        _end(fault.said(language), PARTLY)
    if outcome.unused:
        _end(UNUSED.said(language).format(count=len(outcome.unused), out=arguments.out), PARTLY)
    seconds = f"{sum(outcome.times.values()):.1f}"
    _say(WRITTEN.said(language).format(out=arguments.out, seconds=seconds))
    return PARTLY if outcome.refused or outcome.unused else DONE


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - a command speaks


def _end(text: str, code: int) -> int:
    print(text, file=sys.stderr, flush=True)  # noqa: T201 - a command speaks
    return code
