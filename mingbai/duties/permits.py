"""Who may do what in this room; kinds of post come from the pack's section `duties`."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mingbai.duties.models.demands import is_village
from mingbai.kit.flow import Permit, ability
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost


def named(acting: ActingPost, path: str) -> bool:
    """Whether the pack names this kind of post at a path, and a person acts."""
    return acting.user_id is not None and acting.kind in installed().get(f"duties.{path}")


def of_county(acting: ActingPost, path: str) -> bool:
    """Whether the pack names this kind of post at a path, and it reaches the whole county."""
    county = acting.area_code[:6].ljust(12, "0")
    return named(acting, path) and acting.area_code == county and acting.covers(county)


def edits(acting: ActingPost) -> bool:
    """Whether the post proposes texts of duties."""
    return of_county(acting, "text.edit")


def approves(acting: ActingPost) -> bool:
    """Whether the post puts texts of duties in force that another person wrote."""
    return of_county(acting, "text.approve")


def covers_county(acting: ActingPost) -> bool:
    """Whether the post looks at how far duties are covered, within its own range."""
    return named(acting, "coverage") and acting.households is None


def notes_demands(acting: ActingPost) -> bool:
    """Whether posts of this kind note what is asked of villages."""
    return named(acting, "burden.notes") and acting.lo < acting.hi


def sees_demands(acting: ActingPost) -> bool:
    """Whether the burden of some village, or what one asked of villages, is this post's to see."""
    return notes_demands(acting) or named(acting, "burden.office")


def of_village(acting: ActingPost) -> bool:
    """Whether the post stands in a village."""
    return is_village(acting.area_code)


def _another(acting: ActingPost, text: Any) -> bool:
    return approves(acting) and acting.user_id != text.entered_user


def _own_demand(acting: ActingPost, demand: Any) -> bool:
    return acting.user_id is not None and acting.user_id == demand.noted_user


editor = Permit(_("the county office"), lambda acting, _text: edits(acting))
approver = Permit(_("another person of the county office who approves texts of duties"), _another)
keeper = Permit(_("the county office"), lambda acting, _subject: of_county(acting, "register.keep"))
noter = Permit(_("a post that works with villages"), lambda acting, _subject: notes_demands(acting))
demand_reader = Permit(
    _("a post of a village, of who asks something of villages, or the county office"),
    lambda acting, _subject: sees_demands(acting),
)
withdrawer = Permit(_("who noted it"), _own_demand)
coverer = Permit(
    _("the county office, a county leader or a head of a township"),
    lambda acting, _subject: covers_county(acting),
)
holder = Permit(_("somebody who holds a post"), lambda acting, _subject: acting.post_id is not None)
takes_out = ability("export", _("a post that may take lists out of the program"))
