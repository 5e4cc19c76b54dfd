"""Doubt lists handed down from above (疑点分办): a list, its rows, and what its sender's columns mean."""

import uuid

from django.db import models

from mingbai.exchange.states import (
    HandedAside,
    HandedFile,
    HandedMatch,
    HandedRowState,
    HandedState,
    HandedVerdict,
)
from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.registry.models.households import paired, town_code


def _own_lines(acting: ActingPost) -> models.Q:
    """A department sees lists of its own lines of work only."""
    return models.Q(line__in=acting.lines) if acting.lines else models.Q()


class HandedList(ScopedModel):
    """A superior's workbook of doubts with a deadline; it goes back as the same file, filled.

    ``stored`` is the sealed original as it came, ``feedback`` the sealed file that was made of it. ``sheets``
    is what was understood of it, sheet by sheet (``queries.handed_sheets.Sheet``): no cell of a row is
    in there. ``words`` says how the sender wants verdicts written, ``topic`` what its doubts speak of
    (codes of the pack's section ``handed``). ``due`` is the day on which the feedback must be back.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    title = models.CharField(max_length=120)
    sender = models.CharField(max_length=80)
    due = models.DateField()
    kind = models.CharField(max_length=8, choices=HandedFile.choices)
    stored = models.UUIDField(help_text="The sealed original.")
    sha256 = models.CharField(max_length=64)
    sheets = models.JSONField(default=list)
    words = models.CharField(max_length=32, blank=True)
    topic = models.CharField(max_length=32, blank=True)
    line = models.CharField(max_length=32, blank=True)
    state = models.CharField(max_length=12, choices=HandedState.choices, default=HandedState.RECEIVED)
    rows_in = models.PositiveIntegerField(default=0, help_text="Rows that are not blank, of all sheets.")
    trouble = models.JSONField(default=dict, help_text="Why it could not be read.")
    job_id = models.BigIntegerField(null=True)
    user_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    uploader = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    sent_by = models.CharField(max_length=200, blank=True)
    urged_at = models.DateTimeField(null=True)
    urged = models.PositiveSmallIntegerField(default=0)
    feedback = models.UUIDField(null=True)
    feedback_name = models.CharField(max_length=200, blank=True)
    feedback_at = models.DateTimeField(null=True)
    feedback_by = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-uploaded_at", "-id")
        indexes = [models.Index(fields=["-uploaded_at", "-id"], name="handed_newest")]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        """Lists are no business of posts that serve some households only; their rows are."""
        return _own_lines(acting) if acting.households is None else models.Q(pk__in=())


class HandedRow(ScopedModel):
    """One row of a list: one doubt about one person or household.

    ``area_code`` is the subject's village; the county's while nobody is matched. ``sheet`` counts the
    workbook's sheets from 0, ``row_no`` the sheet's rows from 1, as a spreadsheet shows them. A number is
    here as its keyed token and last four only. ``facts`` are the sender's other columns in order (label,
    text), without numbers of people. ``known`` is the answer to the same doubt of an earlier list, which
    a person must confirm: verdict, text, files, answered_by, answered_at, list. ``contradicts`` lists facts
    of the ledger against which the answer stands. ``title``, ``line`` and ``due`` are the list's, for those
    who see the row alone.
    """

    gives_files = True

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    handed_list = models.ForeignKey(
        HandedList, models.CASCADE, related_name="rows", db_constraint=False, db_index=False
    )
    title = models.CharField(max_length=120)
    sender = models.CharField(max_length=80)
    line = models.CharField(max_length=32, blank=True)
    town_code = town_code()
    sheet = models.PositiveSmallIntegerField()
    row_no = models.PositiveIntegerField()
    household = models.ForeignKey(
        "registry.Household", models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    person = models.ForeignKey(
        "registry.Person", models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    name = models.CharField(max_length=60, blank=True, help_text="As the sender wrote it.")
    id_token = models.BinaryField(null=True)
    id_last4 = models.CharField(max_length=4, blank=True)
    id_fault = models.CharField(max_length=24, blank=True)
    household_no = models.CharField(max_length=32, blank=True, db_collation="C")
    place = models.CharField(max_length=120, blank=True, help_text="Township and village as written.")
    doubt = models.TextField(help_text="What is doubted, in the sender's words.")
    topic = models.CharField(max_length=32, blank=True)
    facts = models.JSONField(default=list)
    matched = models.CharField(max_length=12, choices=HandedMatch.choices, blank=True)
    aside = models.CharField(max_length=12, choices=HandedAside.choices, blank=True)
    mark = models.CharField(max_length=64, blank=True, help_text="The same for the same doubt in any list.")
    known = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=HandedRowState.choices, default=HandedRowState.ASIDE)
    due = models.DateField()
    sent_at = models.DateTimeField(null=True)
    urged_at = models.DateTimeField(null=True)
    tried = models.PositiveSmallIntegerField(default=0, help_text="How often nobody was reached.")
    verdict = models.CharField(max_length=12, choices=HandedVerdict.choices, blank=True)
    answer = models.TextField(blank=True)
    files = models.JSONField(default=list, help_text="Codes of stored files that prove the answer.")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_user = models.BigIntegerField(null=True)
    contradicts = models.JSONField(default=list)
    stands_why = models.CharField(max_length=400, blank=True, help_text="Why it stands all the same.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        # by the column: following the key would join the list, which villages do not see
        ordering = ("handed_list_id", "sheet", "row_no")
        indexes = [
            models.Index(fields=["area_code", "due", "id"], name="handedrow_area"),
            models.Index(fields=["town_code", "due", "id"], name="handedrow_town"),
            models.Index(fields=["due", "id"], name="handedrow_due"),
            models.Index(fields=["state", "due", "id"], name="handedrow_state"),
            models.Index(fields=["handed_list", "due", "id"], name="handedrow_list"),
            models.Index(fields=["handed_list", "state", "town_code"], name="handedrow_grid"),
            models.Index(fields=["mark"], name="handedrow_mark", condition=~models.Q(mark="")),
            models.Index(fields=["household"], name="handedrow_household"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["handed_list", "sheet", "row_no"], name="handedrow_once"),
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        """A department's own lines; helpers their households."""
        return _own_lines(acting) & paired(acting, "household_id")


class HandedLayout(ScopedModel):
    """What the columns of a sender's sheet mean, confirmed by a person once: next month asks nothing.

    ``header`` is a hash of the labels in order; ``columns`` their meanings in order (codes of
    ``queries.handed_columns``).
    """

    sender = models.CharField(max_length=80)
    header = models.CharField(max_length=64)
    columns = models.JSONField(default=list)
    words = models.CharField(max_length=32, blank=True)
    topic = models.CharField(max_length=32, blank=True)
    confirmed_by = models.CharField(max_length=200)
    confirmed_at = models.DateTimeField()

    class Meta:
        ordering = ("sender", "id")
        constraints = [
            models.UniqueConstraint(fields=["area_code", "sender", "header"], name="handedlayout_once")
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        """No business of posts that serve some households only."""
        return models.Q() if acting.households is None else models.Q(pk__in=())
