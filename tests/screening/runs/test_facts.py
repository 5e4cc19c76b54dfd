"""The facts that a run keeps: sealed, of few, without numbers, gone when their time is over."""

from datetime import timedelta

import polars as pl
import pytest
from django.db import transaction

from mingbai.kit.files import store
from mingbai.kit.scope import entered
from mingbai.org.queries.machine import machine
from mingbai.screening.models import Run
from mingbai.screening.queries import facts
from tests.factories.county import AT
from tests.screening.runs.conftest import findings, number

pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def kept(ran):
    with entered(machine()), transaction.atomic(), facts.opened(Run.objects.get()) as tables:
        yield tables


def test_ordinary_people_s_facts_are_not_kept(kept):
    homes = pl.read_parquet(kept["household"])
    told = {one.household.number for one in findings() if one.household is not None}
    ordinary = homes.filter(~pl.col("registered") & (pl.col("monitor_type").fill_null("none") == "none"))
    assert set(ordinary["household_no"]) <= told
    people = pl.read_parquet(kept["person"])
    known = people.filter(pl.col("household_known"))  # a finding may speak of somebody of no household
    assert set(known["household_no"]) <= set(homes["household_no"])
    hits = pl.read_parquet(kept["medical_insurance"])
    assert set(hits["person_no"]) <= set(people["person_no"])


def test_no_identity_number_is_in_them(kept):
    for name, path in kept.items():
        frame = pl.read_parquet(path)
        for column in frame.select(pl.col(pl.String)).columns:
            assert not frame[column].str.contains(r"^411799\d{12}").any(), (name, column)


def test_policies_say_who_is_due_what(kept):
    told = pl.read_parquet(kept["policies"])
    due = told.filter(pl.col("holds") & (pl.col("received") == False))  # noqa: E712 - NULL is unknown
    found = {(one.rule, number(one)) for one in findings(kind="due", subject_kind="person")}
    assert found <= set(due.filter(pl.col("subject") == "person").select("rule", "no").iter_rows())


def test_the_three_comparisons_are_there(kept):
    standard = pl.read_parquet(kept["agreement_standard"])
    assert standard["登记户数"][0] == standard["登记户数"][1:].sum() > 0
    assert pl.read_parquet(kept["agreement_systems"]).height > 0
    assert pl.read_parquet(kept["agreement_ground"]).height > 0


def test_they_expire(ran):
    with entered(machine()), transaction.atomic():
        store.erase_expired(at=AT + timedelta(days=36))
        with pytest.raises(store.Gone), facts.opened(Run.objects.get()):
            pass
