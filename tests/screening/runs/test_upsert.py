"""Running again: nothing doubles, nothing that people decided is undone, what is gone lapses if untouched."""

from datetime import date, timedelta

import polars as pl
import pytest
from django.db import transaction

from mingbai.kit.scope import entered
from mingbai.kit.steps import Step
from mingbai.org.queries.machine import machine
from mingbai.screening.actions import running
from mingbai.screening.models import Finding, Run
from tests.factories.county import AT
from tests.screening.runs.conftest import AS_OF, findings
from tests.screening.runs.sending import FromFiles

LATER = AT + timedelta(hours=1)
pytestmark = pytest.mark.timeout(900)


def later_without(town, *datasets: str) -> FromFiles:
    """The same files, read already, as if some had not come."""
    return FromFiles(town.county, town.sent.work, frozenset(datasets), taken=town.sent.taken)


def keys() -> set[tuple[str, ...]]:
    return {(one.rule, one.kind, one.subject_kind, one.subject_no, one.period) for one in findings()}


def newest() -> Run:
    with entered(machine()), transaction.atomic():
        return Run.objects.latest("id")


def test_the_same_inputs_are_not_compared_twice(ran):
    first, before = newest(), [(one.pk, one.version) for one in findings()]
    second = ran.run(at=LATER)
    assert second.counts["same_as"] == str(first.key)
    assert second.inputs_hash == first.inputs_hash
    assert [(one.pk, one.version) for one in findings()] == before


def test_running_again_adds_nothing(ran):
    before = keys()
    ran.run(at=LATER, sent=later_without(ran, "traffic_accidents"))
    third = ran.run(at=LATER + timedelta(hours=1))
    assert keys() == before
    assert third.counts["written"]["new"] == 0
    assert len(findings()) == len(before)


def test_a_file_that_is_missing_clears_nobody(ran):
    accidents = findings(rule="R20")
    assert accidents
    ran.run(at=LATER, sent=later_without(ran, "traffic_accidents"))
    assert {(one.state, one.holds) for one in findings(rule="R20")} == {("new", True)}


def with_rows(town, code: str, rows: pl.DataFrame, folder) -> FromFiles:
    """The file has come again with other rows."""
    sent = later_without(town)
    taken = sent.taken
    changed = type(taken)(taken.folder, dict(taken.parts), dict(taken.names))
    folder.mkdir()
    rows.write_parquet(folder / f"{code}.parquet")
    changed.parts[code] = [folder / f"{code}.parquet"]
    sent.taken = changed
    return sent


def without_rows(town, code: str, tmp_path) -> FromFiles:
    """The file has come again, and the rows that led to findings are no longer in it."""
    rows = pl.read_parquet(town.sent.taken.parts[code][0]).head(0)
    return with_rows(town, code, rows, tmp_path / "again")


@pytest.fixture
def two_hurt(ran, tmp_path) -> FromFiles:
    """One more accident than the county's files tell of, and a run that has heard of both."""
    rows = pl.read_parquet(ran.sent.taken.parts["traffic_accidents"][0])
    posts = pl.read_parquet(ran.sent.taken.parts["welfare_posts"][0])["id_no"]
    other = next(one for one in posts if one not in set(rows["id_no"]))
    one = rows.head(1).with_columns(id_no=pl.lit(other), row_no=(rows["row_no"].max() + 1))
    one = one.cast(dict(rows.schema)).select(rows.columns)
    sent = with_rows(ran, "traffic_accidents", pl.concat([rows, one]), tmp_path / "two")
    ran.run(at=AT + timedelta(minutes=30), sent=sent)
    assert len(findings(rule="R20")) == 2
    return sent


@pytest.mark.slow
def test_what_no_longer_holds_lapses_if_nobody_touched_it_and_comes_back_as_new(ran, two_hurt, tmp_path):
    touched, untouched = findings(rule="R20")
    with entered(machine()), transaction.atomic():
        Finding.objects.filter(pk=touched.pk).update(state="sent")
    run = ran.run(at=LATER, sent=without_rows(ran, "traffic_accidents", tmp_path))
    found = {one.pk: (one.state, one.holds) for one in findings(rule="R20")}
    assert found == {touched.pk: ("sent", False), untouched.pk: ("lapsed", False)}
    assert (run.counts["written"]["gone"], run.counts["written"]["lapsed"]) == (2, 1)
    again = ran.run(at=LATER + timedelta(hours=1), sent=two_hurt)
    found = {one.pk: (one.state, one.holds) for one in findings(rule="R20")}
    assert found == {touched.pk: ("sent", True), untouched.pk: ("new", True)}
    assert (again.counts["written"]["back"], again.counts["written"]["new"]) == (1, 0)
    with entered(machine()), transaction.atomic():
        steps = Step.objects.filter(subject_type="screening.finding", subject_id=untouched.pk)
        assert list(steps.order_by("id").values_list("move", flat=True)) == ["lapse", "arise"]


@pytest.mark.slow
def test_what_people_decided_stays_with_the_reasons_they_decided_on(ran, two_hurt, tmp_path):
    decided = dict(zip(("true", "closed"), findings(rule="R20"), strict=True))
    with entered(machine()), transaction.atomic():
        for state, one in decided.items():
            told = {"state": state, "reason": "as it was", "answered_by": "somebody"}
            Finding.objects.filter(pk=one.pk).update(**told)
    ran.run(at=LATER, sent=without_rows(ran, "traffic_accidents", tmp_path))
    assert not any(one.holds for one in findings(rule="R20"))
    ran.run(at=LATER + timedelta(hours=1), sent=two_hurt)
    for state, one in decided.items():
        now = findings(pk=one.pk)[0]
        assert (now.state, now.reason, now.answered_by, now.holds) == (state, "as it was", "somebody", True)


def test_a_risk_of_another_year_is_another_finding(ran):
    risks = findings(kind="risk")
    assert {one.period for one in risks} == {"2020"}
    due = {one.period for one in findings(kind="due")}
    assert due <= {"2020-11", "2020-Q4", "2020-H2", "2020", ""}
    assert "2020-11" in due
    assert {one.period for one in findings(kind="quality")} == {""}


def test_what_speaks_of_assets_or_overpayment_is_restricted(ran):
    assert all(one.restricted for one in findings(kind="undue"))
    assert all(one.restricted for one in findings(rule="X05"))
    assert not any(one.restricted for one in findings(rule="R20"))


def test_grounds_are_conditions_with_values_and_documents(ran):
    one = findings(rule="R01")[0]
    assert {ground["name"] for ground in one.grounds} >= {"graduated", "costly"}
    costly = next(ground for ground in one.grounds if ground["name"] == "costly")
    assert costly["truth"] is True
    assert "5,000元" in costly["words"]["zh"]
    assert any(value["document"] for value in costly["values"])


@pytest.mark.usefixtures("two_hurt")
def test_a_killed_run_leaves_nothing_and_the_next_attempt_does_it_all(ran, tmp_path):
    class Killed(Exception):
        pass

    class Dies(FromFiles):
        def ask(self, reached, *, by, at):
            raise Killed

    changed = without_rows(ran, "traffic_accidents", tmp_path)
    before = [(one.pk, one.version) for one in findings()]
    with pytest.raises(Killed):
        ran.run(at=LATER, sent=Dies(ran.county, ran.sent.work, taken=changed.taken))
    assert [(one.pk, one.version) for one in findings()] == before
    run = newest()
    assert (run.state, run.counts, run.facts) == ("running", {}, None)
    with entered(machine()):
        done = running.carry_out(run=run, sent=changed, by=machine(), at=LATER)
    assert (done.state, done.counts["written"]["lapsed"]) == ("done", 2)


def test_no_plain_file_outlives_the_run(ran, installation):
    assert list((installation.path / "work" / "screening").iterdir()) == []


def test_the_record_says_what_was_compared_with_what(ran):
    run = newest()
    assert run.as_of == AS_OF == date(2020, 11, 30)
    assert {one["dataset"] for one in run.inputs} >= {"ledger:person", "traffic_accidents", "monitoring"}
    assert len(run.edition) == len(run.inputs_hash) == 64
    assert set(run.times) == set(running.STEPS)
    assert run.counts["kinds"]["risk"] == len(findings(kind="risk"))
    assert run.counts["absent"] == []
