"""The program does not start on a clock set back, without a key, or beside its audit."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import transaction

from mingbai.kit import audit, clock, startup, vault
from mingbai.kit.doctor import records
from mingbai.kit.scope import entered
from tests.kit.conftest import TOWN, VILLAGE, begin_anew

pytestmark = pytest.mark.usefixtures("live", "tidy")


@pytest.fixture
def tidy(owner):
    """Nothing of other tests in the audit, nothing of this one left."""
    begin_anew(owner)
    yield
    owner.execute("DELETE FROM kit_vault")
    begin_anew(owner)


def noted() -> None:
    with transaction.atomic():
        audit.noted("start")


def said(check) -> list[tuple[bool, str]]:
    return [(finding.well, finding.says) for finding in check(settings.HOME)]


def test_a_sound_installation_starts():
    noted()
    startup.refuse_unfit()
    assert [well for well, _ in said(records.vault_opens)] == [True]


def test_a_clock_before_the_newest_entry_is_refused_and_a_small_step_is_not(monkeypatch):
    noted()
    now = datetime.now(UTC)
    monkeypatch.setattr(clock, "machine", lambda: now - timedelta(minutes=4))
    startup.refuse_clock_set_back()
    monkeypatch.setattr(clock, "machine", lambda: now - timedelta(hours=2))
    with pytest.raises(startup.Unfit, match="Set the clock"):
        startup.refuse_unfit()


def test_a_missing_vault_key_is_named(post_at, settings):
    post = post_at(TOWN)
    with entered(post), transaction.atomic():
        vault.put(kind="phone", value="13800001234", area_code=VILLAGE, by=post)
    keys = {"current": "2", "keys": {"2": settings.HOME.keys["vault"]["keys"]["1"]}}
    settings.HOME = replace(settings.HOME, keys=settings.HOME.keys | {"vault": keys})
    with pytest.raises(startup.Unfit, match="lacks the vault's key 1"):
        startup.refuse_unfit()
    assert [well for well, _ in said(records.vault_opens)] == [False]


@pytest.mark.parametrize(
    ("change", "back"),
    [
        ("ADD unheard text", "DROP unheard"),
        ("DISABLE TRIGGER audit_delete", "ENABLE TRIGGER audit_delete"),
    ],
)
def test_a_table_that_changed_beside_its_audit_is_named(owner, change, back):
    owner.execute(f"ALTER TABLE kit_step {change}")
    try:
        with pytest.raises(startup.Unfit, match="kit_step"):
            startup.refuse_unfit()
    finally:
        owner.execute(f"ALTER TABLE kit_step {back}")


def test_the_doctor_finds_what_was_changed_behind_the_audit(owner, post_at):
    post = post_at(TOWN)
    with entered(post), transaction.atomic():
        kept = vault.put(kind="phone", value="13800001234", area_code=VILLAGE, by=post)
    assert audit.seal() == 1
    assert [well for well, _ in said(records.audit_holds)] == [True]
    owner.execute("ALTER TABLE kit_vault DISABLE TRIGGER ALL")
    owner.execute("UPDATE kit_vault SET area_code = '411726100202'")
    owner.execute("ALTER TABLE kit_vault ENABLE TRIGGER ALL")
    ((well, says),) = said(records.audit_holds)
    assert not well
    assert f"kit_vault {kept.vault_id}" in says


def test_the_unsealed_minute_is_stated_and_an_unsealed_hour_is_wrong(monkeypatch):
    noted()
    assert [well for well, _ in said(records.audit_holds)] == [True, True]
    later = clock.machine() + timedelta(hours=1)
    monkeypatch.setattr(clock, "machine", lambda: later)
    assert [well for well, _ in said(records.audit_holds)] == [True, False]


def test_what_is_asked_at_start_needs_no_post():
    noted()
    assert audit.newest() is not None
