"""The vault: put in by anybody in their area, read by nobody, revealed only with a trace."""

import logging
from dataclasses import replace

import pytest
from django.conf import settings
from django.db import ProgrammingError, connection, transaction
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from mingbai.kit import audit, clock, home, sight, vault
from mingbai.kit.scope import NoScope, entered
from mingbai.kit.vault import keyring, rotation, seal
from mingbai.kit.vault.holdings import Holding, holdings
from tests.kit.conftest import COUNTY, OTHER_TOWN, OTHER_VILLAGE, TOWN, VILLAGE, begin_anew

AT = clock.read()
NUMBER = "411726197001011234"
PHONE = "13800001234"


every_alias = pytest.mark.django_db(databases=["default", "aside", "owner"])


@pytest.fixture
def by(db, post_at):
    post = post_at(TOWN, abilities=frozenset({"reveal"}))
    with entered(post):
        yield post


@pytest.fixture
def elsewhere(post_at):
    return post_at(OTHER_TOWN, abilities=frozenset({"reveal"}), post_id=8, user_id=71)


def put(by, value=NUMBER, area=VILLAGE, **more) -> vault.Sealed:
    return vault.put(kind="id_no", value=value, area_code=area, by=by, **more)


def test_what_is_put_in_can_be_revealed_with_a_purpose_and_leaves_a_trace(by):
    kept = put(by)
    assert kept.last4 == "1234"
    assert vault.reveal([kept.vault_id], purpose="入户核实", by=by, at=AT) == {kept.vault_id: NUMBER}
    (look,) = sight.seen_in(by)
    assert (look.act, look.purpose) == ("revealed", "入户核实")
    assert (look.subject_id, look.area_code) == (kept.vault_id, VILLAGE)
    assert (look.post_id, look.user_id, look.post_label, look.realm) == (7, 70, "乡镇干部", "ledger")


@pytest.mark.parametrize("verb", ["SELECT 1 FROM {}", "UPDATE {} SET sole = true", "DELETE FROM {}"])
def test_the_application_cannot_read_or_change_the_table(by, verb):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(verb.format("kit_vault"))


def test_without_a_post_nothing_is_asked(db):
    with pytest.raises(NoScope):
        connection.cursor().execute("SELECT * FROM kit_reveal('{1}', 'x', now())")


@every_alias
@pytest.mark.parametrize("more", [{"abilities": frozenset()}, {"post_id": None}, {"households": (1, 2)}])
def test_posts_that_may_not_reveal_are_refused(by, post_at, more):
    kept = put(by)
    poor = post_at(TOWN, **{"abilities": frozenset({"reveal"}), **more})
    with entered(poor), pytest.raises(vault.RevealRefused):
        vault.reveal([kept.vault_id], purpose="入户核实", by=poor, at=AT)


@every_alias
def test_all_or_none_is_revealed(by, elsewhere):
    mine = put(by)
    with entered(elsewhere):
        theirs = put(elsewhere, "411726198002024321", OTHER_VILLAGE)
    with pytest.raises(vault.RevealRefused):
        vault.reveal([mine.vault_id, theirs.vault_id], purpose="核实", by=by, at=AT)


@every_alias
@pytest.mark.parametrize("purpose", ["", "  "])
def test_a_look_needs_a_purpose(by, purpose):
    kept = put(by)
    with pytest.raises(vault.RevealRefused):
        vault.reveal([kept.vault_id], purpose=purpose, by=by, at=AT)


def test_nothing_is_put_into_a_foreign_area(by):
    with pytest.raises(ProgrammingError, match="row-level security"):
        put(by, area=OTHER_VILLAGE)


def test_another_than_the_acting_post_cannot_be_named(by, elsewhere):
    with pytest.raises(ValueError, match="not the one that acts"):
        vault.reveal([1], purpose="核实", by=elsewhere, at=AT)


def test_find_sees_ones_own_area_and_standing_says_no_more_than_three_words(by, elsewhere):
    kept = put(by)
    assert vault.find("id_no", NUMBER) == [kept.vault_id]
    assert vault.find_all("id_no", [NUMBER, PHONE]) == {NUMBER: [kept.vault_id], PHONE: []}
    assert (vault.standing("id_no", NUMBER), vault.standing("phone", NUMBER)) == ("mine", "free")
    with entered(elsewhere):
        assert vault.find("id_no", NUMBER) == []
        assert vault.standing("id_no", NUMBER) == "elsewhere"


def test_an_administrator_cannot_ask_who_is_in_the_ledger(by, post_at):
    put(by)
    put(by, PHONE, realm="org")
    with entered(post_at(COUNTY, lo="", hi="", kind="system_administrator")):
        assert (vault.standing("id_no", NUMBER), vault.standing("id_no", PHONE)) == ("free", "mine")


WRITTEN = ["41172619700101123x", "４１１７２６１９７００１０１１２３Ｘ", " 411726 19700101 123-X "]


@pytest.mark.parametrize("written", WRITTEN)
def test_one_number_written_differently_is_one_number(by, written):
    put(by, "41172619700101123X")
    assert vault.standing("id_no", written) == "mine"


def test_a_sole_number_is_held_once_in_the_county(by, elsewhere):
    put(by, sole=True)
    with entered(elsewhere), pytest.raises(vault.Taken):
        put(elsewhere, area=OTHER_VILLAGE, sole=True)


def test_many_are_put_in_with_one_statement_and_come_back_in_order(by, django_assert_max_num_queries):
    values = [vault.New("phone", f"1380000{n:04}", VILLAGE) for n in range(300)]
    with django_assert_max_num_queries(5):
        kept = vault.put_all(values, by=by)
    assert [one.last4 for one in kept] == [f"{n:04}" for n in range(300)]
    shown = vault.reveal([one.vault_id for one in kept], purpose="导出", by=by, at=AT)
    assert [shown[one.vault_id] for one in kept] == [new.value for new in values]
    assert sight.seen_in(by).count() == 300


@every_alias
def test_what_is_erased_is_gone_for_good(by):
    kept = put(by, sole=True)
    vault.erase([kept.vault_id], by=by, at=AT)
    assert vault.standing("id_no", NUMBER) == "free"
    with pytest.raises(vault.RevealRefused):
        vault.reveal([kept.vault_id], purpose="核实", by=by, at=AT)
    put(by, sole=True)


def test_values_move_under_a_post_that_covers_both_ends(by, post_at, elsewhere):
    kept = put(by)
    with pytest.raises(ProgrammingError, match="lies in this area"), transaction.atomic():
        vault.move([kept.vault_id], area_code=OTHER_VILLAGE, by=by)
    county = post_at(COUNTY)
    with entered(county):
        vault.move([kept.vault_id], area_code=OTHER_VILLAGE, by=county)
    with entered(elsewhere):
        assert vault.find("id_no", NUMBER) == [kept.vault_id]


def test_the_organisations_values_lie_behind_its_own_range(by, post_at):
    kept = put(by, PHONE, realm="org")
    desk = post_at(COUNTY, lo="", hi="", abilities=frozenset({"reveal"}))
    with entered(desk):
        assert vault.reveal([kept.vault_id], purpose="联系", by=desk, at=AT) == {kept.vault_id: PHONE}
        assert vault.standing("id_no", NUMBER) == "free"


def test_nothing_sealed_reaches_a_log_or_a_statement(by, caplog):
    connection.force_debug_cursor = True
    try:
        with caplog.at_level(logging.DEBUG):
            kept = put(by)
            vault.find("id_no", NUMBER)
            vault.reveal([kept.vault_id], purpose="核实", by=by, at=AT)
        said = caplog.text + str(connection.queries)
    finally:
        connection.force_debug_cursor = False
    assert "kit_reveal" in said
    assert NUMBER not in said


@given(st.text(max_size=40), st.sampled_from([seal.AES, seal.SM4]))
def test_a_closed_value_opens_in_its_place_alone(value, algorithm):
    key_id = {seal.AES: "1", seal.SM4: "2"}[algorithm]
    with two_keys():
        closed = seal.close(value.encode(), place="vault:1:id_no", key_id=key_id)
        assert seal.open_(closed, place="vault:1:id_no").decode() == value
        with pytest.raises(seal.SealError):
            seal.open_(closed, place="vault:2:id_no")
        torn = seal.Closed(key_id, closed.sealed[:-1] + bytes([closed.sealed[-1] ^ 1]))
        with pytest.raises(seal.SealError):
            seal.open_(torn, place="vault:1:id_no")


def two_keys(current: str = "1"):
    """The installation with a second key, of the national algorithm."""
    keys = settings.HOME.keys["vault"]["keys"] | {"2": {"algorithm": seal.SM4, "key": "ab" * 16}}
    vaults = {"current": current, "keys": keys}
    return override_settings(HOME=replace(settings.HOME, keys=settings.HOME.keys | {"vault": vaults}))


def test_a_missing_key_is_said():
    with pytest.raises(seal.SealError, match="is missing from"):
        seal.open_(seal.Closed("9", b""), place="vault:1:id_no")


@pytest.fixture
def kept(live, post_at, owner):
    """A value that is really committed, and nothing of it afterwards."""
    post = post_at(TOWN, abilities=frozenset({"reveal"}))
    with entered(post):
        with transaction.atomic():
            sealed = put(post)
        yield post, sealed
    owner.execute("DELETE FROM kit_vault")
    owner.execute("DELETE FROM kit_sight")
    begin_anew(owner)


def test_a_foreign_post_reveals_nothing_and_the_attempt_is_recorded(kept, elsewhere, owner):
    refused = pytest.raises(vault.RevealRefused)
    with entered(elsewhere), refused, transaction.atomic():
        vault.reveal([kept[1].vault_id], purpose="入户核实", by=elsewhere, at=AT)
    found = owner.execute("SELECT detail->>'act', user_id FROM kit_audit WHERE op = 'refused'").fetchall()
    assert found == [("vault.reveal", 71)]
    assert owner.execute("SELECT count(*) FROM kit_sight").fetchone() == (0,)


def test_every_value_moves_to_a_new_key_while_work_goes_on(kept, owner):
    post, sealed = kept
    with two_keys(current="2"):
        assert (rotation.rotate(), rotation.rotate()) == (1, 0)
        with transaction.atomic():
            shown = vault.reveal([sealed.vault_id], purpose="核实", by=post, at=AT)
            assert (list(shown.values()), vault.find("id_no", NUMBER)) == ([NUMBER], [sealed.vault_id])
    assert owner.execute("SELECT key_id FROM kit_vault").fetchone() == ("2",)


def test_what_rooms_hold_sealed_moves_too(kept, owner, monkeypatch):
    def bound(user_id: int) -> str:
        return f"held:{user_id}"

    closed = seal.close(b"JBSWY3DP", place=bound(70))
    owner.execute("CREATE TABLE held (id bigint, user_id bigint, key_id text, sealed bytea)")
    owner.execute("INSERT INTO held VALUES (1, 70, %s, %s)", [closed.key_id, closed.sealed])
    monkeypatch.setattr(rotation, "holdings", lambda: (Holding("held", ("user_id",), bound),))
    try:
        with two_keys(current="2"):
            assert (rotation.rotate(), rotation.rotate()) == (1, 0)
            row = owner.execute("SELECT key_id, sealed FROM held").fetchone()
            assert seal.open_(seal.Closed(*row), place=bound(70)) == b"JBSWY3DP"
    finally:
        owner.execute("DROP TABLE held")


def test_every_table_that_holds_sealed_values_is_known_to_rotation(db, owner):
    holds = owner.execute(
        "SELECT a.table_name FROM information_schema.columns a JOIN information_schema.columns b"
        " USING (table_schema, table_name) WHERE a.column_name = 'key_id' AND b.data_type = 'bytea'"
        " AND table_schema = 'public' GROUP BY 1"
    ).fetchall()
    assert {name for (name,) in holds} == {one.table for one in holdings()} | {keyring.ANSWERS}


def test_a_program_that_started_before_the_new_key_opens_what_has_moved_to_it(tmp_path):
    before = home.create(tmp_path / "home", home.Config(kind="demo"))
    with override_settings(HOME=keyring.add_key(before)):
        closed = seal.close(b"1", place="vault:1:id_no")
    assert closed.key_id == "2"
    with override_settings(HOME=before):
        assert seal.open_(closed, place="vault:1:id_no") == b"1"
        assert seal.close(b"1", place="vault:1:id_no").key_id == "1"


def test_keys_that_could_not_be_written_whole_stay_as_they_were(tmp_path, monkeypatch):
    before = home.create(tmp_path / "home", home.Config(kind="demo"))

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        keyring.add_key(before)
    assert home.read(before.path).keys == before.keys


def test_a_key_in_use_is_not_dropped(kept, tmp_path):
    place = home.create(tmp_path / "home", home.Config(kind="demo"))
    both = keyring.add_key(place, algorithm=seal.SM4)
    assert (both.keys["vault"]["current"], len(both.keys["vault"]["keys"])) == ("2", 2)
    with pytest.raises(keyring.KeyInUse):
        keyring.drop_key(both, "1")
    with pytest.raises(keyring.KeyInUse):
        keyring.drop_key(both, "2")


def test_an_owner_who_swaps_two_values_is_found_by_the_seal_and_by_the_audit(kept, owner):
    post, sealed = kept
    with transaction.atomic():
        other = put(post, "411726198002024321")
    audit.seal()
    owner.execute("ALTER TABLE kit_vault DISABLE TRIGGER ALL")
    owner.execute(
        "UPDATE kit_vault v SET sealed = o.sealed FROM kit_vault o WHERE v.id = %s AND o.id = %s",
        [sealed.vault_id, other.vault_id],
    )
    owner.execute("ALTER TABLE kit_vault ENABLE TRIGGER ALL")
    with pytest.raises(seal.SealError), transaction.atomic():
        vault.reveal([sealed.vault_id], purpose="核实", by=post, at=AT)
    faults = [fault.where for fault in audit.verify().faults if fault.check == "contents"]
    assert f"kit_vault {sealed.vault_id}" in faults
