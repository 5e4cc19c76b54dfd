"""Facts as the team sees them, and what the village says to them on the spot (见面沟通)."""

from dataclasses import dataclass
from datetime import datetime

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
    """A fact as the team saw it; codes are the pack's. ``inspected`` None: of the village itself."""

    category: str
    severity: str
    title: str
    fact: str
    requirement: str = ""
    owner: str = ""
    on_the_spot: bool = False


@transaction.atomic
def note_fact(
    *, visit: Inspection, inspected: Inspected | None, noted: Noted, by: ActingPost, at: datetime
) -> Fact:
    """Note what was seen; it is no problem yet. Raises MayNotList, BadProblem."""
    of_team(by, visit)
    rule = installed().section("oversight")
    if noted.category not in rule["categories"] or noted.severity not in rule["severities"]:
        raise BadProblem(_("The category or severity is not on the county's list."))
    if not noted.fact.strip() or not noted.title.strip():
        raise BadProblem(_("Please say what was found."))
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


@transaction.atomic
def answer(
    *, fact: Fact, accepts: bool, said: str, who: str, by: ActingPost, at: datetime, version: int
) -> None:
    """见面沟通: what the village says, on the spot. Raises MayNotList, BadProblem, StaleVersion."""
    of_team(by, fact.inspection)
    if fact.state != FactState.NOTED or not who.strip() or (not accepts and not said.strip()):
        raise BadProblem(_("Please say who of the village answered, and why a fact is disputed."))
    state = FactState.ACCEPTED if accepts else FactState.DISPUTED
    values = {"state": state, "village_said": said.strip()[:1000], "answered_by": who.strip()[:120]}
    change(fact, version=version, values=values)


@transaction.atomic
def drop(*, fact: Fact, by: ActingPost, at: datetime, version: int) -> None:
    """The team takes a fact back before it leaves. Raises MayNotList, BadProblem, StaleVersion."""
    of_team(by, fact.inspection)
    change(fact, version=version, values={"state": FactState.DROPPED})
