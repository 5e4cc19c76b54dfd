"""Imports on their way: a batch, its files, what was sent back, and where its rows wait to be merged."""

import uuid

from django.db import models
from django.db.models import Q

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.registry.models.households import paired
from mingbai.registry.states import Category, ImportState, Verdict


def _nobody_paired(acting: ActingPost) -> Q:
    """Imports are no business of posts that serve some households only."""
    return Q() if acting.households is None else Q(pk__in=())


class ImportBatch(ScopedModel):
    """Files that one post sent together: checked, looked through, merged by another post, undone if need be.

    ``as_of`` is the day of which the files speak; what they say holds from then on. ``counts`` maps what was
    counted     to numbers.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="continued")
    title = models.CharField(max_length=80)
    as_of = models.DateField()
    category = models.CharField(
        max_length=20, choices=Category.choices, help_text="Of registered households new to the ledger."
    )
    state = models.CharField(max_length=12, choices=ImportState.choices, default=ImportState.UPLOADED)
    user_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    uploader = models.CharField(max_length=200, help_text="Post and name as they stood then.")
    uploaded_at = models.DateTimeField()
    merger_id = models.BigIntegerField(null=True, help_text="The account that had it merged.")
    merger = models.CharField(max_length=200, blank=True)
    merged_at = models.DateTimeField(null=True)
    job_id = models.BigIntegerField(null=True)
    seen_step = models.BigIntegerField(default=0, help_text="The newest step when it was checked or merged.")
    counts = models.JSONField(default=dict)
    trouble = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-uploaded_at", "-id")
        indexes = [models.Index(fields=["-uploaded_at", "-id"], name="import_newest")]

    @classmethod
    def within(cls, acting: ActingPost) -> Q:
        return _nobody_paired(acting)


class ImportFile(ScopedModel):
    """One file of a batch. ``done`` counts the rows that are staged: a killed check goes on from there.

    ``rows`` = ``accepted`` + ``rejected`` + ``blank``; ``late`` of the accepted are sent back all the same.
    ``refused`` says why nothing was taken.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="files")
    place = models.PositiveSmallIntegerField(help_text="Order within the batch.")
    title = models.CharField(max_length=200)
    mends = models.BooleanField(
        default=False, help_text="Sent again: its rows take the place of earlier ones."
    )
    stored = models.UUIDField(help_text="The sealed file.")
    returned = models.UUIDField(
        null=True, help_text="The sealed workbook of what was sent back, with reasons."
    )
    sha256 = models.CharField(max_length=64)
    dataset = models.CharField(max_length=40, blank=True)
    columns = models.JSONField(default=list, help_text="Names of the declared columns that it has.")
    strangers = models.JSONField(default=list, help_text="Headers that no purpose allows.")
    rows = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    blank = models.PositiveIntegerField(default=0)
    late = models.PositiveIntegerField(
        default=0, help_text="Of the accepted, sent back for their household's sake."
    )
    done = models.PositiveIntegerField(default=0)
    whole = models.BooleanField(default=False, help_text="Every row has been read.")
    refused = models.JSONField(default=dict, help_text="Reason and details; empty if it was read.")

    class Meta:
        ordering = ("batch", "place")
        constraints = [models.UniqueConstraint(fields=["batch", "sha256"], name="import_file_once")]

    @classmethod
    def within(cls, acting: ActingPost) -> Q:
        return _nobody_paired(acting)


class ImportFault(ScopedModel):
    """Why a row was sent back, or a remark on it. Never the value where it may be an identity."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="faults")
    file = models.ForeignKey(ImportFile, models.CASCADE, related_name="faults", db_index=False)
    sheet = models.CharField(max_length=80, blank=True)
    row_no = models.PositiveIntegerField()
    column = models.CharField(max_length=40, blank=True)
    header = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=24, help_text="A code of the datasets' reasons.")
    level = models.CharField(max_length=6, help_text="reject | note")
    value = models.CharField(max_length=60, blank=True)
    found_late = models.BooleanField(default=False, help_text="By comparing rows, not by reading the cell.")

    class Meta:
        ordering = ("file", "row_no", "id")
        indexes = [models.Index(fields=["batch", "level", "file", "row_no", "id"], name="import_faults")]

    @classmethod
    def within(cls, acting: ActingPost) -> Q:
        return _nobody_paired(acting)


class Waiting(ScopedModel):
    """What every staged row has: whence it came and what is to become of it.

    ``changes`` maps a column to what the ledger says and what the file says.
    """

    batch = models.ForeignKey(
        ImportBatch, models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    file_id = models.BigIntegerField()
    sheet = models.CharField(max_length=80, blank=True)
    row_no = models.PositiveIntegerField()
    verdict = models.CharField(max_length=8, choices=Verdict.choices, default=Verdict.NEW)
    reason = models.CharField(max_length=24, blank=True)
    changes = models.JSONField(null=True)
    facts = models.JSONField(null=True, help_text="Columns of the state, as the file has them.")
    said = models.JSONField(
        null=True, help_text="What the file says and the ledger knows better: a fault of the national record."
    )

    class Meta:
        abstract = True


class ImportPerson(Waiting):
    """A person's row waiting to be merged. Numbers are sealed in ``ImportSeal`` under the ids given here."""

    household_no = models.CharField(max_length=32, db_collation="C")
    number = models.CharField(max_length=32, db_collation="C")
    registered = models.BooleanField(help_text="From the national layout.")
    group_no = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=60)
    name_sort = models.CharField(max_length=120, db_collation="C")
    sex = models.CharField(max_length=8, blank=True)
    birth_date = models.DateField(null=True)
    ethnic = models.CharField(max_length=20, blank=True)
    id_type = models.CharField(max_length=20, blank=True)
    id_vault = models.BigIntegerField(null=True)
    id_token = models.BinaryField(null=True)
    id_last4 = models.CharField(max_length=4, blank=True)
    id_fault = models.CharField(max_length=24, blank=True)
    id_fault_length = models.PositiveSmallIntegerField(null=True, help_text="Characters of a faulty number.")
    phone_vault = models.BigIntegerField(null=True)
    phone_token = models.BinaryField(null=True)
    phone_last4 = models.CharField(max_length=4, blank=True)
    relation = models.CharField(max_length=20)
    person_id = models.BigIntegerField(help_text="The ledger's, or the one that it will have.")
    household_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["batch", "verdict", "area_code", "id"], name="import_persons")]

    @classmethod
    def within(cls, acting: ActingPost) -> Q:
        return paired(acting, "household_id")


class ImportHousehold(Waiting):
    """A household waiting to be merged: its own row, or made from its members' rows (``row_no`` 0)."""

    number = models.CharField(max_length=32, db_collation="C")
    registered = models.BooleanField()
    group_no = models.PositiveSmallIntegerField(default=0)
    phone_vault = models.BigIntegerField(null=True)
    phone_token = models.BinaryField(null=True)
    phone_last4 = models.CharField(max_length=4, blank=True)
    bank = models.CharField(max_length=60, blank=True)
    account_vault = models.BigIntegerField(null=True)
    account_token = models.BinaryField(null=True)
    account_last4 = models.CharField(max_length=4, blank=True)
    members = models.PositiveSmallIntegerField(null=True, help_text="As the file says.")
    year = models.PositiveSmallIntegerField(null=True)
    income = models.JSONField(null=True, help_text="Money columns of the file, in fen.")
    causes = models.CharField(max_length=200, blank=True, help_text="Codes in order, joined by +.")
    household_id = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["batch", "verdict", "area_code", "id"], name="import_households"),
            models.Index(fields=["batch", "number"], name="import_household_number"),
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> Q:
        return paired(acting, "household_id")


class ImportVillage(Waiting):
    """A village's row of the village sheet waiting to be merged."""

    year = models.PositiveSmallIntegerField()
    profile_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["batch", "verdict", "area_code", "id"], name="import_villages")]

    @classmethod
    def within(cls, acting: ActingPost) -> Q:
        return _nobody_paired(acting)


class ImportSeal(ScopedModel):
    """A sealed value on its way to the vault, bound to the place that it will have there (``id``).

    The application puts it here and moves it by a definer function; it may not read it back.
    """

    id = models.BigIntegerField(primary_key=True)
    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="+", db_constraint=False)
    kind = models.CharField(max_length=16)
    sole = models.BooleanField()
    key_id = models.CharField(max_length=32)
    sealed = models.BinaryField()
    token = models.BinaryField()

    @classmethod
    def within(cls, acting: ActingPost) -> Q:
        return _nobody_paired(acting)


class ImportTrace(ScopedModel):
    """What a merge did to a row of a household or person that was there before: the way back.

    ``before`` is the row as it stood; NULL if the merge made it.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="+")
    household = models.ForeignKey(
        "registry.Household", models.CASCADE, null=True, related_name="+", db_constraint=False, db_index=False
    )
    table = models.CharField(max_length=40)
    row_id = models.BigIntegerField()
    before = models.JSONField(null=True)

    @classmethod
    def within(cls, acting: ActingPost) -> Q:
        return paired(acting, "household_id")
