"""Questions about lists handed down: the grid of townships and states, what lies aside, who is meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mingbai.exchange.models import HandedList, HandedRow
from mingbai.exchange.states import HandedRowState, HandedState
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost, rows
from mingbai.org.models.areas import short
from mingbai.org.queries import areas
from mingbai.registry.models import Person

MOST_MEANT = 5
SHOWN = (
    HandedRowState.READY, HandedRowState.SENT, HandedRowState.CONTRADICTS, HandedRowState.ANSWERED,
    HandedRowState.NOT_OURS,
)  # fmt: skip
LATE = "late"


@dataclass(slots=True)
class GridRow:
    """One township's numbers by state, and how many are late."""

    code: str
    name: str
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All rows of the township."""
        return sum(number for state, number in self.counts.items() if state != LATE)


def listed(acting: ActingPost) -> QuerySet[HandedList]:
    """The lists that the post sees, with the numbers of rows answered, waiting and aside."""
    seen: QuerySet[HandedList] = rows(HandedList, acting).annotate(
        answered=_number(HandedRowState.ANSWERED, HandedRowState.NOT_OURS),
        waiting=_number(HandedRowState.SENT),
        aside=_number(HandedRowState.ASIDE),
    )
    return seen


def _number(*states: str) -> Coalesce:
    of_list = HandedRow.objects.filter(handed_list=OuterRef("pk"), state__in=states).order_by()
    counted = of_list.values("handed_list").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def found(acting: ActingPost, key: str) -> HandedList | None:
    """The list of this key, if the post may see it."""
    one: HandedList | None = rows(HandedList, acting).filter(key=key).first()
    return one


def row(acting: ActingPost, key: str) -> HandedRow | None:
    """The row of this key, if the post may see it."""
    one: HandedRow | None = rows(HandedRow, acting).filter(key=key).first()
    return one


def grid(handed: HandedList, today: date) -> list[GridRow]:
    """Townships that have rows, in the order of their codes; what nobody is matched to is none's."""
    late = Q(state=HandedRowState.SENT, due__lt=today)
    counted = (
        HandedRow.objects.filter(handed_list=handed)
        .exclude(town_code=handed.area_code)
        .values_list("town_code", "state")
        .annotate(n=Count("pk"), late=Count("pk", filter=late))
        .order_by("town_code")
    )
    lines: dict[str, GridRow] = {}
    for code, state, number, overdue in counted:
        line = lines.setdefault(code, GridRow(code, code))
        line.counts[state] = number
        line.counts[LATE] = line.counts.get(LATE, 0) + overdue
    for code, name in areas.names(lines).items():
        lines[code].name = short(name)
    return list(lines.values())


def counts(handed: HandedList) -> dict[str, int]:
    """Rows by state, and how many have an earlier answer to be confirmed (``known``)."""
    states = HandedRow.objects.filter(handed_list=handed).values_list("state").annotate(n=Count("pk"))
    waiting = HandedRow.objects.filter(handed_list=handed, state=HandedRowState.READY).exclude(known={})
    return {**dict(states.order_by()), "known": waiting.count()}


def aside(handed: HandedList) -> QuerySet[HandedRow]:
    """What nobody is matched to, in the order of the file."""
    return HandedRow.objects.filter(handed_list=handed, state=HandedRowState.ASIDE).order_by(
        "sheet", "row_no"
    )


def meant(acting: ActingPost, found_rows: Sequence[HandedRow]) -> dict[int, list[Person]]:
    """Who may be meant by rows that lie aside: whoever has the number, else namesakes in the place named.

    A guess for a person to look at; three queries for a page of rows.
    """
    people = rows(Person, acting).select_related("household")
    tokens = [bytes(one.id_token) for one in found_rows if one.id_token]
    by_token = {bytes(one.id_token or b""): one for one in people.filter(id_token__in=tokens)}
    namesakes: dict[str, list[Person]] = {}
    for person in people.filter(name__in={one.name for one in found_rows if one.name}).order_by("id"):
        namesakes.setdefault(person.name, []).append(person)
    names = areas.names({one.area_code for many in namesakes.values() for one in many})
    return {
        one.pk: _meant(
            one, by_token, namesakes.get(one.name, []), {code: _stem(name) for code, name in names.items()}
        )
        for one in found_rows
    }


def _meant(
    one: HandedRow, by_token: dict[bytes, Person], namesakes: list[Person], names: dict[str, str]
) -> list[Person]:
    numbered = by_token.get(bytes(one.id_token)) if one.id_token else None
    near = [person for person in namesakes if names.get(person.area_code, "") in one.place] or namesakes
    first = [numbered] if numbered else []
    return [*first, *(person for person in near if person != numbered)][:MOST_MEANT]


def _stem(name: str) -> str:
    return short(name).removesuffix("村").removesuffix("社区")


def places(people: Iterable[Person]) -> dict[int, str]:
    """Where people live, as words: township and village."""
    many = list(people)
    towns = {one.pk: f"{one.area_code[:9]}000" for one in many}
    names = areas.names({*towns.values(), *(one.area_code for one in many)})
    return {
        one.pk: f"{names.get(towns[one.pk], '')} {short(names.get(one.area_code, one.area_code))}".strip()
        for one in many
    }


def fact_words(code: str, language: str) -> str:
    """What a fact of the ledger is called."""
    claim = installed().section("handed")["claims"].get(code)
    return claim["name"].said(language) if claim else code


def open_lists(acting: ActingPost) -> QuerySet[HandedList]:
    """Lists on which the county office must still do something, nearest deadline first."""
    states = (HandedState.COLUMNS, HandedState.SPLIT, HandedState.SENT)
    return rows(HandedList, acting).filter(state__in=states).order_by("due", "id")


def waiting_below(acting: ActingPost) -> list[dict[str, Any]]:
    """Lists of which rows wait in the post's area: title, how many (n), deadline, how many urged."""
    sent = rows(HandedRow, acting).filter(state=HandedRowState.SENT)
    found_ = (
        sent.values("title", "due").annotate(n=Count("pk"), urged=Count("urged_at")).order_by("due", "title")
    )
    return list(found_[:50])
