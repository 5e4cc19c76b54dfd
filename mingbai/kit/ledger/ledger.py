"""The declaration of a ledger, checked when it is made."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from mingbai.kit import slots
from mingbai.kit.flow import Permit, anyone
from mingbai.kit.ledger import known
from mingbai.kit.ledger.asked import Asked, BadQuestion
from mingbai.kit.ledger.columns import Column
from mingbai.kit.ledger.filters import Filter
from mingbai.kit.ledger.moving import Moving
from mingbai.kit.ledger.paging import Order
from mingbai.kit.ledger.panels import Panel
from mingbai.kit.scope import ActingPost, rows
from mingbai.kit.scoped import ScopedModel
from mingbai.kit.text import Text

PEOPLE = "ledger"  # the wall of people's data
Export = Callable[[HttpRequest, "Ledger", Asked], HttpResponse]


class BadLedger(ValueError):
    """The declaration contradicts itself or the model."""


class Ledger:
    """Everything about one list and the pages of its rows.

    `name` "org:exports" is the name of the list's address; its rows' is "org:exports-one". `key` is the field
    by which a row stands in addresses: a business number or a random id, never the id. `order` is "due" or
    "-due", a sortable column. `select` and `prefetch` name what a page of rows needs, so that the number of
    queries does not grow with the rows; what stands behind the wall of people's data is never joined by
    `select`. `export` is called for the export button, which posts with the permit
    `may_export` see; without it there is none.
    """

    page_size = 50

    def __init__(
        self,
        *,
        name: str,
        title: Text,
        model: type[Any],
        columns: Sequence[Column],
        order: str,
        key: str = "key",
        intro: Text = "",
        filters: Sequence[Filter] = (),
        heading: Callable[[Any], Any] | None = None,
        select: Sequence[str] = (),
        prefetch: Sequence[str] = (),
        facts: Sequence[Column] = (),
        panels: Sequence[Panel] = (),
        moving: Moving | None = None,
        who: Permit | None = None,
        rows_of: Callable[[ActingPost], QuerySet[Any]] | None = None,
        empty: tuple[Text, Text] = ("", ""),
        export: Export | None = None,
        may_export: Permit | None = None,
        links: Callable[[HttpRequest], Sequence[tuple[str, Text]]] | None = None,
    ) -> None:
        self.name, self.title, self.model, self.intro = name, title, model, intro
        self.columns, self.filters, self.key = tuple(columns), tuple(filters), key
        self.heading = heading or self.columns[0].read
        self.select, self.prefetch, self.facts = tuple(select), tuple(prefetch), tuple(facts)
        self.own_panels, self.moving, self.who = tuple(panels), moving, who or anyone()
        self.rows_of = rows_of or (lambda acting: rows(model, acting))
        self.empty, self.export, self.may_export, self.links = empty, export, may_export or anyone(), links
        self.order = order
        self.slot = slots.declare(f"{name.replace(':', '.')}.panels", "kit.ledger.Panel, on each row's page")
        _check(self)
        known.add(self)

    @property
    def panels(self) -> tuple[Panel, ...]:
        """Its own panels, then those of higher rooms."""
        return (*self.own_panels, *slots.filled(self.slot))

    @cached_property
    def seen(self) -> tuple[Column, ...]:
        """The columns of the list."""
        return tuple(column for column in self.columns if not column.unseen)

    @cached_property
    def params(self) -> tuple[str, ...]:
        """The address parameters of all filters."""
        return tuple(param for each in self.filters for param in each.params)

    @cached_property
    def sortable(self) -> dict[str, Column]:
        """The columns by which the list can be sorted, by the field that sorts."""
        return {column.sort: column for column in self.columns if column.sort}

    def order_of(self, asked: Asked) -> Order:
        """The order that the address asks for, or the ledger's own. Raises BadQuestion."""
        order = Order.read(asked.order or self.order)
        if order.field not in self.sortable:
            raise BadQuestion(_no_such_order(order.field))
        return order

    def matching(self, acting: ActingPost, asked: Asked) -> QuerySet[Any]:
        """The rows that a post sees under the address's filters; list, count and export all ask this."""
        condition = Q()
        for each in self.filters:
            condition &= each.read(asked.filters, acting)
        return self.rows_of(acting).filter(condition)

    def with_all(self, found: QuerySet[Any]) -> QuerySet[Any]:
        """The rows with what a page of them needs."""
        joined = found.select_related(*self.select) if self.select else found
        return joined.prefetch_related(*self.prefetch)

    def key_of(self, row: Any) -> str:
        """How a row stands in addresses."""
        return str(getattr(row, self.key))

    def url(self, part: str = "", *args: str) -> str:
        """The address of the list, or of one of its pages: "one", "print", "move", "bulk", "export"."""
        return reverse(f"{self.name}-{part}" if part else self.name, args=args)


def _no_such_order(field: str) -> str:
    return _("This list cannot be sorted by “%(name)s”.") % {"name": field}


def _check(ledger: Ledger) -> None:
    names = [column.name for column in ledger.columns]
    if len(set(names)) != len(names):
        raise BadLedger(f"{ledger.name}: two columns have the same name")
    if len(set(ledger.params)) != len(ledger.params):
        raise BadLedger(f"{ledger.name}: two filters share a parameter")
    if Order.read(ledger.order).field not in ledger.sortable:
        raise BadLedger(f"{ledger.name}: its order {ledger.order!r} is no sortable column")
    for field in ledger.sortable:
        _check_sortable(ledger, field)
    for field in ledger.select:
        _check_joined(ledger, field)


def _check_joined(ledger: Ledger, path: str) -> None:
    """A list joins no people's data: nobody can tell the planner how few rows a wall lets through.

    It guesses some hundred of a county's million and compares each row of the page with all of them.
    """
    model = ledger.model
    for name in path.split("__"):
        model = model._meta.get_field(name).related_model
        if issubclass(model, ScopedModel) and model.wall == PEOPLE:
            raise BadLedger(f"{ledger.name}: {path} is behind the wall of people's data; prefetch it instead")


def _check_sortable(ledger: Ledger, name: str) -> None:
    """A column sorts only if an index ends with it and the id, and it is never NULL."""
    if name in {"id", "pk"}:
        return
    meta = ledger.model._meta
    if meta.get_field(name).null:
        raise BadLedger(f"{ledger.name}: {name} may be NULL, so the list cannot be paged by it")
    tails = [list(index.fields_orders)[-2:] for index in meta.indexes]
    if not any(tail in ([(name, ""), ("id", "")], [(name, "DESC"), ("id", "DESC")]) for tail in tails):
        raise BadLedger(
            f"{ledger.name}: no index ends with {name} and id, so the list cannot be sorted by it"
        )
