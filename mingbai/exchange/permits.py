"""Who may do what in this room. Each is a small test of the acting post and the matter."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mingbai.exchange.models.deliveries import DEPARTMENT, family
from mingbai.kit.flow import Permit, ability
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.org.queries import units

COUNTY = "county"


def may_handle(acting: ActingPost) -> bool:
    """Whether posts of this kind take in lists handed down and send them on, over a whole area."""
    return acting.kind in installed().get("handed.handles") and acting.households is None and bool(acting.lo)


def _handles(acting: ActingPost, subject: Any) -> bool:
    return may_handle(acting) and (subject is None or acting.covers(subject.area_code))


def _answers(acting: ActingPost, row: Any) -> bool:
    paired = acting.households is None or row.household_id in acting.households
    return acting.covers(row.area_code) and paired


handles = Permit(_("a post that handles lists handed down from above"), _handles)
answers = Permit(_("a post that covers the household"), _answers)


def whole(acting: ActingPost) -> bool:
    """A person's post over a whole area of the ledger, no list of households."""
    return acting.post_id is not None and acting.households is None and acting.covers(acting.area_code)


def may_send(acting: ActingPost) -> bool:
    """Whether the post sends departments' files: a department's own, or any in a unit's place."""
    return "receive_files" in acting.abilities and whole(acting) and family(acting) in (DEPARTMENT, COUNTY)


def sends_for(acting: ActingPost, unit_code: str) -> bool:
    """Whether the post sends files of this unit: its own, or as the county office in its place."""
    if not may_send(acting):
        return False
    own = units.of_post(acting)
    return family(acting) == COUNTY or (own is not None and own.code == unit_code)


def may_accept(acting: ActingPost) -> bool:
    """Whether the post accepts deliveries: one that decides, for its own unit; the county office."""
    decides = "decide" in acting.abilities or family(acting) == COUNTY
    return decides and whole(acting) and family(acting) in (DEPARTMENT, COUNTY)


def _accepts(acting: ActingPost, delivery: object) -> bool:
    """Another person than the sender, of the same unit or of the county office."""
    if not may_accept(acting) or acting.user_id == getattr(delivery, "user_id", None):
        return False
    own = units.of_post(acting)
    same = own is not None and own.pk == getattr(delivery, "unit_id", None)
    return family(acting) == COUNTY or same


sends = Permit(
    words=_("a post that sends departments' files"), test=lambda acting, _subject: may_send(acting)
)
sender = Permit(
    words=_("the person who sent the file"),
    test=lambda acting, delivery: acting.user_id is not None and acting.user_id == delivery.user_id,
)
accepter = Permit(words=_("another person of the unit, or the county office"), test=_accepts)
sees_deliveries = Permit(
    words=_("a post that sends or accepts departments' files"),
    test=lambda acting, _subject: may_send(acting) or may_accept(acting),
)
lapses = ability("lapse", _("the machine, when time is over"))


def tends(acting: ActingPost) -> bool:
    """Whether the post tends what lies between files and people: doubtful pairs, authorisations."""
    return "receive_files" in acting.abilities and whole(acting) and family(acting) != DEPARTMENT


def entrusts(acting: ActingPost) -> bool:
    """Whether the post asks other units to compare: the county office's."""
    return family(acting) == COUNTY and whole(acting) and "reveal" in acting.abilities


def _approves(acting: ActingPost, request: Any) -> bool:
    return entrusts(acting) and "approve_export" in acting.abilities and acting.user_id != request.user_id


tender = Permit(
    words=_("a post of the township or county office that receives files"),
    test=lambda acting, _subject: tends(acting),
)
entruster = Permit(words=_("the county office"), test=lambda acting, _subject: entrusts(acting))
asker = Permit(
    words=_("the person who asked for the comparison"),
    test=lambda acting, request: entrusts(acting) and acting.user_id == request.user_id,
)
approver = Permit(words=_("another person of the county office who approves exports"), test=_approves)


def town(acting: ActingPost) -> bool:
    """Whether the post is a township's: it sees to it that its villages answer."""
    code = acting.area_code
    return acting.households is None and bool(code[6:].strip("0")) and not code[9:].strip("0")


takes_out = ability("export", _("a post that may take lists out of the program"))
