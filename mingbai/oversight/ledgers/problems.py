"""问题台账: one list for every source, with who answers, what proves it, what it cost."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from mingbai.kit.ledger import Area, Choice, Column, Days, Flag, Ledger, Moving, Panel, by_slot
from mingbai.org.queries.areas import to_choose
from mingbai.oversight import permits
from mingbai.oversight.actions import closing, urging
from mingbai.oversight.actions import problems as actions
from mingbai.oversight.flow import problem as flow
from mingbai.oversight.forms.asking import PaperForm
from mingbai.oversight.models import Problem
from mingbai.oversight.queries import problems as asked
from mingbai.oversight.queries import visits, visits_shown, words
from mingbai.oversight.queries.again import found_again
from mingbai.oversight.states import ProblemState

CLOSED = (ProblemState.CLOSED, ProblemState.WITHDRAWN)


def _papers(row: Problem, request: HttpRequest) -> dict[str, Any]:
    open_ = row.state not in CLOSED
    return {"papers": list(row.papers.all()), "form": PaperForm() if open_ else None}


def _who(row: Problem, request: HttpRequest) -> dict[str, Any] | None:
    found = asked.answerable(request.acting, row)
    return {"found": [(one, words.word("roles", one.role)) for one in found]} if found else None


def _found(row: Problem, request: HttpRequest) -> dict[str, Any] | None:
    """What a team saw, with its photograph and what the village said."""
    fact = visits.of_problem(request.acting, row)
    if fact is None:
        return None
    return {"visit": fact.inspection, "facts": visits_shown.shown(request.acting, [fact])}


def _points(row: Problem, request: HttpRequest) -> dict[str, Any] | None:
    found = asked.entries(request.acting, row)
    return {"entries": [(one, words.word("roles", one.role)) for one in found]} if found else None


def _asks(row: Problem, request: HttpRequest) -> dict[str, Any] | None:
    mending = row.state == ProblemState.ASSIGNED and permits.rectifier(request.acting, row)
    appealing = row.state not in (ProblemState.LISTED, ProblemState.WITHDRAWN)
    return {"mending": mending} if mending or appealing else None


def _links(request: HttpRequest) -> list[tuple[str, str]]:
    found = [
        (reverse("oversight:enlist"), translated("Put a problem on the list")),
        (reverse("oversight:rectifying"), translated("How rectification stands")),
    ]
    if request.acting.kind in permits.kinds("approve"):
        found.append((reverse("oversight:issue"), translated("Issue this week's sheets")))
        found.append((reverse("oversight:urging"), translated("Urge and raise")))
    return found


problems = Ledger(
    name="oversight:problems",
    title=_("Problem ledger"),
    intro=_("Every problem is somebody's, with a day; it is closed with proof that another person checked."),
    model=Problem,
    order="-listed_at",
    heading=lambda row: f"{row.title} · {row.name}" if row.name else row.title,
    columns=[
        Column("title", _("The matter")),
        Column("name", _("About")),
        Column("category", _("Kind"), lambda row: words.word("categories", row.category), spare=True),
        Column("severity", _("How grave"), lambda row: words.word("severities", row.severity)),
        Column("source", _("Found by"), lambda row: words.word("sources", row.source), spare=True),
        Column("listed_at", _("On the list since"), kind="day", sort="listed_at", spare=True),
        Column("state", _("State"), kind="state"),
        Column("due", _("Deadline"), kind="due"),
    ],
    facts=[
        Column("number", _("Number")),
        Column("fact", _("Facts found")),
        Column("requirement", _("Which rule is broken")),
        Column("owner", _("Department"), lambda row: words.unit(row.owner)),
        Column("found_on", _("Found on"), kind="day"),
        Column("found_by", _("Found by")),
        Column("measure", _("What was done")),
        Column("rectified_on", _("Rectified on"), kind="day"),
        Column("closed_on", _("Closed on"), kind="day"),
        Column("recheck_on", _("Looked at again on"), kind="day"),
        Column("returned", _("Sent back, times"), kind="number"),
        Column("urged", _("Urged, times"), kind="number"),
        Column("raised_on", _("Raised to the linked leader on"), kind="day"),
        Column("instruction", _("Instruction")),
    ],
    panels=[
        Panel("found", _("How it was found"), "oversight/panels/found.html", _found),
        Panel("papers", _("What proves it"), "oversight/panels/papers.html", _papers),
        Panel("who", _("Who answers for it"), "oversight/panels/answerable.html", _who, aside=True),
        Panel("points", _("What it cost"), "oversight/panels/points.html", _points, aside=True),
        Panel("asks", _("Ask"), "oversight/panels/asks.html", _asks, aside=True),
    ],
    filters=[
        Choice("state", _("State"), choices=ProblemState.choices),
        Flag("raised_above", _("Raised to a leader"), when=Q(raised_above=True)),
        Flag("again", _("Closed, and found again since"), when=found_again()),
        Choice("category", _("Kind"), choices=lambda _acting: words.choices("categories")),
        Choice("severity", _("How grave"), choices=lambda _acting: words.choices("severities")),
        Choice("source", _("Found by"), choices=lambda _acting: words.choices("sources")),
        Area("area", _("Area"), "area_code", to_choose),
        Days("found", _("Found on"), "found_on"),
    ],
    moving=Moving(
        flow=flow,
        subject="problem",
        verbs={
            "rectify": actions.rectify,
            "check": actions.check,
            "sign": actions.sign,
            "verify": actions.verify,
            "close": closing.close,
            "send_back": actions.send_back,
            "reopen": actions.reopen,
            "urge": urging.urge,
            "raise_above": urging.raise_above,
            "instruct": urging.instruct,
        },
        bulk=("urge",),
    ),
    empty=(
        _("No problems"),
        _("What inspections, comparisons, superiors and villages find comes here."),
    ),
    links=_links,
    export=by_slot,
    may_export=permits.takes_out,
)
