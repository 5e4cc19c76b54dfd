"""Every command and its options."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from mingbai.cli import headless
from mingbai.kit.spoken import _


def read(arguments: Sequence[str] | None) -> argparse.Namespace:
    """What the command line asks for; wrong usage ends the program with exit code 2."""
    top = argparse.ArgumentParser(
        prog="mingbai", description=_("The one ledger of a county's work against poverty.")
    )
    top.add_argument("--home", type=Path, help=_("the installation's home directory (default: MINGBAI_HOME)"))
    commands = top.add_subparsers(dest="command", required=True, metavar=_("COMMAND"))
    for add in (_serve, _worker, _demo, _setup, _migrate, _doctor, _backup, _restore, _keys, _exchange):
        add(commands)
    headless.list_in(commands)
    return top.parse_args(arguments)


Commands = argparse._SubParsersAction  # noqa: SLF001 - argparse gives the type no public name


def _serve(commands: Commands) -> None:
    one = commands.add_parser("serve", help=_("run the installation: database, web server and job worker"))
    one.add_argument("--bind", default="127.0.0.1", help=_("address to listen on"))
    one.add_argument("--port", type=int, default=8000)
    one.add_argument("--workers", type=int, default=2, help=_("web processes"))
    one.add_argument("--threads", type=int, default=8, help=_("requests that one web process serves at once"))
    one.add_argument(
        "--only-web", action="store_true", help=_("the web server alone; database and worker run elsewhere")
    )


def _worker(commands: Commands) -> None:
    one = commands.add_parser("worker", help=_("run jobs; `serve` starts one already"))
    one.add_argument("--concurrency", type=int, default=2, help=_("jobs at once"))


def _demo(commands: Commands) -> None:
    one = commands.add_parser("demo", help=_("a county to try, with ready accounts"))
    one.add_argument("--port", type=int, default=8000)
    one.add_argument("--fresh", action="store_true", help=_("delete the demo's data and begin anew"))
    one.add_argument(
        "--era", choices=("2020", "2026"), default="2020", help=_("stand at 30 November 2020, or today")
    )
    one.add_argument(
        "--people", type=int, default=20_000, help=_("people of a county that is made; 925000 is the whole")
    )
    parts = one.add_subparsers(dest="part", metavar="code USER")
    code = parts.add_parser("code", help=_("the present code of an account's second factor"))
    code.add_argument("user")


def _exchange(commands: Commands) -> None:
    one = commands.add_parser("exchange", help=_("departments' files: take in a folder of them"))
    parts = one.add_subparsers(dest="part", required=True, metavar="take FOLDER")
    take = parts.add_parser("take", help=_("every table below a folder; the worker checks them"))
    take.add_argument("folder", help=_("the folder"))
    take.add_argument("--user", required=True, help=_("the account in whose name they are sent"))
    take.add_argument("--day", type=date.fromisoformat, help=_("a day of their period (default: today)"))


def _setup(commands: Commands) -> None:
    one = commands.add_parser("setup", help=_("make a county's home, its keys and its database"))
    one.add_argument("--county", default="411726", help=_("the county pack"))
    one.add_argument(
        "--host", action="append", default=[], help=_("a name people reach it by; may be repeated")
    )


def _migrate(commands: Commands) -> None:
    commands.add_parser("migrate", help=_("bring the database to this version; make a backup first"))


def _doctor(commands: Commands) -> None:
    one = commands.add_parser("doctor", help=_("say what is right and what is wrong, and how to mend it"))
    one.add_argument(
        "--accept-clock", action="store_true", help=_("the machine's clock is right now, though it went back")
    )


def _backup(commands: Commands) -> None:
    one = commands.add_parser(
        "backup", help=_("write rows and files to a new directory; the keys go to one of their own")
    )
    one.add_argument("directory", type=Path)
    one.add_argument("--keys", type=Path, help=_("where the keys go: another place than the backup"))


def _restore(commands: Commands) -> None:
    one = commands.add_parser("restore", help=_("make a home from a backup and compare every row and file"))
    one.add_argument("directory", type=Path)
    one.add_argument("--keys", type=Path, required=True, help=_("the keys that were kept apart from it"))
    one.add_argument("--embedded", action="store_true", help=_("into the embedded database in any case"))


def _keys(commands: Commands) -> None:
    one = commands.add_parser("keys", help=_("the vault's keys: list them, replace the current one"))
    one.add_argument("action", choices=("list", "rotate"))
    one.add_argument("--algorithm", choices=("AES-256-GCM", "SM4-GCM"), default="AES-256-GCM")
