"""Posts, and who holds them over which period."""

from django.db import models

from mingbai.kit.scoped import ScopedModel


class Post(ScopedModel):
    """A post: one kind of work (from the pack) for exactly one area."""

    wall = "org"

    code = models.CharField(max_length=60, unique=True, help_text="Used in addresses: area, kind, number.")
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="posts")
    lines = models.CharField(
        max_length=200, blank=True, help_text="Lines of work, by commas; empty: every line."
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("area_code", "code")
        indexes = [
            models.Index(fields=["area_code", "code", "id"]),
            models.Index(fields=["kind", "area_code"]),
        ]


class Posting(ScopedModel):
    """A user holds a post from ``starts`` until ``ends`` (half-open, aware; open end NULL).

    ``sole`` is copied from the post's kind: the database then refuses two holders at one time.
    """

    wall = "org"

    post = models.ForeignKey(Post, models.PROTECT, related_name="postings")
    user = models.ForeignKey("org.User", models.PROTECT, related_name="postings")
    holder = models.CharField(
        max_length=40, help_text="The user's name: the account may lie beyond the reader's wall."
    )
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True)
    sole = models.BooleanField(default=False)
    why_ended = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-starts", "-id")
        indexes = [
            models.Index(fields=["area_code", "-starts"]),
            models.Index(fields=["user", "starts"]),
            models.Index(fields=["post", "starts"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="org_posting_period",
                condition=models.Q(ends=None) | models.Q(ends__gte=models.F("starts")),
            )
        ]
