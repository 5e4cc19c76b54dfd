"""The states and lists of this room. Severities, categories and sources are the pack's."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProblemState(models.TextChoices):
    """A problem's way along the close-out chain (handbook G.8)."""

    LISTED = "listed", _("On the list")
    ASSIGNED = "assigned", _("Being rectified")
    RECTIFIED = "rectified", _("Rectified, to be checked by the village")
    CHECKED = "checked", _("Checked by the village")
    SIGNED = "signed", _("Signed by the township")
    VERIFIED = "verified", _("Verified on the spot")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Struck out")


class ProblemAbout(models.TextChoices):
    """What a problem is about."""

    HOUSEHOLD = "household", _("Household")
    VILLAGE = "village", _("Village")
    POLICY = "policy", _("Policy")
    POST = "post", _("Post")
    ENTERPRISE = "enterprise", _("Enterprise")
    PROJECT = "project", _("Project")


class Subject(models.TextChoices):
    """Who is scored."""

    VILLAGE = "village", _("Village")
    TOWNSHIP = "township", _("Township")
    PERSON = "person", _("Individual")
    UNIT = "unit", _("Unit")
    TEAM = "team", _("Inspection team")


class InspectionState(models.TextChoices):
    """A team's day in a village."""

    PLANNED = "planned", _("Planned")
    DOING = "doing", _("Being inspected")
    ENDED = "ended", _("Ended")
    CALLED_OFF = "called_off", _("Called off")


class FormKind(models.TextChoices):
    """The two check forms of the article."""

    POOR = "poor", _("Form for registered households")
    OTHER = "other", _("Form for other households")


class FactState(models.TextChoices):
    """A fact becomes a problem only after the village has answered (见面沟通)."""

    NOTED = "noted", _("Noted, the village has not answered")
    ACCEPTED = "accepted", _("Accepted by the village")
    DISPUTED = "disputed", _("Disputed by the village")
    DROPPED = "dropped", _("Dropped by the team")


class AskState(models.TextChoices):
    """A request that another post decides: more time, an appeal."""

    ASKED = "asked", _("Waiting for a decision")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Turned down")


class DrawOf(models.TextChoices):
    """What a lot was drawn over."""

    VILLAGES = "villages", _("Villages of the week")
    POOR = "poor", _("Registered households")
    OTHER = "other", _("Other households")
    PROBLEMS = "problems", _("Closed problems, looked at again")
    AGAIN = "again", _("Households, checked again by another team")


class RecheckState(models.TextChoices):
    """A closed problem that another team looks at again."""

    WAITING = "waiting", _("To be looked at again")
    HOLDS = "holds", _("Mended indeed")
    FELL = "fell", _("Not mended, reopened")


class PeriodKind(models.TextChoices):
    """周督导、月通报、季总结、年奖惩: what is frozen."""

    MONTH = "month", _("Circular of the month")
    QUARTER = "quarter", _("Summary of the quarter")
    YEAR = "year", _("Rewards and penalties of the year")


class PracticeState(models.TextChoices):
    """A good practice that the county office may adopt for others."""

    PROPOSED = "proposed", _("Proposed, to be decided")
    ADOPTED = "adopted", _("Adopted for others")
    REFUSED = "refused", _("Not adopted")
    WITHDRAWN = "withdrawn", _("No longer adopted")


class ProposalState(models.TextChoices):
    """What the frozen year proposes for a unit, and what was decided."""

    PROPOSED = "proposed", _("Proposed, to be decided")
    ADOPTED = "adopted", _("Decided as proposed")
    OTHERWISE = "otherwise", _("Decided otherwise")
    REFUSED = "refused", _("Not followed")


class Measure(models.TextChoices):
    """What a year ends in for a unit (handbook G.10). Words and grounds stand in the pack."""

    RAISE = "raise", _("Raise: commend it, let others learn from it")
    STEP_UP = "step_up", _("Step up: say what is short, help it to the next class")
    TRANSFORM = "transform", _("Transform: a named leader and a plan with its days")
    DISCUSS = "discuss", _("Discuss the critical problems with the unit")
