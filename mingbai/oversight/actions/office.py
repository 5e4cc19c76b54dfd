"""What the county office alone does."""

from __future__ import annotations

from mingbai.kit.scope import ActingPost
from mingbai.oversight import permits
from mingbai.oversight.actions.refusal import MayNotList
from mingbai.oversight.queries import teams


def demand(by: ActingPost) -> None:
    """Raise MayNotList for any other post."""
    if not teams.directs(by):
        raise MayNotList(permits.office.sentence())
