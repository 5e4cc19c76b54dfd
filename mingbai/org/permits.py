"""Who may do what in this room. Each is a small test of the acting post and the matter."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mingbai.kit.flow import Permit, ability, any_of, not_, same_user
from mingbai.kit.scope import ActingPost
from mingbai.org.queries import kinds


def covers(acting: ActingPost, area_code: str) -> bool:
    """Whether the post's organisation range holds the area."""
    return acting.org_lo <= area_code < acting.org_hi


def stands_above(acting: ActingPost, area_code: str) -> bool:
    """Whether the post's area is a higher one that holds the area."""
    return acting.area_code != area_code and covers(acting, area_code)


def supervises(acting: ActingPost, delegation: Any) -> bool:
    """Whether the acting post is above the lent one, by the pack (``posts.*.supervised_by``) or by area.

    Inside the county's own offices a head answers for the own line of work only, the county office for all.
    """
    named = acting.kind in kinds.kind(delegation.post_kind).supervised_by
    above = stands_above(acting, delegation.area_code) or "manage_posts" in acting.abilities
    lines = frozenset(filter(None, delegation.post_lines.split(",")))
    own_line = not acting.lines or bool(lines & acting.lines)
    return covers(acting, delegation.area_code) and (named or above) and own_line


def not_a_party(acting: ActingPost, delegation: Any) -> bool:
    """Neither the one who asks nor the one who would stand in, through whichever post."""
    return acting.user_id is not None and acting.user_id not in (delegation.giver_id, delegation.delegate_id)


giver = same_user("giver_id", _("the person who asked"))
delegate = same_user("delegate_id", _("the person who stands in"))
asker = same_user("user_id", _("the person who asked"))
supervisor = Permit(
    words=_("a supervising post above it, held by neither of the two"),
    test=lambda acting, delegation: (
        "approve_delegation" in acting.abilities
        and acting.post_id != delegation.post_id
        and supervises(acting, delegation)
        and not_a_party(acting, delegation)
    ),
)
machine = ability("lapse", _("the machine, at the appointed time"))
export_approver = Permit(
    words=_("another person's post that may approve exports and covers the area"),
    test=lambda acting, export: (
        "approve_export" in acting.abilities
        and acting.user_id is not None
        and acting.user_id != export.user_id
        and covers(acting, export.area_code)
    ),
)
exporter = ability("export", _("a post that may take lists out of the program"))
loads = any_of(
    ability("manage_system", _("the system administrator")),
    ability("lapse", _("the machine, at the appointed time")),
)
opens_accounts = ability("manage_accounts", _("the system administrator"))
guards = ability("manage_security", _("the security administrator"))
reads_rules = any_of(guards, ability("manage_system", _("the system administrator")))
reads_audit = ability("read_audit", _("the audit administrator"))
appoints = ability("manage_posts", _("a post that appoints"))
oneself = same_user("pk", _("the person"))
another = not_(oneself)
ends_delegation = any_of(giver, delegate, supervisor)
account_keeper = any_of(opens_accounts, guards)
