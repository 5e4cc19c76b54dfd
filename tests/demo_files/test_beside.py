"""The county's files as a process of their own writes them, while the demo does something else."""

import subprocess
from datetime import date

import pytest

from mingbai.demo.files import beside
from mingbai.demo.files.writing import write

PEOPLE, SEED, TODAY = 5_000, 2020, date(2026, 11, 29)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A county begun over a half-written one; what was said until its people were there, and after."""
    folder = tmp_path_factory.mktemp("beside") / "county"
    (folder / "departments").mkdir(parents=True)
    (folder / "departments" / "half.csv").write_text("half")
    before, after = [], []
    with beside.written(folder, people=PEOPLE, seed=SEED, today=TODAY) as files:
        files.people(before.append)
        people = sorted(path.name for path in (folder / "people").iterdir())
        files.all(after.append)
    return folder, before, after, people


def test_the_people_come_first_and_then_the_rest(made):
    folder, before, after, people = made
    assert before[-1] == "people"
    assert "roster" in before
    assert "departments" in after
    assert people == sorted(path.name for path in (folder / "people").iterdir())


def test_the_same_bytes_as_written_here(made, tmp_path):
    folder = made[0]
    here = write(tmp_path / "here", people=PEOPLE, seed=SEED, step=lambda _text: None, today=TODAY)
    there = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert there == {path.relative_to(here): path.read_bytes() for path in here.rglob("*") if path.is_file()}


def test_what_is_whole_is_not_written_again(made):
    folder = made[0]
    times = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    with beside.written(folder, people=PEOPLE, seed=SEED, today=TODAY) as files:
        assert files.people(print) == files.all(print) == folder
    assert times == {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_a_county_that_cannot_be_written_is_an_error(tmp_path, capfd):
    with (
        pytest.raises(subprocess.CalledProcessError),
        beside.written(tmp_path / "county", people=1, seed=SEED, today=TODAY) as files,
    ):
        files.people(print)
    assert "--people: 5000" in capfd.readouterr().err
