"""The program as a package: nothing is left out, and it works from where it is installed."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def tracked() -> list[str]:
    """The repository's files, as somebody who clones it has them."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
    )
    return listed.stdout.decode().splitlines()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in tracked():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, source / name)
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", out, source], check=True, cwd="/"
    )
    return next(out.glob("*.whl"))


def test_the_wheel_holds_every_file_and_the_compiled_translations(wheel: Path):
    inside = set(zipfile.ZipFile(wheel).namelist())
    assert not [name for name in tracked() if name.startswith("mingbai/") and name not in inside]
    assert "mingbai/org/locale/zh_Hans/LC_MESSAGES/django.mo" in inside


def test_it_sets_up_a_county_from_the_installed_package(wheel: Path, tmp_path: Path):
    home, code = tmp_path / "home", tmp_path / "code"
    zipfile.ZipFile(wheel).extractall(code)
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MINGBAI", "DJANGO"))}
    environment = {**clean, "PYTHONPATH": str(code), "LANG": "zh_CN.UTF-8"}

    def run(*arguments: str | Path) -> str:
        command = [sys.executable, "-m", "mingbai", "--home", home, *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd="/")
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    try:
        assert "这些密码只显示这一次" in run("setup")
        run("backup", tmp_path / "backup", "--keys", tmp_path / "keys.json")
        assert "一切正常" in run("doctor")
    finally:
        destroy = (
            "import sys, pathlib; from mingbai.kit import home; from mingbai.kit.cluster import Cluster;"
        )
        destroy += "Cluster.of(home.read(pathlib.Path(sys.argv[1]))).destroy()"
        subprocess.run([sys.executable, "-c", destroy, home], env=environment, check=True)
