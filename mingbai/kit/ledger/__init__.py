"""A page is a ledger: one declaration gives list, detail, moves, bulk moves, print view and exports."""

from mingbai.kit.ledger.asked import Asked, BadQuestion
from mingbai.kit.ledger.columns import Column
from mingbai.kit.ledger.exporting import by_slot
from mingbai.kit.ledger.filters import Area, Choice, Control, Days, Filter, Flag, Prefix
from mingbai.kit.ledger.layouts import Layout, Opening
from mingbai.kit.ledger.ledger import BadLedger, Ledger
from mingbai.kit.ledger.moving import Moving
from mingbai.kit.ledger.panels import Panel
from mingbai.kit.ledger.taken_out import table_of

__all__ = [
    "Area",
    "Asked",
    "BadLedger",
    "BadQuestion",
    "Choice",
    "Column",
    "Control",
    "Days",
    "Filter",
    "Flag",
    "Layout",
    "Ledger",
    "Moving",
    "Opening",
    "Panel",
    "Prefix",
    "by_slot",
    "table_of",
]
