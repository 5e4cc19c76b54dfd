"""基层减负台账: what is asked of a village beside what this program counts by itself."""

import uuid

from django.db import models
from django.db.models import Q, QuerySet

from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.org.models import Post


class Demand(ScopedModel):
    """A form, list, visit or meeting that somebody asked of a village, with the minutes that it took.

    ``asked_by`` is the code of the unit that asked, ``asker`` its name then; a superior outside the county
    has a name and no code. ``held``: the ledger held what was asked for, so that it should have answered.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    kind = models.CharField(max_length=20, help_text="Code of the pack's kinds of demand.")
    title = models.CharField(max_length=120)
    asked_by = models.CharField(max_length=40, blank=True, db_collation="C")
    asker = models.CharField(max_length=120)
    on = models.DateField()
    minutes = models.PositiveIntegerField()
    held = models.BooleanField(default=False)
    noted_user = models.BigIntegerField(null=True)
    noted_by = models.CharField(max_length=120)
    noted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-on", "-id")
        indexes = [
            models.Index(fields=["-on", "-id"], name="demand_newest"),
            models.Index(fields=["area_code", "-on", "-id"], name="demand_area"),
            models.Index(fields=["asked_by", "-on", "-id"], name="demand_asker"),
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> Q:
        """A village sees its own, a demander its own, the burden office all; helpers none."""
        if acting.households is not None:
            return Q(pk__in=())
        return Q() if sees_all(acting) else Q(asked_by__in=_units(acting))


def is_village(area_code: str) -> bool:
    """Whether a code is a village's, not a township's or the county's."""
    return bool(area_code) and not area_code.endswith("000")


def _units(acting: ActingPost) -> QuerySet[Post, str]:
    return Post.objects.filter(pk=acting.post_id or 0).values_list("unit__code", flat=True)


def sees_all(acting: ActingPost) -> bool:
    """Whether a post sees whoever's demands: a village on itself, the burden office on all villages."""
    if is_village(acting.area_code) or acting.kind in installed().get("duties.burden.office"):
        return True
    return bool(set(_units(acting)) & set(installed().get("duties.burden.office_units")))
