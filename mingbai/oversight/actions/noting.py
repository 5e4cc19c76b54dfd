"""Facts as the team sees them, and what the village says to them on the spot (见面沟通)."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.kit.versions import change
from mingbai.oversight.actions.filling import of_team
from mingbai.oversight.actions.refusal import BadProblem
from mingbai.oversight.models import Fact, Inspected, Inspection
from mingbai.oversight.states import FactState


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A fact as the team saw it; codes are the pack's. ``key`` is made by the device: twice is one fact."""

    category: str
    severity: str
    title: str
    fact: str
    requirement: str = ""
    owner: str = ""
    on_the_spot: bool = False
    question: str = ""
    key: UUID = field(default_factory=uuid4)


@transaction.atomic
def note_fact(
    *, visit: Inspection, inspected: Inspected | None, noted: Noted, by: ActingPost, at: datetime
) -> Fact:
    """Note what was seen, of a household or (None) of the village; it is no problem yet.

    Raises MayNotList, BadProblem.
    """
    of_team(by, visit)
    known = Fact.objects.filter(key=noted.key, inspection=visit).first()
    if known is not None:
        return known
    _check(noted)
    return Fact.objects.create(
        area_code=visit.area_code,
        inspection=visit,
        inspected=inspected,
        household_id=inspected.household_id if inspected else None,
        **{name: getattr(noted, name) for name in Noted.__dataclass_fields__},
        noted_at=at,
        noted_by=by.label[:120],
        noted_user=by.user_id,
    )


def _check(noted: Noted) -> None:
    rule = installed().section("oversight")
    if noted.category not in rule["categories"] or noted.severity not in rule["severities"]:
        raise BadProblem(_("The category or severity is not on the county's list."))
    if not noted.fact.strip() or not noted.title.strip():
        raise BadProblem(_("Please say what was found."))


@transaction.atomic
def answer(
    *, fact: Fact, accepts: bool, said: str, who: str, by: ActingPost, at: datetime, version: int
) -> None:
    """见面沟通: what the village says, on the spot; the same answer again changes nothing.

    Raises MayNotList, BadProblem, StaleVersion.
    """
    of_team(by, fact.inspection)
    state = FactState.ACCEPTED if accepts else FactState.DISPUTED
    values = {"state": state, "village_said": said.strip()[:1000], "answered_by": who.strip()[:120]}
    if all(getattr(fact, name) == value for name, value in values.items()):
        return
    if fact.state != FactState.NOTED or not who.strip() or (not accepts and not said.strip()):
        raise BadProblem(_("Please say who of the village answered, and why a fact is disputed."))
    change(fact, version=version, values=values)


@transaction.atomic
def drop(*, fact: Fact, by: ActingPost, at: datetime, version: int) -> None:
    """The team takes a fact back before it leaves. Raises MayNotList, BadProblem, StaleVersion."""
    of_team(by, fact.inspection)
    change(fact, version=version, values={"state": FactState.DROPPED})
