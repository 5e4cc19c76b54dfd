"""The national layouts out again: what goes out comes in again, unchanged; numbers only as a reveal."""

import io
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from mingbai.kit import clock, sight
from mingbai.kit.flow import MoveRefused
from mingbai.kit.jobs.execute import execute
from mingbai.kit.jobs.models import Job
from mingbai.kit.pack import installed
from mingbai.kit.scope import entered
from mingbai.org.actions import exports
from mingbai.org.models import ExportRequest
from mingbai.registry.actions import importing, incomes
from mingbai.registry.models import Household, Person
from mingbai.registry.queries import layouts
from mingbai.tables.declaring import shipped
from tests.factories import county, sheets
from tests.factories import families as ordinary
from tests.factories.county import AT, TOWN
from tests.factories.signed import enrolled, post, signed_in
from tests.registry.importing import AS_OF, checked, merged, township

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("biyang"),
]
PERSONS, HOMES = layouts.PERSONS, layouts.HOUSEHOLDS
NUMBERS = {"证件号码", "户主证件号码", "户联系电话", "成员联系电话", "银行卡号", "村办公电话"}


@dataclass
class Asker(county.Person):
    """Somebody at a browser."""

    client: Any


@pytest.fixture
def asker():
    found = county.person("township_officer", TOWN, name="王芳")
    enrolled(found.user)
    return Asker(found.user, found.acting, signed_in(found.user))


@pytest.fixture
def decider():
    return county.person("county_office_head")


@pytest.fixture
def families(asker, tmp_path):
    """Registered families, one of them counted line by line; and an ordinary one, which no layout names."""
    found = sheets.families(9)
    found[0][1] |= {"health": "大病,残疾", "labour": "weak", "welfare_post": "", "disability_category": ""}
    head = county.person("township_head", TOWN).acting
    with entered(asker.acting), transaction.atomic():
        merged(
            checked(township(tmp_path, found, cause_other="缺劳动力,因残"), asker.acting), asker.acting, head
        )
        detailed(asker.acting)
        ordinary.member(asker.acting, ordinary.household(asker.acting), name="李平常")
    return found


def detailed(by):
    """A family counted line by line: the layout has fewer columns than the statement has lines."""
    home = Household.objects.get(number="T0000001")
    lines = {"migrant_work": 1_000_000, "village_post": 250_050, "public_forest": 30_000, "old_age": 60_000,
             "land_rent": 5_000, "dibao": 12_300, "planting_cost": 70_000, "claims": 9_900}  # fmt: skip
    known = home.statements.get(replaced_on=None)
    facts = incomes.Count(
        key=uuid.uuid4(), year=2020, counted_on=AT.date(), lines=lines, base=known.key, agreed_by="户主"
    )
    incomes.count(household=home, facts=facts, by=by, at=AT)


def asked(person, layout, *, identities, ledger="registry:households", **filters):
    form = {"purpose": "report_up", "reason": "上报国家系统", "kind": "xlsx", "request_id": uuid.uuid4(),
            "layout": f"{ledger}.{layout}", **({"identities": "on"} if identities else {})}  # fmt: skip
    path = ledger.replace("registry:households", "/registry/households/").replace(
        "registry:past", "/registry/then/"
    )
    query = "&".join(f"{name}={value}" for name, value in filters.items())
    answer = person.client.post(f"{path}export?{query}", form)
    assert answer.status_code == 302, answer.content.decode()
    with acting(person):
        return ExportRequest.objects.get(user=person.user, ledger=form["layout"], identities=identities)


@contextmanager
def acting(person):
    with entered(person.acting), transaction.atomic():
        yield


def made(person, export):
    with acting(person):
        job = Job.objects.get(pk=ExportRequest.objects.get(pk=export.pk).job_id)
    execute(job.pk, user=job.user_id, post=job.post_id, watched=False)
    with acting(person):
        return ExportRequest.objects.get(pk=export.pk), Job.objects.get(pk=job.pk)


def fetched(person, export):
    answer = post(person.client, f"/exports/{export.key}/file")
    return b"".join(answer.streaming_content)


def taken(asker, decider, layout, **more):
    """The content of a layout with identities: asked for, approved by another, made, fetched."""
    export = asked(asker, layout, identities=True, **more)
    assert export.state == "asked"
    with acting(decider):
        exports.approve(export=ExportRequest.objects.get(pk=export.pk), by=decider.acting, at=clock.read())
    export, job = made(asker, export)
    assert export.state == "ready", job.trouble
    return fetched(asker, export)


def lines(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [[cell.value for cell in row] for row in book["1"].iter_rows()], book


def test_what_goes_out_comes_in_again_and_changes_nothing(families, asker, decider, tmp_path):
    uploads = []
    for layout in (HOMES, PERSONS):
        path = tmp_path / f"out-{layout}.xlsx"
        path.write_bytes(taken(asker, decider, layout))
        uploads.append(importing.Upload.of(path))
    with acting(asker):
        batch = checked(uploads, asker.acting)
        counts = batch.counts
        assert (counts["persons_same"], counts["households_same"]) == (9, 3), (
            counts, list(batch.faults.values_list("reason", "header", "row_no")),
        )  # fmt: skip
        assert counts["rejected"] == counts["persons_changed"] == counts["households_changed"] == 0


def test_headers_stand_in_their_order_and_the_file_leads_to_person_and_purpose(families, asker, decider):
    (mark, titles, *rows), book = lines(taken(asker, decider, PERSONS))
    assert titles == [column.title.zh for column in shipped().datasets[PERSONS].columns]
    assert "王芳" in mark[0]
    assert "上报上级" in mark[0]
    assert book.properties.creator == "王芳"
    assert mark[0] == book.properties.description
    numbers = {row["id_no"] for family in families for row in family}
    assert {row[titles.index("证件号码")] for row in rows} == numbers


def test_the_national_words_stand_in_it(families, asker, decider):
    (_mark, titles, *rows), _book = lines(taken(asker, decider, HOMES))
    first = dict(zip(titles, next(row for row in rows if "T0000001" in row), strict=True))
    assert first["县"] == "泌阳县"
    assert first["是否解决安全饮用水"] == "是"
    assert first["工资性收入"] == 12500.5
    assert first["生态补偿金"] == 300
    assert first["其他转移性收入"] == 600
    assert first["低保金"] == 123
    assert first["家庭人口数"] == 3


def test_everybody_whose_number_left_can_see_who_took_it_and_why(families, asker, decider):
    taken(asker, decider, PERSONS)
    with acting(asker):
        held = set(Person.objects.filter(household__registered=True).values_list("id_vault", flat=True))
        assert len(held) == 9
        seen = sight.Sight.objects.filter(subject_type="kit.vault", act="revealed", purpose="上报国家系统")
        assert held <= set(seen.values_list("subject_id", flat=True))
        assert set(seen.values_list("user_id", flat=True)) == {asker.user.pk}


@pytest.mark.parametrize("layout", [PERSONS, HOMES])
def test_without_identities_the_columns_of_numbers_are_empty_and_nothing_is_opened(families, asker, layout):
    export, _job = made(asker, asked(asker, layout, identities=False))
    (_mark, titles, *rows), _book = lines(fetched(asker, export))
    places = [at for at, title in enumerate(titles) if title in NUMBERS]
    assert len(places) >= 2
    assert rows
    assert {row[at] for row in rows for at in places} == {None}
    with acting(asker):
        assert not sight.Sight.objects.filter(act="revealed").exists()


def test_a_post_that_opens_no_numbers_and_a_list_without_any_are_refused(families, asker):
    with acting(asker):
        by, ask = asker.acting, {"rows": 1, "purpose": "meeting", "reason": "核对名单", "identities": True}
        with pytest.raises(exports.BadExport):
            exports.ask(ledger="registry:households", filters={}, by=by, at=AT, **ask)
        with pytest.raises(exports.BadExport):
            exports.ask(ledger=f"registry:households.{PERSONS}", filters={}, by=by, at=AT, kind="csv", **ask)
        most = installed().get("exports.identities.most_rows")
        with pytest.raises(exports.BadExport):
            exports.ask(
                ledger=f"registry:households.{PERSONS}", filters={}, by=by, at=AT, **{**ask, "rows": most + 1}
            )


def test_the_asker_does_not_approve(families, asker):
    export = asked(asker, PERSONS, identities=True)
    with acting(asker), pytest.raises(MoveRefused):
        exports.approve(export=ExportRequest.objects.get(pk=export.pk), by=asker.acting, at=clock.read())


def test_as_of_a_day_before_anybody_came_the_layout_refuses_to_be_empty(families, asker):
    form = {"purpose": "report_up", "reason": "上报国家系统", "kind": "xlsx", "request_id": uuid.uuid4(),
            "layout": f"registry:past.{PERSONS}"}  # fmt: skip
    assert asker.client.post("/registry/then/export?as_of=2018-06-30", form).status_code == 422
    export, _job = made(asker, asked(asker, PERSONS, identities=False, ledger="registry:past", as_of=AS_OF))
    (_mark, _titles, *rows), _book = lines(fetched(asker, export))
    assert len(rows) == 9
    assert export.rows == 9


def test_large_ones_are_read_in_portions(families, asker, monkeypatch):
    monkeypatch.setattr(layouts, "AT_ONCE", 1)
    with acting(asker):
        ids = list(Household.objects.filter(registered=True).order_by("id").values_list("pk", flat=True))
        with CaptureQueriesContext(connection) as asked_of:
            found = list(layouts.rows(PERSONS, iter(ids), on=date(2020, 11, 30)))
    assert (len(found), len(asked_of)) == (9, len(ids))
