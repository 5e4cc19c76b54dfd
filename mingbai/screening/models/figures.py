"""Figures of the newest run, village by village, with the rows behind them; whose move a due benefit is."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.registry.models.households import paired, town_code
from mingbai.screening.models.findings import Finding
from mingbai.screening.models.runs import Run
from mingbai.screening.models.walls import of_lines, seen_by
from mingbai.screening.states import Board, Standing, Told, Whose


class Cell(ScopedModel):
    """How many of a village stand how with a policy or an item of a comparison, as of the newest run.

    Made anew by every run that ends; the number and the list behind it are one row, so they cannot differ.
    Who misses something is counted by the findings that hold, also those of earlier months.
    ``item`` is a policy's code, or the item of a comparison. ``subjects`` are ids of persons or households
    (``subject``); who is counted twice, for two stays in hospital, is in it twice.
    """

    town_code = town_code()
    run = models.ForeignKey(Run, models.CASCADE, related_name="cells", db_index=False)
    as_of = models.DateField(help_text="The run's day: posts below the county do not see runs.")
    board = models.CharField(max_length=10, choices=Board.choices)
    item = models.CharField(max_length=40, db_collation="C")
    line = models.CharField(max_length=32, blank=True, help_text="Line of work that the item belongs to.")
    restricted = models.BooleanField(default=False, help_text="As the findings of this policy are.")
    standing = models.CharField(max_length=12, choices=Standing.choices)
    subject = models.CharField(max_length=12, help_text="person or household")
    count = models.PositiveIntegerField()
    subjects = ArrayField(models.BigIntegerField())

    class Meta:
        indexes = [
            models.Index(fields=["board", "town_code", "area_code"], name="cell_town"),
            models.Index(fields=["board", "area_code"], name="cell_area"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "area_code", "item", "standing", "subject"], name="cell_once"
            )
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        """Figures over many households are no business of helpers; a department has its own lines'."""
        return models.Q(pk__in=()) if acting.households is not None else seen_by(acting)


class DueCase(ScopedModel):
    """What is being done about one due benefit that has not come: whose move it is, since when, who says so.

    It is cleared (``cleared_on``) only by a run that no longer finds it: nobody closes it by hand.
    ``arrived`` then says whether the payment data show it. ``mark`` is what a payment file last told of it,
    so that the same file does not undo what a post recorded afterwards.
    """

    finding = models.OneToOneField(Finding, models.CASCADE, related_name="due_case")
    household_id = models.BigIntegerField(null=True)
    whose = models.CharField(max_length=12, choices=Whose.choices, default=Whose.OPEN)
    told = models.CharField(max_length=4, choices=Told.choices, blank=True)
    since = models.DateField(null=True)
    note = models.CharField(max_length=400, blank=True)
    mark = models.CharField(max_length=60, blank=True)
    noted_by = models.CharField(max_length=120, blank=True)
    noted_at = models.DateTimeField(null=True)
    cleared_on = models.DateField(null=True)
    arrived = models.BooleanField(null=True)

    class Meta:
        indexes = [models.Index(fields=["whose", "area_code"], name="due_whose")]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return of_lines(acting, "finding__line") & paired(acting, "household_id")
