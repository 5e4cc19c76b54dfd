"""A matter that somebody must see to."""

from django.db import models
from django.db.models import Q

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel

TOWN = 9
WHOLE = "000"


class Matter(ScopedModel):
    """One matter of a village."""

    town_code = models.CharField(max_length=9, db_collation="C")
    number = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=100)
    topic = models.CharField(max_length=10, choices=[("water", "Water"), ("road", "Road")], default="water")
    state = models.CharField(max_length=10, default="open")
    due = models.DateField()
    opened_at = models.DateTimeField()
    fen = models.BigIntegerField(default=0)
    blocked = models.BooleanField(default=False)
    reported_by_id = models.BigIntegerField(null=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["due", "id"], name="matter_due"),
            models.Index(fields=["town_code", "due", "id"], name="matter_town_due"),
            models.Index(fields=["-opened_at", "-id"], name="matter_opened"),
            models.Index(fields=["town_code", "-opened_at", "-id"], name="matter_town_opened"),
            models.Index(fields=["area_code", "due", "id"], name="matter_area_due"),
            models.Index(fields=["area_code", "-opened_at", "-id"], name="matter_area_opened"),
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> Q:
        """Equality beside the range: so an index serves the posts of a township and of a village as well."""
        town, village = acting.area_code[:TOWN], acting.area_code[TOWN:]
        if village != WHOLE:
            return Q(area_code=acting.area_code)
        return Q() if town.endswith(WHOLE) else Q(town_code=town)
