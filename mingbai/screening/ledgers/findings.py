"""疑点台账."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mingbai.kit.ledger import Choice, Column, Days, Ledger, Moving, Panel, by_slot
from mingbai.kit.shown import day_of
from mingbai.kit.text import Text
from mingbai.org.models.areas import short
from mingbai.org.queries.areas import to_choose
from mingbai.registry.queries import households
from mingbai.screening import permits
from mingbai.screening.actions import answers, moves
from mingbai.screening.flow import finding as flow
from mingbai.screening.ledgers.filters import Late, Place, Rule
from mingbai.screening.models import Finding
from mingbai.screening.queries import findings as queries
from mingbai.screening.queries import rates, rules, words
from mingbai.screening.states import FindingKind, FindingSource, FindingState, Severity, Verdict

CHOSEN_STATES = [(value, label) for value, label in Verdict.choices if value != Verdict.UNREACHED]


def _grounds(row: Finding, _request: HttpRequest) -> dict[str, Any]:
    return {"reason": words.reason(row), "grounds": words.grounds(row), "rule": row.rule}


def _answer(row: Finding, _request: HttpRequest) -> dict[str, Any] | None:
    """What was answered, and what stood before; None while nobody has."""
    earlier = [
        {**each, "word": Verdict(each["verdict"]).label} for each in reversed(row.answer.get("history", []))
    ]
    if not row.verdict and not earlier and not row.tried:
        return None
    return {"answer": row.answer, "earlier": earlier, "photos": row.answer.get("photos", ())}


def _about(row: Finding, request: HttpRequest) -> dict[str, Any] | None:
    """The way to the household and person, as far as the post reaches them."""
    home = households.by_id(request.acting, row.household_id) if row.household_id else None
    if home is None:
        return None
    person = households.person_by_id(request.acting, row.person_id) if row.person_id else None
    return {"household": home, "person": person}


def _rate(row: Finding, request: HttpRequest) -> dict[str, Any] | None:
    """How often this rule was right so far, for whoever may see that."""
    if row.handed_row is not None or not permits.rates(request.acting, None):
        return None
    found = rates.of_rule(request.acting, row.rule, on=day_of(request.at))
    return {"rate": found, "rule": row.rule} if found else None


def _wish(row: Finding, _request: HttpRequest) -> dict[str, Any] | None:
    """A request for more time that waits for a decision."""
    return {"until": row.wished_until, "why": row.wished_why} if row.wished_until else None


def _links(request: HttpRequest) -> Sequence[tuple[str, Text]]:
    acting = request.acting
    found: list[tuple[str, Text]] = []
    if rules.may("send", acting):
        found.append((reverse("screening:towns"), _("Send and urge by township")))
    if permits.rates(acting, None):
        found.append((reverse("screening:rates"), _("How right the rules are")))
    return found


findings = Ledger(
    name="screening:findings",
    title=_("Findings"),
    intro=_("A finding is a question. People answer it; the machine never decides about anybody."),
    model=Finding,
    order="-found_at",
    rows_of=queries.listed,
    who=permits.browses,
    heading=lambda row: f"{words.subject(row)} · {words.title(row)}",
    columns=[
        Column("subject", _("About"), words.subject),
        Column("title", _("What is doubted"), words.title),
        Column("kind", _("Kind"), kind="choice"),
        Column("township", _("Township"), lambda row: short(row.township or ""), spare=True),
        Column("village", _("Village"), lambda row: short(row.village or "")),
        Column("severity", _("Severity"), kind="choice", spare=True),
        Column("found", _("Found on"), "found_at", kind="day", sort="found_at", spare=True),
        Column("state", _("State"), kind="state"),
        Column("due", _("Deadline"), kind="due"),
        Column("head", _("Head of the household"), "head_name", unseen=True),
        Column("rule", _("Rule"), unseen=True),
        Column("reason", _("Reason"), words.reason, unseen=True),
        Column("amount", _("Amount, yuan"), "amount_fen", kind="yuan", unseen=True),
        Column("document", _("Document it rests on"), unseen=True),
        Column("verdict", _("Outcome of the check"), kind="choice", unseen=True),
        Column("said", _("What was found"), lambda row: row.answer.get("said", ""), unseen=True),
        Column("answered_by", _("Answered by"), unseen=True),
        Column("answered_at", _("Answered at"), kind="minute", unseen=True),
    ],
    facts=[
        Column("document", _("Document it rests on")),
        Column("amount", _("Amount, yuan"), "amount_fen", kind="yuan"),
        Column("sent_by", _("Sent to be verified by")),
        Column("urged", _("Urged"), lambda row: row.urged or None, kind="number"),
        Column("tried", _("Nobody reached"), lambda row: row.tried or None, kind="number"),
    ],
    filters=[
        Choice("state", _("State"), choices=FindingState.choices),
        Choice("kind", _("Kind"), choices=FindingKind.choices),
        Place("area", _("Area"), "area_code", to_choose),
        Choice("severity", _("Severity"), choices=Severity.choices),
        Rule("rule", _("Rule")),
        Choice("source", _("Raised by"), choices=FindingSource.choices),
        Choice("verdict", _("Outcome of the check"), choices=CHOSEN_STATES),
        Days("answered", _("Answered from"), "answered_at", times=True),
        Late("late", _("Late only")),
    ],
    panels=[
        Panel("grounds", _("Why it was found"), "screening/panels/grounds.html", _grounds),
        Panel("answer", _("What was found"), "screening/panels/answer.html", _answer),
        Panel("wish", _("More time is asked for"), "screening/panels/wish.html", _wish, aside=True),
        Panel("about", _("Its household"), "screening/panels/about.html", _about, aside=True),
        Panel("rate", _("How often this rule was right"), "screening/panels/rate.html", _rate, aside=True),
    ],
    moving=Moving(
        flow=flow,
        subject="finding",
        verbs={
            "send": moves.send,
            "confirm": answers.confirm,
            "deny": answers.deny,
            "unreached": answers.unreached,
            "true_after_all": answers.confirm,
            "false_after_all": answers.deny,
            "urge": moves.urge,
            "wish": moves.wish,
            "extend": moves.extend,
            "no_extension": moves.no_extension,
            "take_up": moves.take_up,
            "close": moves.close,
            "reopen": moves.reopen,
        },
        bulk=("send", "urge", "extend", "take_up", "close"),
    ),
    links=_links,
    export=by_slot,
    may_export=permits.exporter,
    empty=(_("No findings yet"), _("They come from comparison runs, and from lists handed down.")),
)
