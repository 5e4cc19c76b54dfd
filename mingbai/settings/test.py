"""Settings of the tests: a home and a server for each run; tests/conftest.py removes them."""

import os
import tempfile
from pathlib import Path

from mingbai.kit import home

_path = Path(tempfile.mkdtemp(prefix="mingbai-test-"))
home.create(_path, home.Config(kind="demo", clock="2020-11-30"))
os.environ["MINGBAI_HOME"] = str(_path)

from mingbai.settings.installed import *  # noqa: E402, F403
