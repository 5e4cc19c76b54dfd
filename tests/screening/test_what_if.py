"""What if: the page's numbers are the headless command's, nothing is touched, and names are for few."""

from dataclasses import asdict
from datetime import timedelta

import pytest
from django.db import transaction

from mingbai.kit.files import store
from mingbai.kit.jobs.execute import execute
from mingbai.kit.jobs.models import Job
from mingbai.kit.scope import entered
from mingbai.kit.sight import Sight
from mingbai.rulebook.nodes import canonical
from mingbai.rulebook.on_duckdb import Session
from mingbai.rulebook.reading import book_of, load
from mingbai.rulebook.simulating import simulated
from mingbai.screening.actions import what_if
from mingbai.screening.actions.sent import Exchange
from mingbai.screening.models import Finding, WhatIf
from mingbai.screening.queries import editions, facts
from mingbai.screening.queries import what_if as asking
from mingbai.screening.queries import what_if_told as telling
from mingbai.screening.states import WhatIfState as State
from tests.factories import county, families
from tests.factories.county import AT, TOWN, VILLAGE
from tests.factories.signed import form, visitor
from tests.screening.facts import AS_OF, ERA, compared, keys, run_on

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("biyang"),
]
LINE = "medical_alert_inpatient_graduated"


@pytest.fixture(scope="session")
def tables(tmp_path_factory):
    return compared(tmp_path_factory.mktemp("what-if"), people=5_000)


@pytest.fixture(scope="session")
def headless(tables):
    """What the command would say of a line of 1,000 yuan."""
    session = Session(
        load(county="411726", era=ERA), {k: v for k, v in tables.items() if not k.startswith("reg")}
    )
    found = simulated(session, as_of=AS_OF, changed={LINE: 1_000_00})
    return found.effects(), {rule: found.moved(rule) for rule in found.rules}


def setting(typed="1000", code=LINE, field=None):
    book = editions.book(AS_OF)
    knobs = (
        asking.of_rule(book, code, AS_OF) if code in book.rules else asking.of_parameter(book, code, AS_OF)
    )
    knob = next(one for one in knobs if field is None or one.field == field)
    found = asking.turned(book, knob, typed)
    assert found is not None
    return found


def asked(by, *settings):
    with entered(by), transaction.atomic():
        return what_if.ask(settings=settings or [setting()], by=by, at=AT)


def worked(by, *settings):
    row = asked(by, *settings)
    with entered(by), transaction.atomic():
        job = Job.objects.get(code=row.job)
    execute(job.pk, user=by.user_id, post=by.post_id, watched=False)
    with entered(by), transaction.atomic():
        return WhatIf.objects.get(pk=row.pk)


def test_its_numbers_are_those_of_the_headless_command(office, tables, headless):
    run_on(tables, office)
    with entered(office), transaction.atomic():
        before = Finding.objects.count()
    row = worked(office)
    assert row.state == State.DONE
    assert row.effects == [asdict(one) for one in headless[0]]
    assert sum(one["enters"] for one in row.effects) > 0
    assert row.counted["person"] > 4_000
    with entered(office), transaction.atomic():
        assert Finding.objects.count() == before


def test_parts_add_up_to_the_whole(office, tables):
    run_on(tables, office)
    row = worked(office, setting("4500", "industry_award"))
    with entered(office), transaction.atomic():
        told = telling.told(row)
    assert (
        told["whole"]
        == sum(one.cost for one in told["places"])
        == sum(one.cost for one in told["departments"])
    )
    assert told["whole"] > 0
    for one, places, _pays in told["rules"]:
        assert sum(each.enters - each.leaves for each in places) == one.after - one.before
        assert sum(each.cost for each in places) == one.cost


def test_a_number_of_a_condition_is_turned_too(office, tables):
    run_on(tables, office)
    found = worked(office, setting("1", "X05", "c-car-0"))
    now, then = (sum(one[key] for one in found.effects) for key in ("before", "after"))
    assert {one["rule"] for one in found.effects} == {"X05"}
    assert now > then
    assert sum(one["leaves"] for one in found.effects) == now - then


def test_every_number_of_every_condition_can_be_found_and_set():
    laid = editions.laid(ERA, "")
    turned = 0
    for rule in laid.book.rules.values():
        knobs = [
            one for one in asking.of_rule(laid.book, rule.code, AS_OF) if one.setting.kind == "condition"
        ]
        same = asking._written(laid.whole, [one.setting for one in knobs])
        assert canonical(same) == canonical(laid.whole)
        turned += len(knobs)
    assert turned > 50
    other = asking._written(laid.whole, [setting("1", "X05", "c-car-0")])
    book = book_of(other, titles=editions.papers(laid.book))
    assert book.rules["X05"].conditions != laid.book.rules["X05"].conditions
    assert book.edition != laid.book.edition


@pytest.mark.parametrize("typed", ["", "-1", "1e9", "一", "1' or '1'='1", "99999999999"])
def test_a_limit_is_a_number_and_nothing_else(typed):
    with pytest.raises(asking.BadValue):
        setting(typed, "X05", "c-car-0")


def test_a_value_out_of_proportion_is_refused():
    with pytest.raises(asking.BadValue):
        setting("99999999999")


def test_a_department_asks_about_its_own_rules_only(tables, office):
    run_on(tables, office)
    own = county.person("department_officer", unit="medical_insurance_bureau").acting
    other = county.person("department_officer", unit="education_bureau").acting
    with pytest.raises(what_if.BadQuestion):
        asked(other)
    row = worked(own)
    with entered(own), transaction.atomic():
        book = editions.book(AS_OF)
        assert {book.rules[code].owner for code in row.rules} == {"medical_insurance_bureau"}
        assert row.names is None  # officers of departments see numbers only


@pytest.mark.parametrize(
    ("kind", "area"), [("township_head", TOWN), ("village_cadre", VILLAGE), ("auditor", "")]
)
def test_others_ask_nothing(kind, area, tables, office):
    run_on(tables, office)
    by = county.person(kind, *([area] if area else [])).acting
    with pytest.raises(what_if.MayNotAsk):
        asked(by)


def test_without_a_comparison_there_is_nothing_to_ask(office):
    with pytest.raises(what_if.BadQuestion):
        asked(office)


def test_when_the_facts_are_gone_it_says_so(office, tables):
    run = run_on(tables, office)
    with entered(office), transaction.atomic():
        store.StoredFile.objects.filter(code=run.facts).update(expires_at=AT - timedelta(days=1))
        store.erase_expired(at=AT)
    row = worked(office)
    assert row.state == State.FAILED
    assert "清除" in row.trouble["zh"]


def test_the_same_question_twice_is_worked_out_once(office, tables):
    run_on(tables, office)
    row = worked(office)
    with entered(office), transaction.atomic():
        again = what_if.work_out(
            row=row,
            sent=Exchange(),
            by=office,
            at=AT,
            told=lambda _done, _total: pytest.fail("asked again"),
        )
    assert again


def test_what_nobody_saved_goes_and_what_was_saved_stays(office, tables):
    run_on(tables, office)
    kept, other = worked(office), worked(office)
    with entered(office), transaction.atomic():
        what_if.keep(row=kept, name="预警线降到一千", reason="测算资金", by=office, at=AT)
        assert what_if.clear(by=office, at=AT + timedelta(days=8)) == 1
        assert list(WhatIf.objects.values_list("pk", flat=True)) == [kept.pk]
        file = store.StoredFile.objects.filter(code=other.names).first()
        assert file is None or file.expires_at <= AT + timedelta(days=8)


# -- through the pages


@pytest.fixture
def visit():
    return visitor()


@pytest.fixture
def named(office, tables, headless):
    """A run whose people have names: those who would enter under R01."""
    who = [one.key for one in headless[1]["R01"] if one.enters][:2]
    with entered(office), transaction.atomic():
        home = families.household(office)
        people = [families.member(office, home, name=name, relation=r) for name, r in NAMED]
    return run_on(tables, office, led={"keys_person": keys("person", who, [one.pk for one in people])})


NAMED = (("尉迟进入", "head"), ("诸葛进入", "spouse"))


def test_names_are_for_the_asker_alone_and_every_look_is_noted(office, visit, named):
    row = worked(office)
    other = county.person("county_office_officer").acting
    address = f"/screening/what-ifs/{row.key}/names/R01"
    page = visit(office).get(address)
    assert [page.content.decode().count(name) for name, _r in NAMED] == [1, 1]
    with entered(office), transaction.atomic():
        assert Sight.objects.filter(purpose="what if").count() == len(NAMED)
        what_if.keep(row=row, name="预警线", reason="测算", by=office, at=AT)
    assert visit(other).get(address).status_code == 403
    assert visit(other).get(f"/screening/what-ifs/{row.key}").status_code == 200


def test_names_are_kept_for_a_day(office, visit, named):
    row = worked(office)
    with entered(office), transaction.atomic():
        store.StoredFile.objects.filter(code=row.names).update(expires_at=AT - timedelta(days=1))
        store.erase_expired(at=AT)
    assert visit(office).get(f"/screening/what-ifs/{row.key}/names/R01").status_code == 410


def test_it_is_asked_saved_compared_printed_and_taken_along(office, visit, tables):
    run_on(tables, office)
    client = visit(office)
    asked_ = client.post(
        f"/screening/what-ifs/ask?parameter={LINE}", form(parameter=LINE, **{f"p-{LINE}": "1000"})
    )
    assert asked_.status_code == 302
    with entered(office), transaction.atomic():
        row = WhatIf.objects.get()
        job = Job.objects.get(code=row.job)
    assert "hx-get" in client.get(asked_["Location"]).content.decode()
    execute(job.pk, user=office.user_id, post=office.post_id, watched=False)
    other = worked(office, setting("2000"))
    saved = client.post(f"/screening/what-ifs/{row.key}/save", form(name="降到一千", reason="测算资金"))
    assert saved.status_code == 302
    beside = client.get(f"/screening/what-ifs/compare?key={row.key}&key={other.key}").content.decode()
    assert "降到一千" in beside
    assert client.get(f"/screening/what-ifs/{row.key}/paper.pdf").content.startswith(b"%PDF")
    assert client.get(f"/screening/what-ifs/{row.key}/table.xlsx").content.startswith(b"PK")
    assert client.get(f"/screening/what-ifs/{row.key}/progress")["HX-Refresh"] == "true"


@pytest.mark.parametrize("typed", ["abc", "5000", "99999999999"])
def test_what_is_no_change_is_asked_again(office, visit, tables, typed):
    run_on(tables, office)
    answer = visit(office).post("/screening/what-ifs/ask", form(parameter=LINE, **{f"p-{LINE}": typed}))
    assert answer.status_code == 422
    with entered(office), transaction.atomic():
        assert not WhatIf.objects.exists()


def test_the_newest_run_is_asked(office, tables):
    run_on(tables, office)
    newest = run_on(tables, office)
    with entered(office), transaction.atomic():
        assert facts.newest() == newest
