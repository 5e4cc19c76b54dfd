"""The household lists: today's, that of any earlier day, and those that were frozen as they stood."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mingbai.kit.ledger import Area, Asked, BadQuestion, Choice, Column, Filter, Flag, Ledger, Panel, by_slot
from mingbai.kit.scope import ActingPost
from mingbai.kit.text import Text
from mingbai.org.models.areas import short
from mingbai.org.queries.areas import to_choose
from mingbai.registry import permits
from mingbai.registry.ledgers.filters import (
    AS_OF,
    AsOf,
    AtLeast,
    Helper,
    HelperThen,
    Place,
    RegisteredThen,
    Standing,
    StandingThen,
    day_in,
)
from mingbai.registry.models import Freeze, FrozenHousehold, Household, Residence
from mingbai.registry.queries import asof, eras, freezing
from mingbai.registry.queries import households as queries
from mingbai.registry.states import Category, FreezeKind, Monitor


def _categories(_acting: ActingPost) -> list[tuple[str, Text]]:
    return [*eras.choices(Category)]


def _monitors(_acting: ActingPost) -> list[tuple[str, Text]]:
    return [*eras.choices(Monitor)]


def called(row: Any) -> str:
    """What a row of today's list is called in words: category, and why it is monitored."""
    return "、".join(label.text for label in eras.labels(category=row.category, monitor=row.monitor))


def _links(_request: HttpRequest) -> Sequence[tuple[str, Text]]:
    return [
        (reverse("registry:past"), _("As of a day")),
        (reverse("registry:freezes"), _("As it stood")),
    ]


households = Ledger(
    name="registry:households",
    title=_("Household list"),
    model=Household,
    order="head_sort",
    rows_of=queries.listed,
    who=permits.browses,
    columns=[
        Column("head", _("Head"), "head_name", sort="head_sort"),
        Column("township", _("Township"), spare=True),
        Column("village", _("Village"), lambda row: short(row.village or "")),
        Column("group", _("Group"), lambda row: row.group_no or None, kind="number"),
        Column("members", _("Members"), "member_count", kind="number"),
        Column("kind", _("Recognised as"), called),
        Column("helper", _("Helper")),
        Column("net", _("Net income per head, yuan"), "net_per_capita", kind="yuan", spare=True),
        Column("net_year", _("of the year"), unseen=True),
        Column("number", _("Household number"), unseen=True),
        Column("changed", _("Last changed"), "changed_at", kind="minute", sort="changed_at", spare=True),
    ],
    filters=[
        Place("area", _("Area"), "area_code", to_choose),
        Standing("category", _("Category"), choices=_categories),
        Standing("monitor", _("Monitored as"), choices=_monitors),
        Flag("registered", _("Registered or monitored only"), when=queries.REGISTERED),
        Flag("monitored", _("Monitored only"), when=queries.MONITORED),
        AtLeast("members", _("Members at least"), "member_count"),
        Helper("helper", _("Helper's name")),
    ],
    empty=(_("No household here yet"), _("Households come by import, or are entered one by one.")),
    links=_links,
    export=by_slot,
    may_export=permits.exporter,
)


class _Past(Ledger):
    """The list of a day: what the rows show is of that day too."""

    def matching(self, acting: ActingPost, asked: Asked) -> QuerySet[Any]:
        condition = asof.valid(day_in(asked.filters))
        for each in self.filters:
            condition &= each.read(asked.filters, acting)
        return asof.residences(acting, day_in(asked.filters)).filter(condition)

    def key_of(self, row: Any) -> str:
        return f"{row.then_day}.{row.key}"


def _called_then(row: Any) -> str:
    found = eras.labels(category=row.then_category, monitor=row.then_monitor, on=row.then_day)
    return "、".join(label.text for label in found)


def _of_today(acting: ActingPost) -> QuerySet[Residence]:
    return asof.residences(acting, day_in({}))


past = _Past(
    name="registry:past",
    title=_("Households as of a day"),
    intro=_("Who lived here on that day and what held for them, as known now."),
    model=Residence,
    order="area_code",
    rows_of=_of_today,
    who=permits.browses,
    columns=[
        Column("head", _("Head then"), "then_head"),
        Column("village", _("Village"), lambda row: short(row.place or ""), sort="area_code"),
        Column("group", _("Group"), lambda row: row.group_no or None, kind="number"),
        Column("members", _("Members then"), "then_members", kind="number"),
        Column("kind", _("Kind then"), _called_then),
        Column("helper", _("Helper then"), "then_helper"),
        Column("day", _("Day"), "then_day", kind="day", unseen=True),
    ],
    filters=[
        AsOf(AS_OF, _("Day")),
        Place("area", _("Area"), "area_code", to_choose),
        StandingThen("category", _("Category"), choices=_categories),
        StandingThen("monitor", _("Monitored as"), choices=_monitors),
        RegisteredThen("registered", _("Registered or monitored only")),
        HelperThen("helper", _("Helper's name")),
    ],
    empty=(_("Nobody lived here on that day"), _("Choose another day.")),
    links=lambda _request: [(reverse("registry:households"), _("The list of today"))],
    export=by_slot,
    may_export=permits.exporter,
)


def _frozen(freeze: Any, request: HttpRequest) -> dict[str, Any]:
    """The way to the rows; to posts that reach them all, whether they still are what was frozen."""
    check = freezing.checked(freeze) if permits.reaches_all(request.acting) else None
    return {"freeze": freeze, "check": check}


def _freeze_links(request: HttpRequest) -> Sequence[tuple[str, Text]]:
    may = permits.freezes(request.acting, None)
    return [(reverse("registry:freeze"), _("Freeze a list"))] if may else []


freezes = Ledger(
    name="registry:freezes",
    title=_("Lists as they stood"),
    intro=_(
        "The registered and monitored households of a day, frozen as they were known when it was taken."
        " A changed row shows: the digest no longer fits."
    ),
    model=Freeze,
    order="-as_of",
    rows_of=lambda _acting: freezing.freezes(),
    who=permits.browses,
    columns=[
        Column("day", _("Day"), "as_of", kind="day", sort="as_of"),
        Column("kind", _("Why"), kind="choice"),
        Column("rows", _("Households in the county"), "row_count", kind="number"),
        Column("taken_at", _("Taken"), kind="minute", spare=True),
        Column("taken_by", _("Taken by"), spare=True),
    ],
    filters=[Choice("kind", _("Why"), choices=FreezeKind.choices)],
    panels=[Panel("frozen", _("Its rows"), "registry/panels/frozen.html", _frozen)],
    links=_freeze_links,
    empty=(_("Nothing is frozen yet"), _("The list is frozen after each month's end.")),
    export=by_slot,
    may_export=permits.exporter,
)


class _OfFreeze(Filter):
    """Which freeze; the newest, if the address names none."""

    def read(self, given: Any, acting: ActingPost) -> Any:
        value = given.get(self.name, "")
        found = freezing.named(value)
        if value and found is None:
            raise self.wrong(value)
        return freezing.of_freeze(found)

    def controls(self, given: Any, acting: ActingPost) -> list[Any]:
        return []


frozen = Ledger(
    name="registry:frozen",
    title=_("The list as it stood"),
    model=FrozenHousehold,
    order="area_code",
    rows_of=freezing.frozen,
    who=permits.browses,
    columns=[
        Column("head", _("Head"), "head_name"),
        Column("village", _("Village"), lambda row: short(row.place or ""), sort="area_code"),
        Column("members", _("Members"), "member_count", kind="number"),
        Column("kind", _("Recognised as"), lambda row: _called_as(row, row.freeze.as_of)),
        Column("helper", _("Helper"), "helper_name"),
        Column("net", _("Net income per head, yuan"), "net_per_capita", kind="yuan"),
        Column("number", _("Household number"), unseen=True),
        Column("as_of", _("Day"), "freeze.as_of", kind="day", unseen=True),
    ],
    filters=[
        _OfFreeze("freeze", _("Frozen list")),
        Area("area", _("Area"), "area_code", to_choose),
        Choice("category", _("Category"), choices=_categories),
        Choice("monitor", _("Monitored as"), choices=_monitors),
    ],
    select=("freeze",),
    empty=(_("Nobody of your area stands in this list"), _("Choose another frozen list.")),
    links=lambda _request: [(reverse("registry:freezes"), _("All frozen lists"))],
    export=by_slot,
    may_export=permits.exporter,
)


def _called_as(row: Any, day: Any) -> str:
    found = eras.labels(category=row.category, monitor=row.monitor, on=day)
    return "、".join(label.text for label in found)


__all__ = ["BadQuestion", "called", "freezes", "frozen", "households", "past"]
