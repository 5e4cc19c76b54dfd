"""明白卡: everything that a household's card says, as words; PDF, DOCX and tests read the same."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mingbai.kit import slots
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.kit.shown import iso, yuan
from mingbai.org.models import Area
from mingbai.registry.models import Household, IncomeStatement
from mingbai.registry.queries import (
    asof,
    cards_guarantees,
    codes,
    eras,
    households,
    incomes,
    incomes_threshold,
)
from mingbai.registry.states import Monitor

DUE = slots.declare("card.due", "f(household, as_of) -> [queries.cards.Due]: what it is due and has received")
HEAD = "head"


@dataclass(frozen=True, slots=True)
class Due:
    """A benefit: what is due in the year and what was received, in fen (None: not known); in words why."""

    name: str
    due: int | None
    received: int | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and what stands beside it."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """One card. Amounts are written out in yuan; nothing here is an identity number."""

    title: str
    place: str
    number: str
    head: str
    labels: str
    members: list[str]
    helper: str
    guarantees: list[Pair]
    income_title: str
    incomes: list[Pair]
    due_title: str
    due: list[Pair]
    phone: str
    objection: str
    made: str

    def facts(self) -> dict[str, Any]:
        """The card as plain values."""
        return asdict(self)

    def text(self) -> str:
        """Every character that it shows."""
        return json.dumps(self.facts(), ensure_ascii=False)


def card(household: Household, *, as_of: date) -> Card:
    """The card of a household on a day."""
    then = asof.household(household, as_of)
    statement = asof.statements(household, as_of).first()
    said = installed().section("card")
    return Card(
        title=_("Household card"),
        place=_place(household),
        number=household.number,
        head=then.head.membership.person_name if then.head else household.head_name,
        labels="、".join(
            one.text for one in eras.labels(category=then.category, monitor=then.monitor, on=as_of)
        ),
        members=[_member(one) for one in then.members],
        helper=_helper(then),
        guarantees=[Pair(*pair) for pair in cards_guarantees.of(then)],
        income_title=_("Income %(year)s, yuan") % {"year": statement.year} if statement else "",
        incomes=list(_incomes(statement)) if statement else [],
        **_received_or_due(household, as_of, statement),
        phone=said["phone"],
        objection=said["objection"].said(get_language() or "zh"),
        made=iso(as_of),
    )


def with_cards(acting: ActingPost, village: str) -> "QuerySet[Household]":
    """The families of a village that have a card: registered or monitored ones, within the post's reach."""
    kept_in_full = Q(registered=True) | ~Q(monitor=Monitor.NONE)
    return (
        households.living(acting)
        .filter(kept_in_full, area_code=village)
        .order_by("group_no", "head_sort", "id")
    )


def _place(household: Household) -> str:
    names = dict(
        Area.objects.filter(code__in=[household.town_code, household.area_code]).values_list("code", "name")
    )
    group = _("group %(n)s") % {"n": household.group_no} if household.group_no else ""
    return " ".join(filter(None, (names.get(household.town_code), names.get(household.area_code), group)))


def _member(member: asof.Member) -> str:
    relation = codes.words("relation", member.membership.relation)
    age = "" if member.age is None else _(", %(n)s years") % {"n": member.age}
    return _("%(name)s (%(relation)s%(age)s)") % {
        "name": member.membership.person_name, "relation": relation, "age": age,
    }  # fmt: skip


def _helper(then: asof.Then) -> str:
    pairing = then.pairing
    return "，".join(filter(None, (pairing.helper_name, pairing.unit_name))) if pairing else _("none yet")


def _incomes(statement: IncomeStatement) -> Iterable[Pair]:
    s, threshold = statement, incomes_threshold.of_year(statement.year)
    yield Pair(_("Wages"), yuan(s.wage))
    yield Pair(_("Business income"), yuan(s.business))
    yield Pair(_("Property income"), yuan(s.property))
    yield Pair(_("Transfers received"), yuan(s.transfer))
    yield Pair(_("Business expense"), yuan(s.business_expense))
    yield Pair(_("Net income"), yuan(s.net))
    yield Pair(_("Net income per head"), yuan(s.net_per_capita))
    if threshold.fen is not None:
        doubt = "" if threshold.verified else _(" (not verified)")
        yield Pair(threshold.words + doubt, yuan(threshold.fen))


def _received_or_due(household: Household, as_of: date, statement: IncomeStatement | None) -> dict[str, Any]:
    """What rooms above know of due and received, and the transfers that the family counted itself."""
    found = [one for fill in slots.filled(DUE) for one in fill(household, as_of)]
    pairs = [Pair(line, amount) for line, amount in _transfers(statement)] if statement else []
    if found:
        told = [Pair(one.name, _received(one)) for one in found]
        return {"due_title": _("Due and received"), "due": [*told, *pairs]}
    return {"due_title": _("Received, as the family counted"), "due": pairs}


def _received(one: Due) -> str:
    words = _("due %(due)s, received %(received)s") % {"due": yuan(one.due), "received": yuan(one.received)}
    return f"{words}（{one.note}）" if one.note else words


def _transfers(statement: IncomeStatement) -> Sequence[tuple[str, str]]:
    shown = next(group for group in incomes.shown(statement, None, {}) if group.group.code == "transfer")
    return [(row.line.name, yuan(row.fen)) for row in shown.rows]
