"""Proposals to stop a benefit, on the paying department's Today."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from mingbai.kit.scope import ActingPost
from mingbai.org.queries.today import Task
from mingbai.registry.flow import stop
from mingbai.registry.models import StopProposal
from mingbai.registry.queries import changes


def stops_to_decide(acting: ActingPost, _at: datetime) -> list[Task]:
    """Proposals that wait for the paying department."""
    if "decide" not in acting.abilities or not acting.lines:
        return []
    return [
        Task(
            title=_title(each),
            detail=_("Proposed only; please hear the household, then decide."),
            due=each.due,
            url=reverse("registry:stops-one", args=[each.key]),
            action=_("Deal with it"),
        )
        for each in changes.stops_open(acting)
        if stop.moves["keep"].who(acting, each)
    ]


def _title(proposal: StopProposal) -> str:
    if proposal.change_id is None:
        return _("%(name)s may receive without ground: %(benefit)s") % {
            "name": proposal.person_name, "benefit": proposal.title,
        }  # fmt: skip
    return _("%(name)s has died: %(benefit)s") % {
        "name": proposal.person_name, "benefit": changes.benefit_name(proposal.benefit),
    }  # fmt: skip
