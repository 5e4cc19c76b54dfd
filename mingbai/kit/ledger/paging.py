"""Keyset paging: a page begins after (or ends before) a row, so every page costs the same."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from mingbai.kit.ledger.asked import Asked, BadQuestion

MOST_COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class Page:
    """The rows, and the cursors to the pages around them ("" if there is none); `whole`: there are none."""

    rows: Sequence[Any]
    before: str
    after: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """By a field and then the id, both in the same direction, as the index stands."""

    field: str
    down: bool

    @classmethod
    def read(cls, text: str) -> "Order":
        """From "due" or "-due"."""
        return cls(text.removeprefix("-"), text.startswith("-"))

    def keys(self, *, reverse: bool = False) -> list[str]:
        """What order_by takes."""
        sign = "-" if self.down != reverse else ""
        return [f"{sign}id"] if self.field == "id" else [f"{sign}{self.field}", f"{sign}id"]

    def beyond(self, value: Any, pk: int, *, reverse: bool = False) -> Q:
        """The rows after a row (before it if `reverse`); the first part lets the index jump there."""
        way = "lt" if self.down != reverse else "gt"
        if self.field == "id":
            return Q(**{f"id__{way}": pk})
        further = Q(**{f"{self.field}__{way}": value}) | Q(**{f"id__{way}": pk})
        return Q(**{f"{self.field}__{way}e": value}) & further

    def cursor(self, row: Any) -> str:
        """A row's place in this order."""
        place = json.dumps([getattr(row, self.field), row.pk], cls=_Exact)
        return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")

    def place(self, rows: QuerySet[Any], cursor: str) -> tuple[Any, int]:
        """What a cursor says; raises BadQuestion if it is none of ours."""
        try:
            padded = cursor + "=" * (-len(cursor) % 4)
            value, pk = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
            return rows.model._meta.get_field(self.field).to_python(value), int(pk)
        except (ValueError, TypeError, binascii.Error, ValidationError) as wrong:
            raise BadQuestion(_("The address of this page is damaged. Open the list again.")) from wrong


class _Exact(DjangoJSONEncoder):
    """Times with all their microseconds: Django's encoder cuts them to milliseconds."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if hasattr(o, "isoformat") else super().default(o)


def page(rows: QuerySet[Any], order: Order, asked: Asked, size: int) -> Page:
    """One page of the rows; one query."""
    backwards, cursor = bool(asked.before), asked.before or asked.after
    if cursor:
        value, pk = order.place(rows, cursor)
        rows = rows.filter(order.beyond(value, pk, reverse=backwards))
    found = list(rows.order_by(*order.keys(reverse=backwards))[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    if not cursor and not more:
        return Page(found, "", "", whole=True)
    return _between(found, order, ahead=more or backwards, behind=more if backwards else bool(cursor))


def _between(found: list[Any], order: Order, *, ahead: bool, behind: bool) -> Page:
    if not found:
        return Page([], "", "")
    return Page(found, order.cursor(found[0]) if behind else "", order.cursor(found[-1]) if ahead else "")


def counted(rows: QuerySet[Any]) -> int:
    """How many rows there are, counted no further than one beyond the cap."""
    return rows.order_by().values("pk")[: MOST_COUNTED + 1].count()


def count_words(count: int) -> str:
    """The count as it is shown: "10,000+" beyond the cap."""
    return f"{MOST_COUNTED:,}+" if count > MOST_COUNTED else f"{count:,}"
