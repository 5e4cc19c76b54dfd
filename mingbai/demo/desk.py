"""What lies on the registry's desks in the demo: work of every kind, written through its own verbs."""

from datetime import date, datetime, timedelta

from django.db import transaction

from mingbai.demo import errands
from mingbai.kit import scope
from mingbai.kit.scope import ActingPost
from mingbai.registry.actions import changes, corrections, entry
from mingbai.registry.models import EntryClerk, Household, Person
from mingbai.registry.queries.changes_details import Details
from mingbai.registry.states import ChangeKind, CorrectionAsk

VILLAGE, TOWN = "411726103207", "411726103000"
BORN = timedelta(days=9)
CLERKS = (("张丽娟", "信息录入和核对", True), ("王大山", "王庄村信息采集", False))
EQUIPMENT = (("computer", 4, 4, ""), ("scanner", 2, 1, "一台待修"), ("network", 2, 2, ""))


def laid() -> bool:
    """Whether all is there: the five in place are laid last."""
    return EntryClerk.objects.filter(area_code=TOWN).exists()


def load(*, at: datetime) -> None:
    """A birth whose paper is still to come, a request about one's own data, five in place; once."""
    town, village = errands.acting("town2", at), errands.acting("village", at)
    with transaction.atomic(), scope.entered(town):
        if laid():
            return
    with transaction.atomic(), scope.entered(village):
        _birth(village, at)
        _request(village, at)
    with transaction.atomic(), scope.entered(town):
        _five_in_place(town, at)


def _five_in_place(by: ActingPost, at: datetime) -> None:
    trained = date(at.year, 3, 12)
    for name, duty, full in CLERKS:
        entry.add_clerk(
            area_code=TOWN, name=name, duty=duty, full_time=full, trained_on=trained, by=by, at=at
        )
    for kind, count, working, note in EQUIPMENT:
        entry.count_equipment(
            area_code=TOWN, kind=kind, count=count, working=working, note=note, by=by, at=at
        )
    entry.coach(
        area_code=TOWN, clerk_name="王大山", on=at.date() - timedelta(days=6), topic="新生人口怎样填报",
        agreed="先核对出生医学证明上的姓名，再提交", by=by, at=at,
    )  # fmt: skip


def _birth(by: ActingPost, at: datetime) -> None:
    """In the village's largest household; the cadre still has to photograph the certificate."""
    homes = Household.objects.filter(area_code=VILLAGE, ended_on=None).exclude(head=None)
    home = homes.order_by("-member_count", "pk").first()
    if home is not None:
        facts = changes.NewChange(
            ChangeKind.BIRTH, at.date() - BORN, VILLAGE, home, relation="grandson",
            details=Details(name=f"{home.head_name[:1]}梓涵", sex="male"),
        )  # fmt: skip
        changes.draft(facts=facts, by=by, at=at)


def _request(by: ActingPost, at: datetime) -> None:
    """Somebody whose education the ledger has otherwise."""
    heads = Person.objects.filter(area_code=VILLAGE, relation="head", household__registered=True)
    person = heads.exclude(states__valid_to=None, states__education="junior").first()
    if person is not None:
        asked = corrections.Asked(
            CorrectionAsk.CORRECT, "文化程度登记错了，我是初中毕业", "education", "junior", "初中毕业证"
        )
        corrections.write_down(person=person, asked=asked, by=by, at=at)
