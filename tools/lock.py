"""Write ``locks/*.txt`` from pyproject.toml and ``locks/*.in``: versions with hashes, no address inside.

``run`` decides first; ``test``, ``slow`` and ``bench`` contain it and agree with it. Run by `make lock`;
`make lock UPGRADE=1` takes the newest versions, else those already pinned stay.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = Path(sys.executable).with_name("uv")
WAYS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
)
QUIET = ("--quiet", "--no-header", "--no-annotate")


def compile_lock(purpose: str, *sources: str) -> None:
    """One lock from its sources."""
    out = f"locks/{purpose}.txt"
    subprocess.run(
        [UV, "pip", "compile", *WAYS, *QUIET, *sys.argv[1:], *sources, "-o", out], cwd=ROOT, check=True
    )
    if "://" in (ROOT / out).read_text(encoding="utf-8"):
        sys.exit(f"{out} contains an address")


if __name__ == "__main__":
    compile_lock("tools", "locks/tools.in")
    compile_lock("run", "pyproject.toml")
    for name, sources in {"test": ["test"], "slow": ["test", "slow"], "bench": ["bench"]}.items():
        files = [f"locks/{source}.in" for source in sources]
        compile_lock(name, "pyproject.toml", *files, "--constraint=locks/run.txt")
