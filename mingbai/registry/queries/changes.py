"""Natural changes and proposals as pages ask for them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import get_language

from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost, rows
from mingbai.org.models import Area
from mingbai.org.queries import areas
from mingbai.registry.models import ChangePaper, Household, NaturalChange, Person, StopProposal
from mingbai.registry.queries import codes
from mingbai.registry.queries.changes_details import read
from mingbai.registry.queries.changes_kinds import paper_name
from mingbai.registry.states import ChangeState, Leaving, StopState

NEWEST = 10
TODAY_MOST = 100


def listed(acting: ActingPost) -> QuerySet[Any]:
    """Changes within reach, with the name of their village."""
    found: QuerySet[Any] = rows(NaturalChange, acting).annotate(village=_village())
    return found


def stops(acting: ActingPost) -> QuerySet[Any]:
    """Proposals within reach: of a department's own lines, of all for those who answer for all."""
    found: QuerySet[Any] = rows(StopProposal, acting).annotate(village=_village())
    return found


def _village() -> Subquery:
    return Subquery(Area.objects.filter(code=OuterRef("area_code")).values("name")[:1])


def of_household(acting: ActingPost, household: Household) -> list[NaturalChange]:
    """The newest changes of a household that the post sees."""
    found = rows(NaturalChange, acting).filter(household=household)
    return list(found.exclude(state=ChangeState.WITHDRAWN).order_by("-happened_on", "-id")[:NEWEST])


def waiting(acting: ActingPost, *states: str) -> Iterable[NaturalChange]:
    """Changes that stand in one of the states, nearest deadline first."""
    return rows(NaturalChange, acting).filter(state__in=states).order_by("due", "id")[:TODAY_MOST]


def stops_open(acting: ActingPost) -> Iterable[StopProposal]:
    """Proposals that nobody has decided."""
    open_ones = [StopState.PROPOSED, StopState.NOTIFIED, StopState.APPEALED]
    return rows(StopProposal, acting).filter(state__in=open_ones).order_by("due", "id")[:TODAY_MOST]


def papers(change: NaturalChange) -> list[tuple[ChangePaper, str]]:
    """A change's papers with what each is called."""
    return [(paper, paper_name(paper.kind)) for paper in change.papers.all()]


def told(change: NaturalChange) -> list[tuple[str, str]]:
    """Who is related how from the day on, in words: name and relation; the new head first."""
    details = read(change.details)
    said = {**details.relations, **details.stay_relations}
    heads = [id_ for id_ in (details.head, details.stay_head) if id_]
    names = dict(Person.objects.filter(pk__in=[*said, *heads]).values_list("pk", "name"))
    head = [(names.get(id_, ""), codes.words("relation", "head")) for id_ in heads]
    rest = [(names.get(id_, ""), codes.words("relation", relation)) for id_, relation in said.items()]
    return [*head, *rest]


def where(change: NaturalChange) -> str:
    """Where to, of a move or merger; how it ended, of an end."""
    details = read(change.details)
    if details.area_code:
        return " › ".join(area.name for area in areas.path(details.area_code))
    if details.into:
        into = Household.objects.filter(key=details.into).first()
        return into.head_name if into else ""
    return str(Leaving(details.left).label) if details.left else details.address


def benefit_name(code: str) -> str:
    """What a benefit is called; the code itself if the pack no longer has it."""
    found = installed().section("changes")["benefits"].get(code)
    return str(found["name"].said(get_language() or "zh")) if found else code


def notice(proposal: StopProposal) -> str:
    """The words with which the department tells the household, ready to be printed (handbook O.1)."""
    rules = installed().section("changes")["stop"]
    died = proposal.change
    pattern: str = rules["notice" if died else "doubt_notice"].said(get_language() or "zh")
    return pattern.format(
        household=proposal.household_name,
        person=proposal.person_name,
        day=died.happened_on.isoformat() if died else "",
        reason=proposal.reason,
        benefit=proposal.title or benefit_name(proposal.benefit),
        month=proposal.from_month.strftime("%Y-%m"),
        days=rules["heard_within_days"],
    )


def doubted(key: UUID) -> StopProposal | None:
    """The proposal that came of a verified doubt, if the department has been asked."""
    return StopProposal.objects.filter(doubt=key).first()
