"""应急查阅: a household beyond one's reach is opened for minutes, for a reason; the township is told."""

import uuid
from datetime import datetime, time

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mingbai.kit.db import names
from mingbai.kit.scope import ActingPost
from mingbai.kit.vault import seal
from mingbai.kit.vault.store import normal
from mingbai.kit.versions import change
from mingbai.registry import permits
from mingbai.registry.actions.refusal import Refused
from mingbai.registry.models import GlassLook
from mingbai.registry.queries import finding, glass, identity, looking

names.register("registry_break_glass")
SHORTEST_REASON = 6
BREAK = "SELECT registry_break_glass(%s, %s, %s, %s, %s, %s)"


class MayNotBreak(Refused):
    """Posts of this kind reach all that they need, or nothing."""

    code = "may_not_break"
    status = 403


class TooOften(Refused):
    """The person has broken the glass as often as one may in a day."""

    code = "too_often"


class BadReason(Refused):
    """No reason of the list, or too few words."""

    code = "bad_reason"
    status = 400


class NobodyThere(Refused):
    """No living household of the county has this number, or its member has none of it."""

    code = "nobody_there"


@transaction.atomic
def break_glass(*, number: str, reason_code: str, reason: str, by: ActingPost, at: datetime) -> GlassLook:
    """Open a household by the whole document number of a member, or by its own number.

    Raises MayNotBreak, TooOften, BadReason, NobodyThere.
    """
    rules = looking.glass()
    if not permits.breaks_glass(by, None):
        raise MayNotBreak(permits.breaks_glass.sentence())
    if reason_code not in rules.reasons or len(reason.strip()) < SHORTEST_REASON:
        raise BadReason(_("Choose a reason and say in a few words what has happened."))
    day = timezone.make_aware(datetime.combine(timezone.localtime(at).date(), time.min))
    if glass.of_user(by).filter(looked_at__gte=day).count() >= rules.per_day:
        raise TooOften(_("You have used this as often as a day allows. Ask the township."))
    key = _opened(number, reason_code, reason.strip()[:200], rules.minutes, at)
    if key is None:
        raise NobodyThere(_("No household of the county is known under this whole number."))
    return glass.of_user(by).get(key=key)


@transaction.atomic
def take_note(*, look: GlassLook, by: ActingPost, at: datetime, version: int) -> None:
    """The township has seen that a household of theirs was looked at. Raises MayNotBreak, StaleVersion."""
    if not (permits.told_of_glass(by, look) and permits.covers(by, look.area_code)):
        raise MayNotBreak(permits.told_of_glass.sentence())
    change(look, version=version, values={"seen_by": by.label, "seen_at": at})


def _opened(number: str, reason_code: str, reason: str, minutes: int, at: datetime) -> uuid.UUID | None:
    """Ask the definer function, which finds, records and answers in one call."""
    wanted, token = normal(number), None
    if len(wanted) in finding.DOCUMENT_LENGTHS:
        read = identity.read(id_type="", id_no=wanted, today=at.date())
        token = None if read.fault else seal.token(finding.DOCUMENT, normal(read.number))
    with connection.cursor() as cursor:
        cursor.execute(BREAK, [token, number.strip(), reason_code, reason, minutes, at])
        row = cursor.fetchone()
    return row[0] if row else None
