"""疑点分办: take a list in, read and split it, send, urge, note answers, give the same file back.

Everything can be called without a browser: ``by=`` and ``at=`` are passed in, and the caller has entered the
post's scope.
"""

from mingbai.exchange.actions.handed.answering import (
    against_ledger,
    ask_again,
    confirm_known,
    let_stand,
    note_answer,
)
from mingbai.exchange.actions.handed.aside import match, not_ours, not_ours_all, take_back
from mingbai.exchange.actions.handed.reading import Chosen, choose, known, look_again, read, split
from mingbai.exchange.actions.handed.receiving import Upload, opened, receive
from mingbai.exchange.actions.handed.returning import give_back, hand_out, replies
from mingbai.exchange.actions.handed.sending import postpone, send, send_rest, urge

__all__ = [
    "Chosen",
    "Upload",
    "against_ledger",
    "ask_again",
    "choose",
    "confirm_known",
    "give_back",
    "hand_out",
    "known",
    "let_stand",
    "look_again",
    "match",
    "not_ours",
    "not_ours_all",
    "note_answer",
    "opened",
    "postpone",
    "read",
    "receive",
    "replies",
    "send",
    "send_rest",
    "split",
    "take_back",
    "urge",
]
