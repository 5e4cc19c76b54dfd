"""The states and lists of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HandedState(models.TextChoices):
    """Where a list handed down from above stands (疑点分办)."""

    RECEIVED = "received", _("Being read")
    COLUMNS = "columns", _("Columns to be confirmed")
    SPLIT = "split", _("To be handed on")
    SENT = "sent", _("Sent to townships and villages")
    RETURNED = "returned", _("Feedback given")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class HandedRowState(models.TextChoices):
    """Where one doubt of such a list stands."""

    ASIDE = "aside", _("Set aside: not matched")
    READY = "ready", _("To be handed on")
    SENT = "sent", _("Sent, not answered")
    ANSWERED = "answered", _("Answered")
    CONTRADICTS = "contradicts", _("Answer contradicts the ledger")
    NOT_OURS = "not_ours", _("Not ours")


class HandedMatch(models.TextChoices):
    """How a row reached its person or household."""

    NUMBER = "number", _("By document number")
    HOUSEHOLD = "household", _("By household number")
    NAME = "name", _("By name and village")
    HAND = "hand", _("Matched by hand")
    NONE = "", _("Not matched")


class HandedAside(models.TextChoices):
    """Why a row lies aside."""

    UNKNOWN = "unknown", _("Nobody of this number or name is in the ledger")
    SEVERAL = "several", _("Several persons of this name")
    DIFFERS = "differs", _("The number is somebody's of another name")
    EMPTY = "empty", _("The row names nobody")
    NONE = "", ""


class HandedVerdict(models.TextChoices):
    """What was found; the values are those of findings."""

    TRUE = "true", _("Verified true")
    FALSE = "false", _("Verified false")
    UNREACHED = "unreached", _("Nobody reached")
    NONE = "", _("Not answered")


class HandedFile(models.TextChoices):
    """What a list came as."""

    XLSX = "xlsx", _("Workbook (XLSX)")
    XLS = "xls", _("Old workbook (XLS)")
    CSV = "csv", _("CSV")
    PASTE = "paste", _("Pasted")


class DeliveryState(models.TextChoices):
    """A department's file on its way. Comparisons read ACCEPTED ones only."""

    UPLOADED = "uploaded", _("Being checked")
    CHECKED = "checked", _("Checked")
    ASKED = "asked", _("Waiting to be accepted")
    ACCEPTED = "accepted", _("Accepted, in force")
    SUPERSEDED = "superseded", _("Replaced")
    ROLLED_BACK = "rolled_back", _("Rolled back")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Erased, its time is over")


class Channel(models.TextChoices):
    """How a file came."""

    BROWSER = "browser", _("Through the page")
    FOLDER = "folder", _("Through the folder")
    HTTP = "http", _("Over HTTP")


class Difference(models.TextChoices):
    """What a version says that the one before did not."""

    NEW = "new", _("New rows")
    CHANGED = "changed", _("Changed rows")
    GONE = "gone", _("Rows gone")


class PairState(models.TextChoices):
    """Whether a row without a usable number is this person."""

    OPEN = "open", _("Not answered")
    SAME = "same", _("The same person")
    OTHER = "other", _("Somebody else")
    UNSURE = "unsure", _("Cannot be told")


class EntrustedState(models.TextChoices):
    """An entrusted comparison: our list leaves under a request letter and comes back answered."""

    DRAFT = "draft", _("Draft")
    ASKED = "asked", _("Waiting for approval")
    APPROVED = "approved", _("Approved")
    SENT = "sent", _("List handed out")
    ANSWERED = "answered", _("Answer taken in")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Group(models.TextChoices):
    """Whose numbers an entrusted comparison sends."""

    MONITORED = "monitored", _("Monitored households")
    REGISTERED = "registered", _("Households in the registry")
    AUTHORISED = "authorised", _("People with a stored authorisation")
