"""``python -m mingbai`` is the command ``mingbai``."""

import sys

from mingbai.cli import main

if __name__ == "__main__":  # processes that it starts import this module again
    sys.exit(main())
