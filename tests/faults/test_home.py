"""A home whose settings or keys were tampered with, lost, or belong to something else."""

import json

import pytest

from mingbai.demo import house
from mingbai.demo.mark import NotADemo
from mingbai.kit import home
from mingbai.kit.cluster import addresses
from mingbai.kit.home import HomeError
from tests.faults.conftest import NewHome


def rewrite(one: home.Home, text: str) -> None:
    (one / "config.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("kind: county\ndebug: true\n", "unknown setting 'debug'"),
        ("kind: palace\n", "kind must be demo or county"),
        ("kind: [county\n", "cannot be read"),
        ("- county\n", "must be a list of settings"),
        ("county: 411726\n", "county"),
        ("clock: yesterday\n", "clock"),
        ("kind: county\nclock: 2020-11-30\n", "only a demo's clock may stand still"),
        ("hosts: localhost\n", "hosts"),
    ],
)
def test_settings_that_are_not_understood_are_refused(new_home: NewHome, text: str, sentence: str):
    one = new_home()
    before = (one / "config.yaml").read_text(encoding="utf-8")
    rewrite(one, text)
    with pytest.raises(HomeError, match=sentence) as refusal:
        home.read(one.path)
    assert "config.yaml" in str(refusal.value)
    rewrite(one, before)


def test_a_missing_key_file_is_said(new_home: NewHome):
    one = new_home()
    (one / "keys.json").rename(one / "elsewhere")
    with pytest.raises(HomeError, match=r"keys\.json is missing: the ledger cannot be opened. Restore it"):
        home.read(one.path)
    (one / "elsewhere").rename(one / "keys.json")


@pytest.mark.parametrize("name", ["vault", "audit", "index", "django"])
def test_a_missing_key_is_named(new_home: NewHome, name: str):
    one = new_home()
    kept = (one / "keys.json").read_text()
    home.write_private(
        one / "keys.json", json.dumps({key: value for key, value in one.keys.items() if key != name})
    )
    with pytest.raises(HomeError, match=f"the key '{name}' is missing"):
        home.read(one.path)
    home.write_private(one / "keys.json", kept)


def test_keys_never_stand_in_what_is_printed(new_home: NewHome):
    one = new_home()
    assert one.keys["audit"] not in repr(one)
    assert one.keys["passwords"]["owner"] not in repr(addresses(one))


@pytest.mark.parametrize(
    ("database", "sentence"),
    [
        ("{app: host=db password=secret, owner: host=db}", "contains a password"),
        ("{app: host=db user=postgres, owner: host=db}", "the role must be mingbai_app"),
        ("{app: host=db}", "database.owner is missing"),
        ("{app: host=db nonsense=1, owner: host=db}", "cannot be read"),
    ],
)
def test_a_database_address_that_would_pass_the_walls_is_refused(
    new_home: NewHome, database: str, sentence: str
):
    one = new_home()
    rewrite(one, f"database: {database}\n")
    with pytest.raises(HomeError, match=sentence):
        addresses(home.read(one.path))
    rewrite(one, "kind: county\n")


def test_another_server_is_reached_by_its_address(new_home: NewHome):
    one = new_home()
    rewrite(one, "database: {app: host=db port=5433 sslmode=verify-full, owner: host=db port=5433}\n")
    found = addresses(home.read(one.path))
    assert (found["app"].host, found["app"].port, found["app"].user) == ("db", 5433, "mingbai_app")
    assert found["app"].options == (("sslmode", "verify-full"),)
    assert found["owner"].password == one.keys["passwords"]["owner"]
    rewrite(one, "kind: county\n")


def test_the_demo_does_not_open_or_delete_a_countys_home(new_home: NewHome):
    one = new_home(kind="county")
    for act in (house.opened, house.removed):
        with pytest.raises(NotADemo, match="is a county's home"):
            act(one.path, "2020")
    assert (one / "keys.json").exists()


def test_the_demo_does_not_settle_in_a_directory_with_something_else(tmp_path):
    (tmp_path / "letters.doc").write_text("mine")
    for act in (house.opened, house.removed):
        with pytest.raises(NotADemo, match="not empty"):
            act(tmp_path, "2020")
    assert (tmp_path / "letters.doc").read_text() == "mine"
