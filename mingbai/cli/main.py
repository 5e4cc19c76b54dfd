"""Reads the command line and hands over to the command's own module."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from django.db.utils import OperationalError

from mingbai.cli import headless, parser
from mingbai.cli.refusal import Refusal
from mingbai.kit.backup import BackupError
from mingbai.kit.cluster import ClusterError
from mingbai.kit.home import HomeError
from mingbai.kit.messages import PACKAGE, compile_catalogues
from mingbai.kit.spoken import _
from mingbai.packs.problems import PackError

EXPECTED = (Refusal, HomeError, ClusterError, BackupError, PackError)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if headless.asked(given):
        return headless.run(given)
    if os.access(PACKAGE, os.W_OK):
        compile_catalogues()
    wish = parser.read(given)
    try:
        return _run(wish)
    except EXPECTED as refusal:
        print(refusal, file=sys.stderr)
    except OperationalError as error:
        print(_("The database cannot be reached: %(error)s") % {"error": error}, file=sys.stderr)
    return 1


def _run(wish: argparse.Namespace) -> int:
    # A command's module is imported only when it is asked for: most load Django, which takes a second.
    code: int = import_module(f"mingbai.cli.{wish.command}").run(wish)
    return code
