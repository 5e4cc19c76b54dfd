"""观摩评议 (handbook G.9): never one's own, trimmed mean, acceptance, frozen, told as the era allows."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from mingbai.kit.scope import rows
from mingbai.org.queries.machine import machine
from mingbai.oversight import ledgers
from mingbai.oversight.actions import observing as actions
from mingbai.oversight.actions import teams
from mingbai.oversight.actions.refusal import BadMark, MayNotList
from mingbai.oversight.models import Mark, Observation, Observed, ObservedResult
from mingbai.oversight.panels import observing as today
from mingbai.oversight.queries import draw, observed, observing
from tests.factories import county, families
from tests.factories.county import OTHER_TOWN, TOWN, VILLAGE
from tests.factories.signed import form
from tests.ledger_checks import TownshipLedgerChecks
from tests.oversight import scene
from tests.oversight.frozen import NEIGHBOUR

pytestmark = [pytest.mark.django_db(databases=["default", "aside"]), pytest.mark.usefixtures("biyang")]
SECOND = "411726103203"
AT, LATER = scene.on(3), scene.on(9)
WHOLE = {"completeness": 30, "evidence": 30, "effect": 25, "standard": 15}


@pytest.fixture
def team():
    return county.person("inspection_leader", unit=scene.TEAM).acting


@pytest.fixture
def head():
    return county.person("township_head", TOWN).acting


@pytest.fixture
def other():
    return county.person("township_head", OTHER_TOWN).acting


@pytest.fixture
def cast(office, head, other, team):
    """Who takes part."""
    return {"office": office, "head": head, "other": other, "team": team}


@pytest.fixture
def opened(office):
    """Two townships have villages with households: two in the first, one in the second."""
    with scene.act(office):
        for code in (VILLAGE, SECOND, NEIGHBOUR):
            families.household(office, area=code)
    return begun(office)


def begun(office, on=AT, seed="七"):
    with scene.act(office):
        return actions.begin(on=on.date(), seed=seed, by=office, at=AT)


def villages(observation):
    """Of the first township, of the second."""
    with scene.act(machine()):
        found = {one.area_code[:9]: one for one in observation.villages.select_related("observation")}
    return found[TOWN[:9]], found[OTHER_TOWN[:9]]


def points(total):
    """So many points, aspect after aspect."""
    found = {}
    for code, most in WHOLE.items():
        found[code] = min(most, total)
        total -= found[code]
    return found


def score(by, village, total, remark="", at=AT):
    with scene.act(by):
        return actions.mark(village=village, given=points(total), remark=remark, by=by, at=at)


def freeze(office, observation):
    with scene.act(office):
        return actions.freeze(observation=observation, by=office, at=LATER)


def results(observation):
    with scene.act(machine()):
        return {
            one.area_code: one for one in ObservedResult.objects.filter(observed__observation=observation)
        }


class TestObserved(TownshipLedgerChecks):
    ledger = ledgers.observed

    @pytest.fixture
    def insider(self, head):
        return head

    @pytest.fixture
    def stranger(self):
        return county.person("helper", VILLAGE).acting

    @pytest.fixture
    def make(self, office):
        made = []

        def frozen(n):
            with scene.act(office):
                for _each in range(n):
                    number = len(made)
                    quarter = scene.MONDAY.replace(year=1900 + number, month=1, day=1)
                    one = Observation.objects.create(
                        area_code=county.COUNTY, quarter=quarter, on=quarter, seed="七", names=[],
                        opened_at=AT, opened_by="办",
                    )  # fmt: skip
                    village = Observed.objects.create(area_code=VILLAGE, observation=one, label="马道村")
                    made.append(
                        ObservedResult.objects.create(
                            area_code=VILLAGE, observed=village, quarter=quarter, label="马道村",
                            attendees_count=0, accepted_count=0, parts={}, frozen_at=LATER,
                        )
                    )  # fmt: skip

        return frozen


def test_the_lot_names_one_village_of_each_township_and_anybody_draws_it_again(office, opened):
    first, second = villages(opened)
    assert first.area_code == draw.drawn("七", [VILLAGE, SECOND], 1)[0]
    assert second.area_code == NEIGHBOUR
    assert sorted(opened.names) == sorted([VILLAGE, SECOND, NEIGHBOUR])
    with pytest.raises(BadMark):
        begun(office, on=scene.on(20))  # the same quarter


def test_one_s_own_township_is_refused_by_action_and_database(opened, head, team, other):
    own, foreign = villages(opened)
    with pytest.raises(MayNotList):
        score(head, own, 90)
    score(head, foreign, 90)
    with scene.act(head), transaction.atomic():
        with pytest.raises(IntegrityError, match="mark_not_ones_own"):
            Mark.objects.create(
                area_code=TOWN, observed=own, village=own.area_code, user_id=head.user_id, given={},
                total=100, at=AT, by="自评",
            )  # fmt: skip
        transaction.set_rollback(True)
    with scene.act(head):
        assert [each.village.area_code for each in observing.to_score(head, opened)] == [NEIGHBOUR]


def test_a_team_does_not_accept_where_a_member_comes_from(office, opened, team):
    own, foreign = villages(opened)
    with scene.act(office):
        teams.second(
            team=scene.TEAM,
            user_id=1,
            name="组员",
            from_unit="县审计局",
            home_area=TOWN,
            kin=[],
            by=office,
            at=AT,
        )
    with pytest.raises(MayNotList):
        score(team, own, 90)
    assert score(team, foreign, 90).accepts


def test_nobody_else_scores_nor_outside_the_points_nor_after_the_freeze(office, opened, head):
    _own, foreign = villages(opened)
    for kind in ("county_office_officer", "county_leader"):
        with pytest.raises(MayNotList):
            score(county.person(kind).acting, foreign, 80)
    cadre = county.person("village_cadre", VILLAGE).acting
    with pytest.raises(MayNotList):
        score(cadre, foreign, 80)
    for wrong in ({**WHOLE, "effect": 26}, {**WHOLE, "effect": -1}, {"effect": 20}):
        with scene.act(head), pytest.raises(BadMark):
            actions.mark(village=foreign, given=wrong, remark="", by=head, at=AT)
    freeze(office, opened)
    _own, foreign = villages(opened)
    with pytest.raises(BadMark):
        score(head, foreign, 80)
    with pytest.raises(BadMark):
        freeze(office, opened)


def test_frozen_it_is_six_tenths_of_the_townships_and_four_of_the_teams_and_the_last_mark_counts(
    office, opened, head, team, other
):
    own, foreign = villages(opened)
    score(head, foreign, 40)
    score(head, foreign, 80, "佐证材料要按户归档")  # put right: the last counts, both stay
    score(team, foreign, 90)
    score(other, own, 70)
    frozen = freeze(office, opened)
    found = results(opened)
    one = found[NEIGHBOUR]
    assert (one.attendees, one.accepted, one.score) == (Decimal(80), Decimal(90), Decimal(84))
    assert (one.attendees_count, one.accepted_count, one.remarks) == (1, 1, ["佐证材料要按户归档"])
    assert found[own.area_code].score is None  # no team accepted it: not rated
    with scene.act(machine()):
        assert Mark.objects.count() == 4
    assert observed.again(frozen)
    with scene.act(office):
        assert next((part.lost, part.name) for part in observed.parts(one)) == (Decimal(15), "规范性")


def test_marks_and_results_can_be_neither_changed_nor_deleted_and_are_seen_by_who_gave_them(
    office, opened, head, other
):
    _own, foreign = villages(opened)
    score(head, foreign, 80)
    freeze(office, opened)
    for table in (Mark, Observed, ObservedResult):
        for statement in ("UPDATE {} SET area_code = area_code", "DELETE FROM {}"):
            with scene.act(office), connection.cursor() as cursor, transaction.atomic():
                with pytest.raises(ProgrammingError, match="permission denied"):
                    cursor.execute(statement.format(table._meta.db_table))
                transaction.set_rollback(True)
    with scene.act(office):
        assert not rows(Mark, office).exists()
    with scene.act(head):
        assert rows(Mark, head).count() == 1


def test_scored_on_the_phone_village_after_village_then_frozen_and_ranked_with_return_lists(
    cast, opened, visit
):
    office, head, other, team = cast.values()
    own, foreign = villages(opened)
    page = visit(head).get("/oversight/observations/2020-Q4").content.decode()
    assert foreign.label in page
    assert str(own.key) not in page
    address = f"/oversight/observations/villages/{foreign.key}"
    assert "佐证（0至30分）" in visit(head).get(address).content.decode()
    assert visit(head).post(address, form(**{**WHOLE, "effect": 99})).status_code == 422
    done = visit(head).post(address, form(**points(88), remark="公示照片缺日期"))
    assert done["Location"] == "/oversight/observations/2020-Q4"
    assert visit(head).get(f"/oversight/observations/villages/{own.key}").status_code == 403
    for village in (own, foreign):
        score(team, village, 95)
    score(other, own, 60)
    assert visit(head).post("/oversight/observations/2020-Q4/freeze", form()).status_code == 403
    assert visit(office).post("/oversight/observations/2020-Q4/freeze", form()).status_code == 302
    ranked = visit(county.person("village_cadre", VILLAGE).acting).get("/oversight/observations/2020-Q4")
    shown = ranked.content.decode()
    assert shown.index("90.80") < shown.index("74.00")  # 0.6 × 88 + 0.4 × 95, 0.6 × 60 + 0.4 × 95
    result = results(opened)[NEIGHBOUR]
    returned = visit(other).get(f"/oversight/observed/{result.key}").content.decode()
    assert "公示照片缺日期" in returned
    assert head.label.split(" · ")[0] not in returned.split("<main")[1].split("</main>")[0]
    again = visit(office).get("/oversight/observations/2020-Q4/again").content.decode()
    assert "分毫不差" in again


def test_where_nobody_is_ranked_each_unit_sees_its_own(cast, opened, settings, visit):
    office, head, other, team = cast.values()
    own, foreign = villages(opened)
    for by, village in ((head, foreign), (other, own), (team, own), (team, foreign)):
        score(by, village, 80)
    freeze(office, opened)
    settings.HOME = _era(settings, "2021-2025")
    page = visit(head).get("/oversight/observations/2020-Q4").content.decode()
    assert "不排名" in page
    assert own.label in page
    assert foreign.label not in page


def _era(settings, era):
    return replace(settings.HOME, config=replace(settings.HOME.config, era=era))


@pytest.mark.usefixtures("era_2026")
def test_under_the_norms_of_2026_nothing_is_opened_scored_or_shown(office, head, visit):
    with scene.act(office), pytest.raises(BadMark):
        actions.begin(on=AT.date(), seed="七", by=office, at=AT)
    for by in (office, head):
        page = visit(by).get("/oversight/observations/")
        assert page.status_code == 403
        assert "本时期不作观摩评分" in page.content.decode()
        assert visit(by).get("/oversight/observed/").status_code == 403
        assert "观摩评议" not in visit(by).get("/oversight/inspections/").content.decode()
    with scene.act(head):
        assert today.tasks(head, AT) == []


def test_it_stands_on_today_until_every_village_is_scored(opened, head, visit):
    _own, foreign = villages(opened)
    assert "2020年第4季度观摩评议" in visit(head).get("/").content.decode()
    score(head, foreign, 80)
    assert "2020年第4季度观摩评议" not in visit(head).get("/").content.decode()


def test_opened_on_a_page_by_the_office_alone(office, head, visit):
    with scene.act(office):
        families.household(office, area=VILLAGE)
    assert visit(head).get("/oversight/observations/open").status_code == 403
    page = visit(office).get("/oversight/observations/open").content.decode()
    assert 'name="seed"' not in page
    made = visit(office).post("/oversight/observations/open", form(on="2020-11-20"))
    assert made["Location"] == "/oversight/observations/2020-Q4"
    assert visit(office).get("/oversight/observations/2020-Q3").status_code == 404
    assert "评分中" in visit(head).get("/oversight/observations/").content.decode()


RULE = {"trim": Decimal("0.1"), "acceptance": Decimal("0.4")}
totals = st.lists(st.integers(0, 100), max_size=40)


@given(totals, totals, st.randoms())
def test_a_score_is_between_its_extremes_free_of_order_and_deaf_to_the_outer_tenth(towns, accepted, chance):
    found = observed.score(towns, accepted, RULE)
    if not towns or not accepted:
        assert found is None
        return
    assert min(*towns, *accepted) <= found <= max(*towns, *accepted)
    shuffled = list(towns)
    chance.shuffle(shuffled)
    assert observed.score(shuffled, accepted, RULE) == found
    off = len(towns) // 10
    louder = sorted(towns)
    louder[:off], louder[len(louder) - off :] = [0] * off, [100] * off
    assert observed.score(louder, accepted, RULE) == found


def test_of_twenty_the_two_highest_and_the_two_lowest_are_dropped():
    assert observed.trimmed([0, 10, *[80] * 15, 81, 99, 100], Decimal("0.1")) == Fraction(80 * 15 + 81, 16)
    assert observed.trimmed([0, 50, 100], Decimal("0.1")) == 50
