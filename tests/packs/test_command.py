"""`mingbai packs …` answers in the language asked for, with exit codes that scripts can use."""

from pathlib import Path

import pytest

from mingbai.cli.main import main
from tests.packs.conftest import Write


def test_check_says_that_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["packs", "check"]) == 0
    assert "没有问题" in capsys.readouterr().out


def test_check_names_file_and_line(tmp_path: Path, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("common/security.yaml", "source: {document: handbook, verified: false}\nlockout:\n  failurs: 5\n")
    assert main(["packs", "--language", "en", "check", str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert "common/security.yaml:3: there is no key called “failurs”; did you mean “failures”?" in told
    assert "1 to mend." in told


def test_show_gives_value_and_source(capsys: pytest.CaptureFixture[str]) -> None:
    wish = ["packs", "show", "security.lockout.failures", "--county", "411726", "--era", "2026-"]
    assert main(wish) == 0
    told = capsys.readouterr().out
    assert told.startswith("5\ncommon/security.yaml:")
    assert "gbt-22239-2019" in told


def test_show_of_an_unknown_path_hints(capsys: pytest.CaptureFixture[str]) -> None:
    wish = ["packs", "show", "security.lockout.failure", "--county", "411726", "--era", "2026-"]
    assert main(wish) == 1
    assert "是不是“failures”" in capsys.readouterr().err


def test_a_headless_command_is_named_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "packs" in capsys.readouterr().out
