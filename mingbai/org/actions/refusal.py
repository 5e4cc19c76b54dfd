"""What every refusal of this room has in common."""

from django.utils.translation import gettext_lazy as _

from mingbai.kit.flow import Permit
from mingbai.kit.refusal import Refused
from mingbai.kit.scope import ActingPost


class NotAllowed(Refused):
    """The acting post may not do this at all; recorded as a refused attempt."""

    code = "not_permitted"
    status = 403


def demand(permit: Permit, *, by: ActingPost, subject: object = None) -> None:
    """Raise NotAllowed unless the permit holds."""
    if not permit(by, subject):
        raise NotAllowed(permit.sentence())


def demand_cover(by: ActingPost, area_code: str) -> None:
    """Raise NotAllowed unless the post's organisation range holds the area."""
    if not by.org_lo <= area_code < by.org_hi:
        raise NotAllowed(_("This lies outside the area of your post."))


__all__ = ["NotAllowed", "Refused", "demand", "demand_cover"]
