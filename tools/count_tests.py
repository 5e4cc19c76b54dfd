"""Compare the tests that ran (JUnit reports) with those that exist: `count_tests.py REPORT...`.

A test that is never run proves nothing: exits with 1 if one is missing or ran twice.
"""

import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def collected() -> int:
    """How many tests pytest finds, but for those of `make test-whole`."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", "not whole"]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL
    )
    return sum("::" in line for line in done.stdout.splitlines())


def main() -> int:
    """Print both numbers."""
    cases = [case for report in sys.argv[1:] for case in ET.parse(report).iter("testcase")]  # noqa: S314 - our own
    ran = Counter((case.get("classname"), case.get("name")) for case in cases)
    skipped = [case.get("name") for case in cases if case.find("skipped") is not None]
    twice = [name for (_, name), times in ran.items() if times > 1]
    exist = collected()
    print(f"{exist} tests exist, {len(ran)} ran, {len(skipped)} were skipped")
    for name in skipped:
        print(f"  skipped: {name}")
    for name in twice:
        print(f"  ran twice: {name}")
    return int(exist != len(ran) or bool(twice))


if __name__ == "__main__":
    sys.exit(main())
