"""Runs in the menu."""

from django.urls import reverse
from django.utils.translation import gettext as _

from mingbai.kit.page import MenuEntry
from mingbai.kit.scope import ActingPost
from mingbai.screening import permits


def menu(acting: ActingPost) -> list[MenuEntry]:
    """The list of comparisons, for the county office."""
    if acting.post_id is None or not permits.may_run(acting):
        return []
    return [MenuEntry(_("Comparisons"), reverse("screening:runs"), "check")]
