"""The import desk: sent through the page, looked through, merged by another, closed to everybody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from mingbai.kit import clock
from mingbai.kit.jobs.execute import execute
from mingbai.kit.jobs.models import Job
from mingbai.kit.scope import entered
from mingbai.registry.ledgers.imports import imports
from mingbai.registry.models import ImportBatch, Person
from tests.factories import county, sheets
from tests.factories.county import OTHER_TOWN, TOWN
from tests.factories.signed import enrolled, form, signed_in
from tests.ledger_checks import LedgerChecks

ADDRESS = "/registry/imports/"
pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("biyang"),
]


def run(person: county.Person) -> None:
    """Do what the queue would do."""
    with entered(person.acting), transaction.atomic():
        waiting = list(Job.objects.filter(user_id=person.id, state="waiting"))
    for job in waiting:
        execute(job.pk, user=person.id, post=person.acting.post_id, watched=False)


def visiting(person: county.Person):
    enrolled(person.user)
    return signed_in(person.user)


@pytest.fixture
def clerk(db, biyang):
    return county.person("township_officer", TOWN)


def sent(client, folder, families, **home):
    rows = [row for family in families for row in family]
    sheets.person_sheet(folder / "persons.xlsx", rows)
    sheets.household_sheet(folder / "homes.xlsx", [sheets.home(family, **home) for family in families])
    files = [
        SimpleUploadedFile(name, (folder / name).read_bytes()) for name in ("persons.xlsx", "homes.xlsx")
    ]
    answer = client.post(f"{ADDRESS}send", form(tables=files, as_of="2020-10-31", category="graduated"))
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def test_a_township_s_files_go_their_way(clerk, tmp_path):
    client = visiting(clerk)
    families = sheets.families(6)
    families[1][1]["relation"] = "head"
    address = sent(client, tmp_path, families)
    run(clerk)
    page = client.get(address).content.decode()
    assert "退回 4 行" in page, page
    back = client.get(f"{address}/returned").content.decode()
    assert "户主" in back
    with entered(clerk.acting), transaction.atomic():
        place = ImportBatch.objects.get().files.get(dataset="national_person").place
    workbook = client.get(f"{address}/returned/{place}")
    assert b"".join(workbook.streaming_content).startswith(b"PK")
    assert client.get(f"{address}/review?verdict=new").status_code == 200
    assert families[0][0]["name"] in client.get(f"{address}/review?verdict=new").content.decode()
    client.post(f"{address}/do/ask", form(version=2))
    chief = county.person("township_head", TOWN)
    other = visiting(chief)
    assert other.post(f"{address}/do/merge", form(version=3)).status_code == 302
    run(chief)
    with entered(clerk.acting), transaction.atomic():
        assert ImportBatch.objects.get().state == "merged"
        assert Person.objects.count() == 3


def test_who_sent_it_does_not_merge_it(clerk, tmp_path):
    client = visiting(clerk)
    address = sent(client, tmp_path, sheets.families(3))
    run(clerk)
    client.post(f"{address}/do/ask", form(version=2))
    assert client.post(f"{address}/do/merge", form(version=3)).status_code == 403


def test_a_file_that_is_no_table_is_refused_with_a_sentence(clerk):
    client = visiting(clerk)
    file = SimpleUploadedFile("photo.png", b"\x89PNG\r\n\x1a\n")
    answer = client.post(f"{ADDRESS}send", form(tables=[file], as_of="2020-10-31", category="graduated"))
    assert answer.status_code == 422


def test_other_townships_and_other_posts_find_nothing(clerk, tmp_path):
    address = sent(visiting(clerk), tmp_path, sheets.families(3))
    run(clerk)
    foreign = visiting(county.person("township_officer", OTHER_TOWN))
    cadre = signed_in(county.person("village_cadre", county.VILLAGE).user)
    for page in ("", "/review", "/returned", "/returned/0", "/again"):
        assert foreign.get(address + page).status_code == 404, page
        assert cadre.get(address + page).status_code == 403, page


class TestImports(LedgerChecks):
    ledger = imports

    @pytest.fixture
    def insider(self, db, biyang):
        return county.person("township_officer", TOWN).acting

    @pytest.fixture
    def outsider(self, db, biyang):
        return county.person("township_officer", OTHER_TOWN).acting

    @pytest.fixture
    def stranger(self, db, biyang):
        return county.person("village_cadre", county.VILLAGE).acting

    @pytest.fixture
    def visit(self):
        clients = {}

        def of(post):
            if post.user_id not in clients:
                person = next(each for each in county.met if each.id == post.user_id)
                if "receive_files" in post.abilities:
                    enrolled(person.user)
                clients[post.user_id] = signed_in(person.user, HTTP_ACCEPT_LANGUAGE="en")
            return clients[post.user_id]

        return of

    @pytest.fixture
    def make(self, insider):
        def rows(count):
            with entered(insider), transaction.atomic():
                ImportBatch.objects.bulk_create(
                    ImportBatch(
                        area_code=TOWN, title=f"第 {n} 批", as_of="2020-10-31", category="graduated",
                        user_id=1, uploader="甲", uploaded_at=clock.read(),
                    )
                    for n in range(count)
                )  # fmt: skip

        return rows
