"""Importing a township: families come with their history, the same file changes nothing, undoing undoes."""

import pytest
from django.db import ProgrammingError, connection, transaction

from mingbai.kit import steps, vault
from mingbai.kit.db import planning as everybody
from mingbai.kit.flow import GuardHolds
from mingbai.kit.scope import entered
from mingbai.registry.actions import importing, today
from mingbai.registry.actions import persons as typed
from mingbai.registry.actions.importing import merging, planning
from mingbai.registry.models import (
    Household,
    HouseholdGround,
    HouseholdState,
    IncomeStatement,
    Membership,
    Person,
    PersonState,
    Residence,
    SearchToken,
)
from tests.factories import county, sheets
from tests.factories.county import AT, TOWN, VILLAGE
from tests.registry.importing import AS_OF, checked, merged, township

EVERYTHING = (
    Household, HouseholdState, Residence, Person, PersonState, Membership, IncomeStatement,
    HouseholdGround, SearchToken,
)  # fmt: skip


@pytest.fixture
def head(db, biyang):
    return county.person("township_head", TOWN).acting


def ledger():
    return {model.__name__: model.objects.count() for model in EVERYTHING}


def test_the_planner_is_told_of_every_table_that_a_large_import_fills(acting, head, tmp_path, monkeypatch):
    monkeypatch.setattr(merging, "MANY", 3)
    merged(checked(township(tmp_path, sheets.families(9)), acting), acting, head)
    filled = [model for model in EVERYTHING if model is not HouseholdGround]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, reltuples FROM pg_class WHERE relname = ANY (%s)",
            [[model._meta.db_table for model in filled]],
        )
        known = dict(cursor.fetchall())
    assert known == {model._meta.db_table: model.objects.count() for model in filled}


@pytest.mark.parametrize("persons", [1, 199, 200, 201, pytest.param(10_000, marks=pytest.mark.slow)])
def test_new_families_come_whole(acting, head, tmp_path, persons):
    families = sheets.families(persons)
    batch = checked(township(tmp_path, families), acting)
    assert batch.counts["persons_new"] == persons, batch.counts
    assert batch.counts["rejected"] == 0
    merged(batch, acting, head)
    homes = len(families)
    found = ledger()
    assert found["Person"] == found["Membership"] == found["PersonState"] == persons
    assert (
        found["Household"]
        == found["Residence"]
        == found["HouseholdState"]
        == found["IncomeStatement"]
        == homes
    )
    assert found["HouseholdGround"] == homes


def test_a_large_batch_is_never_compared_row_by_row_with_itself(acting, tmp_path, monkeypatch):
    monkeypatch.setattr(everybody, "MANY", 3)
    small, large = (checked(township(tmp_path, sheets.families(n, start=n)), acting) for n in (1, 9))
    seen = []
    for batch in (small, large):
        with planning.joined(batch), connection.cursor() as cursor:
            cursor.execute("SHOW enable_nestloop")
            seen += cursor.fetchone()
    with connection.cursor() as cursor:
        cursor.execute("SHOW enable_nestloop")
        assert (*seen, *cursor.fetchone()) == ("on", "off", "on")


def test_a_new_family_is_as_if_typed(acting, head, tmp_path):
    rows = sheets.family(4)
    merged(checked(township(tmp_path, [rows]), acting), acting, head)
    home = Household.objects.get(number="T0000004")
    assert (home.area_code, home.started_on, home.member_count) == (VILLAGE, AS_OF, 3)
    assert (home.head_name, home.category, home.registered) == (rows[0]["name"], "graduated", True)
    assert home.net_per_capita == 533_333
    state = home.states.get()
    assert (float(state.farmland_mu), state.safe_water, state.category) == (3.5, True, "graduated")
    person = Person.objects.get(relation="head")
    assert person.id_last4 == rows[0]["id_no"][-4:]
    assert person.states.get().work_months == 6.5
    assert SearchToken.objects.filter(person=person, token="n" + person.name).exists()
    assert SearchToken.objects.filter(person=person, token="t" + person.phone_last4).exists()
    assert [step.move for step in steps.of(home)] == ["found"]
    assert len(steps.of(home)[0].detail["joined"]) == 3
    statement = home.statements.get()
    assert statement.lines == {"wage_unsplit": 1200000, "business_unsplit": 300000, "dibao": 100000,
                               "transfer_unsplit": 50000, "business_expense_unsplit": 50000}  # fmt: skip


def test_what_lists_show_is_what_refreshing_finds(acting, head, tmp_path):
    merged(checked(township(tmp_path, sheets.families(9)), acting), acting, head)
    shown = [
        "head_id",
        "head_name",
        "head_sort",
        "member_count",
        "category",
        "monitor",
        "net_per_capita",
        "net_year",
    ]
    before = list(Household.objects.order_by("id").values_list(*shown))
    today.refresh(households=list(Household.objects.values_list("id", flat=True)), at=AT)
    assert list(Household.objects.order_by("id").values_list(*shown)) == before


def test_numbers_lie_in_the_vault_and_open_there(acting, head, tmp_path):
    rows = sheets.family(1, size=1)
    merged(checked(township(tmp_path, [rows]), acting), acting, head)
    person = Person.objects.get()
    opened = vault.reveal([person.id_vault], purpose="test", by=acting, at=AT)
    assert opened == {person.id_vault: rows[0]["id_no"]}
    assert vault.find("id_no", rows[0]["id_no"]) == [person.id_vault]


def test_staged_seals_cannot_be_read(acting, tmp_path):
    checked(township(tmp_path, [sheets.family(1)]), acting)
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT sealed FROM registry_importseal")


def test_the_same_file_twice_changes_nothing(acting, head, tmp_path):
    families = sheets.families(12)
    merged(checked(township(tmp_path, families), acting), acting, head)
    before = ledger()
    again = checked(township(tmp_path, families), acting)
    assert (again.counts["persons_same"], again.counts["persons_changed"], again.counts["persons_new"]) == (
        12,
        0,
        0,
    )
    assert (again.counts["households_same"], again.counts["households_changed"]) == (4, 0)
    with pytest.raises(GuardHolds):
        importing.ask(batch=again, by=acting, at=AT)
    assert ledger() == before


def test_changes_close_a_state_and_open_another(acting, head, tmp_path):
    families = sheets.families(3)
    merged(checked(township(tmp_path, families), acting, as_of=AS_OF.replace(year=2019)), acting, head)
    families[0][1] |= {"labour": "weak", "name": "王新名"}
    batch = checked(township(tmp_path, families, farmland_mu="4", wage_income="20000.00"), acting)
    assert (batch.counts["persons_changed"], batch.counts["persons_same"]) == (1, 2)
    merged(batch, acting, head)
    changed = Person.objects.get(name="王新名")
    assert [state.labour for state in changed.states.order_by("valid_from")] == ["ordinary", "weak"]
    assert changed.states.filter(valid_to=None).get().education == "primary"
    assert SearchToken.objects.filter(person=changed, token="n王新名").exists()
    home = Household.objects.get()
    assert [float(state.farmland_mu) for state in home.states.order_by("valid_from")] == [3.5, 4]
    assert home.statements.filter(replaced_on=None).get().wage == 2000000
    assert [step.move for step in steps.of(home)] == ["found", "import"]


def test_undone_leaves_what_was_before(acting, head, tmp_path):
    families = sheets.families(3)
    merged(checked(township(tmp_path, families), acting, as_of=AS_OF.replace(year=2019)), acting, head)
    before, people = ledger(), list(Person.objects.order_by("id").values_list("name", "relation", "id_last4"))
    families[0][1] |= {"labour": "weak", "name": "王新名"}
    more = [*families, *sheets.families(4, start=50)]
    batch = merged(checked(township(tmp_path, more, farmland_mu="4"), acting), acting, head)
    assert ledger() != before
    with entered(head):
        importing.undo_now(batch=batch, reason="试一下", by=head, at=AT)
    assert ledger() == before
    assert list(Person.objects.order_by("id").values_list("name", "relation", "id_last4")) == people
    assert HouseholdState.objects.get().valid_to is None
    assert vault.standing("id_no", more[1][0]["id_no"]) == "free"


def test_what_builds_on_a_merge_forbids_undoing_it(acting, head, tmp_path):
    batch = merged(checked(township(tmp_path, sheets.families(3)), acting), acting, head)
    person = Person.objects.get(relation="head")
    typed.correct(
        person=person, values={"name": "张改名"}, why="错字", by=acting, at=AT, version=person.version
    )
    with entered(head), pytest.raises(importing.BuiltUpon, match="张改名"):
        importing.undo_now(batch=batch, reason="试一下", by=head, at=AT)
    assert Person.objects.count() == 3
