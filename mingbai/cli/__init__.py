"""The command ``mingbai``: exits with 0 done, 1 refused (one sentence says why), 2 wrong usage."""

from mingbai.cli.main import main

__all__ = ["main"]
