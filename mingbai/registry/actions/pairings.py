"""结对: a helper is paired with a household, another takes over, or nobody does.

The helper's post reaches the household while the pairing lasts, from the next request on: reach is read from
the pairings (``queries.pairings``).
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit import events, vault
from mingbai.kit.scope import ActingPost
from mingbai.org.models import User
from mingbai.registry.actions.persons import PHONE
from mingbai.registry.actions.refusal import BadDay, Refused, demand_cover
from mingbai.registry.actions.telling import tell
from mingbai.registry.events import PairingChanged
from mingbai.registry.models import Household, Pairing


class AlreadyPaired(Refused):
    """The household has this helper already."""

    code = "already_paired"


class NotPaired(Refused):
    """The household has no helper now."""

    code = "not_paired"


class MayNotPair(Refused):
    """The post does not allocate helpers."""

    code = "may_not_pair"
    status = 403


@dataclass(frozen=True, slots=True)
class Helper:
    """Who helps; ``user`` is their account, if any: only then does their post reach the household."""

    name: str
    unit_name: str = ""
    politics: str = ""
    phone: str = ""
    user: User | None = None


@transaction.atomic
def pair(
    *, household: Household, helper: Helper, on: date, by: ActingPost, at: datetime, why: str = ""
) -> Pairing:
    """Pair a helper from a day on; one who helped until then ends on that day (重新结对).

    Raises MayNotPair, AlreadyPaired, BadDay, OutsideArea.
    """
    _demand(household, on, by, at)
    before = household.pairings.filter(valid_to=None).first()
    if before is not None:
        same = before.user_id == (helper.user.pk if helper.user else None)
        if same and before.helper_name == helper.name:
            raise AlreadyPaired(_("%(name)s helps this household already.") % {"name": helper.name})
        _close(before, on, why)
    pairing = Pairing(
        area_code=household.area_code,
        household=household,
        user=helper.user,
        helper_name=helper.name,
        unit_name=helper.unit_name,
        politics=helper.politics,
        valid_from=on,
    )
    if helper.phone:
        held = vault.put(kind=PHONE, value=helper.phone, area_code=household.area_code, by=by)
        pairing.phone_vault, pairing.phone_last4 = held.vault_id, held.last4
    pairing.save(force_insert=True)
    tell(household, move="pair", by=by, at=at, note=helper.name, on=on.isoformat())
    events.emit(PairingChanged(household=household.pk, at=at))
    return pairing


@transaction.atomic
def unpair(*, household: Household, on: date, why: str, by: ActingPost, at: datetime) -> None:
    """Nobody helps from a day on. Raises MayNotPair, NotPaired, BadDay, OutsideArea."""
    _demand(household, on, by, at)
    pairing = household.pairings.filter(valid_to=None).first()
    if pairing is None:
        raise NotPaired(_("The household has no helper now."))
    _close(pairing, on, why)
    tell(household, move="unpair", by=by, at=at, note=why, name=pairing.helper_name, on=on.isoformat())
    events.emit(PairingChanged(household=household.pk, at=at))


def _demand(household: Household, on: date, by: ActingPost, at: datetime) -> None:
    demand_cover(by, household.area_code)
    if "assign" not in by.abilities:
        raise MayNotPair(_("Only posts that allocate may pair helpers."))
    if on > at.date() or household.ended_on is not None:
        raise BadDay(_("The household has ended, or the day lies in the future."))


def _close(pairing: Pairing, on: date, why: str) -> None:
    if on < pairing.valid_from:
        raise BadDay(
            _("The day lies before %(day)s, when the present helper began.") % {"day": pairing.valid_from}
        )
    Pairing.objects.filter(pk=pairing.pk).update(valid_to=on, why_ended=why)
