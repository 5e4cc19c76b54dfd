"""The states and lists of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FindingKind(models.TextChoices):
    """What a finding is about: the kinds of the rule book's rules, and doubts handed down from above."""

    RISK = "risk", _("Risk clue")
    EXCLUSION = "exclusion", _("Question of registration")
    DUE = "due", _("Due and not received")
    UNDUE = "undue", _("Received, to be verified")
    QUALITY = "quality", _("Record fault")
    ALARM = "alarm", _("Money alarm")
    HANDED = "handed", _("Doubt handed down")


class FindingSource(models.TextChoices):
    """Who raised it."""

    RULE = "rule", _("A comparison run")
    HANDED = "handed", _("A list from above")


class FindingState(models.TextChoices):
    """Where people stand with it. What the machine says is `Finding.holds`, never this."""

    NEW = "new", _("Newly found")
    SENT = "sent", _("Sent to be verified")
    TRUE = "true", _("Verified true")
    FALSE = "false", _("Verified false")
    TAKEN_UP = "taken_up", _("Taken up")
    CLOSED = "closed", _("Closed")
    LAPSED = "lapsed", _("No longer triggered")


class Severity(models.TextChoices):
    """How grave: the rule book's words."""

    NOTICE = "notice", _("Notice")
    WARNING = "warning", _("Ordinary")
    ERROR = "error", _("Grave")
    SERIOUS = "serious", _("Serious")


class RunState(models.TextChoices):
    """A comparison run's way. Only DONE shows anything to anybody."""

    ASKED = "asked", _("Asked for")
    RUNNING = "running", _("Comparing")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class RunOccasion(models.TextChoices):
    """Why it was run."""

    NIGHT = "night", _("Nightly")
    HAND = "hand", _("Started by hand")


class Verdict(models.TextChoices):
    """What a verifier answers. Unreached is no verdict on the doubt: it stays open and is counted."""

    TRUE = "true", _("True")
    FALSE = "false", _("Not true")
    UNREACHED = "unreached", _("Nobody reached")


class QueueState(models.TextChoices):
    """Where a household stands that is to be identified (待识别)."""

    WAITING = "waiting", _("To be identified")
    BEGUN = "begun", _("Identification begun")
    NOT_NEEDED = "not_needed", _("No identification needed")
    FALLEN = "fallen", _("The doubt proved false")


class MendState(models.TextChoices):
    """What became of a rule that was mostly wrong."""

    PROPOSED = "proposed", _("Proposed for mending")
    MENDED = "mended", _("Mended")
    KEPT = "kept", _("Kept as it is")


class Board(models.TextChoices):
    """What a figure belongs to: 应享未享, or one of the three comparisons (对户对标, 对人对网, 对网比对)."""

    BENEFITS = "benefits", _("Due and not received")
    STANDARD = "standard", _("Households against the standard")
    GROUND = "ground", _("People against the register")
    SYSTEMS = "systems", _("System against system")


class Standing(models.TextChoices):
    """How a household or person stands with a policy, or with an item of a comparison."""

    RECEIVED = "received", _("Due and received")
    MISSING = "missing", _("Due, not received")
    UNSEEN = "unseen", _("Due, receipt not visible in any data")
    UNKNOWN = "unknown", _("Not known")
    MET = "met", _("Met")
    NOT_MET = "not_met", _("Not met")
    BOTH = "both", _("Both agree")
    OURS_ONLY = "ours_only", _("Only in our ledger")
    THEIRS_ONLY = "theirs_only", _("Only in the department's data")
    NEITHER = "neither", _("In neither")


class Whose(models.TextChoices):
    """Whose move it is with what is due and not received (handbook O.8.4)."""

    OPEN = "open", _("Not yet recorded")
    NOT_APPLIED = "not_applied", _("Not applied for")
    PAPERS = "papers", _("Papers missing")
    REVIEW = "review", _("Under review")
    ON_THE_WAY = "on_the_way", _("Paid, not arrived")
    ACCOUNT = "account", _("Account wrong")


RECORDABLE = (Whose.NOT_APPLIED, Whose.PAPERS, Whose.REVIEW, Whose.ON_THE_WAY, Whose.ACCOUNT)


class Told(models.TextChoices):
    """Where it is known from whose move it is."""

    NOBODY = "", _("nobody yet")
    FILE = "file", _("payment file")
    POST = "post", _("recorded by a post")


class BookChangeKind(models.TextChoices):
    """What a decision about the rule book says."""

    VALUE = "value", _("A value of the county's own")
    CONFIRM = "confirm", _("A value confirmed")
    RULE = "rule", _("A rule confirmed")


class BookChangeState(models.TextChoices):
    """Where a change of the rule book stands."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting for approval")
    RETURNED = "returned", _("Sent back to be mended")
    IN_FORCE = "in_force", _("In force in the book")
    REPLACED = "replaced", _("Replaced by a later decision")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class EditionOrigin(models.TextChoices):
    """What made an edition of the rule book."""

    SHIPPED = "shipped", _("As shipped, with the county's pack")
    DECISION = "decision", _("A decision of the county")


class WhatIfState(models.TextChoices):
    """Where a what-if stands."""

    ASKED = "asked", _("Being worked out")
    DONE = "done", _("Worked out")
    FAILED = "failed", _("Could not be worked out")
