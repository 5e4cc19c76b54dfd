"""Figures in the menu; what a household is due, misses and receives on its page and card; Today."""

from datetime import date, datetime

from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from mingbai.kit.page import MenuEntry
from mingbai.kit.scope import ActingPost, require
from mingbai.kit.shown import iso
from mingbai.org.queries.today import Task
from mingbai.registry.models import Household
from mingbai.registry.queries import cards, page
from mingbai.screening import permits
from mingbai.screening.models import Finding
from mingbai.screening.queries import dues, matrix
from mingbai.screening.states import Board, Standing, Whose

UNDER_WAY = frozenset({Whose.REVIEW, Whose.ON_THE_WAY})


def menu(acting: ActingPost) -> list[MenuEntry]:
    """The matrix, the three comparisons, and the restricted list for the few who may see it."""
    if not permits.sees_figures(acting, None):
        return []
    found = [
        MenuEntry(_("Due and not received"), reverse("screening:due_matrix"), "list"),
        MenuEntry(_("The three comparisons"), reverse("screening:comparison", args=[Board.STANDARD]), "swap"),
    ]
    if permits.sees_undue(acting, None):
        found.append(MenuEntry(_("Received, to be verified"), reverse("screening:undue"), "shield"))
    return found


def balance(request: HttpRequest, household: Household, as_of: date | None) -> list[page.Due]:
    """Missing, under way, due and received by the newest run; nothing for the page of an earlier day."""
    if as_of is not None:
        return []
    acting = request.acting
    missing = dues.listed(acting).filter(household=household, holds=True).order_by("rule", "id")
    found = [_missing(each) for each in missing]
    return found + _enjoyed(acting, household)


def _missing(finding: Finding) -> page.Due:
    case = getattr(finding, "due_case", None)
    whose = Whose(case.whose) if case else Whose.OPEN
    since = _(" since %(day)s") % {"day": iso(case.since)} if case and case.since else ""
    return page.Due(
        title=f"{dues.title(finding)}（{finding.name}）",
        state="under_way" if whose in UNDER_WAY else "missing",
        detail=f"{whose.label}{since}",
        url=reverse("screening:due-one", args=[finding.key]),
    )


def _enjoyed(acting: ActingPost, household: Household) -> list[page.Due]:
    enjoyed = dues.enjoyed(acting, household)
    titles = {each.code: each.title for each in matrix.policies(enjoyed[0].as_of)} if enjoyed else {}
    return [
        page.Due(
            title=titles.get(each.policy, each.policy),
            state="received" if each.standing == Standing.RECEIVED else "due",
            detail="" if each.standing == Standing.RECEIVED else _("no data tell whether it came"),
        )
        for each in enjoyed
    ]


def card(household: Household, _as_of: date) -> list[cards.Due]:
    """For 明白卡: what is due by the rules and has not been received, with whose move it is."""
    missing = dues.listed(require()).filter(household=household, holds=True).order_by("rule", "id")
    found = []
    for finding in missing:
        case = getattr(finding, "due_case", None)
        whose = Whose(case.whose) if case else Whose.OPEN
        found.append(
            cards.Due(f"{dues.title(finding)}（{finding.name}）", finding.amount_fen, 0, str(whose.label))
        )
    return found


def missing_here(acting: ActingPost, _at: datetime) -> list[Task]:
    """For posts of a village: how many due benefits have not come of which nobody knows whose move it is."""
    if not permits.sees_figures(acting, None) or acting.area_code.endswith("000"):
        return []
    counted = (
        dues.listed(acting)
        .filter(holds=True, due_case__whose=Whose.OPEN)
        .aggregate(n=Count("pk"), homes=Count("household", distinct=True))
    )
    if not counted["n"]:
        return []
    return [
        Task(
            title=_("%(n)d benefits are due and have not come") % {"n": counted["n"]},
            detail=_("in %(n)d households: please find out whose move it is") % {"n": counted["homes"]},
            due=None,
            url=f"{reverse('screening:due')}?now=1&whose=open",
            action=_("Look"),
        )
    ]
