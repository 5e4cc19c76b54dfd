"""Whose move it is with a due benefit that has not come: recorded by who knows, never closed by hand."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit import steps
from mingbai.kit.refusal import Refused
from mingbai.kit.scope import ActingPost
from mingbai.screening import permits
from mingbai.screening.models import DueCase, Finding
from mingbai.screening.states import RECORDABLE, FindingKind, Told


class NotYours(Refused):
    """This post records nothing of this benefit."""

    code = "not_yours"


class Cleared(Refused):
    """The newest run no longer finds it."""

    code = "cleared"
    status = 409


class BadRecord(Refused):
    """No such answer, or a day to come."""

    code = "bad_record"
    status = 400


@transaction.atomic
def record(
    *, finding: Finding, whose: str, since: date, note: str = "", by: ActingPost, at: datetime
) -> DueCase:
    """Say whose move it is since a day. Raises NotYours, Cleared, BadRecord."""
    if finding.kind != FindingKind.DUE or not permits.records(by, finding):
        raise NotYours(permits.records.sentence())
    if not finding.holds:
        raise Cleared(_("The newest comparison no longer finds this; there is nothing to record."))
    if whose not in RECORDABLE or since > at.date():
        raise BadRecord(_("Please choose whose move it is, and a day that is not to come."))
    case, _made = DueCase.objects.get_or_create(
        finding=finding, defaults={"area_code": finding.area_code, "household_id": finding.household_id}
    )
    source = case.whose
    case.whose, case.told, case.since, case.note = whose, Told.POST, since, note
    case.noted_by, case.noted_at = by.label, at
    case.save()
    steps.record(subject=case, move="record", source=source, target=whose, by=by, at=at, note=note)
    return case
