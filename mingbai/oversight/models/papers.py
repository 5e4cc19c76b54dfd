"""What proves a problem or its mending."""

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.oversight.models.problems import Problem
from mingbai.registry.models.households import paired


class ProblemPaper(ScopedModel):
    """What proves a problem or its mending: a paper, a payment slip, a photograph of a physical thing."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="papers")
    household_id = models.BigIntegerField(null=True)
    file = models.UUIDField(help_text="The code of the sealed file.")
    title = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=120)

    class Meta:
        ordering = ("problem", "id")

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return paired(acting, "household_id")
