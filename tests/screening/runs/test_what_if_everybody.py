"""A what-if about everybody says what the headless command says; names are told of few."""

from dataclasses import asdict
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import translation

from mingbai.kit.scope import entered
from mingbai.rulebook.on_duckdb import Session
from mingbai.rulebook.simulating import simulated
from mingbai.screening.actions import what_if, workroom
from mingbai.screening.models import WhatIf
from mingbai.screening.queries import editions
from mingbai.screening.queries import what_if as asking
from mingbai.screening.queries import what_if_told as telling
from mingbai.screening.states import WhatIfState as State
from tests.factories import county
from tests.factories.county import AT
from tests.screening.runs.conftest import AS_OF

LINE = "medical_alert_inpatient_ordinary"
LOWER = "1000"  # yuan: many an ordinary household paid as much


@pytest.fixture
def office(ran):
    return county.person("county_office_officer").acting


def answered(by, sent, *, everybody):
    knob = asking.of_parameter(editions.book(AS_OF), LINE, AS_OF)[0]
    setting = asking.turned(editions.book(AS_OF), knob, LOWER)
    with entered(by), transaction.atomic():
        row = what_if.ask(settings=[setting], everybody=everybody, by=by, at=AT)
        what_if.work_out(row=row, by=by, at=AT, told=lambda _done, _total: None, sent=sent)
        return WhatIf.objects.get(pk=row.pk)


def headless(ran):
    tables = {path.stem: path for path in Path(ran.tables).glob("*.parquet")}
    book = editions.book(AS_OF)
    known = {one.dataset for one in book.entities.values()}
    session = Session(book, {name: path for name, path in tables.items() if name in known})
    return [asdict(one) for one in simulated(session, as_of=AS_OF, changed={LINE: 1_000_00}).effects()]


def test_ordinary_newcomers_are_counted_as_headless_counts_them(ran, office):
    row = answered(office, ran.sent, everybody=True)
    assert row.state == State.DONE, row.trouble
    assert row.effects == headless(ran)
    few = answered(office, ran.sent, everybody=False)
    enters = [sum(one["enters"] for one in each.effects) for each in (few, row)]
    assert enters[0] < enters[1]
    assert few.counted["person"] < row.counted["person"]


def test_names_are_told_of_those_alone_whose_facts_are_kept(ran, office):
    row, few = (answered(office, ran.sent, everybody=each) for each in (True, False))
    with entered(office), transaction.atomic(), translation.override("zh-hans"):
        told, known = (len(telling.moved(one, "R02", office)) if one.names else 0 for one in (row, few))
        assert told == known < sum(one["enters"] for one in row.effects)
        assert "只对建档立卡户" in telling.limits(row)
        assert "只对建档立卡户" not in telling.limits(few)


def test_a_comparison_under_way_is_waited_for(ran, office):
    with workroom.workroom():
        row = answered(office, ran.sent, everybody=True)
    assert row.state == State.FAILED
    assert "另一次比对" in row.trouble["zh"]


def test_a_department_asks_only_of_those_whose_facts_are_kept(ran):
    bureau = county.person("department_officer", unit="medical_insurance_bureau").acting
    with pytest.raises(what_if.MayNotAsk):
        answered(bureau, ran.sent, everybody=True)
