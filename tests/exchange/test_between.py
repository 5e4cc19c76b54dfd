"""What lies between files and people: authorisations, entrusted comparisons, pairs, time that is over."""

from datetime import date, timedelta

import polars as pl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from mingbai.exchange.actions import authorisations, checking, entrusted, moves, opening, pairs, retention
from mingbai.exchange.actions.refusal import Refused
from mingbai.exchange.ledgers.authorisations import authorisations as papers
from mingbai.exchange.ledgers.entrusted import entrusted as requests
from mingbai.exchange.ledgers.pairs import pairs as doubts
from mingbai.exchange.models import Authorisation, DoubtfulPair, EntrustedRequest
from mingbai.exchange.queries import pairs as queries
from mingbai.exchange.queries import versions
from mingbai.exchange.states import DeliveryState, EntrustedState, PairState
from mingbai.kit import sight, vault
from mingbai.kit.files import store
from mingbai.kit.files.uploads import Upload
from mingbai.kit.flow import MoveRefused
from mingbai.kit.scope import entered
from mingbai.tables.workbook import Page, write
from tests.exchange.sending import accepted, sent, settlement, workbook
from tests.exchange.test_delivery_pages import visiting
from tests.exchange.test_pairs import doubtful
from tests.factories import county, families
from tests.factories.county import AT, OTHER_TOWN, TOWN, VILLAGE
from tests.factories.signed import enrolled, form, signed_in
from tests.ledger_checks import LedgerChecks

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("biyang"),
]
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
VEHICLE = {"vehicle_type": "小型轿车", "registered_on": "2019-05-01", "status": "正常"}


@pytest.fixture
def boss(db, biyang):
    return county.person("county_office_head").acting


@pytest.fixture
def people(office):
    """One of a registered household, one of an ordinary one; and the number of each."""
    found = {}
    with entered(office), transaction.atomic():
        for name, registered in (("张在册", True), ("李普通", False)):
            more = {"registered_on": families.BEGAN} if registered else {}
            home = families.household(office, **more)
            number = families.id_no()
            person = families.member(office, home, name=name)
            found[name] = (person, number)
    return found


def numbers(people, office):
    """The numbers as the vault holds them."""
    with entered(office), transaction.atomic():
        ids = [person.id_vault for person, _number in people.values()]
        found = vault.reveal(ids, purpose="测试", by=office, at=AT)
        return {name: found[person.id_vault] for name, (person, _number) in people.items()}


def signed(number, **more):
    return authorisations.Signed(name="李普通", number=number, signed_on=date(2020, 11, 1), **more)


def joined(delivery, folder, by):
    with entered(by), transaction.atomic():
        paths = opening.laid_open(deliveries=[delivery], folder=folder, by=by, at=AT)
        return sorted(pl.concat([pl.read_parquet(path) for path in paths["vehicles"]])["owner_name"])


def test_what_outsiders_own_is_joined_only_with_their_authorisation(people, office, tmp_path):
    known = numbers(people, office)
    police = county.person("department_officer", unit="public_security").acting
    rows = [
        {**VEHICLE, "plate": f"豫Q{at}", "owner_id_no": number, "owner_name": name}
        for at, (name, number) in enumerate(known.items())
    ]
    with entered(police), transaction.atomic():
        path = workbook(tmp_path / "vehicles.xlsx", rows, "vehicles")
        delivery = sent(path, police, code="vehicles", unit="public_security")
    assert delivery.counts["accepted"] == 2, delivery.counts
    assert joined(delivery, tmp_path / "a", office) == ["张在册"]
    with entered(office), transaction.atomic():
        one = authorisations.note(signed=signed(known["李普通"]), by=office, at=AT)
        assert one.valid_until == date(2021, 10, 31)
    assert joined(delivery, tmp_path / "b", office) == ["张在册", "李普通"]
    with entered(office), transaction.atomic():
        authorisations.withdraw(authorisation=one, on=AT.date(), by=office, at=AT)
    assert joined(delivery, tmp_path / "c", office) == ["张在册"]


def test_an_authorisation_needs_a_number_that_checks_and_a_day_that_was(office):
    good = families.id_no()
    wrong = good[:-1] + ("0" if good[-1] != "0" else "1")
    with entered(office), transaction.atomic():
        for bad in (signed(wrong), signed("123"), authorisations.Signed("某", good, date(2030, 1, 1))):
            with pytest.raises(authorisations.BadAuthorisation):
                authorisations.note(signed=bad, by=office, at=AT)
    cadre = county.person("village_cadre", VILLAGE).acting
    with entered(cadre), transaction.atomic(), pytest.raises(authorisations.NotTending):
        authorisations.note(signed=signed(good), by=cadre, at=AT)


def test_a_signed_paper_is_noted_looked_at_and_withdrawn_on_pages():
    client = visiting(county.person("township_officer", TOWN))
    number = families.id_no()
    told = {"name": "王签字", "number": number, "signed_on": "2020-11-20"}
    paper = SimpleUploadedFile("授权书.png", PNG)
    answer = client.post("/exchange/authorisations/note", form(**told, paper=paper))
    assert answer.status_code == 302, answer.content.decode()
    address = answer["Location"]
    page = client.get(address).content.decode()
    assert "王签字" in page
    assert number not in page
    assert b"".join(client.get(f"{address}/paper").streaming_content) == PNG
    assert client.post(f"{address}/withdraw", form(on="2020-11-25")).status_code == 302
    wrong = client.post("/exchange/authorisations/note", form(**{**told, "number": "1"}, paper=paper))
    assert wrong.status_code == 422
    foreign = visiting(county.person("township_officer", OTHER_TOWN))
    assert foreign.get(address).status_code == 404
    assert foreign.get(f"{address}/paper").status_code == 404


WISH = entrusted.Wish(
    "泌数函〔2020〕7号", "vehicle", "市公安局交通警察支队", "monitoring", "核对监测户名下车辆", "registered"
)


def test_a_list_leaves_approved_and_logged_and_comes_back(people, office, boss, tmp_path):
    known = numbers(people, office)
    with entered(office), transaction.atomic():
        request = entrusted.draft(wish=WISH, by=office, at=AT)
        assert [line.name for line in request.lines.all()] == ["张在册"]
        with pytest.raises(MoveRefused):
            entrusted.hand_out(request=request, by=office, at=AT)
        entrusted.ask(request=request, by=office, at=AT)
        with pytest.raises(MoveRefused):
            entrusted.approve(request=request, by=office, at=AT)
    with entered(boss), transaction.atomic():
        entrusted.approve(request=request, by=boss, at=AT)
    before = looks(office)
    with entered(office), transaction.atomic():
        entrusted.hand_out(request=request, by=office, at=AT)
        listed = pl.read_excel(
            b"".join(store.content(store.kept(str(request.listed)))), infer_schema_length=0
        )
    assert looks(office) == before + 1
    assert listed["身份证号"].to_list() == [known["张在册"]]
    answered = listed.with_columns(pl.lit("是").alias("是否命中"))
    write(tmp_path / "回函.xlsx", [Page("Sheet1", answered)])
    with entered(office), transaction.atomic():
        upload = Upload.of(tmp_path / "回函.xlsx")
        delivery = entrusted.take_answer(request=request, files=[upload], by=office, at=AT)
        checking.check(delivery=delivery, by=office, at=AT)
        moves.ask(delivery=delivery, by=office, at=AT)
    with entered(boss), transaction.atomic():
        moves.accept(delivery=delivery, by=boss, at=AT)
        request.refresh_from_db()
        assert (request.state, request.answered, request.hits) == (EntrustedState.ANSWERED, 1, 1)
        assert request.lines.get().hit is True


def looks(by):
    with entered(by), transaction.atomic():
        return sight.Sight.objects.filter(act="revealed", purpose__startswith=WISH.number).count()


def test_an_entrusted_comparison_on_pages(people, office, boss):
    clerk = next(each for each in county.met if each.acting == office)
    head = next(each for each in county.met if each.acting == boss)
    client, other = visiting(clerk), visiting(head)
    told = {
        "number": "泌数函〔2020〕8号", "matter": "vehicle", "whom": "", "use": "monitoring",
        "group": "registered",
    }  # fmt: skip
    answer = client.post("/exchange/entrusted/new", form(**told, why="核对监测户名下车辆情况"))
    assert answer.status_code == 302, answer.content.decode()
    address = answer["Location"]
    assert client.get(f"{address}/letter").status_code == 404
    assert client.post(f"{address}/do/ask", form(version=1)).status_code == 302
    assert client.post(f"{address}/do/approve", form(version=2)).status_code == 403
    assert "待审批" in other.get("/").content.decode()
    assert other.post(f"{address}/do/approve", form(version=2)).status_code == 302
    assert client.get(f"{address}/letter").content.startswith(b"PK")
    assert client.post(f"{address}/do/hand_out", form(version=3)).status_code == 302
    assert b"".join(client.get(f"{address}/list").streaming_content).startswith(b"PK")
    assert other.get(f"{address}/list").status_code == 404
    assert client.get(f"{address}/answer").status_code == 200
    assert visiting(county.person("township_officer", TOWN)).get(address).status_code == 403


def test_pairs_are_answered_side_by_side_and_opened_again(people, office):
    persons = [person for person, _number in people.values()]
    with entered(office), transaction.atomic():
        pairs.note(dataset="disability_cards", doubtful=doubtful(*persons), by=office, at=AT)
    clerk = next(each for each in county.met if each.acting == office)
    client = visiting(clerk)
    page = client.get("/exchange/pairs/desk").content.decode()
    assert "张在册" in page
    assert "同音" in page
    with entered(office), transaction.atomic():
        first, second = DoubtfulPair.objects.order_by("id")
    address = f"/exchange/pairs/{first.key}/answer"
    assert client.post(f"{address}/same", form(version=1)).status_code == 302
    assert client.post(f"{address}/nonsense", form(version=1)).status_code == 404
    with entered(office), transaction.atomic():
        second.refresh_from_db()
        assert second.state == PairState.OTHER
        assert len(queries.answers().given) == 2
        pairs.reopen(pair=second, by=office, at=AT)
        with pytest.raises(Refused):
            pairs.same(pair=second, by=office, at=AT)
    with entered(office), transaction.atomic():
        first.refresh_from_db()
        pairs.reopen(pair=first, by=office, at=AT)
        assert first.state == PairState.OPEN
        assert first.answered_by == ""


def test_rows_are_erased_when_their_time_is_over(acting, head, tmp_path):
    path = workbook(tmp_path / "a.xlsx", [settlement(1)])
    one = accepted(sent(path, acting.acting), acting.acting, head.acting)
    assert one.keep_until == date(2022, 10, 31)
    part = store.kept(str(one.files.get().part))
    assert timezone.localtime(part.expires_at).date() == date(2022, 11, 1)
    retention.hourly(at=AT)
    one.refresh_from_db()
    assert one.state == DeliveryState.ACCEPTED
    retention.hourly(at=AT + timedelta(days=800))
    one.refresh_from_db()
    assert one.state == DeliveryState.EXPIRED
    assert not one.faults.exists()
    assert not versions.current(as_of=date(2022, 12, 31))


class _Checks(LedgerChecks):
    """Posts of the township level; the visitor of each is signed in once."""

    @pytest.fixture
    def insider(self, db, biyang):
        return county.person("township_officer", TOWN).acting

    @pytest.fixture
    def outsider(self, db, biyang):
        return county.person("township_officer", OTHER_TOWN).acting

    @pytest.fixture
    def stranger(self, db, biyang):
        return county.person("village_cadre", VILLAGE).acting

    @pytest.fixture
    def visit(self):
        clients = {}

        def of(post):
            if post.user_id not in clients:
                person = next(each for each in county.met if each.id == post.user_id)
                if "reveal" in post.abilities:
                    enrolled(person.user)
                clients[post.user_id] = signed_in(person.user, HTTP_ACCEPT_LANGUAGE="en")
            return clients[post.user_id]

        return of


class TestPairs(_Checks):
    ledger = doubts

    @pytest.fixture
    def make(self, insider):
        def rows(count):
            with entered(insider), transaction.atomic():
                person = families.member(insider, families.household(insider))
                begin = DoubtfulPair.objects.count()
                DoubtfulPair.objects.bulk_create(
                    DoubtfulPair(
                        area_code=VILLAGE, mark=f"{begin + n:020x}", person=person, dataset="deaths",
                        written={"name": "甲"}, probability=0.5, candidates=1, why="name", noted_at=AT,
                    )
                    for n in range(count)
                )  # fmt: skip

        return rows


class TestAuthorisations(_Checks):
    ledger = papers

    @pytest.fixture
    def make(self, insider):
        def rows(count):
            with entered(insider), transaction.atomic():
                Authorisation.objects.bulk_create(
                    Authorisation(
                        area_code=TOWN, name="甲", id_vault=1, id_token=b"1", id_last4="1234",
                        signed_on="2020-11-01", valid_until="2021-10-31", noted_by="乙", noted_at=AT,
                    )
                    for _n in range(count)
                )  # fmt: skip

        return rows


class TestEntrusted(_Checks):
    ledger = requests

    @pytest.fixture
    def insider(self, db, biyang):
        return county.person("county_office_officer").acting

    @pytest.fixture
    def outsider(self):
        """The county office stands nowhere else."""

    @pytest.fixture
    def stranger(self, db, biyang):
        return county.person("township_officer", TOWN).acting

    @pytest.fixture
    def make(self, insider):
        def rows(count):
            with entered(insider), transaction.atomic():
                begin = EntrustedRequest.objects.count()
                EntrustedRequest.objects.bulk_create(
                    EntrustedRequest(
                        area_code=county.COUNTY, number=f"函{begin + n}", matter="vehicle", whom="某",
                        use="monitoring", why="某", group="registered", asker="甲", user_id=1, asked_at=AT,
                    )
                    for n in range(count)
                )  # fmt: skip

        return rows
