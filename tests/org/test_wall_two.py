"""With wall one taken away (the plain manager, no filter), wall two still returns nothing foreign."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import F

from mingbai.kit.scope import entered
from mingbai.kit.scoped import ScopedModel
from mingbai.org.models import Post, Posting, Unit, User
from mingbai.org.queries.founder import founder
from mingbai.registry.models import ImportSeal
from tests.factories import county
from tests.factories.county import OTHER_TOWN, TOWN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("biyang")]
OURS = [model for model in apps.get_models() if model.__module__.startswith("mingbai.")]
SCOPED = [model for model in OURS if issubclass(model, ScopedModel)]
PEOPLED = {Unit, Post, Posting, User}
OWN = ("user_id", "delegate_id")
MAY_READ = """
    SELECT name FROM unnest(%s::text[]) name WHERE has_column_privilege(%s::regclass, name, 'SELECT')"""
# Written by the application and never read back: sealed values on their way to the vault.
SEALED = {ImportSeal: {"kind", "sole", "key_id", "sealed", "token"}}


@pytest.fixture
def officer():
    """Somebody in one township, while others stand in another and in the county."""
    county.person("township_officer", OTHER_TOWN)
    county.person("system_administrator")
    return county.person("township_officer", TOWN)


def readable(model) -> list[str]:
    """The fields whose columns the application may read at all."""
    columns = {field.column: field.attname for field in model._meta.concrete_fields}
    with connection.cursor() as cursor:
        cursor.execute(MAY_READ, [list(columns), model._meta.db_table])
        return [columns[name] for (name,) in cursor.fetchall()]


def everything(model) -> list:
    """What there is, seen from the whole county."""
    with entered(founder()):
        return list(model._base_manager.only(*readable(model)))


def is_mine(row, someone) -> bool:
    in_reach = someone.acting.covers(row.area_code, "org")
    return in_reach or row == someone.user or someone.id in {getattr(row, name, None) for name in OWN}


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)
def test_every_column_but_sealed_values_may_be_read(model):
    unread = {field.attname for field in model._meta.concrete_fields} - set(readable(model))
    assert unread == SEALED.get(model, set())


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)
def test_the_plain_manager_returns_exactly_what_is_in_reach_or_ones_own(officer, model):
    rows = [row for row in everything(model) if model.wall != "ledger"]
    foreign = {row.pk for row in rows if not is_mine(row, officer)}
    assert foreign or model not in PEOPLED
    with entered(officer.acting):
        seen = set(model._base_manager.values_list("pk", flat=True))
    assert not seen & foreign
    assert seen >= {row.pk for row in rows if officer.acting.covers(row.area_code, "org")}


@pytest.mark.parametrize("model", sorted(PEOPLED, key=lambda model: model.__name__), ids=lambda m: m.__name__)
def test_nothing_foreign_can_be_changed_or_deleted(officer, model):
    foreign = [row.pk for row in everything(model) if not is_mine(row, officer)]
    with entered(officer.acting):
        assert model._base_manager.filter(pk__in=foreign).update(area_code=F("area_code")) == 0
        assert model._base_manager.filter(pk__in=foreign)._raw_delete("default") == 0
    assert {row.pk for row in everything(model)} >= set(foreign)
