"""Settings of the tests: each run has a home and a server of its own; tests/conftest.py starts and removes them."""

import os
import tempfile
from pathlib import Path

from mingbai.kit import home

_path = Path(tempfile.mkdtemp(prefix="mingbai-test-"))
home.create(_path, home.Config(kind="demo", clock="2020-11-30"))
os.environ["MINGBAI_HOME"] = str(_path)

from mingbai.settings.installed import *  # noqa: E402, F403
