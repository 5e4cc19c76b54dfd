"""Only what pyproject.toml cannot say: the translations are compiled when a package is built."""

import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))


class Build(build_py):
    """Compiles the catalogues first, so that the wheel carries them."""

    def run(self) -> None:
        """Compile, then build as usual."""
        from mingbai.kit.messages import compile_catalogues  # noqa: PLC0415 - Babel is there only now

        compile_catalogues(ROOT / "mingbai")
        super().run()


setup(cmdclass={"build_py": Build})
