"""A drawn household where nobody can be found is replaced by the next of the same lot: nobody chooses.

It stays on the visit with its reason; anybody who draws again finds the same replacements in the same order.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.kit.versions import change
from mingbai.oversight.actions.filling import of_team
from mingbai.oversight.actions.refusal import BadProblem
from mingbai.oversight.models import Draw, Inspected, Inspection
from mingbai.oversight.queries import draw
from mingbai.registry.models import Household

LONGEST = 400


@transaction.atomic
def replace(
    *, inspected: Inspected, reason: str, note: str, by: ActingPost, at: datetime
) -> Inspected | None:
    """Replace a household; the same again changes nothing. None: the list of the lot is used up.

    ``reason`` is a code of the pack. Raises MayNotList, BadProblem.
    """
    visit = Inspection.objects.select_for_update(of=("self",)).get(pk=inspected.inspection_id)
    gone = Inspected.objects.select_for_update(of=("self",)).get(pk=inspected.pk)
    of_team(by, visit)
    if gone.gone:
        return Inspected.objects.filter(instead_of=gone).first()
    _demand(gone, reason, note)
    lot, standing_in = _lot(gone, visit)
    values = {
        "gone": reason, "gone_note": note.strip()[:LONGEST], "gone_at": at, "gone_by": by.label[:120],
    }  # fmt: skip
    change(gone, version=gone.version, values=values)
    return _stand_in(visit, gone, standing_in) if lot and standing_in else None


def _demand(gone: Inspected, reason: str, note: str) -> None:
    rule = installed().get("oversight.replacing").get(reason)
    if rule is None or not note.strip():
        raise BadProblem(_("Please say why nobody can be found, and who says so."))
    if gone.checked_at is not None and not gone.nobody_home:
        raise BadProblem(_("This household is checked: it cannot be replaced."))
    if rule["absent"] and not gone.nobody_home:
        raise BadProblem(_("Come twice: first note on the form that nobody is at home."))


def _lot(gone: Inspected, visit: Inspection) -> tuple[Draw | None, str | None]:
    """The lot that drew it, and the next of that lot after those who stand in already."""
    key = str(gone.household.key)
    lot = next((one for one in Draw.objects.filter(inspection=visit) if key in one.names), None)
    if lot is None:
        return None, None
    replaced = visit.households.filter(household__key__in=lot.names).exclude(gone="").count()
    return lot, draw.standing_in(draw.ordered(lot.seed, lot.names, lot.first), lot.wanted, replaced)


def _stand_in(visit: Inspection, gone: Inspected, key: str) -> Inspected:
    home = Household.objects.get(key=key)
    last = visit.households.order_by("-place").values_list("place", flat=True)[0]
    return Inspected.objects.create(
        area_code=visit.area_code, inspection=visit, household=home, place=last + 1,
        form=gone.form, head_name=home.head_name, instead_of=gone,
    )  # fmt: skip
