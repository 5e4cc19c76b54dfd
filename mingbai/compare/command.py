"""`mingbai compare`: the headless main job.

Exit codes: 0 done, 1 book or data wrong, 2 cannot begin, 3 done, but some files were refused whole.
"""

from __future__ import annotations

import argparse
import calendar
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

from mingbai.compare.findings import KINDS
from mingbai.compare.refusal import CannotCompare
from mingbai.compare.running import Outcome, Wish, compare
from mingbai.packs.problems import PackError
from mingbai.packs.text import Text
from mingbai.rulebook.plan import NoValue
from mingbai.rulebook.tables import BadTable

DONE, WRONG, CANNOT, PARTLY = 0, 1, 2, 3
FOUND = Text(zh="{kind} {count} 条", en="{kind}: {count}")
REFUSED = Text(zh="整件退回 {name}：{why}", en="refused whole, {name}: {why}")
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
    parser.add_argument("--out", type=Path, required=True, help="empty or new · 结果目录")
    parser.add_argument("--language", choices=("zh", "en"), default="zh")
    parser.set_defaults(run=_run)
    return parser


def day(written: str) -> date:
    """A day, or the last day of a month."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}", written):
        year, month = int(written[:4]), int(written[5:])
        return date(year, month, calendar.monthrange(year, month)[1])
    return date.fromisoformat(written)


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
    )
    try:
        outcome = compare(wish, say=say)
    except CannotCompare as refusal:
        return _end(refusal.words.said(arguments.language), CANNOT)
    except PackError as error:
        return _end("\n".join(problem.said(arguments.language) for problem in error.problems), WRONG)
    except (BadTable, NoValue) as error:
        return _end(str(error), WRONG)
    return _report(arguments, outcome)


def _report(arguments: argparse.Namespace, outcome: Outcome) -> int:
    language = arguments.language
    for kind, count in outcome.findings.items():
        _say(FOUND.said(language).format(kind=KINDS[kind].said(language), count=count))
    for name, why in outcome.refused.items():
        _end(REFUSED.said(language).format(name=name, why=why.said(language)), PARTLY)
    seconds = f"{sum(outcome.times.values()):.1f}"
    _say(WRITTEN.said(language).format(out=arguments.out, seconds=seconds))
    return PARTLY if outcome.refused else DONE


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - a command speaks


def _end(text: str, code: int) -> int:
    print(text, file=sys.stderr, flush=True)  # noqa: T201 - a command speaks
    return code
