"""The states in which the room's own matters stand, and the fixed words of its tables."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    """Levels of an area, highest first."""

    COUNTY = "county", _("County")
    TOWNSHIP = "township", _("Township")
    VILLAGE = "village", _("Village")


class Change(TextChoices):
    """What may happen to an area (dated; the old record stays readable)."""

    RENAMED = "renamed", _("Renamed")
    RECODED = "recoded", _("Given a new code")
    MERGED = "merged", _("Merged into another")
    ABOLISHED = "abolished", _("Abolished")


class DelegationState(TextChoices):
    """A delegation's way: asked, decided by a superior, running for its period, over."""

    ASKED = "asked", _("Waiting for approval")
    APPROVED = "approved", _("Approved")
    RUNNING = "running", _("In force")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ENDED = "ended", _("Ended")


class ExportState(TextChoices):
    """An export's way: asked, decided by another post, made by a job, fetched, gone."""

    ASKED = "asked", _("Waiting for approval")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    MAKING = "making", _("Being made")
    READY = "ready", _("Ready to fetch")
    FETCHED = "fetched", _("Fetched")
    FAILED = "failed", _("Failed")
    EXPIRED = "expired", _("Expired")


class FileKind(TextChoices):
    """What an export is made as."""

    XLSX = "xlsx", _("Workbook (XLSX), for WPS and Excel")
    CSV = "csv", _("CSV, for other programs")
    PDF = "pdf", _("PDF, to be printed")


DELEGATION_OPEN = frozenset({DelegationState.ASKED, DelegationState.APPROVED, DelegationState.RUNNING})
DELEGATION_DECIDED = frozenset({DelegationState.APPROVED, DelegationState.RUNNING})
EXPORT_WAITING = frozenset({ExportState.ASKED, ExportState.APPROVED, ExportState.MAKING})
