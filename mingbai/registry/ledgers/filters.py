"""Filters of the household lists, of today and of an earlier day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from mingbai.kit import clock
from mingbai.kit.ledger import Area, Choice, Control, Filter, Flag
from mingbai.kit.scope import ActingPost
from mingbai.kit.shown import day_of
from mingbai.registry.queries import asof, households

AS_OF = "as_of"


@dataclass(frozen=True, slots=True)
class Place(Area):
    """An area, as equality where the list has a column for it, so that its order stays an index's."""

    def condition(self, value: str, acting: ActingPost) -> Q:
        try:
            return households.place(value)
        except ValueError as wrong:
            raise self.wrong(value) from wrong


@dataclass(frozen=True, slots=True)
class Standing(Choice):
    """A category or kind of monitoring; only registered and monitored households have their own index."""

    def condition(self, value: str, acting: ActingPost) -> Q:
        found = Choice.condition(self, value, acting)
        return found if value in ("ordinary", "none") or self.on == "monitor" else found & Q(registered=True)


@dataclass(frozen=True, slots=True)
class Helper(Filter):
    """Households paired today with a helper of this whole name."""

    def condition(self, value: str, acting: ActingPost) -> Q:
        return households.helped_by(value)


@dataclass(frozen=True, slots=True)
class AtLeast(Filter):
    """A number and more."""

    def condition(self, value: str, acting: ActingPost) -> Q:
        if not (value.isascii() and value.isdecimal()):
            raise self.wrong(value)
        return Q(**{f"{self.on}__gte": min(int(value), 99)})

    def controls(self, given: Mapping[str, str], acting: ActingPost) -> list[Control]:
        return [Control(self.name, self.title, "number", given.get(self.name, ""))]


def day_in(given: Mapping[str, str]) -> date:
    """The day of the address, today if it names none. Raises BadDayAsked."""
    today = day_of(clock.read())
    return asof.day_asked(given.get(AS_OF, ""), today) or today


@dataclass(frozen=True, slots=True)
class AsOf(Filter):
    """The day of the list; whoever lived here then is in it."""

    def read(self, given: Mapping[str, str], acting: ActingPost) -> Q:
        return asof.valid(day_in(given))

    def controls(self, given: Mapping[str, str], acting: ActingPost) -> list[Control]:
        return [Control(self.name, self.title, "date", day_in(given).isoformat())]


@dataclass(frozen=True, slots=True)
class StandingThen(Choice):
    """A category or kind of monitoring on the day of the list."""

    def read(self, given: Mapping[str, str], acting: ActingPost) -> Q:
        value = given.get(self.name, "")
        if not value:
            return Q()
        if value not in dict(self.options(acting)):
            raise self.wrong(value)
        return asof.with_state(day_in(given), **{self.on: value})


@dataclass(frozen=True, slots=True)
class RegisteredThen(Flag):
    """Registered or monitored on the day of the list."""

    def read(self, given: Mapping[str, str], acting: ActingPost) -> Q:
        value = given.get(self.name, "")
        if value not in ("", "1"):
            raise self.wrong(value)
        return asof.registered(day_in(given)) if value else Q()


@dataclass(frozen=True, slots=True)
class HelperThen(Filter):
    """Paired with a helper of this whole name on the day of the list."""

    def read(self, given: Mapping[str, str], acting: ActingPost) -> Q:
        value = given.get(self.name, "")
        return asof.with_helper(day_in(given), value) if value else Q()
