"""Findings (疑点): what the machine or a superior says of a subject, and what people made of it."""

import uuid

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.registry.models.households import paired, town_code
from mingbai.screening.models.runs import Run
from mingbai.screening.models.walls import seen_by
from mingbai.screening.states import FindingKind, FindingSource, FindingState, Severity, Verdict


class Finding(ScopedModel):
    """One doubt about one subject, once for each rule, subject and period however often it is found.

    ``holds`` is the machine's and changes with every run; ``state`` is people's, and a run may only lapse
    what nobody has touched (architecture, decision 10). ``area_code`` is the subject's village, the county's
    code where it has none; with a household it is the household's and follows it. ``reason`` and
    ``reason_en`` are sentences to be read aloud; ``line`` is the line of work of the department that owns the
    rule. ``restricted`` marks what speaks of assets or over-payment: wall one shows it only to posts that the
    pack names.

    ``grounds`` is a list of conditions: ``{"truth": bool | None, "words": {"zh", "en"}, "values": [{"words":
    {"zh", "en"}, "value": {"zh", "en"}, "document": {"zh", "en"} | None, "verified": bool | None}]}``, as
    rulebook.explaining's Reason and Named. ``verdict`` is the answer that stands, also once the matter is
    closed; ``answer`` holds what was said beside it: ``{"said", "voice", "photos", "history"}``, files by
    their codes. ``wished_until`` is a later day that a verifier asks for and nobody has decided.
    """

    gives_files = True

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    town_code = town_code()
    source = models.CharField(max_length=8, choices=FindingSource.choices)
    kind = models.CharField(max_length=12, choices=FindingKind.choices)
    rule = models.CharField(
        max_length=40, db_collation="C", help_text="Code of the rule, or of the list's item."
    )
    period = models.CharField(
        max_length=10, blank=True, db_collation="C", help_text="2020, 2020-11; empty: always."
    )
    subject_kind = models.CharField(max_length=24, help_text="An entity of the rule book.")
    subject_no = models.CharField(
        max_length=64, db_collation="C", help_text="Its key there; never an identity."
    )
    household = models.ForeignKey(
        "registry.Household", models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    person = models.ForeignKey(
        "registry.Person", models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    name = models.CharField(max_length=80, blank=True, help_text="Of the subject, as it stood.")
    head_name = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=120, help_text="The rule's, in Chinese.")
    title_en = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    reason_en = models.TextField(blank=True)
    grounds = models.JSONField(
        default=list, help_text="Conditions with values, words, parameters, documents."
    )
    amount_fen = models.BigIntegerField(null=True)
    severity = models.CharField(max_length=8, choices=Severity.choices, default=Severity.WARNING)
    document = models.CharField(max_length=40, blank=True)
    owner = models.CharField(max_length=40, blank=True, help_text="Code of the unit that owns the rule.")
    line = models.CharField(max_length=32, blank=True)
    restricted = models.BooleanField(default=False)
    edition = models.CharField(max_length=64, blank=True)
    holds = models.BooleanField(default=True)
    first_run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="+", db_index=False)
    last_run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="+", db_index=False)
    handed_row = models.BigIntegerField(null=True, help_text="The row of exchange's list from above.")
    found_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=FindingState.choices, default=FindingState.NEW)
    due = models.DateField(null=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.CharField(max_length=120, blank=True)
    urged_at = models.DateTimeField(null=True)
    urged = models.PositiveSmallIntegerField(default=0)
    tried = models.PositiveSmallIntegerField(default=0, help_text="How often nobody was reached.")
    tried_at = models.DateTimeField(null=True)
    wished_until = models.DateField(null=True)
    wished_why = models.CharField(max_length=400, blank=True, default="", db_default="")
    extended = models.PositiveSmallIntegerField(default=0, db_default=0)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True, default="", db_default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_user = models.BigIntegerField(null=True)
    answer = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-found_at", "-id")
        indexes = [
            models.Index(fields=["area_code", "-found_at", "-id"], name="finding_area"),
            models.Index(fields=["town_code", "-found_at", "-id"], name="finding_town"),
            models.Index(fields=["-found_at", "-id"], name="finding_newest"),
            models.Index(fields=["kind", "-found_at", "-id"], name="finding_kind"),
            models.Index(fields=["state", "area_code", "due"], name="finding_open"),
            models.Index(fields=["household"], name="finding_household"),
            models.Index(fields=["rule", "period", "subject_no"], name="finding_rule"),
            models.Index(fields=["state", "-found_at", "-id"], name="finding_state"),
            models.Index(fields=["line", "-found_at", "-id"], name="finding_line"),
            models.Index(fields=["rule", "-found_at", "-id"], name="finding_by_rule"),
            models.Index(fields=["person"], name="finding_person", condition=~models.Q(person=None)),
            models.Index(
                fields=["wished_until"], name="finding_wished", condition=~models.Q(wished_until=None)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "kind", "subject_kind", "subject_no", "period"],
                name="finding_once",
                condition=models.Q(source=FindingSource.RULE),
            ),
            models.UniqueConstraint(
                fields=["handed_row"], name="finding_handed_once", condition=~models.Q(handed_row=None)
            ),
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        """A department sees its own lines only; helpers their households; what is restricted, few."""
        return seen_by(acting) & paired(acting, "household_id")
