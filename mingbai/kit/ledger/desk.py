"""What every page of a ledger does first: who asks, may they, which row."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest

from mingbai.kit import scope, shown
from mingbai.kit.ledger.asked import Asked
from mingbai.kit.ledger.ledger import Ledger
from mingbai.kit.scope import ActingPost


def acting_in(ledger: Ledger, request: HttpRequest) -> ActingPost:
    """The acting post, if the ledger is open to it. Raises PermissionDenied."""
    acting = scope.require()
    if not ledger.who(acting, None):
        raise PermissionDenied(ledger.who.sentence())
    return acting


def asked_of(ledger: Ledger, request: HttpRequest) -> Asked:
    """What the address asks. Raises BadQuestion."""
    return Asked.read(request.GET, ledger.params)


def row_of(ledger: Ledger, acting: ActingPost, key: str) -> Any:
    """The row with this key, if the post can see it; what it cannot see is not there. Raises Http404."""
    field = ledger.model._meta.get_field(ledger.key)
    try:
        value = field.to_python(key)
    except ValidationError as wrong:
        raise Http404(key) from wrong
    row = ledger.with_all(ledger.rows_of(acting)).filter(**{ledger.key: value}).first()
    if row is None:
        raise Http404(key)
    return row


def today(request: Any) -> Any:
    """The day of the request."""
    return shown.day_of(request.at)
