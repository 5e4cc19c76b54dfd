"""`python -m bench [NAME ...] [--size N]`: run some or all measurements on an installation of their own.

Sizes are those of a county unless `--size` says otherwise; each measurement prints what its size counts.
"""

import argparse
from importlib import import_module

from bench.place import installation

NAMES = (
    "walls", "vault", "audit", "pages", "reading", "rules", "linkage", "importing", "registry_pages", "exporting", "what_if",
    "screening", "findings_pages", "oversight_pages",
)  # fmt: skip


def main() -> None:
    wish = argparse.ArgumentParser(prog="python -m bench")
    wish.add_argument("names", nargs="*", choices=[[], *NAMES], metavar="NAME", help=", ".join(NAMES))
    wish.add_argument("--size", "--people", type=int, help="how much, instead of a county's figure")
    chosen = wish.parse_args()
    with installation():
        for name in chosen.names or NAMES:
            module = import_module(f"bench.{name}")
            print(f"\n{module.__doc__.strip()}")
            module.run(chosen.size or module.SIZE)


main()
