"""A first secretary finds what her village is due and has not received, and a payment file clears it.

The township looks from its table down to a village, the county office at the three comparisons.
"""

from datetime import timedelta

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from mingbai.kit import clock
from mingbai.kit.scope import entered
from mingbai.org.models import Area
from mingbai.org.queries.machine import machine
from mingbai.registry.models import Household, Person, SearchToken
from mingbai.screening.actions import filling
from mingbai.screening.models import Cell, DueCase, Finding, Run
from mingbai.screening.states import FindingKind
from tests.factories import comparing, families, findings
from tests.factories.comparing import stands
from tests.journeys.browser import assert_accessible, shoot
from tests.journeys.cast import TOWN, VILLAGE, Cast, sign_in

pytestmark = pytest.mark.journey
POLICIES = {
    "P05": ("困难残疾人生活补贴", "social_assistance", "civil_affairs"),
    "P07": ("高龄津贴", "social_assistance", "civil_affairs"),
    "P13": ("免缴居民医保费", "medical_insurance", "medical_insurance_bureau"),
    "P26e": ("义务教育生活补助", "education", "education_bureau"),
    "P47i": ("公益性岗位", "employment", "labour"),
}
NAMES = ("孙有田", "郑玉兰", "高守义", "梁春生", "宋桂英", "唐满仓", "许秀芝", "韩留柱")


def families_of(by) -> list[Person]:
    """Two households in the secretary's village, one each in others of her township and of the next."""
    others = Area.objects.filter(level="village", statistical=False).exclude(code=VILLAGE)
    ordered = others.order_by("code")
    here = list(ordered.filter(parent_code=TOWN).values_list("code", flat=True)[:3])
    there = list(
        ordered.exclude(parent_code=TOWN).filter(code__endswith="201").values_list("code", flat=True)[:3]
    )
    people = []
    for name, area in zip(NAMES, [VILLAGE, VILLAGE, *here, *there], strict=True):
        home = families.household(by, area=area, at=clock.read(), registered_on=families.BEGAN, group_no=3)
        people.append(families.member(by, home, name=name, at=clock.read()))
    return people


def a_run(folder, people: list[Person], *, arrived: bool) -> None:
    """The night's run: the first person misses the allowance until the payment file shows it."""
    homes = [Household.objects.get(pk=one.household_id) for one in people]
    run = comparing.run(as_of=clock.read().date() - timedelta(days=0 if arrived else 1))
    standing = []
    for number, (person, home) in enumerate(zip(people, homes, strict=True)):
        for place, policy in enumerate(POLICIES):
            how = ("received", "received", "missing", "unseen")[(number + 2 * place + 2) % 4]
            if number == 0:
                how = "missing" if policy == "P05" and not arrived else "received"
            standing.append(stands(policy, how, home=home, person=person))
    told(standing, run)
    tables = comparing.tables(folder, homes=homes, people=people, standing=standing)
    filling.fill(run=run, tables=tables, by=machine(), at=clock.read())


def told(standing, run: Run) -> None:
    """What the run found stands in the table of findings; what it no longer finds does not hold."""
    Finding.objects.filter(kind=FindingKind.DUE).update(holds=False)
    for line in standing:
        if line["standing"] != "missing":
            continue
        person = Person.objects.get(pk=line["person_no"])
        title, of_line, owner = POLICIES[line["rule"]]
        values = {"rule": line["rule"], "subject_no": str(person.pk), "kind": FindingKind.DUE}
        if Finding.objects.filter(**values).update(holds=True, last_run=run):
            continue
        findings.finding(
            home=person.household, person=person, title=title, line=of_line, owner=owner,
            reason=f"{person.name}持有残疾证，属于低保家庭，未查到享受记录。", at=clock.read(), first_run=run,
            last_run=run, amount_fen=60_00, document="general-knowledge", **values,
        )  # fmt: skip


@pytest.fixture
def county_(cast: Cast, tmp_path):
    """Eight families and the first night's run; all of it removed when it ends."""
    office = cast.person("county_office_officer", "何丽", unit="lead_office")
    with entered(office.acting), transaction.atomic():
        people = families_of(office.acting)
    with entered(machine()), transaction.atomic():
        people = list(Person.objects.filter(pk__in=[one.pk for one in people]).order_by("pk"))
        a_run(tmp_path / "first", people, arrived=False)
    yield office, people
    homes = [one.household_id for one in people]
    with entered(machine()), transaction.atomic():
        for model in (DueCase, Cell, Finding, Run):
            model.objects.all().delete()
    with entered(office.acting), transaction.atomic():
        for home in Household.objects.filter(pk__in=homes):
            home.memberships.all().delete()
        Household.objects.filter(pk__in=homes).update(head=None)
        SearchToken.objects.filter(person__in=people).delete()
        for person in Person.objects.filter(pk__in=[one.pk for one in people]):
            person.states.all().delete()
        Person.objects.filter(pk__in=[one.pk for one in people])._raw_delete("default")
        for home in Household.objects.filter(pk__in=homes):
            home.residences.all().delete()
        # Not through Django's collector, which would ask to delete looks that nobody may delete.
        Household.objects.filter(pk__in=homes)._raw_delete("default")


def test_a_first_secretary_clears_what_is_due_and_not_received(open_page, cast, county_, tmp_path) -> None:
    _office, people = county_
    secretary = cast.person("first_secretary", "林晓", VILLAGE)
    phone = sign_in(open_page("phone"), secretary.user)
    when_she_opens_her_village(phone)
    when_she_says_whose_move_it_is(phone)
    with entered(machine()), transaction.atomic():
        a_run(tmp_path / "second", people, arrived=True)
    then_it_is_cleared(phone)


def when_she_opens_her_village(page: Page) -> None:
    page.goto("/screening/benefits")
    expect(page.locator("h1")).to_contain_text("应享未享")
    shoot(page, "due-village")
    assert_accessible(page)
    page.locator(".figure-miss a").click()
    page.locator("#ledger a", has_text="孙有田").first.click()
    expect(page.locator("h1")).to_contain_text("困难残疾人生活补贴")


def when_she_says_whose_move_it_is(page: Page) -> None:
    shoot(page, "due-one")
    assert_accessible(page)
    page.get_by_label("资料缺").check()
    page.get_by_label("说明").fill("残疾证到期，已陪同去换证")
    page.get_by_role("button", name="登记").click()
    expect(page.locator("main")).to_contain_text("发放数据中查到款项后自动销号")
    expect(page.locator("main")).to_contain_text("已陪同去换证")
    with page.expect_download() as loading:
        page.get_by_role("link", name="编辑（Word）").click()
    assert loading.value.suggested_filename.endswith("孙有田.docx")


def then_it_is_cleared(page: Page) -> None:
    page.reload()
    expect(page.locator("main")).to_contain_text("已销号")
    expect(page.locator("main")).to_contain_text("发放数据中已查到款项")
    shoot(page, "due-cleared")
    page.goto("/screening/due/?now=1")
    expect(page.locator("main")).not_to_contain_text("孙有田")


@pytest.mark.parametrize("width", ["phone", "desk"])
def test_the_office_goes_from_the_table_to_the_names(open_page, county_, width) -> None:
    office, _people = county_
    page = sign_in(open_page(width), office.user)
    for name, address in {
        "due-county": "/screening/benefits",
        "due-county-all": "/screening/benefits?all=1",
        "due-town": f"/screening/benefits?area={TOWN}&all=1",
        "due-list": "/screening/due/?now=1",
        "names-due": "/screening/names?board=benefits&item=&standing=due&area=411726000000",
        "names": "/screening/names?board=benefits&item=P07&standing=received&area=411726000000",
        "standard": "/screening/comparisons/standard",
        "standard-places": "/screening/comparisons/standard?area=411726000000&item=income",
        "undue": "/screening/undue/",
    }.items():
        page.goto(address)
        expect(page.locator("h1")).to_be_visible()
        shoot(page, name)
        assert_accessible(page)
