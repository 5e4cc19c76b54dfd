"""Settings of the tests: a home and a server for each run; tests/conftest.py removes them."""

import os
import tempfile
from pathlib import Path

from mingbai.kit import home
from mingbai.kit.messages import compile_catalogues

compile_catalogues()  # before anything is said, for what was said is remembered
_path = Path(tempfile.mkdtemp(prefix="mingbai-test-"))
home.create(_path, home.Config(kind="demo", clock="2020-11-30"))
os.environ.update(MINGBAI_HOME=str(_path), MINGBAI_OWNER="1")  # fixtures are laid by the owner

from mingbai.settings.installed import *  # noqa: E402, F403
from mingbai.settings.installed import INSTALLED_APPS, STORAGES  # noqa: E402

# Tests read static files where they lie, without collecting them.
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True

# A small room of the tests' own, for what the kit gives to rooms.
INSTALLED_APPS = [*INSTALLED_APPS[:-1], "tests.samples.apps.SamplesConfig", INSTALLED_APPS[-1]]
