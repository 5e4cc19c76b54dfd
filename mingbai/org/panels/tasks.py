"""The room's own tasks on Today."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from mingbai.kit.scope import ActingPost
from mingbai.kit.shown import day_of
from mingbai.org.flow import delegation as delegation_flow
from mingbai.org.flow import export as export_flow
from mingbai.org.queries import delegations, exports
from mingbai.org.queries.today import Task


def delegations_to_decide(acting: ActingPost, _at: datetime) -> list[Task]:
    """Delegations that wait for this post's decision."""
    return [
        Task(
            title=_("%(giver)s asks that %(delegate)s stands in") % _names(each),
            detail=f"{each.post_name} · {day_of(each.starts)} – {day_of(each.ends)}",
            due=each.due,
            url=reverse("org:delegations-one", args=[each.key]),
            action=_("Decide"),
        )
        for each in delegations.asked(acting)
        if delegation_flow.moves["approve"].who(acting, each)
    ]


def _names(delegation: object) -> dict[str, str]:
    return {"giver": delegation.giver_name, "delegate": delegation.delegate_name}


def exports_to_decide(acting: ActingPost, _at: datetime) -> list[Task]:
    """Exports that wait for this post's approval."""
    return [
        Task(
            title=_("%(asker)s asks to export %(rows)s rows") % {"asker": each.asker, "rows": each.rows},
            detail=each.reason,
            due=each.due,
            url=reverse("org:exports-one", args=[each.key]),
            action=_("Decide"),
        )
        for each in exports.asked(acting)
        if export_flow.moves["approve"].who(acting, each)
    ]


def exports_to_fetch(acting: ActingPost, at: datetime) -> list[Task]:
    """One's own lists that are ready."""
    return [
        Task(
            title=_("Your list is ready: %(rows)s rows") % {"rows": each.rows},
            detail=each.reason,
            due=day_of(each.expires_at) if each.expires_at else None,
            url=reverse("org:exports-one", args=[each.key]),
            action=_("Fetch"),
        )
        for each in exports.ready(acting, at)
    ]
