"""Asking for an export: who may, what for, how many, and who allows it."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingbai.kit.flow import GuardHolds, NotPermitted
from mingbai.kit.jobs.models import Job
from mingbai.kit.scope import entered
from mingbai.org.actions import exports
from mingbai.org.flow import export as flow
from mingbai.org.models import ExportRequest
from mingbai.org.queries.founder import founder
from mingbai.org.queries.machine import machine
from tests.factories import county
from tests.factories.county import AT, OTHER_TOWN, TOWN
from tests.flow_checks import walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("biyang")]


@pytest.fixture
def clerk():
    return county.person("township_officer", TOWN, name="王芳")


@pytest.fixture
def head():
    return county.person("county_office_head", unit="lead_office")


def asked(person, **more):
    wish = {"ledger": "org:posts", "filters": {}, "rows": 5_000, "purpose": "meeting", "reason": "调度会材料"}
    with entered(person.acting):
        return exports.ask(by=person.acting, at=AT, **{**wish, **more})


def test_a_small_list_is_made_at_once(clerk):
    export = asked(clerk, rows=200)
    assert (export.state, export.needs_approval) == ("making", False)
    with entered(clerk.acting):
        assert Job.objects.get(pk=export.job_id).user_id == clerk.id


def test_a_large_list_waits_for_another_s_approval_and_is_then_made_for_its_asker(clerk, head):
    export = asked(clerk, rows=201)
    assert (export.state, export.job_id) == ("asked", None)
    with entered(head.acting):
        found = ExportRequest.objects.get(pk=export.pk)
        exports.approve(export=found, by=head.acting, at=AT)
        assert found.state == "making"
        assert "陈" not in found.asker
        row = Job.objects.get(pk=found.job_id)
        assert (row.user_id, row.post_id) == (clerk.id, clerk.acting.post_id)


def test_full_identities_always_wait(clerk):
    layout = "registry:households.national_person"
    assert asked(clerk, ledger=layout, rows=1, identities=True).state == "asked"


def test_nobody_approves_their_own(head):
    export = asked(head)
    with entered(head.acting), pytest.raises(NotPermitted):
        exports.approve(export=export, by=head.acting, at=AT)


def test_one_without_the_ability_or_from_elsewhere_does_not_approve(clerk):
    export = asked(clerk)
    for other in (county.person("township_head", TOWN), county.person("township_officer", OTHER_TOWN)):
        with entered(other.acting), pytest.raises(NotPermitted):
            exports.approve(export=export, by=other.acting, at=AT)


def test_the_machine_does_not_make_what_nobody_approved(clerk):
    export = asked(clerk)
    with entered(machine()), pytest.raises(GuardHolds):
        exports.make(export=export, by=machine(), at=AT)


@pytest.mark.parametrize(
    "wrong", [{"reason": " "}, {"purpose": "curiosity"}, {"rows": 0}, {"rows": 1_000_001}], ids=str
)
def test_what_makes_no_sense_is_refused(clerk, wrong):
    with pytest.raises(exports.BadExport):
        asked(clerk, **wrong)


def test_a_file_is_given_to_its_asker_as_often_as_the_pack_says_and_not_after_its_time(clerk, head):
    export = asked(clerk, rows=5)
    with entered(clerk.acting):
        exports.finish(export=export, file_id="x", by=machine(), at=AT)
        with pytest.raises(NotPermitted):
            exports.fetch(export=export, by=head.acting, at=AT)
        for _time in range(3):
            exports.fetch(export=export, by=clerk.acting, at=AT)
        with pytest.raises(exports.NoLonger):
            exports.fetch(export=export, by=clerk.acting, at=AT)


def test_an_export_expires(clerk):
    export = asked(clerk, rows=5)
    with entered(clerk.acting):
        exports.finish(export=export, file_id="x", by=machine(), at=AT)
    with entered(machine()):
        assert exports.tick(by=machine(), at=AT + timedelta(hours=71)) == 0
        assert exports.tick(by=machine(), at=AT + timedelta(hours=72)) == 1
    with entered(clerk.acting):
        assert ExportRequest.objects.get(pk=export.pk).state == "expired"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_flow_keeps_its_table(clerk, head, data):
    posts = [founder(), clerk.acting, head.acting, machine()]
    walk(flow, lambda: asked(clerk), posts, data, evidence={"refuse": {"reason": "不必"}})
