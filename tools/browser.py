"""See that Chromium and a Chinese font are here for the journeys; install them when this is root on Debian.

Standard library only. Exits 1 with one sentence that says what to do.
"""

import os
import shutil
import subprocess
import sys

QUIET = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}


def has_fonts() -> bool:
    """Whether any installed font can draw Chinese."""
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False).stdout.strip())


def lacking() -> list[str]:
    """Debian packages that are missing."""
    have = {"chromium": bool(shutil.which("chromium")), "fonts-noto-cjk": has_fonts()}
    return [package for package, here in have.items() if not here]


def install(packages: list[str]) -> None:
    """By apt; its own words go to the terminal."""
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", *command], check=True, env=QUIET, stdin=subprocess.DEVNULL)


def main() -> int:
    """0 when the journeys can run."""
    packages = " ".join(lacking())
    if not packages:
        return 0
    if os.geteuid() == 0 and shutil.which("apt-get"):
        install(packages.split())
        return 0
    print(f"The browser journeys need more programs: sudo apt-get install {packages}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
