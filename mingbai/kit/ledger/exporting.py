"""The export button of a room that may not import the one that knows how lists leave the program."""

from django.http import HttpRequest, HttpResponse

from mingbai.kit import slots
from mingbai.kit.ledger.asked import Asked
from mingbai.kit.ledger.ledger import Ledger

EXPORT = slots.declare("ledger.export", "(request, ledger, asked) -> HttpResponse: asks why, makes the list")


def by_slot(request: HttpRequest, ledger: Ledger, asked: Asked) -> HttpResponse:
    """What ``Ledger(export=…)`` is given."""
    (ask,) = slots.filled(EXPORT)
    response: HttpResponse = ask(request, ledger, asked)
    return response
