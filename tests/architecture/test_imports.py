"""Imports point one way (the contracts in pyproject.toml)."""

import subprocess
import sys

from tests.architecture.tree import PACKAGE, PYPROJECT, ROOT, levels

LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def test_every_contract_is_kept():
    # In a process of its own: the linter silences the loggers of whoever calls it.
    done = subprocess.run([sys.executable, "-c", LINT], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_room_has_its_place_in_the_order():
    ignored = set(PYPROJECT["tool"]["importlinter"]["contracts"][0]["exhaustive_ignores"])
    here = {
        path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    unknown = here - set(levels()) - ignored - {"__init__", "wsgi", "locale"}
    assert not unknown
