"""Points: what was charged or credited to whom for what, never changed."""

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.oversight.models.practices import Practice
from mingbai.oversight.models.problems import Problem
from mingbai.oversight.models.seeing import seen_by
from mingbai.oversight.states import Subject


class ScoreEntry(ScopedModel):
    """Points charged to one subject for one problem, or a bonus. Appended, never changed (G.3 to G.5).

    ``points`` is d = e × share, negative where ``reverses`` takes an entry back; ``bonus`` is what is earned
    by a problem that one reported and mended oneself, or by a good practice: one of the two is 0. ``month``
    is that of the finding, ``posted`` the month whose score it counts in: the same, or the open one when that
    is frozen. A score is the stated formula over these rows and ``Exposure``. ``inputs`` are the factors as
    they stood.
    """

    subject = models.CharField(max_length=8, choices=Subject.choices)
    subject_no = models.CharField(max_length=40, db_collation="C", help_text="User id, area or unit code.")
    post_kind = models.CharField(max_length=40, blank=True)
    role = models.CharField(max_length=40, blank=True)
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, related_name="entries")
    practice = models.ForeignKey(Practice, models.PROTECT, null=True, related_name="entries")
    points = models.DecimalField(max_digits=12, decimal_places=6)
    bonus = models.DecimalField(max_digits=12, decimal_places=6, default=0)
    month = models.DateField()
    posted = models.DateField()
    formula = models.CharField(max_length=20)
    edition = models.CharField(max_length=64)
    inputs = models.JSONField(default=dict)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    why = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.CharField(max_length=120)

    class Meta:
        ordering = ("id",)
        indexes = [
            models.Index(fields=["subject", "subject_no", "posted", "id"], name="score_subject"),
            models.Index(fields=["posted", "subject", "area_code"], name="score_month"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(problem=None, practice__isnull=False)
                | models.Q(problem__isnull=False, practice=None),
                name="score_of_one",
            ),
            models.CheckConstraint(
                condition=models.Q(points=0) | models.Q(bonus=0), name="score_points_or_bonus"
            ),
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return seen_by(acting)
