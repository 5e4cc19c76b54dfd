"""疑点分办: the lists that superiors handed down, and each of their rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mingbai.exchange import permits
from mingbai.exchange.actions import handed as actions
from mingbai.exchange.actions.handed import asking
from mingbai.exchange.flow.handed import handed as flow
from mingbai.exchange.flow.handed import handed_row as row_flow
from mingbai.exchange.ledgers import handed_shown as panels
from mingbai.exchange.models import HandedList, HandedRow
from mingbai.exchange.queries import handed as queries
from mingbai.exchange.states import HandedRowState, HandedState, HandedVerdict
from mingbai.kit.ledger import (
    Area,
    Choice,
    Column,
    Days,
    Filter,
    Flag,
    Ledger,
    Moving,
    Panel,
    by_slot,
)
from mingbai.kit.scope import ActingPost, rows
from mingbai.kit.text import Text
from mingbai.org.queries.areas import to_choose


def _links(_request: HttpRequest) -> Sequence[tuple[str, Text]]:
    return [(reverse("exchange:handed_new"), _("Take in a list"))]


handed = Ledger(
    name="exchange:handed",
    title=_("Lists from above"),
    intro=_("Doubts that superiors hand down: split to the villages, and given back as the same file."),
    model=HandedList,
    order="-uploaded_at",
    who=permits.handles,
    rows_of=queries.listed,
    heading=lambda row: row.title,
    columns=[
        Column("title", _("List")),
        Column("sender", _("Sent down by"), spare=True),
        Column("state", _("State"), kind="state"),
        Column("due", _("Deadline"), kind="due"),
        Column("rows_in", _("Rows"), kind="number"),
        Column("aside", _("Aside"), kind="number", spare=True),
        Column("waiting", _("Not answered"), kind="number"),
        Column("answered", _("Answered"), kind="number"),
        Column("uploaded_at", _("Taken in on"), kind="minute", sort="uploaded_at", spare=True),
    ],
    facts=[
        Column("kind", _("Came as"), kind="choice"),
        Column("uploader", _("Taken in by")),
        Column("sent_by", _("Handed on by")),
        Column("sent_at", _("Handed on"), kind="minute"),
        Column("urged_at", _("Last urged"), kind="minute"),
    ],
    filters=[
        Choice("state", _("State"), choices=HandedState.choices),
        Days("due", _("Deadline")),
    ],
    panels=[
        Panel("next", _("What to do next"), "exchange/panels/handed_next.html", panels.next_step),
        Panel("grid", _("How the townships stand"), "exchange/panels/handed_grid.html", panels.grid),
    ],
    moving=Moving(
        flow=flow,
        subject="handed",
        verbs={
            "send": asking.send,
            "send_rest": actions.send_rest,
            "urge": actions.urge,
            "give_back": asking.give_back,
            "postpone": actions.postpone,
            "correct_columns": asking.correct_columns,
            "withdraw": asking.withdraw,
        },
    ),
    links=_links,
    empty=(_("No lists"), _("Paste or upload what a superior sent: it is split to the villages.")),
    export=by_slot,
    may_export=permits.takes_out,
)


@dataclass(frozen=True, slots=True)
class ByList(Filter):
    """The rows of one list, by its key; a list that the post does not see gives nothing."""

    def condition(self, value: str, acting: ActingPost) -> Q:
        try:
            number = rows(HandedList, acting).filter(key=value).values_list("pk", flat=True).first()
        except ValidationError as wrong:
            raise self.wrong(value) from wrong
        return Q(handed_list=number or 0)

    def controls(self, given: Any, acting: ActingPost) -> list[Any]:
        """Offered by title to those who see lists."""
        seen = rows(HandedList, acting).order_by("-uploaded_at").values_list("key", "title")[:50]
        options = tuple((str(key), title) for key, title in seen)
        offered = Choice(self.name, self.title, choices=options)
        return offered.controls(given, acting) if options else []


@dataclass(frozen=True, slots=True)
class Place(Area):
    """An area, as equality, so that the order stays an index's."""

    def condition(self, value: str, acting: ActingPost) -> Q:
        Area.condition(self, value, acting)
        if not value[6:].strip("0"):
            return Q()
        return Q(area_code=value) if value[9:].strip("0") else Q(town_code=value)


handed_rows = Ledger(
    name="exchange:handed_rows",
    title=_("Doubts from above"),
    intro=_("Each row of the superiors' lists, with what was found."),
    model=HandedRow,
    order="due",
    heading=lambda row: f"{row.name or row.household_no or row.row_no} · {row.doubt[:40]}",
    columns=[
        Column("name", _("Whom"), lambda row: row.name or row.household_no or f"#{row.row_no}"),
        Column("doubt", _("What is doubted"), lambda row: row.doubt[:120]),
        Column("place", _("As the sender wrote it"), spare=True),
        Column("state", _("State"), kind="state"),
        Column("due", _("Deadline"), kind="due", sort="due"),
        Column("verdict", _("Verdict"), kind="choice"),
        Column("answer", _("What was found"), lambda row: row.answer[:120]),
        Column("answered_by", _("Verifier"), spare=True),
    ],
    facts=[
        Column("title", _("List")),
        Column("sender", _("Sent down by")),
        Column("row_no", _("Row of the sheet"), kind="number"),
        Column("matched", _("How it was matched"), kind="choice"),
        Column("aside", _("Why it lies aside"), kind="choice"),
        Column("answered_at", _("Answered on"), kind="minute"),
        Column("stands_why", _("Why it stands all the same")),
    ],
    filters=[
        ByList("list", _("List")),
        Choice("state", _("State"), choices=HandedRowState.choices),
        Place("area", _("Area"), "area_code", to_choose),
        Choice("verdict", _("Verdict"), choices=HandedVerdict.choices[:2]),
        Days("due", _("Deadline")),
        Flag("known", _("Answered before"), when=~Q(known={})),
    ],
    panels=[
        Panel("subject", _("Whom it is about"), "exchange/panels/handed_subject.html", panels.subject),
        Panel(
            "against", _("The ledger says otherwise"), "exchange/panels/handed_against.html", panels.against
        ),
        Panel(
            "known",
            _("The same doubt was answered before"),
            "exchange/panels/handed_known.html",
            panels.known,
        ),
        Panel("said", _("What the sender wrote"), "exchange/panels/handed_said.html", panels.said),
        Panel("proof", _("Proof"), "exchange/panels/handed_proof.html", panels.proof),
    ],
    moving=Moving(
        flow=row_flow,
        subject="row",
        verbs={
            "let_stand": actions.let_stand,
            "ask_again": actions.ask_again,
            "confirm_known": actions.confirm_known,
            "not_ours": actions.not_ours,
            "take_back": actions.take_back,
        },
        bulk=("confirm_known", "let_stand", "not_ours"),
    ),
    empty=(_("No doubts"), _("Doubts that superiors hand down appear here once they are sent.")),
)
