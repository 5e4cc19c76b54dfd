"""Natural changes, incomes, helpers and stops of benefits (人口自然变更, 逐户算账, 结对, 建议停发)."""

from django.db.models import (
    BigIntegerField,
    Case,
    DateField,
    DateTimeField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Greatest

from mingbai.duties.queries.matters import Rows, Stays
from mingbai.duties.queries.periods import Period, moment
from mingbai.duties.queries.standing import standing
from mingbai.kit.scope import ActingPost
from mingbai.registry.models import IncomeStatement, NaturalChange, Pairing, StopProposal
from mingbai.registry.queries import households
from mingbai.registry.states import ChangeState, Monitor, Occasion, StopState

NO_DAY = Value(None, DateField())
NOBODY = Value(None, BigIntegerField())


def changes_submitted(acting: ActingPost, period: Period) -> Stays:
    """Drafts, and what was sent back, until the village hands it in."""
    return standing(acting, NaturalChange, (ChangeState.DRAFT, ChangeState.RETURNED), period.start)


def changes_reviewed(acting: ActingPost, period: Period) -> Stays:
    """Changes with the township."""
    return standing(acting, NaturalChange, (ChangeState.SUBMITTED,), period.start)


def changes_approved(acting: ActingPost, period: Period) -> Stays:
    """Changes with the county."""
    return standing(acting, NaturalChange, (ChangeState.REVIEWED,), period.start)


def stops_decided(acting: ActingPost, period: Period) -> Stays:
    """Proposals to stop a benefit of the post's lines, until the department has decided."""
    return standing(acting, StopProposal, (StopState.PROPOSED, StopState.NOTIFIED), period.start)


def incomes_counted(acting: ActingPost, period: Period) -> Rows:
    """Registered and monitored households; each is done when the year's statement is there."""
    counted = IncomeStatement.objects.filter(
        household=OuterRef("pk"), occasion=Occasion.YEAR, replaced_on=None, year=period.first.year
    )
    return _stock(acting, period, Subquery(counted.values("counted_on")[:1]))


def helpers_paired(acting: ActingPost, period: Period) -> Rows:
    """The same households; each is done when somebody is paired with it."""
    there = Pairing.objects.filter(Q(valid_to=None) | Q(valid_to__gt=period.after), household=OuterRef("pk"))
    return _stock(acting, period, Subquery(there.order_by("valid_from").values("valid_from")[:1]))


def _stock(acting: ActingPost, period: Period, done_on: Subquery) -> Rows:
    """What the period begins with and keeps all along, not what comes in and goes out.

    PostgreSQL's GREATEST passes over NULL, so what is not done must be told apart first.
    """
    kept = Q(registered=True) | ~Q(monitor=Monitor.NONE)
    begin = Value(moment(period.first), DateTimeField())
    found: Rows = households.living(acting).filter(kept, started_on__lt=period.after)
    counted: Rows = found.annotate(done_on=done_on).annotate(
        came=begin,
        left=Case(When(done_on=None, then=None), default=Greatest(Cast("done_on", DateTimeField()), begin)),
        due_on=NO_DAY,
        left_user=NOBODY,
    )
    return counted
