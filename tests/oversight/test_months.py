"""A month frozen by a job, told in a circular as the era allows; how the teams did."""

import pytest

from mingbai.kit import clock
from mingbai.kit.calendar import add_months
from mingbai.kit.jobs.models import Job
from mingbai.kit.jobs.run import Run
from mingbai.oversight.actions import freezing, problems
from mingbai.oversight.jobs import periods as jobs
from mingbai.oversight.models import Exposure, FrozenPeriod, FrozenScore
from mingbai.oversight.queries.reckoned import digest
from mingbai.oversight.queries.scores import first_of
from tests.factories import county
from tests.factories.county import OTHER_TOWN, TOWN, VILLAGE
from tests.factories.signed import form
from tests.oversight import scene

pytestmark = [pytest.mark.django_db(databases=["default", "aside"]), pytest.mark.usefixtures("biyang")]
NEIGHBOUR = "411726102203"


@pytest.fixture
def last(office):
    """Last month's first day; two villages of two townships were checked in it."""
    month = add_months(first_of(clock.read().date()), -1)
    with scene.act(office):
        for number, village in enumerate((VILLAGE, NEIGHBOUR), start=1):
            for n in range(12):
                Exposure.objects.create(
                    area_code=village,
                    subject="village",
                    subject_no=village,
                    inspected=1000 * number + n,
                    month=month,
                )
    return month


def frozen(office, last, visit):
    """Asked for on the page, done by the job."""
    asked = form(period=f"{last:%Y-%m}")
    assert visit(office).post("/oversight/periods/freeze", asked).status_code == 302
    with scene.act(office):
        row = Job.objects.get(name=freezing.FREEZE)
    with scene.act(office):
        run = Run(row, acting=office, at=clock.read())
        first = jobs.freeze(run, **row.params)
        assert jobs.freeze(run, **row.params) == first  # an attempt that is repeated changes nothing
    return first


def test_a_month_is_frozen_by_a_job_and_its_digest_is_that_of_its_scores(office, last, visit):
    assert frozen(office, last, visit)["period"] == f"{last:%Y-%m}"
    with scene.act(office):
        kept = FrozenPeriod.objects.get()
        rows = list(FrozenScore.objects.filter(frozen=kept).order_by("id"))
    assert kept.digest == digest(rows)
    assert {row.score for row in rows if row.subject == "village"} == {100}
    again = visit(office).post("/oversight/periods/freeze", form(period=f"{last:%Y-%m}"))
    assert again.status_code == 409


def test_in_the_article_s_era_the_circular_ranks_units_for_all_and_no_person(office, last, visit):
    frozen(office, last, visit)
    cadre = county.person("village_cadre", VILLAGE).acting
    page = visit(cadre).get(f"/oversight/periods/{last:%Y-%m}").content.decode()
    assert "名次" in page
    assert (
        page.count('<td class="end">100.00</td>') >= 2
    )  # also the neighbour's, which the wall hides elsewhere
    assert cadre.label.split(" · ")[0] not in page.split("<main")[1].split("</main>")[0]


@pytest.mark.usefixtures("era_2026")
def test_under_the_norms_of_2026_nothing_is_scored_ranked_or_circulated(office, last, visit):
    frozen(office, last, visit)
    with scene.act(office):
        assert not FrozenScore.objects.exists()
    for someone in (county.person("village_cadre", VILLAGE), county.person("township_head", OTHER_TOWN)):
        assert f"{last:%Y-%m}" not in visit(someone.acting).get("/oversight/periods/").content.decode()
        assert visit(someone.acting).get(f"/oversight/periods/{last:%Y-%m}").status_code == 403
    assert "不排名" in visit(office).get(f"/oversight/periods/{last:%Y-%m}").content.decode()
    assert "不对单位计分" in visit(office).get("/oversight/periods/").content.decode()


def test_the_teams_catch_and_false_alarms_are_told_to_teams_and_county(office, visit):
    team = county.person("inspection_leader", unit=scene.TEAM).acting
    with scene.act(team):
        for severity, title in (("serious", "甲"), ("moderate", "乙")):
            wanted = problems.Wanted(
                area_code=VILLAGE, source="county_team", category="data", severity=severity, name="户",
                title=title, fact="样例事实", found_on=scene.on(3).date(), team=scene.TEAM,
            )  # fmt: skip
            one = problems.enlist(wanted=wanted, by=team, at=scene.on(3))
    with scene.act(office):
        type(one).objects.filter(pk=one.pk).update(state="withdrawn")
    page = visit(team).get("/oversight/teams/results?month=2020-11").content.decode()
    line = page.split("督查巡查三组</a>")[1].split("</tr>")[0]
    assert "100 %" in line
    assert "29 %" in line  # two of seven by weight fell on appeal
    assert "不评定" in page
    head = county.person("township_head", TOWN).acting
    assert visit(head).get("/oversight/teams/results").status_code == 403


def test_teams_are_dealt_and_people_linked_and_seconded_on_pages(office, visit):
    leader, member = county.person("county_leader"), county.person("inspection_member", unit=scene.TEAM)
    client = visit(office)
    assert client.post("/oversight/teams/rotate", form()).status_code == 302
    assert client.post("/oversight/teams/rotate", form()).status_code == 400
    page = client.get("/oversight/teams/link").content.decode()
    number = page.split(leader.user.display_name)[0].rsplit('value="', 1)[1].split('"')[0]
    assert client.post("/oversight/teams/link", form(leader=number, townships=[TOWN])).status_code == 302
    page = client.get("/oversight/teams/second").content.decode()
    number = page.split(member.user.display_name)[0].rsplit('value="', 1)[1].split('"')[0]
    sent = form(member=number, team=scene.TEAM, from_unit="农业农村局", home_area=OTHER_TOWN, kin=[VILLAGE])
    assert client.post("/oversight/teams/second", sent).status_code == 302
    shown = client.get("/oversight/teams").content.decode()
    assert leader.user.display_name in shown
    assert f"{member.user.display_name}（农业农村局）" in shown
