"""What departments send: a delivery, its files, why rows went back."""

import uuid

from django.db import models
from django.db.models import Q

from mingbai.exchange.states import Channel, DeliveryState
from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.org.models import Unit
from mingbai.org.queries.kinds import UnknownKind, kind

DEPARTMENT = "department"


def family(acting: ActingPost) -> str:
    """The family of the acting post's kind; empty for a kind that the pack does not know."""
    try:
        return kind(acting.kind).family
    except UnknownKind:
        return ""


def own_units(acting: ActingPost, field: str) -> Q:
    """A department's posts reach what is their unit's; posts that serve some households reach nothing."""
    if acting.households is not None:
        return Q(pk__in=())
    if family(acting) != DEPARTMENT:
        return Q()
    return Q(**{f"{field}__in": Unit.objects.filter(posts=acting.post_id).values("pk")})


class Delivery(ScopedModel):
    """One dataset of one period from one unit: checked, looked through, accepted by another person.

    ``period`` is the period's code (2020-11, 2020-Q4, 2020, …), ``starts`` and ``ends`` its first and last
    day. ``supersedes`` is the version whose place it took; ``parent`` the one whose rows it takes over.
    ``counts`` maps what was counted to numbers.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    dataset = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    period = models.CharField(max_length=10, db_collation="C")
    starts = models.DateField()
    ends = models.DateField()
    state = models.CharField(max_length=12, choices=DeliveryState.choices, default=DeliveryState.UPLOADED)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="continued")
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, related_name="superseded_by")
    user_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    sender = models.CharField(max_length=200, help_text="Post and name as they stood then.")
    sent_at = models.DateTimeField()
    accepter_id = models.BigIntegerField(null=True, help_text="The account that accepted it.")
    accepter = models.CharField(max_length=200, blank=True)
    accepted_at = models.DateTimeField(null=True)
    job_id = models.BigIntegerField(null=True)
    counts = models.JSONField(default=dict)
    changes = models.UUIDField(
        null=True, help_text="The sealed table of what differs from the version before."
    )
    keep_until = models.DateField(help_text="Its rows are erased after this day.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-sent_at", "-id")
        indexes = [
            models.Index(fields=["-sent_at", "-id"], name="delivery_newest"),
            models.Index(fields=["dataset", "state", "starts"], name="delivery_of_dataset"),
            models.Index(fields=["state", "keep_until"], name="delivery_kept"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["dataset", "unit", "period"],
                condition=Q(state=DeliveryState.ACCEPTED),
                name="delivery_one_in_force",
            )
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> Q:
        return own_units(acting, "unit")


class DeliveryFile(ScopedModel):
    """One file of a delivery: ``rows`` = ``accepted`` + ``rejected`` + ``blank``.

    ``part`` is the sealed Parquet of its accepted rows, tokens in place of numbers; ``replaced`` of the
    accepted were taken out again because mended rows came in their place. ``refused`` says why nothing was
    taken.
    """

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="files")
    place = models.PositiveSmallIntegerField(help_text="Order within the delivery.")
    title = models.CharField(max_length=200)
    mends = models.BooleanField(
        default=False, help_text="Sent again: its rows take the place of earlier ones."
    )
    stored = models.UUIDField(help_text="The sealed file.")
    part = models.UUIDField(null=True, help_text="The sealed accepted rows.")
    returned = models.UUIDField(
        null=True, help_text="The sealed workbook of what was sent back, with reasons."
    )
    sha256 = models.CharField(max_length=64)
    strangers = models.JSONField(default=list, help_text="Headers that no purpose allows.")
    passed = models.JSONField(default=list, help_text="Sheets without the header, not read.")
    rows = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    blank = models.PositiveIntegerField(default=0)
    identical = models.PositiveIntegerField(
        default=0, help_text="Accepted rows that are the same as another."
    )
    replaced = models.PositiveIntegerField(default=0)
    whole = models.BooleanField(default=False, help_text="Every row has been read.")
    refused = models.JSONField(default=dict, help_text="Reason and details; empty if it was read.")

    class Meta:
        ordering = ("delivery", "place")
        indexes = [models.Index(fields=["sha256"], name="delivery_file_hash")]
        constraints = [models.UniqueConstraint(fields=["delivery", "sha256"], name="delivery_file_once")]

    @classmethod
    def within(cls, acting: ActingPost) -> Q:
        return own_units(acting, "delivery__unit")

    @property
    def in_force(self) -> int:
        """How many of its rows count."""
        return self.accepted - self.replaced


class DeliveryFault(ScopedModel):
    """Why a row was sent back, or a remark on it. Never the value where it may be an identity."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="faults", db_index=False)
    file = models.ForeignKey(DeliveryFile, models.CASCADE, related_name="faults")
    sheet = models.CharField(max_length=80, blank=True)
    row_no = models.PositiveIntegerField()
    column = models.CharField(max_length=40, blank=True)
    header = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=24, help_text="A code of the datasets' reasons.")
    level = models.CharField(max_length=6, help_text="reject | note")
    value = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["delivery", "level", "id"], name="delivery_faults")]

    @classmethod
    def within(cls, acting: ActingPost) -> Q:
        return own_units(acting, "delivery__unit")
