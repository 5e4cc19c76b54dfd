"""By when a move is due, counted from the day its state was entered (that day itself does not count)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mingbai.kit.calendar import Calendar, Due, Span


@dataclass(frozen=True, slots=True)
class Deadline:
    """`span` is fixed, or a function of the subject (so that a pack's figure is read when it is needed)."""

    span: Span | Callable[[Any], Span]

    def falls_on(self, start: date, subject: Any, calendar: Calendar) -> Due:
        """The last day on which the move is in time, with a warning if that day may still shift."""
        return calendar.due(start, self.span(subject) if callable(self.span) else self.span)

    def words(self) -> str:
        """The deadline as a person would say it; one that is read from a pack says so."""
        if callable(self.span):
            return _("as the pack says")
        return span_words(self.span)


def span_words(span: Span) -> str:
    """A span as a person would say it."""
    words = {
        "days": ngettext("%(n)d day", "%(n)d days", span.count),
        "working_days": ngettext("%(n)d working day", "%(n)d working days", span.count),
        "months": ngettext("%(n)d month", "%(n)d months", span.count),
    }
    return words[span.unit] % {"n": span.count}
