"""Findings on Today: to answer, to send, late, to decide, to identify, rules to mend."""

from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mingbai.kit.scope import ActingPost
from mingbai.kit.shown import day_of, iso
from mingbai.org.queries.today import Task
from mingbai.screening import permits
from mingbai.screening.models import Finding
from mingbai.screening.queries import desk, findings, queue, rates, rules, towns, words
from mingbai.screening.states import FindingState


def to_answer(acting: ActingPost, at: datetime) -> list[Task]:
    """What the post answers, at most so many one by one as the pack says, the others together."""
    if not permits.sees_any(acting) or not rules.answered_kinds(acting):
        return []
    most = rules.section("today")["most"]
    found = list(desk.waiting(acting)[: most + 1])
    tasks = [_answer(row) for row in found[:most]]
    if len(found) > most:
        more = desk.waiting(acting).count() - most
        title = ngettext("%(n)d more finding to verify", "%(n)d more findings to verify", more) % {"n": more}
        tasks.append(
            Task(
                title,
                _("nearest deadline first"),
                found[most].due,
                reverse("screening:mine"),
                _("Open the list"),
            )
        )
    return tasks


def _answer(row: Finding) -> Task:
    urged = _("urged") + " · " if row.urged else ""
    return Task(
        title=f"{words.subject(row)} · {words.title(row)}",
        detail=urged + words.reason(row)[:80],
        due=row.due,
        url=reverse("screening:verify", args=[row.key]),
        action=_("Verify"),
    )


def to_send(acting: ActingPost, at: datetime) -> list[Task]:
    """New findings that wait to be sent, and those that are late, each as one task."""
    if not permits.sees_any(acting) or not rules.may("send", acting):
        return []
    number, due = towns.to_send(acting)
    late = towns.are_late(acting, today=day_of(at))
    found = []
    if number:
        title = ngettext("%(n)d new finding to send", "%(n)d new findings to send", number) % {"n": number}
        found.append(
            Task(title, _("by township, with a preview"), due, reverse("screening:towns"), _("Send"))
        )
    if late:
        title = ngettext("%(n)d finding is late", "%(n)d findings are late", late) % {"n": late}
        said = _("sent, and nobody has answered in time")
        found.append(Task(title, said, day_of(at), reverse("screening:towns"), _("Urge")))
    return found


def to_decide(acting: ActingPost, _at: datetime) -> list[Task]:
    """Requests for more time."""
    if not permits.sees_any(acting) or not rules.may("send", acting):
        return []
    return [
        Task(
            title=_("More time until %(day)s: %(name)s")
            % {"day": iso(row.wished_until), "name": words.subject(row)},
            detail=row.wished_why[:80],
            due=row.due,
            url=reverse("screening:findings-one", args=[row.key]),
            action=_("Decide"),
        )
        for row in findings.wishes(acting)[: queue.TODAY_MOST]
        if permits.sends(acting, row)
    ]


def to_settle(acting: ActingPost, at: datetime) -> list[Task]:
    """Findings verified true that nobody has taken up, together."""
    if not permits.browses(acting, None) or not rules.may("settle", acting):
        return []
    number, due = findings.to_settle(acting)
    if not number:
        return []
    title = ngettext("%(n)d verified finding to take up", "%(n)d verified findings to take up", number)
    address = f"{reverse('screening:findings')}?{urlencode({'state': FindingState.TRUE})}"
    return [Task(title % {"n": number}, _("verified true, and nobody acts yet"), due, address, _("Take up"))]


def to_identify(acting: ActingPost, _at: datetime) -> list[Task]:
    """Households that wait for this township to begin."""
    if not rules.may("identify", acting) or not permits.queue(acting, None):
        return []
    return [
        Task(
            title=_("To be identified: %(name)s") % {"name": row.head_name},
            detail=row.title,
            due=row.due,
            url=reverse("screening:queue-one", args=[row.key]),
            action=_("Begin"),
        )
        for row in queue.waiting(acting)
    ]


def to_mend(acting: ActingPost, _at: datetime) -> list[Task]:
    """Rules that proved mostly wrong."""
    if not permits.mender(acting, None):
        return []
    return [
        Task(
            title=_("Mostly wrong: %(title)s") % {"title": words.title(row)},
            detail=_("%(denied)d of %(n)d answers said “not true”")
            % {"denied": row.denied, "n": row.denied + row.confirmed},
            due=None,
            url=reverse("screening:mendings-one", args=[row.key]),
            action=_("Mend the rule"),
        )
        for row in rates.to_mend(acting)
    ]
