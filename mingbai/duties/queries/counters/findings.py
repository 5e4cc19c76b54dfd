"""Findings sent, answered, and households identified (疑点下发、核实, 识别认定)."""

from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Case, DateField, F, OuterRef, Q, Subquery, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, TruncDate

from mingbai.duties.queries.matters import Rows, Stays
from mingbai.duties.queries.periods import Period
from mingbai.duties.queries.standing import standing
from mingbai.exchange.models import HandedRow
from mingbai.kit import calendar
from mingbai.kit.calendar import Span
from mingbai.kit.scope import ActingPost, rows
from mingbai.kit.steps import Step
from mingbai.screening.models import Finding, ToIdentify
from mingbai.screening.queries import rules
from mingbai.screening.states import FindingKind, FindingState, QueueState, Verdict

JUDGED = (Verdict.TRUE, Verdict.FALSE)


def answered(acting: ActingPost, period: Period) -> Rows:
    """Findings sent to posts of this kind; for a post that answers none itself, all that it sees."""
    kinds = rules.answered_kinds(acting) or list(FindingKind.values)
    found = rows(Finding, acting).filter(kind__in=kinds, sent_at__lt=period.end)
    found = found.exclude(state=FindingState.LAPSED)
    judged = Case(When(verdict__in=JUDGED, then=F("answered_at")), default=None)
    user = Case(When(verdict__in=JUDGED, then=F("answered_user")), default=None)
    there: Rows = found.annotate(came=F("sent_at"), left=judged, left_user=user)
    here = there.filter(Q(left=None) | Q(left__gte=period.start))
    counted: Rows = here.annotate(due_on=_deadline(here))
    return counted


def _deadline(here: Rows) -> Case:
    """The deadline that an answer had: an answered finding's own column holds the next one already.

    More time that was given stands in a step; a list from above has its own day; else it follows from the
    day of sending, worked out once for each day and kind, as the flow does.
    """
    told = Step.objects.filter(
        subject_type=Finding._meta.label_lower, subject_id=OuterRef("pk"), target=FindingState.SENT,
        detail__has_key="due", happened_at__lte=OuterRef("answered_at"),
    ).annotate(day=Cast(KeyTextTransform("due", "detail"), DateField()))  # fmt: skip
    handed = HandedRow.objects.filter(pk=OuterRef("handed_row")).values("due")[:1]
    given = Coalesce(Subquery(told.order_by("-id").values("day")[:1]), Subquery(handed), _reckoned(here))
    return Case(When(state=FindingState.SENT, then=F("due")), default=given, output_field=DateField())


def _reckoned(here: Rows) -> Any:
    days = here.filter(verdict__in=JUDGED).annotate(day=TruncDate("sent_at")).order_by()
    whens = [
        When(kind=kind, sent_at__date=day, then=Value(_after(day, kind), DateField()))
        for kind, day in days.values_list("kind", "day").distinct()
    ]
    nothing = Value(None, DateField())
    return Case(*whens, default=nothing) if whens else nothing


def _after(day: date, kind: str) -> date:
    return calendar.installed().due(day, Span(rules.verify_days(kind), "days")).day


def sent(acting: ActingPost, period: Period) -> Rows:
    """New findings, until they are sent. Only what still waits can be late: no deadline is kept after."""
    found = rows(Finding, acting).filter(found_at__lt=period.end).exclude(state=FindingState.LAPSED)
    there: Rows = found.annotate(
        came=F("found_at"),
        left=F("sent_at"),
        left_user=Value(None, BigIntegerField()),
        due_on=Case(When(state=FindingState.NEW, then=F("due")), default=None, output_field=DateField()),
    )
    return there.filter(Q(left=None) | Q(left__gte=period.start))


def identified(acting: ActingPost, period: Period) -> Stays:
    """待识别: households in which a risk was verified, until the township settles them."""
    return standing(acting, ToIdentify, (QueueState.WAITING,), period.start)
