"""Settings for type checking and for commands that need no database and no home."""

import os
import tempfile
from pathlib import Path

from mingbai.kit import home
from mingbai.kit.messages import compile_catalogues

compile_catalogues()  # before anything is said, for what was said is remembered
os.environ["MINGBAI_OWNER"] = "1"
if "MINGBAI_HOME" not in os.environ:
    _path = Path(tempfile.gettempdir()) / f"mingbai-check-{os.getuid()}"
    if not (_path / "config.yaml").exists():
        home.create(_path, home.Config())
    os.environ["MINGBAI_HOME"] = str(_path)

from mingbai.settings.installed import *  # noqa: E402, F403
