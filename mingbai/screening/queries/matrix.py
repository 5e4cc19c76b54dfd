"""应享未享 as a table: places by policies, from the cells of the newest run."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, Sum
from django.utils.translation import get_language

from mingbai.kit.scope import ActingPost, rows
from mingbai.org.models import Area
from mingbai.org.models.areas import short
from mingbai.org.queries import areas
from mingbai.rulebook.book import Rule
from mingbai.screening.models import Cell
from mingbai.screening.queries import editions
from mingbai.screening.states import Board, Standing


@dataclass(slots=True)
class Counted:
    """How many stand how with a policy in a place. Due are those who received, miss, or may have received."""

    received: int = 0
    missing: int = 0
    unseen: int = 0
    unknown: int = 0

    @property
    def due(self) -> int:
        """Everybody to whom the policy is due."""
        return self.received + self.missing + self.unseen

    @property
    def any(self) -> bool:
        """Whether the policy concerns anybody here."""
        return bool(self.due or self.unknown)

    @property
    def open(self) -> int:
        """Of whom it is not known whether it is due, or whether it came."""
        return self.unseen + self.unknown

    def add(self, standing: str, count: int) -> None:
        """Count more."""
        setattr(self, standing, getattr(self, standing) + count)


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy as the table's head names it. ``seen``: whether any data tell of its receipt."""

    code: str
    title: str
    document: str
    owner: str
    verified: bool
    seen: bool


@dataclass(slots=True)
class Place:
    """A township or village with its figures by policy."""

    code: str
    name: str
    counted: dict[str, Counted] = field(default_factory=dict)
    whole: Counted = field(default_factory=Counted)


@dataclass(frozen=True, slots=True)
class Matrix:
    """The table of an area; ``deeper`` says whether its places can be opened, ``as_of`` the run's day."""

    area: Area
    above: Sequence[Area]
    deeper: bool
    as_of: date
    policies: Sequence[Policy]
    places: Sequence[Place]
    whole: Place


def ran_on(acting: ActingPost) -> date | None:
    """The day of the run whose figures the post sees; None while there are none."""
    found: date | None = rows(Cell, acting).values_list("as_of", flat=True).first()
    return found


def matrix(acting: ActingPost, area: Area, *, as_of: date) -> Matrix:
    """The places directly below an area (a village: itself) against every policy that the post sees."""
    column, deeper = below(area.code)
    counted = (
        rows(Cell, acting)
        .filter(within(area.code), board=Board.BENEFITS)
        .values_list(column, "item", "standing")
        .annotate(total=Sum("count"))
        .order_by(column, "item")
    )
    places, whole = _placed(counted)
    names = areas.names(places)
    for place in places.values():
        place.name = short(names.get(place.code, place.code))
    return Matrix(
        area=area,
        above=[each for each in areas.path(area.code)[:-1] if acting.covers(each.code)],
        deeper=deeper,
        as_of=as_of,
        policies=policies(as_of),
        places=sorted(places.values(), key=lambda place: place.code),
        whole=whole,
    )


def within(code: str) -> Q:
    """The cells of an area: a township by its own column, which an index serves."""
    if code.endswith("000000"):
        return Q()
    return Q(town_code=code) if code.endswith("000") else Q(area_code=code)


def below(code: str) -> tuple[str, bool]:
    """The column of the places directly below an area, and whether these can be opened further."""
    return ("town_code", True) if code.endswith("000000") else ("area_code", code.endswith("000"))


def _placed(counted: Iterable[tuple[str, str, str, int]]) -> tuple[dict[str, Place], Place]:
    places: dict[str, Place] = {}
    whole = Place("", "")
    for code, item, standing, total in counted:
        place = places.setdefault(code, Place(code, ""))
        for each in (place, whole):
            each.counted.setdefault(item, Counted()).add(standing, total)
            each.whole.add(standing, total)
    return places, whole


def policies(as_of: date) -> list[Policy]:
    """Every policy of the book, in its order."""
    book = editions.book(as_of)
    return [_policy(rule) for rule in book.rules.values() if rule.kind == "policy"]


def _policy(rule: Rule) -> Policy:
    language = get_language() or "zh"
    received = rule.benefit.received if rule.benefit else None
    return Policy(
        rule.code, rule.title.said(language), rule.document, rule.owner, rule.verified, received is not None
    )


def choices(acting: ActingPost) -> list[tuple[str, str]]:
    """Policies to filter by: code and title; none while nothing has run."""
    as_of = ran_on(acting)
    return [(each.code, each.title) for each in policies(as_of)] if as_of else []


FIGURES = (Standing.RECEIVED, Standing.MISSING, Standing.UNSEEN, Standing.UNKNOWN)
