"""What the menu and Today say of departments' files."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from mingbai.exchange import permits
from mingbai.exchange.queries import deliveries, due, entrusted, pairs
from mingbai.kit.page import MenuEntry
from mingbai.kit.scope import ActingPost
from mingbai.org.queries.today import Task


def menu(acting: ActingPost) -> list[MenuEntry]:
    """The desks' entries, each for the posts that work at it."""
    found = []
    if permits.sees_deliveries(acting, None):
        found.append(MenuEntry(_("Departments' files"), reverse("exchange:deliveries"), "building"))
    if permits.tends(acting):
        found.append(MenuEntry(_("Doubtful pairs"), reverse("exchange:pairs"), "people"))
        found.append(MenuEntry(_("Authorisations"), reverse("exchange:authorisations"), "shield"))
    if permits.entrusts(acting):
        found.append(MenuEntry(_("Entrusted comparisons"), reverse("exchange:entrusted"), "swap"))
    return found


def tasks(acting: ActingPost, at: datetime) -> list[Task]:
    """What the unit must send, what waits to be accepted, what is checked and waits to be handed in."""
    found = [*_to_answer(acting), *_to_approve(acting)]
    if permits.sees_deliveries(acting, None):
        found += [*_to_accept(acting), *_to_hand_in(acting), *_to_send(acting, at)]
    return found


def _to_answer(acting: ActingPost) -> list[Task]:
    left = pairs.waiting(acting).count() if permits.tends(acting) else 0
    if not left:
        return []
    return [
        Task(
            title=_("Is this the same person?"),
            detail=_("%(n)s doubtful pairs wait for an answer") % {"n": left},
            due=None,
            url=reverse("exchange:pairs_desk"),
            action=_("Answer now"),
        )
    ]


def _to_approve(acting: ActingPost) -> list[Task]:
    return [
        Task(
            title=_("Entrusted comparison %(number)s waits for approval") % {"number": each.number},
            detail=_("%(n)s people's numbers would leave: %(why)s") % {"n": each.people, "why": each.why},
            due=None,
            url=reverse("exchange:entrusted-one", args=[each.key]),
            action=_("Look it through"),
        )
        for each in entrusted.asked(acting)
        if permits.approver(acting, each)
    ]


def _to_send(acting: ActingPost, at: datetime) -> list[Task]:
    if not permits.may_send(acting):
        return []
    return [
        Task(
            title=_("Send “%(what)s”") % {"what": slot.entry.title},
            detail=_("for %(period)s, nothing has come yet") % {"period": slot.period.words},
            due=slot.due,
            url=reverse("exchange:send"),
            action=_("Send files"),
        )
        for slot in due.wanted(acting, at.date())
    ]


def _to_accept(acting: ActingPost) -> list[Task]:
    return [
        Task(
            title=_("“%(what)s” waits to be accepted") % {"what": deliveries.title(each)},
            detail=_("%(who)s sent %(n)s rows") % {"who": each.sender, "n": each.counts.get("in_force", 0)},
            due=None,
            url=reverse("exchange:deliveries-one", args=[each.key]),
            action=_("Look it through"),
        )
        for each in deliveries.asked(acting)
        if permits.accepter(acting, each)
    ]


def _to_hand_in(acting: ActingPost) -> list[Task]:
    return [
        Task(
            title=_("“%(what)s” is checked") % {"what": deliveries.title(each)},
            detail=_("%(n)s rows go back") % {"n": each.counts.get("open", 0)},
            due=None,
            url=reverse("exchange:deliveries-one", args=[each.key]),
            action=_("Look it through"),
        )
        for each in deliveries.checked(acting)
    ]
