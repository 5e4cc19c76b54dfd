"""Commands of the plain rooms: they need no home, no database and no Django."""

import argparse
from collections.abc import Sequence
from importlib import import_module

# A room's module is imported only when it is asked for: some load a query engine.
MODULES = {
    "packs": ("mingbai.packs.command", "check or show the packs · 检查或查看规则包"),
    "dataset": ("mingbai.tables.command", "kinds of files · 数据集声明"),
    "rules": ("mingbai.rulebook.command", "the rule book · 规则书"),
    "compare": ("mingbai.compare.command", "departments' files against the registry · 部门数据比对"),
}
DEMO_FILES = ["demo", "files"]  # the one part of `demo` that needs no installation


def asked(arguments: Sequence[str]) -> bool:
    """Whether the command line names one of them."""
    return list(arguments[:2]) == DEMO_FILES or (arguments[:1] != [] and arguments[0] in MODULES)


def run(arguments: Sequence[str]) -> int:
    """Runs the command and gives its exit code; wrong usage ends the program with 2."""
    top = argparse.ArgumentParser(prog="mingbai")
    commands = top.add_subparsers(dest="command", required=True)
    if list(arguments[:2]) == DEMO_FILES:
        parts = commands.add_parser("demo").add_subparsers(dest="part", required=True)
        import_module("mingbai.demo.files.command").add_parser(parts)
    else:
        import_module(MODULES[arguments[0]][0]).add_parser(commands)
    wish = top.parse_args(arguments)
    return int(wish.run(wish))


def list_in(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Names them in the help of the whole program."""
    for name, (_module, words) in MODULES.items():
        commands.add_parser(name, help=words)
