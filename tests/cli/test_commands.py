"""The command line: what it answers, in which language, and with which exit code."""

from pathlib import Path

import pytest

from mingbai.cli import main, parser, place
from mingbai.kit import home
from mingbai.kit.home import HomeError
from tests.faults.processes import mingbai

COMMANDS = ("serve", "worker", "demo", "setup", "migrate", "doctor", "backup", "restore", "keys")


def test_help_names_every_command_in_the_terminals_language():
    english, chinese = mingbai("--help").stdout, mingbai("--help", LANG="zh_CN.UTF-8").stdout
    assert all(command in english for command in COMMANDS)
    assert "say what is right and what is wrong" in english
    assert "说明哪里正常、哪里不对、怎样修好" in chinese


def test_wrong_usage_ends_with_2(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as end:
        parser.read(["dance"])
    assert end.value.code == 2
    assert "dance" in capsys.readouterr().err


def test_a_home_that_is_not_there_ends_with_1_and_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["--home", str(tmp_path / "nowhere"), "doctor"]) == 1
    told = capsys.readouterr().err
    assert "config.yaml is missing: this is not an installation's home." in told
    assert "Traceback" not in told


def test_a_database_that_is_away_ends_with_1_and_one_sentence(tmp_path: Path):
    home.create(
        tmp_path / "home",
        home.Config(database={"app": "host=127.0.0.1 port=1", "owner": "host=127.0.0.1 port=1"}),
    )
    done = mingbai("--home", tmp_path / "home", "worker")
    assert done.returncode == 1
    assert "The database cannot be reached" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_county_leaves_nothing_behind(tmp_path: Path):
    done = mingbai("--home", tmp_path / "home", "setup", "--county", "999999")
    assert done.returncode == 1
    assert "no county 999999" in done.stderr
    assert not (tmp_path / "home").exists()


def test_without_a_name_the_demos_home_is_meant_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("MINGBAI_HOME")
    monkeypatch.chdir(tmp_path)
    wish = parser.read(["doctor"])
    assert place.path_of(wish) == tmp_path / ".mingbai" / "demo-2020"
    with pytest.raises(HomeError, match="Name the installation's home"):
        place.home_of(wish)
