"""Rows of one township, of every sort that has an address; and what would give them away."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from mingbai.exchange.actions import handed
from mingbai.exchange.models import HandedList, HandedRow
from mingbai.exchange.queries import handed_sheets
from mingbai.kit import clock, sight
from mingbai.kit.jobs.execute import execute
from mingbai.kit.jobs.models import Job
from mingbai.kit.scope import ActingPost, entered
from mingbai.org.actions import delegations, exports
from mingbai.org.models import Delegation, ExportRequest, Post, Posting, SignIn
from mingbai.org.queries import kinds
from mingbai.org.queries.founder import founder
from mingbai.org.queries.machine import machine
from mingbai.registry.actions import circumstances, freezing, glass, importing, incomes, persons, saved
from mingbai.registry.models import (
    FrozenHousehold,
    GlassLook,
    Household,
    ImportBatch,
    IncomeStatement,
    SavedView,
)
from mingbai.registry.models import Person as RegisteredPerson
from mingbai.registry.states import Entry, FreezeKind
from mingbai.screening.actions import runs
from mingbai.screening.models import Run
from mingbai.screening.states import RunOccasion
from tests.factories import county, families
from tests.factories.county import OTHER_TOWN, TOWN, VILLAGE, Person
from tests.walls import book, changing, doubting, dutiful, exchanging, figures, overseen

REASON = "只有本镇知道的理由"
HOLDER, STAND_IN = "欧阳守秘", "司马代行"


@dataclass
class Scene:
    """The rows, and the words that no one from elsewhere may read."""

    holder: Person
    stand_in: Person
    delegation: Delegation
    waiting: ExportRequest
    ready: ExportRequest
    job: Job
    posting: Posting
    post: Post
    sign_in: SignIn
    household: Household
    statement: IncomeStatement
    batch: ImportBatch
    doubts: "Doubts"
    home: "Home"
    changing: changing.Rows
    doubting: doubting.Rows
    figures: figures.Rows
    overseen: overseen.Rows
    exchanging: exchanging.Rows
    book: book.Rows
    dutiful: dutiful.Rows
    words: list[str] = field(default_factory=list)

    def keys(self) -> dict[str, Any]:
        """Values of address parameters, by what they name."""
        return {
            "delegation": str(self.delegation.key),
            "export": str(self.ready.key),
            "waiting": str(self.waiting.key),
            "job": str(self.job.code),
            "file": self.ready.file_id,
            "post": self.post.code,
            "posting": self.posting.pk,
            "username": self.holder.user.username,
            "session": str(self.sign_in.key),
            "session_number": self.sign_in.pk,
            "household": str(self.household.key),
            "statement": str(self.statement.key),
            "import": str(self.batch.key),
            "place": 0,
            **self.doubts.keys(),
            "kind": "pdf",
            **self.changing.keys(),
            **self.doubting.keys(),
            **self.figures.keys(),
            **self.overseen.keys(),
            **self.exchanging.keys(),
            **self.book.keys(),
            **self.dutiful.keys(),
            "unit": VILLAGE,
            "area": VILLAGE,
            **self.home.keys(),
        }

    def standing(self) -> list[Any]:
        """How the rows stand; nobody from elsewhere may change a thing."""
        with entered(founder()), transaction.atomic():
            rows = [self.delegation, self.waiting, self.ready, self.posting, self.post, self.holder.user]
            found = [type(row).objects.filter(pk=row.pk).values_list().get() for row in rows]
            open_one = SignIn.objects.filter(pk=self.sign_in.pk).values_list("ended_at").get()
            postings = Posting.objects.filter(area_code__startswith=TOWN[:9]).count()
        found += [open_one, postings, *self._families()]
        found += [*self.exchanging.standing(), *self.doubts.standing(), *self.dutiful.standing()]
        return [*found, *self.home.standing(self.holder.acting)]
        return [*found, *self.home.standing(self.holder.acting), *self.book.standing()]

    def _families(self) -> list[Any]:
        with entered(self.holder.acting), transaction.atomic():
            rows = [self.household, self.statement, self.batch, *self.changing.rows()]
            rows += [*self.doubting.rows(), *self.figures.rows(), *self.overseen.rows()]
            found = [type(row).objects.filter(pk=row.pk).values_list().get() for row in rows]
            return [*found, IncomeStatement.objects.count()]


@dataclass
class Home:
    """A household of the township, looked at from beyond, frozen, and in a view that somebody keeps."""

    household: Household
    person: RegisteredPerson
    look: GlassLook
    view: SavedView
    frozen: FrozenHousehold
    residence: str
    run: Run
    number: str

    def keys(self) -> dict[str, Any]:
        return {
            "household": str(self.household.key),
            "person": str(self.person.key),
            "residence": f"2020-06-30.{self.residence}",
            "frozen": str(self.frozen.key),
            "freeze": str(self.frozen.freeze.key),
            "run": str(self.run.key),
            "look": str(self.look.key),
            "view": str(self.view.key),
        }

    def standing(self, by: ActingPost) -> list[Any]:
        with entered(by), transaction.atomic():
            rows = [self.household, self.person, self.look]
            return [type(row).objects.filter(pk=row.pk).values_list().get() for row in rows]


@dataclass
class Doubts:
    """A list that a superior handed down, with a doubt about somebody of the township."""

    handed: HandedList
    row: HandedRow

    def keys(self) -> dict[str, Any]:
        return {"handed": str(self.handed.key), "handed_row": str(self.row.key)}

    def standing(self) -> list[Any]:
        office = county.person("county_office_officer").acting
        with entered(office), transaction.atomic():
            rows = [self.handed, self.row]
            return [type(row).objects.filter(pk=row.pk).values_list().get() for row in rows]


def _doubts(number: str, at: datetime) -> Doubts:
    """Taken in by the county office, split, sent."""
    office = county.person("county_office_officer").acting
    table = f"姓名,证件号码,疑点内容,核实情况\n{HOLDER},{number},{REASON},\n".encode()
    told = {"sender": "省局", "title": REASON, "due": at.date() + timedelta(days=5)}
    with entered(office), transaction.atomic():
        upload = handed.Upload("doubts.csv", [table])
        made = handed.receive(upload=upload, **told, by=office, at=at)
        handed.read(handed=made, by=office, at=at)
        chosen = {one.number: handed.Chosen(one.used, one.meanings) for one in handed_sheets.kept(made)}
        handed.choose(handed=made, sheets=chosen, words="shushi", topic="", by=office, at=at)
        handed.split(handed=made, by=office, at=at)
        handed.send(handed=made, by=office, at=at)
        made = HandedList.objects.get(pk=made.pk)
        return Doubts(made, made.rows.get())


def _home(holder: Person, at: datetime) -> Home:
    by, office = holder.acting, county.person("county_office_officer").acting
    with entered(by), transaction.atomic():
        household = families.household(by, registered_on=families.BEGAN)
        number = families.id_no()
        facts = persons.NewPerson(name=HOLDER, id_no=number, phone="13812348888")
        told = {"relation": "head", "on": families.BEGAN, "came": Entry.START, "by": by, "at": at}
        person = persons.enter(facts=facts, household=household, **told)
        household.refresh_from_db()
        change = {"category": "poor"}
        circumstances.change_household(household=household, on=families.BEGAN, values=change, by=by, at=at)
        view = saved.keep(ledger="registry:households", name="只有本人", query="", by=by, at=at)
    with entered(office), transaction.atomic():
        freeze = freezing.freeze(kind=FreezeKind.BY_HAND, as_of=at.date(), by=office, at=at)
        run = runs.begin(occasion=RunOccasion.HAND, as_of=at.date(), by=office, at=at)
    far = county.person("village_cadre", "411726102001").acting
    with entered(far), transaction.atomic():
        given = {"number": number, "reason_code": "illness", "reason": "在外村走访时有人突发疾病"}
        key = glass.break_glass(**given, by=far, at=at).key
    with entered(by), transaction.atomic():
        frozen = freeze.rows.get(household=household)
        look = GlassLook.objects.get(key=key)
        household = Household.objects.get(pk=household.pk)
        person = RegisteredPerson.objects.get(pk=person.pk)
        residence = str(household.residences.get().key)
        return Home(household, person, look, view, frozen, residence, run, number)


def laid() -> Scene:
    """Write the scene through the program's own verbs."""
    holder = county.person("township_officer", TOWN, name=HOLDER)
    stand_in = county.person("township_officer", TOWN, name=STAND_IN)
    county.person("village_cadre", VILLAGE, name=HOLDER)
    at = clock.read()
    with entered(holder.acting), transaction.atomic():
        lent = _lent(holder, stand_in, at)
        waiting = _export(holder.acting, 5_000, at)
        ready = _export(holder.acting, 5, at)
        job = Job.objects.get(pk=ExportRequest.objects.get(pk=ready.pk).job_id)
        household = families.household(holder.acting, at=at, address=REASON)
        families.member(holder.acting, household, name=HOLDER, at=at)
        batch = _import(holder.acting, at)
        statement = _statement(household, holder.acting, at)
        changed = changing.lay(household, holder.acting, at, HOLDER)
        household.refresh_from_db()
        doubted = doubting.lay(household, holder.acting, at, HOLDER)
        sight.note(subject=lent, area_code=TOWN, act=sight.Act.SEEN, purpose=REASON, by=holder.acting, at=at)
    with entered(machine()), transaction.atomic():
        figured = figures.lay(household, HOLDER)
    execute(job.pk, user=holder.id, post=holder.acting.post_id, watched=False)
    with entered(founder()), transaction.atomic():
        posting = Posting.objects.get(user=holder.user)
        sign_in = SignIn.objects.create(user=holder.user, area_code=TOWN, started_at=at, seen_at=at)
        ready = ExportRequest.objects.get(pk=ready.pk)
    post = county.post("village_cadre", VILLAGE)
    words = [HOLDER, STAND_IN, REASON, f"/areas/{VILLAGE}", f"/posts/{VILLAGE}", holder.user.username]
    watched = overseen.lay(household, holder.acting, at, HOLDER)
    home = _home(holder, at)
    doubts = _doubts(home.number, at)
    words += [str(home.household.key), str(home.person.key), str(doubts.handed.key), str(doubts.row.key)]
    return Scene(
        holder,
        stand_in,
        lent,
        waiting,
        ready,
        job,
        posting,
        post,
        sign_in,
        household,
        statement,
        batch,
        doubts,
        home,
        changed,
        doubted,
        figured,
        watched,
        exchanging.lay(at, HOLDER, home.person),
        book.lay(at, REASON),
        dutiful.lay(holder.acting, at, REASON),
        words,
    )


def _import(by: ActingPost, at: datetime) -> ImportBatch:
    upload = importing.Upload("names.csv", [f"户编号,姓名\n1,{HOLDER}\n".encode()])
    return importing.stage(files=[upload], as_of=at.date(), title=REASON, by=by, at=at)


def _statement(household: Household, by: ActingPost, at: datetime) -> IncomeStatement:
    facts = incomes.Count(
        key=uuid.uuid4(), year=at.year, counted_on=at.date(), lines={"dibao": 3_600_00}, agreed_by=HOLDER
    )
    return incomes.count(household=household, facts=facts, by=by, at=at)


def _lent(holder: Person, stand_in: Person, at: datetime) -> Delegation:
    starts, ends = at + timedelta(days=1), at + timedelta(days=3)
    return delegations.ask(
        delegate=stand_in.user, starts=starts, ends=ends, reason=REASON, by=holder.acting, at=at
    )


def _export(by: ActingPost, rows: int, at: datetime) -> ExportRequest:
    return exports.ask(
        ledger="org:posts", filters={}, rows=rows, purpose="meeting", reason=REASON, by=by, at=at
    )


def from_elsewhere(kind: str) -> Person:
    """Somebody with a post of any kind, with all that it may do, but in another township."""
    with entered(founder()), transaction.atomic():
        known = Post.objects.filter(kind=kind, area_code=OTHER_TOWN).first()
        if known is None:
            unit = Post.objects.filter(area_code=OTHER_TOWN)[0].unit
            Post.objects.create(
                code=f"{OTHER_TOWN}.{kind}", kind=kind, name=f"外镇 {kind}", unit=unit, area_code=OTHER_TOWN,
                valid_from=county.AT.date(),
            )  # fmt: skip
    return county.person(kind, OTHER_TOWN)


def every_kind() -> list[str]:
    """Every kind of post of the pack that a person can hold."""
    return [kind.code for kind in kinds.kinds() if kind.family != "machine"]


def a_form(scene: Scene) -> dict[str, Any]:
    """Something in every field that any form has."""
    return {
        "request_id": str(uuid.uuid4()),
        "version": "1",
        "sure": "1",
        "pick": [
            str(scene.delegation.key),
            str(scene.waiting.key),
            scene.post.code,
            scene.holder.user.username,
        ],
        f"version-{scene.delegation.key}": "1",
        f"version-{scene.waiting.key}": "1",
        "reason": "试一试这样行不行",
        "purpose": "meeting",
        "person": scene.stand_in.user.username,
        "delegate": scene.stand_in.user.username,
        "first": "2020-12-01",
        "last": "2020-12-02",
        "to": scene.post.code,
        "lines": f"intruder,闯入者,{VILLAGE}",
        "post": f"p{scene.post.pk}",
        "code": "000000",
        "key": str(uuid.uuid4()),
        "year": "2020",
        "occasion": "year",
        "counted_on": "2020-11-30",
        "agreed_by": "某人",
        "line-dibao": "1",
        "words": "oysm",
        "number": "999999197005010018",
        "verdict": "true",
        "said": "试一试这样行不行",
        "base": "0",
        "town": TOWN,
        "seen": "1",
        "reason_code": "illness",
    }
