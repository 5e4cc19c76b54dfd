"""The county's areas: loaded once, changed with a date, browsed within one's range."""

from datetime import date

import pytest

from mingbai.kit.scope import entered
from mingbai.org.actions import areas as actions
from mingbai.org.actions.refusal import NotAllowed
from mingbai.org.models import Area, Post, Unit
from mingbai.org.models.areas import short
from mingbai.org.queries import areas, staffing
from mingbai.org.queries.founder import founder
from mingbai.org.states import Change
from tests.factories import county
from tests.factories.county import AT, OTHER_TOWN, TOWN, VILLAGE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("biyang")]
TODAY = AT.date()


def test_the_county_has_its_townships_and_villages_and_zones_stay_off_the_map():
    head = county.person("county_office_head")
    tiles = areas.tiles(head.acting, TODAY)
    assert (len(tiles), sum(len(villages) for _town, villages in tiles)) == (22, 355)
    assert Area.objects.filter(statistical=True).count() == 4


def test_loading_again_adds_nothing():
    with entered(founder()):
        before = (Area.objects.count(), Unit.objects.count(), Post.objects.count())
        assert actions.load_county(by=founder(), at=AT) == actions.Loaded(0, 0, 0)
        assert (Area.objects.count(), Unit.objects.count(), Post.objects.count()) == before


def test_only_who_may_loads_a_county():
    officer = county.person("county_office_head")
    with entered(officer.acting), pytest.raises(NotAllowed):
        actions.load_county(by=officer.acting, at=AT)


def test_every_post_lies_where_its_unit_does():
    with entered(founder()):
        assert not [
            post.code for post in Post.objects.select_related("unit") if post.area_code != post.unit.area_code
        ]


def test_a_post_browses_its_own_range_only():
    officer = county.person("township_officer", TOWN)
    assert [town.code for town, _villages in areas.tiles(officer.acting, TODAY)] == [TOWN]
    assert not areas.within(officer.acting).filter(code=OTHER_TOWN).exists()


def test_a_village_s_post_sees_its_township_with_one_cell():
    cadre = county.person("village_cadre", VILLAGE)
    ((town, villages),) = areas.tiles(cadre.acting, TODAY)
    assert (town.code, [village.code for village in villages]) == (TOWN, [VILLAGE])


@pytest.mark.parametrize("words", ["马道", "mdc", "MDC"])
def test_a_place_is_found_by_name_and_by_first_letters(words):
    officer = county.person("township_officer", TOWN)
    assert VILLAGE in [area.code for area in areas.search(officer.acting, words, TODAY)]


def test_an_empty_search_finds_nothing_and_never_everything():
    head = county.person("county_office_head")
    assert areas.search(head.acting, "  ", TODAY) == []
    assert areas.search(head.acting, "%", TODAY) == []


def test_old_records_read_the_name_of_their_time():
    with entered(founder()):
        village = Area.objects.get(code=VILLAGE)
        old = village.name
        actions.change_area(
            area=village, kind=Change.RENAMED, on=date(2020, 6, 1), document="泌政文〔2020〕12号",
            new_name="新马道村民委员会", by=founder(), at=AT,
        )  # fmt: skip
    assert areas.name_on(VILLAGE, date(2020, 5, 31)) == old
    assert areas.name_on(VILLAGE, date(2020, 6, 1)) == "新马道村民委员会"


def test_a_merged_area_leaves_the_map_and_names_its_successor():
    head = county.person("county_office_head")
    with entered(founder()):
        village = Area.objects.get(code=VILLAGE)
        with pytest.raises(actions.SuccessorMissing):
            merge(village, None)
        merge(village, "411726103203")
        with pytest.raises(actions.AreaGone):
            merge(village, "411726103203")
    shown = [each.code for _town, villages in areas.tiles(head.acting, TODAY) for each in villages]
    assert VILLAGE not in shown
    assert [change.code for change in areas.changes("411726103203")] == [VILLAGE]


def merge(village, successor):
    actions.change_area(
        area=village, kind=Change.MERGED, on=date(2020, 6, 1), document="泌政文〔2020〕13号",
        successor_code=successor, by=founder(), at=AT,
    )  # fmt: skip


def test_vacancies_are_counted_by_area():
    cadre = county.person("village_cadre", VILLAGE)
    with entered(cadre.acting):
        found = staffing.by_area(cadre.acting, AT)
    assert list(found) == [VILLAGE]
    assert (found[VILLAGE].posts, found[VILLAGE].vacant) == (6, 5)
    assert (found[VILLAGE].heat, staffing.Staffing(6, 6).heat) == (4, 5)
    assert staffing.Staffing(6, 0).heat == 0


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("马道村民委员会", "马道村"),
        ("东关居民委员会", "东关社区"),
        ("十里庙社区居民委员会", "十里庙社区"),
        ("羊册镇", "羊册镇"),
    ],
)
def test_names_are_said_as_people_say_them(name, said):
    assert short(name) == said
