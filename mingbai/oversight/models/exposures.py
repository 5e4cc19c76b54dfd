"""What was checked: the n of the formula."""

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.oversight.models.seeing import seen_by
from mingbai.oversight.states import Subject


class Exposure(ScopedModel):
    """A household was checked that a subject answers for: the n of the formula. Appended, never changed."""

    subject = models.CharField(max_length=8, choices=Subject.choices)
    subject_no = models.CharField(max_length=40, db_collation="C")
    post_kind = models.CharField(max_length=40, blank=True)
    inspected = models.BigIntegerField(help_text="The inspected household.")
    month = models.DateField()

    class Meta:
        ordering = ("id",)
        indexes = [
            models.Index(fields=["subject", "subject_no", "month"], name="exposure_subject"),
            models.Index(fields=["month", "subject", "area_code"], name="exposure_month"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["inspected", "subject", "subject_no"], name="exposure_once")
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return seen_by(acting)
