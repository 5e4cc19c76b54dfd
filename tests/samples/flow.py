"""Open, reported, closed; whoever reported does not close."""

from mingbai.kit.calendar import Span
from mingbai.kit.flow import (
    Deadline,
    Evidence,
    Flow,
    Guard,
    Move,
    State,
    ability,
    all_of,
    anyone,
    not_,
    same_user,
)

closer = all_of(ability("close", "a post that closes"), not_(same_user("reported_by_id", "the reporter")))

flow = Flow(
    name="matter",
    title="Matter",
    initial="open",
    states=[
        State("open", "Open", "open"),
        State("reported", "Reported", "waiting"),
        State("closed", "Closed", "closed"),
    ],
    moves=[
        Move(
            "report",
            "Report",
            ("open",),
            "reported",
            who=anyone(),
            within=Deadline(Span(5)),
            evidence=(
                Evidence("fact", "What was done", shortest=4),
                Evidence("cost", "Cost", kind="whole", required=False),
                Evidence("way", "Way", kind="choice", choices=(("visit", "Visit"), ("call", "Call"))),
            ),
        ),
        Move("send_back", "Send back", ("reported",), "open", who=closer, evidence=(Evidence("why", "Why"),)),
        Move(
            "close",
            "Close",
            ("reported",),
            "closed",
            who=closer,
            guard=Guard("A part of it is still open.", lambda matter, _acting: not matter.blocked),
            within=Deadline(Span(10, "days")),
            danger=True,
        ),
    ],
)
