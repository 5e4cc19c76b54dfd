"""A team on the phone: a form once, however often it comes; facts, photographs, the village's answer."""

import base64
import uuid

import pytest

from mingbai.oversight.actions import checking
from mingbai.oversight.actions.checking import Check, Seen
from mingbai.oversight.models import Fact, Inspected, Inspection, Problem
from mingbai.oversight.queries import questions
from tests.factories import county, families
from tests.factories.county import VILLAGE
from tests.factories.signed import form
from tests.oversight import scene

pytestmark = [pytest.mark.django_db(databases=["default", "aside"]), pytest.mark.usefixtures("biyang")]
PARCEL = {"HTTP_X_PARCEL": "1"}
PHOTO = "data:image/png;base64," + base64.b64encode(scene.PNG).decode()
GOOD = dict.fromkeys(questions.of_form("poor"), "yes")


@pytest.fixture
def home(team):
    """One household of a visit of today."""
    with scene.act(team):
        household = families.household(team, area=VILLAGE, registered_on=scene.MONDAY)
        families.member(team, household, name="钱大山")
        household.refresh_from_db()
        found = Inspection.objects.create(area_code=VILLAGE, team=scene.TEAM, on=scene.on(30).date())
        return Inspected.objects.create(
            area_code=VILLAGE, inspection=found, household=household, place=1, form="poor", head_name="钱大山"
        )


def sent(key, **answers):
    """A form whose question on water is answered with no, as the phone sends it."""
    given = {**GOOD, "water": "no", **answers}
    fields = {f"answer-{code}": answer for code, answer in given.items()}
    return form(base=1, note="", **fields, **{"fact-water": "井水发黄", "key-water": str(key)})


def facts(team):
    with scene.act(team):
        return list(Fact.objects.order_by("id"))


def test_a_form_and_its_fact_arrive_once_whatever_the_signal_does(team, home, visit):
    address, key = f"/oversight/visits/homes/{home.key}", uuid.uuid4()
    page = visit(team).get(address).content.decode()
    assert "钱大山" in page
    assert "账上记载" in page  # the members, as the ledger holds them
    parcel = sent(key)
    for _try in range(2):
        answer = visit(team).post(address, parcel, **PARCEL)
        assert (answer.status_code, answer.json()["state"]) == (200, "arrived"), answer.content
    # The same again days later, under another mark: the answer was lost and the phone sends anew.
    assert visit(team).post(address, sent(key), **PARCEL).json()["state"] == "arrived"
    (fact,) = facts(team)
    assert (fact.key, fact.fact, fact.title, fact.severity) == (
        key,
        "井水发黄",
        "饮水安全没有保障",
        "serious",
    )
    assert fact.owner == "water_bureau"


def test_two_phones_show_both_answers_and_the_choice_is_written(team, home, visit):
    address = f"/oversight/visits/homes/{home.key}"
    visit(team).post(address, sent(uuid.uuid4()), **PARCEL)
    other = sent(uuid.uuid4(), water="yes", house="no") | {
        "fact-house": "屋顶漏雨",
        "key-house": str(uuid.uuid4()),
    }
    answer = visit(team).post(address, other, **PARCEL)
    assert (answer.status_code, answer.json()["state"]) == (409, "parted")
    titles = {one["name"]: (one["now"], one["sent"]) for one in answer.json()["differences"]}
    assert titles["answer-water"] == ("否", "是")
    chosen = {**other, "answer-water": "no", "base": answer.json()["base"], "request_id": str(uuid.uuid4())}
    assert visit(team).post(address, chosen, **PARCEL).json()["state"] == "arrived"
    assert sorted(one.fact for one in facts(team)) == ["井水发黄", "屋顶漏雨"]


def test_an_answer_put_right_drops_its_fact_and_takes_it_up_again(team, home):
    def check(water, key):
        with scene.act(team):
            told = [Seen("water", key, "井水发黄")] if water == "no" else []
            checking.check(
                inspected=home, given=Check({**GOOD, "water": water}, told), by=team, at=scene.on(30)
            )
        return [(one.key, one.state) for one in facts(team)]

    first, second = uuid.uuid4(), uuid.uuid4()
    assert check("no", first) == [(first, "noted")]
    assert check("yes", first) == [(first, "dropped")]
    assert check("no", second) == [(second, "noted")]


def test_what_is_left_out_is_asked_for(team, home, visit):
    address = f"/oversight/visits/homes/{home.key}"
    empty = visit(team).post(address, form(base=1), **PARCEL)
    assert "请答完每个问题" in empty.json()["words"]
    bare = {**sent(uuid.uuid4()), "fact-water": ""}
    assert "看到的情况" in visit(team).post(address, bare, **PARCEL).json()["words"]
    absent = visit(team).post(address, form(base=1, nobody_home="1"), **PARCEL)
    assert absent.json()["state"] == "arrived"


def to_the_end(client, home, key):
    """The village accepts; the visit ends."""
    heard = form(accepts="no", who="村支书", said="上周刚换了滤芯")
    assert client.post(f"/oversight/visits/facts/{key}/answer", heard, **PARCEL).json()["state"] == "arrived"
    ends = form(met="村支书", village_said="认可", signature=PHOTO)
    return client.post(f"/oversight/visits/{home.inspection.key}/end", ends, **PARCEL)


def test_in_the_article_s_era_a_fact_needs_its_photograph(team, home, visit):
    client, key = visit(team), uuid.uuid4()
    client.post(f"/oversight/visits/homes/{home.key}", sent(key), **PARCEL)
    early = client.post(f"/oversight/visits/{home.inspection.key}/end", form(met="村支书"), **PARCEL)
    assert "没有得到村里的答复" in early.json()["words"]
    refused = to_the_end(client, home, key)
    assert (refused.status_code, refused.json()["state"]) == (400, "refused")
    assert "照片" in refused.json()["words"]
    photo = client.post(f"/oversight/visits/facts/{key}/photo", form(photo=PHOTO), **PARCEL)
    assert photo.json()["state"] == "arrived"
    assert to_the_end(client, home, key).json()["state"] == "arrived"
    _everything_opens(client, team, home, visit)


def _everything_opens(client, team, home, visit):
    """From the problem down to the photograph and the signature."""
    with scene.act(team):
        problem = Problem.objects.get()
        home.inspection.refresh_from_db()
    assert "上周刚换了滤芯" in problem.fact
    page = client.get(f"/oversight/inspections/{home.inspection.key}").content.decode()
    assert problem.number in page
    assert "认为村里识别" in page
    of_village = visit(county.person("village_cadre", VILLAGE).acting)
    shown = of_village.get(f"/oversight/inspections/{home.inspection.key}").content.decode()
    assert "井水发黄" in shown
    assert "认为村里识别" not in shown  # what a household said of its village is not shown to the village
    assert f"/files/{home.inspection.signature}" in page
    shown = client.get(f"/oversight/problems/{problem.key}").content.decode()
    assert f"/oversight/inspections/{home.inspection.key}" in shown
    photo = shown.split('class="photo-small"')[1].split('src="')[1].split('"')[0]
    assert client.get(photo)["Content-Type"] == "image/png"


@pytest.mark.usefixtures("era_2026")
def test_under_the_norms_of_2026_no_photograph_is_demanded_and_the_loop_still_begins(team, home, visit):
    client, key = visit(team), uuid.uuid4()
    assert "data-photo-required" not in client.get(f"/oversight/visits/homes/{home.key}").content.decode()
    client.post(f"/oversight/visits/homes/{home.key}", sent(key), **PARCEL)
    assert to_the_end(client, home, key).json()["state"] == "arrived"
    with scene.act(team):
        assert Problem.objects.get().state == "listed"


def test_a_plain_browser_does_the_same_with_forms(team, home, visit):
    client, key = visit(team), uuid.uuid4()
    address = f"/oversight/visits/homes/{home.key}"
    assert client.post(address, form(base=1)).status_code == 400
    assert client.post(address, sent(key)).status_code == 302
    village = form(
        key=str(uuid.uuid4()), title="公示栏未更新", fact="停在九月", category="data", severity="minor",
        owner="", requirement="",
    )  # fmt: skip
    assert client.post(f"/oversight/visits/{home.inspection.key}/facts", village).status_code == 302
    page = client.get(f"/oversight/visits/{home.inspection.key}").content.decode()
    assert "公示栏未更新" in page
    assert "井水发黄" in page
    dropped = next(one for one in facts(team) if one.title == "公示栏未更新")
    assert client.post(f"/oversight/visits/facts/{dropped.key}/drop", form()).status_code == 302
    wrong = client.post(f"/oversight/visits/facts/{key}/answer", form(accepts="perhaps", who=""))
    assert wrong.status_code == 422
    assert "公示栏未更新" not in client.get(f"/oversight/visits/{home.inspection.key}").content.decode()
