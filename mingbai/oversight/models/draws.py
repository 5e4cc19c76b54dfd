"""Lots that were drawn: by which seed, from which list, so that anybody draws the same again."""

import uuid

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.oversight.models.inspections import Inspection
from mingbai.oversight.models.tasks import TeamTask
from mingbai.oversight.models.teams import no_pairing
from mingbai.oversight.states import DrawOf


class Draw(ScopedModel):
    """One draw with the list as it stood (handbook G.6). Appended, never changed.

    ``names`` are codes of villages, keys of households or numbers of problems; what was drawn is reckoned
    from seed and list (`queries.draw.drawn`), and never stored beside them.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    of = models.CharField(max_length=10, choices=DrawOf.choices)
    task = models.ForeignKey(TeamTask, models.PROTECT, null=True, related_name="draws")
    inspection = models.ForeignKey(Inspection, models.PROTECT, null=True, related_name="draws")
    month = models.DateField(null=True, help_text="Of a random re-check.")
    seed = models.CharField(max_length=80)
    names = models.JSONField(help_text="The list drawn from, in its order.")
    wanted = models.PositiveIntegerField()
    first = models.JSONField(
        default=list, help_text="Names that come before all others: nobody was at home the last time."
    )
    drawn_at = models.DateTimeField()
    drawn_by = models.CharField(max_length=120)

    class Meta:
        ordering = ("id",)

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return no_pairing(acting)
