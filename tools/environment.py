"""Fill a virtual environment from a lock, by hash: ``environment.py VENV run|test|slow|bench|tools``.

Standard library only: it runs before anything is installed. uv does the work if its wheel installs, else pip.
"""

import importlib.util
import subprocess
import sys
from pathlib import Path

LOCKS = Path(__file__).resolve().parent.parent / "locks"
OLDEST = (3, 11)


def missing() -> str:
    """What this Python lacks to build an environment, in one sentence; empty when nothing."""
    if sys.version_info < OLDEST:
        return f"Python 3.11 or later is needed, this is {sys.version.split()[0]}: name another with PYTHON=."
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        return "Python's venv module is missing. Debian: apt-get install python3.11-venv."
    return ""


def run(*command: str | Path) -> bool:
    """Run and say whether it went well; its own words go to the terminal."""
    return subprocess.run([str(part) for part in command], check=False).returncode == 0


def create(venv: Path) -> bool:
    """An empty environment with pip; one that exists is kept."""
    return (venv / "bin/python").exists() or run(sys.executable, "-m", "venv", venv)


def install(venv: Path, purpose: str) -> bool:
    """Everything that the lock names, and nothing whose hash it does not name."""
    lock, python = LOCKS / f"{purpose}.txt", venv / "bin/python"
    pip = (python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes", "-r")
    uv = run(*pip, LOCKS / "tools.txt")
    if purpose == "tools":
        return uv
    if uv and run(
        venv / "bin/uv", "pip", "install", "-q", "--python", python, "--require-hashes", "-r", lock
    ):
        return True
    print("uv could not install; trying pip, which is slower.")
    return run(*pip, lock)


def main() -> int:
    """0: ready. 1: something is missing, said in one sentence."""
    venv, purpose = Path(sys.argv[1]), sys.argv[2]
    if lack := missing():
        print(lack, file=sys.stderr)
        return 1
    print(f"Preparing {venv} from locks/{purpose}.txt …", flush=True)
    if not (create(venv) and install(venv, purpose)):
        print("Packages could not be installed: is a package index reachable from here?", file=sys.stderr)
        return 1
    (venv / f".{purpose}").touch()
    return 0


if __name__ == "__main__":
    sys.exit(main())
