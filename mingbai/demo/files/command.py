"""`mingbai demo files`: writes the demo county as files."""

from __future__ import annotations

import argparse
import gc
import sys
from datetime import date
from pathlib import Path
from typing import Any

from mingbai.demo.files.families import AS_OF
from mingbai.demo.files.writing import NotEmpty, write

WHOLE, USUAL, LEAST = 925_000, 20_000, 5_000


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """Mounts `files` on the subcommands of `demo`."""
    parser: argparse.ArgumentParser = sub.add_parser(
        "files", help="write the demo county as files · 生成演示县数据文件"
    )
    parser.add_argument("--people", type=int, default=USUAL, help=f"{WHOLE} is the whole county · 人数")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=2020)
    parser.add_argument(
        "--today", type=date.fromisoformat, default=AS_OF, help="its last day, from 2020-11-30 on · 最后一天"
    )
    parser.set_defaults(run=_run)
    return parser


def _run(arguments: argparse.Namespace) -> int:
    if not LEAST <= arguments.people <= WHOLE:
        print(f"--people: {LEAST} … {WHOLE}", file=sys.stderr)  # noqa: T201 - a command speaks
        return 2
    gc.disable()  # nothing of what is made is dropped before the end
    try:
        write(arguments.out, people=arguments.people, seed=arguments.seed, step=_say, today=arguments.today)
    except NotEmpty:
        print(f"{arguments.out} 不是空目录，未写入 · is not empty; nothing was written", file=sys.stderr)  # noqa: T201
        return 2
    _say(str(arguments.out))
    return 0


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - a command speaks
