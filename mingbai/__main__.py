"""``python -m mingbai`` is the command ``mingbai``."""

import sys

from mingbai.cli import main

sys.exit(main())
