"""The matters as a ledger."""

from django.db.models import Q
from django.http import HttpResponse

from mingbai.kit.flow import ability, any_of
from mingbai.kit.ledger import Area, Choice, Column, Days, Flag, Ledger, Moving, Panel, Prefix
from tests.samples import actions
from tests.samples.flow import flow
from tests.samples.models import Matter

matters = Ledger(
    name="matters",
    title="Matters",
    model=Matter,
    key="number",
    order="due",
    columns=[
        Column("number", "Number"),
        Column("title", "Title"),
        Column("topic", "Topic", kind="choice"),
        Column("state", "State", kind="state"),
        Column("due", "Deadline", kind="due", sort="due"),
        Column("opened_at", "Opened", kind="minute", sort="opened_at", spare=True),
        Column("fen", "Yuan", kind="yuan"),
        Column("parent", "Part of", value=lambda row: row.parent.number if row.parent else None),
        Column("area_code", "Area", unseen=True),
    ],
    filters=[
        Choice("state", "State", choices=[(name, state.title) for name, state in flow.states.items()]),
        Choice("topic", "Topic", choices=[("water", "Water"), ("road", "Road")]),
        Prefix("title", "Title"),
        Area("area", "Area", field="area_code"),
        Days("due", "Due"),
        Days("opened", "Opened", "opened_at", times=True),
        Flag("blocked", "Blocked", when=Q(blocked=True)),
    ],
    prefetch=("parent",),
    heading=lambda row: f"{row.number} {row.title}",
    moving=Moving(
        flow=flow,
        subject="matter",
        verbs={"report": actions.report, "send_back": actions.send_back, "close": actions.close},
        bulk=("close", "report"),
    ),
    panels=[Panel("parts", "Parts", "samples/parts.html", lambda row, _request: {"parts": "None"})],
    export=lambda _request, _ledger, asked: HttpResponse(asked.address()),
    may_export=ability("export", "a post that exports"),
    who=any_of(ability("matters", "a post that sees to matters"), ability("close", "a post that closes")),
    empty=("No matters", "All is well."),
)
