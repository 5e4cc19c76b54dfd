"""Problems in the menu, on Today and on a household's page."""

from datetime import date, datetime

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mingbai.kit import addresses
from mingbai.kit.page import MenuEntry
from mingbai.kit.scope import ActingPost
from mingbai.kit.shown import day_of
from mingbai.org.queries.today import Task
from mingbai.oversight import permits
from mingbai.oversight.flow import appeal, extension
from mingbai.oversight.flow import problem as flow
from mingbai.oversight.models import Problem
from mingbai.oversight.panels import raised, week
from mingbai.oversight.queries import again, problems, sheets, teams
from mingbai.oversight.queries.terms import scored
from mingbai.oversight.queries.waiting import standing
from mingbai.oversight.states import Subject
from mingbai.registry.models import Household

CHAIN = ("rectify", "check", "sign", "verify", "close")


def menu(acting: ActingPost) -> list[MenuEntry]:
    """The ledger for whoever reads people's data; sheets and requests for who gives and takes them."""
    if acting.lo >= acting.hi:
        return []
    entries = [MenuEntry(_("Problem ledger"), reverse("oversight:problems"), "check")]
    if acting.households is None:
        entries.append(MenuEntry(_("Assignment sheets"), reverse("oversight:sheets"), "file"))
    entries += week.menu(acting)
    if acting.kind in permits.kinds("appeal_decide"):
        entries.append(MenuEntry(_("Requests for more time"), reverse("oversight:extensions"), "clock"))
        entries.append(MenuEntry(_("Appeals"), reverse("oversight:appeals"), "info"))
    if scored(Subject.PERSON) and acting.user_id is not None:
        entries.append(MenuEntry(_("My result"), reverse("oversight:mine"), "person"))
    return entries


def tasks(acting: ActingPost, at: datetime) -> list[Task]:
    """What waits for this post: to mend, check, sign, verify or close; to receive; to decide; to assign."""
    if acting.lo >= acting.hi:
        return []
    address = addresses.each("oversight:problems-one")
    found = [
        Task(
            title=f"{one.title} · {one.name}" if one.name else one.title,
            detail=_detail(one),
            due=one.due,
            url=address(one.key),
            action=flow.moves[move].title,
        )
        for one, move in waiting(acting, at)
    ]
    return [
        *found,
        *_sheets(acting),
        *_decisions(acting),
        *_to_assign(acting),
        *week.tasks(acting, at),
        *raised.tasks(acting, at),
        *_found_again(acting),
    ]


def _detail(one: Problem) -> str:
    """What a leader said to it first, then whether it was urged, then the fact."""
    urged = _("Urged by the county office") if one.urged else ""
    return " · ".join(filter(None, [one.instruction[:60], urged, one.fact[:80]]))


def waiting(acting: ActingPost, at: datetime) -> list[tuple[Problem, str]]:
    """What the post can do next, nearest deadline first, with the move."""
    return [
        (one, name)
        for one in standing(acting, day_of(at))
        for name in CHAIN
        if one.state in flow.moves[name].sources and flow.moves[name].who(acting, one)
    ]


def _sheets(acting: ActingPost) -> list[Task]:
    return [
        Task(
            title=sheet.number,
            detail=sheet.addressee,
            due=None,
            url=reverse("oversight:sheets-one", args=[sheet.key]),
            action=_("Acknowledge"),
        )
        for sheet in sheets.unacknowledged(acting)
        if permits.addressed(acting, sheet)
    ]


def _decisions(acting: ActingPost) -> list[Task]:
    times, appeals = problems.requests(acting)
    found = [(one, extension.moves["grant"], "oversight:extensions-one", one.reason) for one in times] + [
        (one, appeal.moves["uphold"], "oversight:appeals-one", one.said) for one in appeals
    ]
    return [
        Task(
            title=one.problem.title,
            detail=said[:80],
            due=one.due,
            url=reverse(address, args=[one.key]),
            action=_("Rule on it"),
        )
        for one, move, address, said in found
        if move.who(acting, one)
    ]


def _to_assign(acting: ActingPost) -> list[Task]:
    if acting.kind not in permits.kinds("approve") or not (count := problems.to_assign(acting)):
        return []
    return [
        Task(
            title=_("Problems wait to be assigned"),
            detail=str(count),
            due=None,
            url=reverse("oversight:issue"),
            action=_("Issue this week's sheets"),
        )
    ]


def _found_again(acting: ActingPost) -> list[Task]:
    """Closed, and a comparison since finds it again: for the county office to look into."""
    if not teams.directs(acting) or not (count := again.count(acting)):
        return []
    return [
        Task(
            title=_("Closed problems that the comparison finds again"),
            detail=str(count),
            due=None,
            url=reverse("oversight:problems") + "?again=1",
            action=_("Look into them"),
        )
    ]


def of_household(request: HttpRequest, household: Household, _as_of: date | None) -> SafeString | None:
    """The household's problems."""
    found = problems.of_household(request.acting, household.pk)
    if not found:
        return None
    shown = {"problems": [(one, flow.state_of(one)) for one in found]}
    return render_to_string("oversight/panels/household.html", shown, request=request)
