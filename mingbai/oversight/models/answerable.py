"""Who answers for a problem."""

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.oversight.models.problems import Problem
from mingbai.registry.models.households import paired


class Answerable(ScopedModel):
    """Who answers for a problem, in which role, as posts were held on the day it was found (G.4).

    ``share`` is the role's coefficient; each person, village, township or unit stands once, with the highest.
    """

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="answerable")
    household_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=8)
    subject_no = models.CharField(max_length=40, db_collation="C", help_text="User id, area or unit code.")
    post_kind = models.CharField(max_length=40, blank=True)
    role = models.CharField(max_length=40, blank=True)
    label = models.CharField(max_length=160)
    share = models.DecimalField(max_digits=6, decimal_places=3)

    class Meta:
        ordering = ("problem", "-share", "id")
        constraints = [
            models.UniqueConstraint(fields=["problem", "subject", "subject_no"], name="answerable_once")
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return paired(acting, "household_id")
