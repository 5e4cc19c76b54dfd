"""Who answers for a household, a village or a policy on a day, in which role (handbook G.4).

Asked under a scope that reaches the whole county: heads of a township answer for what a village enters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from mingbai.kit.pack import installed
from mingbai.org.models import Posting, Unit
from mingbai.oversight.models import Linked
from mingbai.oversight.states import Subject
from mingbai.registry.models import Pairing

HELPER = "helper"


@dataclass(frozen=True, slots=True)
class Part:
    """One subject in one role. ``area_code`` is where the subject stands."""

    subject: str
    subject_no: str
    role: str
    post_kind: str
    label: str
    area_code: str


@dataclass(frozen=True, slots=True)
class About:
    """What is answered for. ``owners`` are codes of the departments whose policies it touches."""

    area_code: str
    on: date
    household_id: int | None = None
    owners: tuple[str, ...] = ()


def parts(about: About) -> list[Part]:
    """Everybody in every role, the village first; somebody may stand in several roles."""
    found: list[Part] = []
    if not about.area_code.endswith("000"):
        found.append(Part(Subject.VILLAGE, about.area_code, "", "", "", about.area_code))
    for code, role in installed().get("oversight.roles").items():
        found += _THROUGH[role["through"]](about, code, role)
    return found


def _paired(about: About, code: str, _role: Any) -> Iterator[Part]:
    for pairing in _pairings(about):
        if pairing.user_id is not None:
            yield Part(
                Subject.PERSON, str(pairing.user_id), code, HELPER, pairing.helper_name, about.area_code
            )


def _pairings(about: About) -> QuerySet[Pairing]:
    if about.household_id is None:
        return Pairing.objects.none()
    there = Q(valid_to=None) | Q(valid_to__gt=about.on)
    return Pairing.objects.filter(there, household_id=about.household_id, valid_from__lte=about.on)


def _of_village(about: About, code: str, role: Any) -> Iterator[Part]:
    if not about.area_code.endswith("000"):
        yield from _holders(about.area_code, about.on, code, role)


def _of_township(about: About, code: str, role: Any) -> Iterator[Part]:
    if not about.area_code.endswith("000000"):
        yield from _holders(about.area_code[:9] + "000", about.on, code, role)


def _holders(area: str, on: date, code: str, role: Any) -> Iterator[Part]:
    """Who held the role's posts on the day; of lifelong roles who ever had by then."""
    begin = timezone.make_aware(datetime.combine(on, time.min))
    there = Q(ends=None) | Q(ends__gt=begin)
    held = Posting.objects.filter(
        Q() if role.get("lifelong") else there,
        post__kind__in=role["posts"],
        post__area_code=area,
        starts__lt=begin + timedelta(days=1),
    )
    for user, holder, kind in held.order_by("user_id", "id").values_list("user_id", "holder", "post__kind"):
        yield Part(Subject.PERSON, str(user), code, kind, holder, area)


def _of_policy(about: About, code: str, _role: Any) -> Iterator[Part]:
    units = Unit.objects.filter(code__in=about.owners).order_by("code")
    for unit, name, area in units.values_list("code", "name", "area_code"):
        yield Part(Subject.UNIT, unit, code, "", name, area)


def _of_sender(about: About, code: str, _role: Any) -> Iterator[Part]:
    """The county units that sent the helper; a village's or township's own people were sent by nobody."""
    users = [pairing.user_id for pairing in _pairings(about) if pairing.user_id is not None]
    sent = Posting.objects.filter(
        user_id__in=users, post__kind=HELPER, post__unit__area_code__endswith="000000"
    )
    units = sent.order_by("post__unit__code").distinct()
    for unit, name, area in units.values_list(
        "post__unit__code", "post__unit__name", "post__unit__area_code"
    ):
        yield Part(Subject.UNIT, unit, code, "", name, area)


def _of_linked(about: About, code: str, role: Any) -> Iterator[Part]:
    town = about.area_code[:9] + "000"
    there = Q(valid_to=None) | Q(valid_to__gt=about.on)
    linked = Linked.objects.filter(there, area_code=town, valid_from__lte=about.on)
    for user, name in linked.values_list("user_id", "name"):
        yield Part(Subject.PERSON, str(user), code, role["posts"][0], name, town[:6] + "000000")


_THROUGH = {
    "pairing": _paired,
    "village": _of_village,
    "township": _of_township,
    "policy": _of_policy,
    "sent": _of_sender,
    "linked": _of_linked,
}
