"""The one problem ledger: every fault, whoever found it, with who answers for it and how it was closed."""

import uuid

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.oversight.models.seeing import of_department
from mingbai.oversight.models.sheets import Sheet
from mingbai.oversight.states import ProblemAbout, ProblemState
from mingbai.registry.models.households import paired, town_code


class Problem(ScopedModel):
    """One problem (handbook G.8). ``area_code`` is the village, township or county that it lies in.

    ``deadline`` is set when it is assigned and moves only by a granted request for more time; sending back
    does not move it. ``rectified_on`` is the day of the rectification that stood, and tells whether it was in
    time. ``signers`` maps each step of the close-out chain to the user who signed it.
    """

    gives_files = True

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    number = models.CharField(max_length=40, unique=True, help_text="Business number.")
    town_code = town_code()
    source = models.CharField(max_length=20, help_text="Code of the pack's sources.")
    about = models.CharField(max_length=12, choices=ProblemAbout.choices)
    category = models.CharField(max_length=20)
    severity = models.CharField(max_length=12)
    household = models.ForeignKey(
        "registry.Household", models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    subject_no = models.CharField(max_length=64, blank=True, db_collation="C")
    name = models.CharField(max_length=120, help_text="Of the subject, as it stood.")
    title = models.CharField(max_length=120, help_text="The matter in a few words.")
    fact = models.TextField()
    requirement = models.CharField(max_length=400, blank=True, help_text="The rule that was broken.")
    document = models.CharField(max_length=40, blank=True)
    owner = models.CharField(
        max_length=40, blank=True, help_text="Code of the department whose policy it is."
    )
    line = models.CharField(max_length=32, blank=True)
    finding = models.BigIntegerField(null=True, help_text="The verified finding that it came from.")
    inspection_fact = models.BigIntegerField(null=True, help_text="The inspected fact that it came from.")
    team = models.CharField(max_length=40, blank=True, help_text="Code of the team that found it.")
    found_on = models.DateField()
    found_user = models.BigIntegerField(null=True)
    found_by = models.CharField(max_length=120)
    listed_at = models.DateTimeField()
    on_the_spot = models.BooleanField(default=False, help_text="立行立改: mended before the team left.")
    sheet = models.ForeignKey(Sheet, models.PROTECT, null=True, related_name="problems")
    measure = models.CharField(max_length=1000, blank=True)
    state = models.CharField(max_length=12, choices=ProblemState.choices, default=ProblemState.LISTED)
    deadline = models.DateField(null=True)
    due = models.DateField(null=True)
    rectified_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    recheck_on = models.DateField(null=True)
    signers = models.JSONField(default=dict)
    returned = models.PositiveSmallIntegerField(default=0)
    reopened = models.PositiveSmallIntegerField(default=0)
    extended = models.PositiveSmallIntegerField(default=0)
    urged = models.PositiveSmallIntegerField(default=0)
    urged_at = models.DateTimeField(null=True)
    raised_above = models.BooleanField(default=False, help_text="提级督办.")
    raised_on = models.DateField(null=True)
    instruction = models.CharField(
        max_length=1000, blank=True, help_text="What the linked leader said to it."
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-listed_at", "-id")
        indexes = [
            models.Index(fields=["area_code", "-listed_at", "-id"], name="problem_area"),
            models.Index(fields=["town_code", "-listed_at", "-id"], name="problem_town"),
            models.Index(fields=["-listed_at", "-id"], name="problem_newest"),
            models.Index(fields=["state", "area_code", "due"], name="problem_open"),
            models.Index(fields=["household"], name="problem_household"),
            models.Index(fields=["area_code", "category", "found_on"], name="problem_kind"),
            models.Index(fields=["team", "found_on"], name="problem_team"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["finding"], name="problem_finding_once", condition=~models.Q(finding=None)
            ),
            models.UniqueConstraint(
                fields=["inspection_fact"],
                name="problem_fact_once",
                condition=~models.Q(inspection_fact=None),
            ),
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        """A department sees problems of its own lines, inspectors all, helpers those of their households."""
        own = models.Q(line__in=acting.lines) if of_department(acting) else models.Q()
        return own & paired(acting, "household_id")
