"""What every refusal of this room has in common."""

from django.utils.translation import gettext_lazy as _

from mingbai.kit.refusal import Refused
from mingbai.kit.scope import ActingPost
from mingbai.registry import permits


class OutsideArea(Refused):
    """The household or village lies beyond the acting post; recorded as a refused attempt."""

    code = "outside_area"
    status = 403


class BadDay(Refused):
    """A day that cannot be: in the future, before the household began, before the row it changes."""

    code = "bad_day"
    status = 400


def demand_cover(by: ActingPost, area_code: str) -> None:
    """Raise OutsideArea unless the post covers the area."""
    if not permits.covers(by, area_code):
        raise OutsideArea(_("This lies outside the area of your post."))


__all__ = ["BadDay", "OutsideArea", "Refused", "demand_cover"]
