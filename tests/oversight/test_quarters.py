"""A quarter is the formula over its frozen months: frozen once, reckoned again, told as the era allows."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import ProgrammingError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingbai.kit.scope import entered
from mingbai.oversight.actions import asking, freezing
from mingbai.oversight.actions.refusal import Frozen, MayNotList
from mingbai.oversight.models import FrozenPeriod, FrozenScore, Period, ScoreEntry
from mingbai.oversight.queries import periods, reckoned, scores
from mingbai.oversight.queries.terms import terms
from mingbai.oversight.states import PeriodKind
from tests.factories import county
from tests.factories.county import OTHER_TOWN, TOWN, VILLAGE
from tests.factories.signed import form
from tests.oversight import frozen, scene
from tests.oversight.frozen import NEIGHBOUR, NEW_YEAR, QUARTER

pytestmark = [pytest.mark.django_db(databases=["default", "aside"]), pytest.mark.usefixtures("biyang")]
MONTHS = ("2020-10", "2020-11", "2020-12")


@pytest.fixture
def january(settings):
    """The clock stands at 15 January 2021, and the county still works as the article did."""
    settings.HOME = replace(
        settings.HOME, config=replace(settings.HOME.config, clock="2021-01-15", era="2016-2020")
    )


@pytest.mark.parametrize("name", ["2020-10", "2020-Q4", "2020"])
def test_a_period_is_read_by_the_name_that_it_is_written_with(name):
    assert Period.read(name).name == name
    assert Period.read(name).before().after == Period.read(name).begins


@pytest.mark.parametrize(
    "name", ["", "2020-13", "2020-Q5", "2020-Q", "20-Q1", "2020-1", "２０２０", "2020-Q1\n"]
)
def test_what_is_no_period_is_not_read(name):
    assert Period.read(name) is None


@given(day=st.dates(date(2001, 1, 1), date(2098, 12, 31)), kind=st.sampled_from(list(PeriodKind)))
def test_every_day_lies_in_its_period_and_in_no_other(day, kind):
    one = Period.of(kind, day)
    assert one.begins <= day < one.after
    assert day.replace(day=1) in one.months
    assert Period.read(one.name) == one


def test_a_quarter_needs_its_three_months_and_is_frozen_once_by_the_office(office):
    frozen.villages(office)
    with pytest.raises(Frozen, match=r"2020-10、2020-11、2020-12"):
        frozen.freeze(office, "2020-Q4")
    frozen.freeze(office, "2020-10", "2020-11")
    with pytest.raises(Frozen, match="2020-12"):
        frozen.freeze(office, "2020-Q4")
    frozen.freeze(office, "2020-12")
    head = county.person("township_head", TOWN).acting
    with pytest.raises(MayNotList):
        frozen.freeze(head, "2020-Q4")
    with pytest.raises(Frozen):
        frozen.freeze(office, "2020-Q4", at=NEW_YEAR.replace(year=2020, month=12))
    made = frozen.freeze(office, "2020-Q4")
    assert [one.isoformat() for one in made.months] == [one.isoformat() for one in QUARTER]
    with pytest.raises(Frozen):
        frozen.freeze(office, "2020-Q4")


def test_what_can_be_frozen_is_offered_oldest_first(office):
    today = date(2021, 1, 15)
    with scene.act(office):
        assert periods.to_freeze(today) == []  # nothing was ever looked at
    frozen.villages(office)
    with scene.act(office):
        assert periods.to_freeze(QUARTER[0]) == []
        assert [one.name for one in periods.to_freeze(today)] == ["2020-12"]
    frozen.freeze(office, "2020-10")
    with scene.act(office):
        assert [one.name for one in periods.to_freeze(today)] == ["2020-11", "2020-12"]
    frozen.freeze(office, "2020-11", "2020-12")
    with scene.act(office):
        assert [one.name for one in periods.to_freeze(today)] == ["2020-Q4", "2020"]


def test_an_appeal_granted_later_leaves_the_quarter_and_counts_in_the_open_month(office, visit):
    frozen.villages(office)
    grave = frozen.problem(office, date(2020, 11, 3), "serious")
    frozen.problem(office, date(2020, 12, 1))
    quarter = frozen.freeze(office, *MONTHS, "2020-Q4")
    with scene.act(office):
        stood = FrozenScore.objects.get(frozen=quarter, subject="village", subject_no=VILLAGE)
    head, leader = county.person("township_head", TOWN).acting, county.person("county_leader").acting
    with scene.act(head):
        appeal = asking.ask_appeal(problem=grave, said="情况不实", by=head, at=NEW_YEAR)
    with scene.act(leader):
        asking.uphold(appeal=appeal, reason="查证不实", by=leader, at=NEW_YEAR)
    with scene.act(office):
        now = FrozenScore.objects.get(frozen=quarter, subject="village", subject_no=VILLAGE)
        taken = ScoreEntry.objects.get(subject="village", subject_no=VILLAGE, reverses__problem=grave)
        assert (now.score, now.points) == (stood.score, stood.points)
        assert (taken.posted, taken.points) == (date(2021, 1, 1), -Decimal(5))
        again = reckoned.again(quarter)
    assert again.agrees, "the townships' closing too is reckoned from what was kept"
    assert again.digest == quarter.digest
    frozen.freeze(office, "2021-01", at=NEW_YEAR.replace(month=2))
    page = visit(office).get("/oversight/periods/2021-01").content.decode()
    assert "冲回以前月份" in page  # or a score above a hundred would be a riddle


def test_the_scores_of_a_quarter_are_the_formula_over_all_its_months(office):
    frozen.villages(office)
    for day in (date(2020, 10, 3), date(2020, 11, 4), date(2020, 12, 5)):
        frozen.problem(office, day, title=f"样例{day.month}")
    quarter = frozen.freeze(office, *MONTHS, "2020-Q4")
    with scene.act(office):
        one = FrozenScore.objects.get(frozen=quarter, subject="village", subject_no=VILLAGE)
        town = FrozenScore.objects.get(frozen=quarter, subject="township", subject_no=TOWN)
    assert (one.points, one.households) == (6, 36)
    assert one.score == Decimal("96.67")  # 100 − 20 × 6 ÷ 36
    assert town.inputs == {"due": 3, "in_time": 0}
    assert town.score == Decimal("67.67")  # 0.7 × 96.67


ENTRIES = st.lists(
    st.tuples(st.sampled_from(QUARTER), st.sampled_from([VILLAGE, NEIGHBOUR]), st.integers(-40, 400)),
    max_size=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=8, deadline=None)
@given(entries=ENTRIES, data=st.data())
def test_a_quarter_is_the_same_in_whatever_order_its_entries_came(office, entries, data):
    digests = []
    for order in (entries, data.draw(st.permutations(entries))):
        with entered(office), transaction.atomic():
            frozen.villages(office)
            about = frozen.problem(office, date(2021, 1, 4), area=OTHER_TOWN)
            ScoreEntry.objects.bulk_create(_entry(about, *one) for one in order)
            quarter = frozen.freeze(office, *MONTHS, "2020-Q4")
            for code in (VILLAGE, NEIGHBOUR):
                lost = Fraction(sum(tenths for _m, village, tenths in entries if village == code), 10)
                found = scores.standing("village", code, QUARTER, terms()).score
                assert found == max(Fraction(0), 100 - 20 * lost / 36)
            digests.append(quarter.digest)
            transaction.set_rollback(True)
    assert digests[0] == digests[1]


def _entry(about, month, village, tenths):
    return ScoreEntry(
        area_code=village, subject="village", subject_no=village, problem=about, month=month, posted=month,
        points=Decimal(tenths) / 10, formula="cascade", edition="", why="assign", at=NEW_YEAR, by="样例",
    )  # fmt: skip


def test_the_summary_tells_problems_trend_and_typical_matters_and_is_ranked(office, visit, january):
    frozen.villages(office)
    frozen.problem(office, date(2020, 11, 3), name="张三家", title="张三家的事")
    frozen.freeze(office, *MONTHS)
    client = visit(office)
    today = client.get("/").content.decode()
    assert "2020年第4季度可以封账" in today
    listed = client.get("/oversight/periods/").content.decode()
    assert "2020年第4季度" in listed
    assert client.post("/oversight/periods/freeze", form(period="2020-Q9")).status_code == 404
    with scene.act(office):
        freezing.freeze(period=Period.read("2020-Q4"), by=office, at=NEW_YEAR)
    cadre = county.person("village_cadre", VILLAGE).acting
    page = visit(cadre).get("/oversight/periods/2020-Q4").content.decode()
    assert "名次" in page
    assert "2020年11月" in page  # the trend
    assert "张三" not in page  # what a person worded is not told
    assert "重新核算" not in page
    again = client.get("/oversight/periods/2020-Q4/again").content.decode()
    assert "分毫不差" in again
    assert visit(cadre).get("/oversight/periods/2020-Q4/again").status_code == 403


def test_the_summary_is_a_pdf_and_an_editable_docx(office, visit, january):
    frozen.villages(office)
    frozen.problem(office, date(2020, 11, 3))
    frozen.freeze(office, *MONTHS, "2020-Q4")
    client = visit(office)
    for name in ("2020-11", "2020-Q4"):
        pdf = client.get(f"/oversight/periods/{name}/paper.pdf")
        assert pdf.content.startswith(b"%PDF")
    docx = client.get("/oversight/periods/2020-Q4/paper.docx")
    with zipfile.ZipFile(io.BytesIO(docx.content)) as file:
        words = file.read("word/document.xml").decode()
    assert "2020年第4季度督查整改工作总结" in words
    assert "共查出问题1个" in words
    assert client.get("/oversight/periods/2020-Q4/paper.xlsx").status_code == 404


@pytest.mark.usefixtures("era_2026")
def test_under_the_norms_of_2026_each_sees_its_own_facts_and_no_score(office, visit):
    frozen.problem(office, date(2020, 11, 3))
    frozen.problem(office, date(2020, 11, 3), area=NEIGHBOUR)
    quarter = frozen.freeze(office, *MONTHS, "2020-Q4")
    with scene.act(office):
        assert not FrozenScore.objects.exists()
        assert quarter.tallies.count() == 2
    head = county.person("township_head", TOWN).acting
    page = visit(head).get("/oversight/periods/2020-Q4").content.decode()
    assert "不排名" in page
    assert page.count('<th scope="row" class="nowrap">') == 2  # its own place, and the kind
    both = visit(office).get("/oversight/periods/2020-Q4").content.decode()
    assert both.count('<th scope="row" class="nowrap">') == 3
    helper = county.person("helper", VILLAGE).acting
    assert visit(helper).get("/oversight/periods/2020-Q4").status_code == 403


def test_a_department_sees_its_own_result_only_where_nobody_is_ranked(office, settings):
    settings.HOME = replace(settings.HOME, config=replace(settings.HOME.config, era="2021-2025"))
    frozen.checked(office, QUARTER[0], ("unit", "water_bureau", county.COUNTY, ""))
    frozen.checked(office, QUARTER[0], ("unit", "civil_affairs", county.COUNTY, ""))
    frozen.villages(office, QUARTER[:1])
    frozen.freeze(office, "2020-10")
    water = county.person("department_head", unit="water_bureau").acting
    with scene.act(water):
        seen = set(FrozenScore.objects.filter(FrozenScore.within(water)).values_list("subject_no", flat=True))
    assert seen == {"water_bureau"}


@pytest.mark.parametrize("statement", ["UPDATE {} SET digest = 'x'", "DELETE FROM {}"])
def test_what_is_frozen_can_be_neither_changed_nor_deleted(office, statement):
    frozen.freeze(office, "2020-10")
    table = FrozenPeriod._meta.db_table
    with scene.act(office), connection.cursor() as cursor, transaction.atomic():
        with pytest.raises(ProgrammingError, match="permission denied"):
            cursor.execute(statement.format(table))
        transaction.set_rollback(True)
