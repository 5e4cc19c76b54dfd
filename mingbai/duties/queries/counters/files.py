"""Files: imports, departments' deliveries by the calendar, doubt lists that go back (数据报送, 反馈)."""

from django.db.models import Case, F, Value, When
from django.db.models.fields import BigIntegerField

from mingbai.duties.queries.matters import Matter, Rows, Stays
from mingbai.duties.queries.periods import Period, moment
from mingbai.duties.queries.standing import standing
from mingbai.exchange.models import Delivery, HandedList
from mingbai.exchange.queries import due
from mingbai.exchange.states import DeliveryState, HandedState
from mingbai.kit.calendar import ONE_DAY
from mingbai.kit.scope import ActingPost, rows
from mingbai.registry.models import ImportBatch
from mingbai.registry.states import ImportState


def imports_merged(acting: ActingPost, period: Period) -> Stays:
    """Imports whose merge was asked for, until somebody merges them or sends them back."""
    return standing(acting, ImportBatch, (ImportState.ASKED,), period.start)


def deliveries_accepted(acting: ActingPost, period: Period) -> Stays:
    """Departments' files that were handed in, until they are accepted or sent back."""
    return standing(acting, Delivery, (DeliveryState.ASKED,), period.start)


def handed_returned(acting: ActingPost, _period: Period) -> Rows:
    """Lists from above, until their feedback is made."""
    found: Rows = rows(HandedList, acting).exclude(state=HandedState.WITHDRAWN)
    back = Case(When(state=HandedState.RETURNED, then=F("feedback_at")), default=None)
    nobody = Value(None, BigIntegerField())
    counted: Rows = found.annotate(came=F("uploaded_at"), due_on=F("due"), left=back, left_user=nobody)
    return counted


def deliveries_sent(acting: ActingPost, period: Period) -> list[Matter]:
    """The calendar's files of the post's unit: each waits from the end of what it tells of."""
    last = period.after - ONE_DAY
    slots = [slot for line in due.lines(acting, last) for slot in line.slots]
    return [
        Matter(
            came=moment(slot.period.ends + ONE_DAY),
            due_on=slot.due,
            left=slot.delivery.sent_at if slot.delivery else None,
            area_code=slot.unit.area_code,
        )
        for slot in slots
    ]
