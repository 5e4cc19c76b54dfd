"""Figures, lists and truth are one, on small counties at random; a new run takes the place of the last."""

from collections import Counter
from datetime import timedelta

import polars as pl
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingbai.kit.ledger import Asked
from mingbai.kit.scope import entered, range_of
from mingbai.org.models import Area
from mingbai.org.queries.machine import machine
from mingbai.registry.models import Person
from mingbai.screening.actions import filling
from mingbai.screening.ledgers.dues import due
from mingbai.screening.models import Cell, Finding
from mingbai.screening.queries import boards, editions, matrix, named, owners
from mingbai.screening.states import Board, FindingKind, Standing
from tests.factories import comparing, county, families, findings
from tests.factories.comparing import AS_OF, stands
from tests.factories.county import AT, COUNTY, OTHER_TOWN, TOWN, VILLAGE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("biyang")]
POLICIES = ("P05", "P13", "P49i", "P26e")
BENEFIT = (Standing.RECEIVED, Standing.MISSING, Standing.UNSEEN, Standing.UNKNOWN)


def villages():
    other = Area.objects.filter(parent_code=OTHER_TOWN).order_by("code")[0].code
    second = Area.objects.filter(parent_code=TOWN).exclude(code=VILLAGE).order_by("code")[0].code
    return VILLAGE, second, other


@pytest.fixture
def families_(office):
    """Two households in each of three villages of two townships, two people in each."""
    found = []
    with entered(office), transaction.atomic():
        for number, area in enumerate(village for village in villages() for _twice in range(2)):
            home = families.household(office, area=area, registered_on=families.BEGAN)
            people = [
                families.member(office, home, name=f"户主{number}"),
                families.member(office, home, name=f"家人{number}", relation="spouse"),
            ]
            home.refresh_from_db()
            found.append((home, people))
    return found


def filled(folder, families_, standing, **more):
    """A run with these standings, its figures in place."""
    with entered(machine()), transaction.atomic():
        run = comparing.run(as_of=more.pop("as_of", AS_OF))
        tables = comparing.tables(
            folder,
            homes=[home for home, _people in families_],
            people=[person for _home, people in families_ for person in people],
            standing=standing,
            **more,
        )
        Finding.objects.all().delete()
        for line in standing:
            if line["standing"] == "missing":
                _found(line, run)
        filling.fill(run=run, tables=tables, by=machine(), at=AT)
    return run


def _found(line, run):
    """What the run found, for a line of the table `standing` that says missing."""
    person = Person.objects.get(pk=line["person_no"])
    rule = line["rule"]
    return findings.finding(
        home=person.household, person=person, kind=FindingKind.DUE, rule=rule, subject_no=str(person.pk),
        line=owners.line_of(editions.book(run.as_of).rules[rule].owner), first_run=run, last_run=run,
    )  # fmt: skip


@st.composite
def stood(draw):
    """For some policies, how each of the twelve people stands; None: it does not concern them."""
    one = st.sampled_from([None, *BENEFIT])
    return {policy: draw(st.lists(one, min_size=12, max_size=12)) for policy in POLICIES}


def lines(families_, drawn):
    people = [(home, person) for home, members in families_ for person in members]
    return [
        (policy, standing, home, person)
        for policy, standings in drawn.items()
        for standing, (home, person) in zip(standings, people, strict=True)
        if standing is not None
    ]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stood())
def test_figures_lists_and_truth_are_one_at_every_level(tmp_path_factory, families_, office, drawn):
    truth = lines(families_, drawn)
    standing = [stands(policy, str(how), home=home, person=person) for policy, how, home, person in truth]
    filled(tmp_path_factory.mktemp("tables"), families_, standing)
    with entered(office), transaction.atomic():
        for area in Area.objects.filter(code__in=[COUNTY, TOWN, OTHER_TOWN, *villages()]):
            lo, hi = range_of(area.code)
            inside = [one for one in truth if lo <= one[2].area_code < hi]
            table = matrix.matrix(office, area, as_of=AS_OF)
            for policy in POLICIES:
                for how in BENEFIT:
                    wanted = Counter(
                        person.name
                        for code, standing, _home, person in inside
                        if (code, standing) == (policy, how)
                    )
                    counted = table.whole.counted.get(policy, matrix.Counted())
                    assert getattr(counted, str(how)) == wanted.total()
                    assert (
                        sum(
                            getattr(place.counted.get(policy, matrix.Counted()), str(how))
                            for place in table.places
                        )
                        == wanted.total()
                    )
                    names = named.behind(
                        office, board=Board.BENEFITS, item=policy, standing=str(how), area=area.code
                    )
                    assert names.total == wanted.total()
                    assert Counter(one.name for one in names.rows) == wanted
            whole = {"board": Board.BENEFITS, "item": "", "area": area.code}
            assert named.behind(office, **whole, standing=named.DUE).total == table.whole.whole.due
            assert named.behind(office, **whole, standing=named.OPEN).total == table.whole.whole.open
            asked = Asked(filters={"area": area.code, "now": "1"}, order="", after="", before="")
            listed = due.matching(office, asked).values_list("rule", "name")
            assert Counter(listed) == Counter(
                (policy, person.name) for policy, how, _home, person in inside if how == Standing.MISSING
            )


def test_a_new_run_takes_the_place_of_the_last(tmp_path, families_, office):
    home, (head, _spouse) = families_[0]
    filled(tmp_path / "a", families_, [stands("P05", "missing", home=home, person=head)])
    later = AS_OF + timedelta(days=1)
    filled(tmp_path / "b", families_, [stands("P05", "received", home=home, person=head)], as_of=later)
    with entered(office), transaction.atomic():
        cells = Cell.objects.filter(board=Board.BENEFITS)
        assert [(cell.standing, cell.count) for cell in cells] == [("received", 1)]
        assert matrix.ran_on(office) == later


def test_the_same_run_twice_changes_nothing(tmp_path, families_, office):
    standing = [stands("P13", "missing", home=home, person=people[0]) for home, people in families_]
    filled(tmp_path / "a", families_, standing)
    with entered(office), transaction.atomic():
        first = list(Cell.objects.order_by("board", "area_code", "item").values_list("area_code", "subjects"))
    filled(tmp_path / "b", families_, standing)
    with entered(office), transaction.atomic():
        again = list(Cell.objects.order_by("board", "area_code", "item").values_list("area_code", "subjects"))
    assert again == first


def test_two_stays_in_hospital_are_two_and_both_are_listed(tmp_path, families_, office):
    home, (head, _spouse) = families_[0]
    stay = stands("P17", "received", home=home, person=head)
    filled(tmp_path, families_, [{**stay, "subject": "treatment", "no": number} for number in ("1", "2")])
    with entered(office), transaction.atomic():
        names = named.behind(office, board=Board.BENEFITS, item="P17", standing="received", area=COUNTY)
    assert names.total == 2
    assert [one.name for one in names.rows] == [head.name, head.name]


def test_a_long_list_is_paged(tmp_path, families_, office):
    home, (head, _spouse) = families_[0]
    stay = stands("P17", "received", home=home, person=head)
    many = [{**stay, "subject": "treatment", "no": str(number)} for number in range(120)]
    filled(tmp_path, families_, many)
    asked = {"board": Board.BENEFITS, "item": "P17", "standing": "received", "area": COUNTY}
    with entered(office), transaction.atomic():
        pages = [named.behind(office, **asked, page=page) for page in (1, 2, 3, 9)]
    assert [(each.page, len(each.rows)) for each in pages] == [(1, 50), (2, 50), (3, 20), (3, 20)]


SYSTEM = st.tuples(st.sampled_from([True, False, None]), st.booleans())


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SYSTEM, min_size=12, max_size=12))
def test_the_third_comparison_counts_and_lists_the_same(tmp_path_factory, families_, office, drawn):
    people = [person for _home, members in families_ for person in members]
    folder = tmp_path_factory.mktemp("tables")
    ours = dict(zip((str(one.pk) for one in people), (ours for ours, _theirs in drawn), strict=True))
    theirs = [str(one.pk) for one, (_ours, there) in zip(people, drawn, strict=True) if there]
    person = pl.DataFrame(
        [
            {"person_no": str(one.pk), "household_no": str(one.household_id), "dibao": ours[str(one.pk)]}
            for one in people
        ],
        schema={"person_no": pl.String, "household_no": pl.String, **comparing.PERSON},
    )
    assistance = pl.DataFrame({"person_no": theirs, "class": ["dibao"] * len(theirs)}, schema=dict.fromkeys(
        ("person_no", "class"), pl.String
    ))  # fmt: skip
    filled(folder, families_, [], person=person, assistance=assistance)
    words = {(True, True): "both", (True, False): "ours_only", (False, True): "theirs_only",
             (False, False): "neither"}  # fmt: skip
    truth = Counter(words.get(pair, "unknown") for pair in drawn)
    with entered(office), transaction.atomic():
        line = next(one for one in boards.items(office, Board.SYSTEMS, COUNTY) if one.code == "dibao")
        assert line.counts == dict(truth)
        places = boards.places(office, Board.SYSTEMS, "dibao", COUNTY)
        assert sum((Counter(place.counts) for place in places), Counter()) == truth
        for how, count in truth.items():
            names = named.behind(office, board=Board.SYSTEMS, item="dibao", standing=how, area=COUNTY)
            assert names.total == count
            wanted = {
                one.name for one, pair in zip(people, drawn, strict=True) if words.get(pair, "unknown") == how
            }
            assert {one.name for one in names.rows} == wanted
    assert line.differing == truth["ours_only"] + truth["theirs_only"]


def test_a_department_sees_the_figures_of_its_own_lines_only(tmp_path, families_):
    home, (head, _spouse) = families_[0]
    standing = [
        stands("P13", "missing", home=home, person=head),
        stands("P05", "missing", home=home, person=head),
    ]
    filled(tmp_path, families_, standing)
    insurer = county.person("department_officer", unit="medical_insurance_bureau").acting
    with entered(insurer), transaction.atomic():
        table = matrix.matrix(insurer, Area.objects.get(code=COUNTY), as_of=AS_OF)
        assert set(table.whole.counted) == {"P13"}
        assert {one.code for one in boards.items(insurer, Board.STANDARD, COUNTY)} <= {"insured"}
        assert not named.behind(
            insurer, board=Board.BENEFITS, item="P05", standing="missing", area=COUNTY
        ).total


def test_another_township_and_a_helper_see_no_figures(tmp_path, families_):
    home, (head, _spouse) = families_[0]
    filled(tmp_path, families_, [stands("P13", "missing", home=home, person=head)])
    other = county.person("township_officer", OTHER_TOWN).acting
    helper = county.person("helper", VILLAGE).acting
    for acting in (other, helper):
        with entered(acting), transaction.atomic():
            found = named.behind(acting, board=Board.BENEFITS, item="P13", standing="missing", area=TOWN)
            assert not found.total
