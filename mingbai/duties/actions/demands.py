"""基层减负台账: what was asked of a village is noted, and struck out by who noted it wrongly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.duties import permits
from mingbai.duties.actions.refusal import BadDemand, MayNot
from mingbai.duties.models import Demand
from mingbai.duties.models.demands import is_village
from mingbai.duties.queries import words
from mingbai.kit import steps
from mingbai.kit.scope import ActingPost
from mingbai.kit.versions import change

NOTED, WITHDRAWN = "noted", "withdrawn"


@dataclass(frozen=True, slots=True)
class Asked:
    """One demand on some villages; ``asked_by`` is a unit's code, empty for one outside the county."""

    villages: tuple[str, ...]
    kind: str
    title: str
    asker: str
    on: date
    minutes: int
    asked_by: str = ""
    held: bool = False


@transaction.atomic
def note(*, asked: Asked, by: ActingPost, at: datetime) -> list[Demand]:
    """Note it for each village. Raises MayNot, BadDemand."""
    if not permits.notes_demands(by):
        raise MayNot(permits.noter.sentence())
    _check(asked, by, at)
    return [_noted(village, asked, by, at) for village in asked.villages]


def _noted(village: str, asked: Asked, by: ActingPost, at: datetime) -> Demand:
    found = Demand(
        area_code=village, kind=asked.kind, title=asked.title.strip(), asked_by=asked.asked_by,
        asker=asked.asker.strip(), on=asked.on, minutes=asked.minutes, held=asked.held,
        noted_user=by.user_id, noted_by=by.label[:120], noted_at=at,
    )  # fmt: skip
    found.save(force_insert=True)
    steps.record(subject=found, move="note", source="", target=NOTED, by=by, at=at)
    return found


def _check(asked: Asked, by: ActingPost, at: datetime) -> None:
    burden = words.section("burden")
    if not asked.villages or not all(is_village(one) and by.covers(one) for one in asked.villages):
        raise BadDemand(_("Please choose villages that the post covers."))
    if asked.kind not in burden["kinds"] or not asked.title.strip() or not asked.asker.strip():
        raise BadDemand(_("Please say what was asked, of which kind, and by whom."))
    if not 1 <= asked.minutes <= burden["most_minutes"]:
        raise BadDemand(
            _("Please give the minutes that it took, at most %(n)s.") % {"n": burden["most_minutes"]}
        )
    if asked.on > at.date():
        raise BadDemand(_("What has not been asked yet cannot be noted."))


@transaction.atomic
def withdraw(*, demand: Demand, by: ActingPost, at: datetime, version: int) -> None:
    """Strike out what was noted wrongly; the row stays. Raises MayNot, StaleVersion."""
    if not permits.withdrawer(by, demand) or demand.withdrawn_at is not None:
        raise MayNot(permits.withdrawer.sentence())
    change(demand, version=version, values={"withdrawn_at": at})
    steps.record(subject=demand, move="withdraw", source=NOTED, target=WITHDRAWN, by=by, at=at)
