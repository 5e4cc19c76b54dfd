"""Imports: `stage` files, `check` them, let another post `merge_now` (or ask the queue), `undo_now`.

Everything can be called without a browser: ``by=`` and ``at=`` are passed in, and the caller has entered the
post's scope.
"""

from mingbai.kit.files.uploads import Upload
from mingbai.kit.jobs.steps import Plain, Steps
from mingbai.registry.actions.importing.checking import check
from mingbai.registry.actions.importing.merging import LedgerMoved, carry_out
from mingbai.registry.actions.importing.moves import (
    CHECK,
    MERGE,
    SAYINGS,
    UNDO,
    ask,
    ask_for_check,
    begin_merge,
    give_up,
    merge,
    merge_now,
    recheck,
    send_back,
    undo,
    undo_now,
    withdraw,
)
from mingbai.registry.actions.importing.receiving import BadImport, send_again, stage
from mingbai.registry.actions.importing.sealing import SEALED
from mingbai.registry.actions.importing.undoing import BuiltUpon, Later, built_upon, take_back

__all__ = [
    "CHECK",
    "MERGE",
    "SAYINGS",
    "SEALED",
    "UNDO",
    "BadImport",
    "BuiltUpon",
    "Later",
    "LedgerMoved",
    "Plain",
    "Steps",
    "Upload",
    "ask",
    "ask_for_check",
    "begin_merge",
    "built_upon",
    "carry_out",
    "check",
    "give_up",
    "merge",
    "merge_now",
    "recheck",
    "send_again",
    "send_back",
    "stage",
    "take_back",
    "undo",
    "undo_now",
    "withdraw",
]
