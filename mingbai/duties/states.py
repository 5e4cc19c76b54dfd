"""The states of this room. Levels, kinds of demand and frequencies are the pack's."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TextState(models.TextChoices):
    """Where a version of a duty's text stands; the pack's own is version zero."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting for approval")
    RETURNED = "returned", _("Sent back to be mended")
    IN_FORCE = "in_force", _("In force as the duty reads")
    REPLACED = "replaced", _("Replaced by a later version")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OPEN = (TextState.DRAFT, TextState.RETURNED)
PUBLIC = (TextState.IN_FORCE, TextState.REPLACED)
