"""比对批次: every comparison, what was compared with what, what came of it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mingbai.kit.jobs import Job
from mingbai.kit.jobs.saying import said
from mingbai.kit.ledger import Choice, Column, Days, Ledger, Panel, by_slot
from mingbai.kit.scope import rows
from mingbai.kit.text import Text
from mingbai.screening import permits
from mingbai.screening.actions.running import STEPS, WORDS
from mingbai.screening.models import Run
from mingbai.screening.queries import runs as queries
from mingbai.screening.states import RunOccasion, RunState


def _links(request: HttpRequest) -> list[tuple[str, Text]]:
    acting = request.acting
    may = acting is not None and permits.may_run(acting)
    links: list[tuple[str, Text]] = [
        (reverse("screening:run_ask"), _("Compare now")),
        (reverse("screening:why"), _("Why, and why not")),
    ]
    return links if may else []


def _told(row: Run) -> int | None:
    return sum(row.counts["kinds"].values()) if "kinds" in row.counts else None


def _written(name: str) -> Any:
    return lambda row: row.counts.get("written", {}).get(name)


def _seconds(row: Run) -> int | None:
    return round(sum(row.times.values())) if row.times else None


def _work(row: Run, request: HttpRequest) -> dict[str, object] | None:
    """How far it is, for who asked; for others that it is under way, and the button that calls it off."""
    if row.state not in (RunState.ASKED, RunState.RUNNING):
        return None
    acting = request.acting
    job = rows(Job, acting).filter(pk=row.job_id).first() if acting is not None and row.job_id else None
    may = acting is not None and permits.may_run(acting)
    return {"job": job, "may_cancel": may, "run": row}


def _trouble(row: Run, _request: HttpRequest) -> dict[str, object] | None:
    return {"words": said(row.trouble)} if row.trouble else None


def _result(row: Run, _request: HttpRequest) -> dict[str, object] | None:
    if row.state != RunState.DONE:
        return None
    last = queries.before(row)
    same = queries.same_as(row)
    return {
        "kinds": queries.kinds(row, last), "rules": queries.rules(row, last), "last": last, "same": same,
        "written": row.counts.get("written", {}),
    }  # fmt: skip


def _inputs(row: Run, _request: HttpRequest) -> dict[str, object] | None:
    if not row.inputs:
        return None
    return {
        "inputs": queries.inputs(row), "absent": queries.absent(row), "unmatched": queries.unmatched(row),
        "times": [(WORDS[name], row.times[name]) for name in STEPS if name in row.times],
    }  # fmt: skip


runs = Ledger(
    name="screening:runs",
    title=_("Comparisons"),
    intro=_("What departments sent against the ledger, every night and whenever the county office asks."),
    model=Run,
    order="-asked_at",
    who=permits.runs,
    heading=lambda row: _("Comparison as of %(day)s") % {"day": row.as_of.isoformat()},
    columns=[
        Column("as_of", _("As it stood on"), kind="day"),
        Column("asked_at", _("Asked"), kind="minute", sort="asked_at"),
        Column("occasion", _("Occasion"), kind="choice"),
        Column("state", _("State"), kind="choice"),
        Column("told", _("Findings"), _told, kind="number"),
        Column("new", _("Newly found"), _written("new"), kind="number"),
        Column("gone", _("No longer found"), _written("gone"), kind="number", spare=True),
        Column("seconds", _("Seconds"), _seconds, kind="number", spare=True),
        Column("asked_by", _("Asked by"), spare=True),
    ],
    facts=[
        Column("started_at", _("Began"), kind="minute"),
        Column("ended_at", _("Ended at"), kind="minute"),
        Column("era", _("Era")),
        Column("edition", _("Edition of the rule book"), lambda row: row.edition[:12]),
    ],
    filters=[
        Choice("state", _("State"), choices=RunState.choices),
        Choice("occasion", _("Occasion"), choices=RunOccasion.choices),
        Days("asked", _("Asked from"), "asked_at", times=True),
    ],
    panels=[
        Panel("work", _("How far it is"), "screening/panels/run_work.html", _work),
        Panel("trouble", _("What went wrong"), "screening/panels/run_trouble.html", _trouble),
        Panel("result", _("What came of it"), "screening/panels/run_result.html", _result),
        Panel("inputs", _("What was compared"), "screening/panels/run_inputs.html", _inputs),
    ],
    links=_links,
    empty=(_("No comparisons yet"), _("The first runs tonight, or as soon as you ask for it.")),
    export=by_slot,
    may_export=permits.takes_out,
)
