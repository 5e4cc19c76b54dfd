"""Write docs/flow.md from the flows' tables; with --check only compare.

Fails when the file is not what the tables say, so that the picture in the documentation is never old.
"""

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingbai.settings.check")

import django  # noqa: E402 - the package is found just now

TARGET = ROOT / "docs" / "flow.md"


def wanted() -> str:
    """The document that the tables make, in English."""
    django.setup()
    from django.utils import translation  # noqa: PLC0415 - needs the settings

    from mingbai.kit.flow import diagram, found  # noqa: PLC0415

    with translation.override("en"):
        return diagram.document(found())


def main() -> int:
    """Write or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    text = wanted()
    if not parser.parse_args().check:
        TARGET.parent.mkdir(exist_ok=True)
        TARGET.write_text(text, encoding="utf-8")
        return 0
    current = TARGET.exists() and TARGET.read_text(encoding="utf-8") == text
    print("flows: drawn" if current else "docs/flow.md is old: run python tools/flows.py")
    return int(not current)


if __name__ == "__main__":
    sys.exit(main())
