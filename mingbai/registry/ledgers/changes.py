"""人口自然变更: the desk of village, township and county."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from mingbai.kit.ledger import Area, Choice, Column, Days, Ledger, Moving, Panel, by_slot
from mingbai.org.models.areas import short
from mingbai.org.queries.areas import to_choose
from mingbai.registry import permits
from mingbai.registry.actions import changes as actions
from mingbai.registry.flow import natural_change
from mingbai.registry.forms.changes import PaperForm
from mingbai.registry.models import NaturalChange
from mingbai.registry.queries import changes, codes
from mingbai.registry.queries import changes_kinds as kinds
from mingbai.registry.states import ChangeKind, ChangeState


def _papers(row: NaturalChange, request: HttpRequest) -> dict[str, Any]:
    mends = row.state in actions.OPEN and natural_change.moves["submit"].who(request.acting, row)
    accepted = [(code, kinds.paper_name(code)) for code in kinds.accepted(row.kind)]
    there = changes.papers(row)
    return {
        "papers": there,
        "form": PaperForm(kinds=accepted) if mends else None,
        "wanting": kinds.wanting(row.kind, {paper.kind for paper, _name in there}) if mends else [],
    }


def _content(row: NaturalChange, request: HttpRequest) -> dict[str, Any]:
    mends = row.state in actions.OPEN and natural_change.moves["submit"].who(request.acting, row)
    return {"told": changes.told(row), "where": changes.where(row), "mends": mends}


def _links(request: HttpRequest) -> list[tuple[str, str]]:
    if not kinds.may("enter", request.acting):
        return []
    return [
        (reverse("registry:change_new_home"), translated("A new household moves in")),
        (reverse("registry:changes_paste"), translated("Paste a month's changes")),
    ]


natural_changes = Ledger(
    name="registry:changes",
    title=_("Natural changes"),
    intro=_("Births, deaths, marriages, moves, splits: entered by the village, approved by the county."),
    model=NaturalChange,
    order="-happened_on",
    rows_of=changes.listed,
    heading=lambda row: f"{row.get_kind_display()} · {row.person_name or row.household_name}",
    columns=[
        Column("person_name", _("Who"), lambda row: row.person_name or row.household_name),
        Column("kind", _("Event"), kind="choice"),
        Column("happened_on", _("On"), kind="day", sort="happened_on"),
        Column("household_name", _("Household of"), spare=True),
        Column("village", _("Village"), lambda row: short(row.village or ""), spare=True),
        Column("state", _("State"), kind="state"),
        Column("due", _("Deadline"), kind="due", spare=True),
    ],
    facts=[
        Column("relation", _("Relation to the head"), lambda row: codes.words("relation", row.relation)),
        Column("id_last4", _("Document number, last four")),
        Column("entered_by", _("Entered by")),
        Column("why_returned", _("Why it was sent back")),
        Column("note", _("Remark")),
    ],
    panels=[
        Panel("content", _("What changes"), "registry/panels/change_content.html", _content),
        Panel("papers", _("Papers"), "registry/panels/change_papers.html", _papers),
    ],
    filters=[
        Choice("state", _("State"), choices=ChangeState.choices),
        Choice("kind", _("Event"), choices=ChangeKind.choices),
        Area("area", _("Area"), "area_code", to_choose),
        Days("on", _("Day of the event"), "happened_on"),
    ],
    moving=Moving(
        flow=natural_change,
        subject="change",
        verbs={
            "submit": actions.submit,
            "review": actions.review,
            "approve": actions.approve,
            "send_back": actions.send_back,
            "county_sends_back": actions.county_sends_back,
            "withdraw": actions.withdraw,
        },
        bulk=("submit", "review", "approve"),
    ),
    empty=(_("No natural changes"), _("A change is begun on the page of the household that it is about.")),
    links=_links,
    export=by_slot,
    may_export=permits.exporter,
)
