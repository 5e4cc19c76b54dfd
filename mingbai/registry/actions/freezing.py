"""Lists are frozen as they stood: by the clockwork at each month's end, by a run, by a publication."""

from datetime import date, datetime

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit.jobs.clockwork import as_machine
from mingbai.kit.scope import ActingPost
from mingbai.kit.shown import day_of
from mingbai.registry import permits
from mingbai.registry.actions.refusal import BadDay, Refused
from mingbai.registry.models import Freeze
from mingbai.registry.queries import freezing
from mingbai.registry.states import FreezeKind

# Who was registered or monitored on the day, where they lived then, in one statement for any number.
ROWS = """
INSERT INTO registry_frozenhousehold (freeze_id, area_code, household_id, number, head_name, head_sort,
    member_count, category, monitor, net_per_capita, helper_name)
SELECT %(freeze)s, r.area_code, h.id, h.number, coalesce(m.head_name, h.head_name),
       coalesce(p.name_sort, h.head_sort), coalesce(m.members, 0), s.category, s.monitor, i.net_per_capita,
       coalesce(g.helper_name, '')
  FROM registry_householdstate s
  JOIN registry_household h ON h.id = s.household_id
  JOIN registry_residence r ON r.household_id = h.id AND r.valid_from <= %(on)s
                           AND (r.valid_to IS NULL OR r.valid_to > %(on)s)
  LEFT JOIN (SELECT household_id, count(*) AS members,
                    max(person_id) FILTER (WHERE relation = 'head') AS head_id,
                    max(person_name) FILTER (WHERE relation = 'head') AS head_name
               FROM registry_membership
              WHERE valid_from <= %(on)s AND (valid_to IS NULL OR valid_to > %(on)s)
              GROUP BY household_id) m ON m.household_id = h.id
  LEFT JOIN registry_person p ON p.id = m.head_id
  LEFT JOIN LATERAL (SELECT n.net_per_capita FROM registry_incomestatement n
                      WHERE n.household_id = h.id AND n.occasion = 'year' AND n.replaced_on IS NULL
                        AND (n.year < extract(year FROM %(on)s::date) OR n.counted_on <= %(on)s)
                      ORDER BY n.year DESC LIMIT 1) i ON true
  LEFT JOIN LATERAL (SELECT g.helper_name FROM registry_pairing g
                      WHERE g.household_id = h.id AND g.valid_from <= %(on)s
                        AND (g.valid_to IS NULL OR g.valid_to > %(on)s)
                      ORDER BY g.valid_from DESC LIMIT 1) g ON true
 WHERE s.valid_from <= %(on)s AND (s.valid_to IS NULL OR s.valid_to > %(on)s)
   AND (s.category <> 'ordinary' OR s.monitor <> 'none')
"""


class MayNotFreeze(Refused):
    """Only posts that reach the whole county freeze its list."""

    code = "may_not_freeze"
    status = 403


class FrozenAlready(Refused):
    """A month's end is frozen once."""

    code = "frozen_already"


@transaction.atomic
def freeze(*, kind: FreezeKind, as_of: date, by: ActingPost, at: datetime) -> Freeze:
    """Freeze the county's registered and monitored households as of a day, as known now.

    Raises MayNotFreeze, BadDay (in the future), FrozenAlready (a month's end, twice).
    """
    if not permits.freezes(by, None):
        raise MayNotFreeze(permits.freezes.sentence())
    if as_of > day_of(at):
        raise BadDay(_("The day lies in the future."))
    if kind == FreezeKind.MONTH_END and Freeze.objects.filter(kind=kind, as_of=as_of).exists():
        raise FrozenAlready(_("The list of this month's end is frozen already."))
    made = Freeze.objects.create(
        kind=kind, area_code=by.area_code, as_of=as_of, taken_at=at, row_count=0, digest="", taken_by=by.label
    )
    with connection.cursor() as cursor:
        cursor.execute(ROWS, {"freeze": made.pk, "on": as_of})
    made.digest, made.row_count = freezing.digest_of(made.pk)
    made.save(update_fields=["digest", "row_count"])
    return made


def hourly(*, at: datetime) -> None:
    """Freeze last month's end once it is over; safe to do twice."""
    with as_machine(at) as machine:
        due = freezing.due_month_end(day_of(at))
        if due is not None:
            freeze(kind=FreezeKind.MONTH_END, as_of=due, by=machine, at=at)
