"""`make check`: all that can be said of the code without a database. Runs all, then names what failed."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
BIN = Path(PYTHON).parent
CHECKS: dict[str, list[str]] = {
    "lint": [f"{BIN}/ruff", "check", "--quiet", "."],
    "format": [f"{BIN}/ruff", "format", "--check", "--quiet", "."],
    "contracts": [f"{BIN}/lint-imports", "--no-logo"],
    "types": [f"{BIN}/mypy", "mingbai"],
    "translations": [PYTHON, "tools/messages.py", "--check"],
    "flows": [PYTHON, "tools/flows.py", "--check"],
    "words": [PYTHON, "tools/words.py", "--check"],
    "templates": [f"{BIN}/djlint", "--lint", "--quiet", "mingbai"],
    "migrations": [PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run"],
    "deployment": [PYTHON, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
    "guards": [PYTHON, "-m", "pytest", "-q", "tests/architecture"],
}
# The guards read the tables too, on a server of the tests' own.
SETTINGS = {"deployment": "mingbai.settings.production", "guards": "mingbai.settings.test"}


def environment(name: str, home: str) -> dict[str, str]:
    """The check settings, on a home of this run's own."""
    settings = SETTINGS.get(name, "mingbai.settings.check")
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "DJANGO_SETTINGS_MODULE": settings,
        "MINGBAI_HOME": home,
    }


def passes(name: str, home: str) -> bool:
    """Run one check; its words are shown only if it fails."""
    since = time.monotonic()
    done = subprocess.run(
        CHECKS[name], cwd=ROOT, env=environment(name, home), capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    well = done.returncode == 0
    print(f"{'✓' if well else '✗'} {name} ({time.monotonic() - since:.0f} s)", flush=True)
    if not well:
        print(done.stdout + done.stderr, flush=True)
    return well


def main() -> int:
    """0 if every check passes that is named; without names all, ``--without NAME`` all but that one."""
    named = sys.argv[1:]
    left_out = named[1:] if named[:1] == ["--without"] else []
    names = [name for name in CHECKS if name not in left_out] if left_out or not named else named
    with tempfile.TemporaryDirectory(prefix="mingbai-check-") as directory:
        home = f"{directory}/home"
        make = (
            "import sys, pathlib; from mingbai.kit.home import *; create(pathlib.Path(sys.argv[1]), Config())"
        )
        subprocess.run([PYTHON, "-c", make, home], cwd=ROOT, check=True)
        failed = [name for name in names if not passes(name, home)]
    print(f"failed: {', '.join(failed)}" if failed else "all checks pass")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
