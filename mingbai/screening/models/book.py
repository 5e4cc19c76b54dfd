"""The county's own part of the rule book: decisions about values and rules, and the editions they made."""

import uuid

from django.db import models

from mingbai.kit.scoped import ScopedModel
from mingbai.screening.states import BookChangeKind, BookChangeState, EditionOrigin


class BookChange(ScopedModel):
    """One decision: a value of the county's own from a day on, or the confirmation of a value or a rule.

    ``value`` is written as in a pack file: text (yuan for money), a list of texts, a map of texts, null for
    unknown. ``stood`` is what the book said before, in the same form, with its day, document and whether it
    was verified. ``document`` is a code of the documents register; if it is empty, the county's own paper is
    named by number, title and day. ``digest`` is the SHA-256 of the content, frozen when it is submitted;
    ``checked`` is what loading the whole book with it and answering every example gave.
    """

    gives_files = True

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    kind = models.CharField(max_length=8, choices=BookChangeKind.choices)
    code = models.CharField(max_length=64, db_collation="C", help_text="Of the parameter or the rule.")
    title = models.CharField(max_length=200, help_text="Its words in Chinese, as they stood.")
    title_en = models.CharField(max_length=200, blank=True)
    since = models.DateField(null=True, help_text="From when the value holds; none for a rule.")
    value = models.JSONField(null=True)
    stood = models.JSONField(default=dict)
    document = models.CharField(max_length=64, blank=True, db_collation="C")
    paper_number = models.CharField(max_length=80, blank=True)
    paper_title = models.CharField(max_length=200, blank=True)
    paper_on = models.DateField(null=True)
    paper_file = models.UUIDField(null=True, help_text="The scanned paper.")
    reason = models.CharField(max_length=1000, blank=True)
    lines = models.JSONField(default=list, help_text="Lines of work of the rules that it touches.")
    job = models.UUIDField(null=True)
    checked = models.JSONField(default=dict)
    book = models.BinaryField(null=True, help_text="The whole book with it, as it was checked (zlib).")
    digest = models.CharField(max_length=64, blank=True)
    entered_user = models.BigIntegerField(null=True)
    entered_by = models.CharField(max_length=120)
    entered_at = models.DateTimeField()
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=BookChangeState.choices, default=BookChangeState.DRAFT)
    due = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-entered_at", "-id")
        indexes = [
            models.Index(fields=["-entered_at", "-id"], name="bookchange_newest"),
            models.Index(fields=["code", "since"], name="bookchange_code"),
        ]


class Edition(ScopedModel):
    """One edition of the book of one era, kept whole: what a finding of its time was judged by.

    ``edition`` is the book's content hash; ``whole`` everything its files said together (JSON, zlib), which
    loads as a pack file and gives the same hash.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    number = models.PositiveIntegerField(unique=True)
    era = models.CharField(max_length=12)
    edition = models.CharField(max_length=64, unique=True)
    whole = models.BinaryField()
    origin = models.CharField(max_length=8, choices=EditionOrigin.choices)
    change = models.ForeignKey(BookChange, models.PROTECT, null=True, related_name="+")
    made_by = models.CharField(max_length=120)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-made_at", "-id")
        indexes = [models.Index(fields=["-made_at", "-id"], name="edition_newest")]
