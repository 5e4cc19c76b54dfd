"""Filters of a list. Each knows its parameters, what a value means, and the control that asks for it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mingbai.kit import shown
from mingbai.kit.ledger.asked import BadQuestion
from mingbai.kit.scope import ActingPost, range_of
from mingbai.kit.text import Text

AFTER_ALL = "\U0010ffff"
Options = Iterable[tuple[str, Text]]


@dataclass(frozen=True, slots=True)
class Control:
    """What the form shows for one parameter."""

    name: str
    title: Text
    kind: str
    value: str
    options: tuple[tuple[str, Text], ...] = ()

    @property
    def drawn(self) -> SafeString:
        """The options as HTML, made here and not in the template: there may be hundreds."""
        return SafeString("".join(self._option(str(value), str(title)) for value, title in self.options))

    def _option(self, value: str, title: str) -> str:
        chosen = " selected" if value == self.value else ""
        return f'<option value="{shown.escaped(value)}"{chosen}>{shown.escaped(title)}</option>'


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter. `field` is the model's field; left out, it is `name`."""

    name: str
    title: Text
    field: str = ""

    @property
    def params(self) -> tuple[str, ...]:
        """The address parameters that belong to it."""
        return (self.name,)

    def read(self, given: Mapping[str, str], acting: ActingPost) -> Q:
        """The condition that the address sets; an empty one if it sets none. Raises BadQuestion."""
        value = given.get(self.name, "")
        return self.condition(value, acting) if value else Q()

    def condition(self, value: str, acting: ActingPost) -> Q:
        """What one value means."""
        raise NotImplementedError

    def controls(self, given: Mapping[str, str], acting: ActingPost) -> list[Control]:
        """The controls, filled with what the address says."""
        return [Control(self.name, self.title, "text", given.get(self.name, ""), ())]

    def wrong(self, value: str) -> BadQuestion:
        """The refusal of a value."""
        words = {"title": self.title, "value": value[:40]}
        return BadQuestion(_("“%(value)s” is no value of the filter “%(title)s”.") % words)

    @property
    def on(self) -> str:
        """The model's field."""
        return self.field or self.name


@dataclass(frozen=True, slots=True)
class Choice(Filter):
    """One of several values; `choices` is a list, or a function of the acting post."""

    choices: Options | Callable[[ActingPost], Options] = ()

    def options(self, acting: ActingPost) -> tuple[tuple[str, Text], ...]:
        """The values that may be asked for."""
        return tuple(self.choices(acting) if callable(self.choices) else self.choices)

    def condition(self, value: str, acting: ActingPost) -> Q:
        if value not in {str(option) for option, _title in self.options(acting)}:
            raise self.wrong(value)
        return Q(**{self.on: value})

    def controls(self, given: Mapping[str, str], acting: ActingPost) -> list[Control]:
        options = self.options(acting)
        return [Control(self.name, self.title, "choice", given.get(self.name, ""), options)]


@dataclass(frozen=True, slots=True)
class Prefix(Filter):
    """What a text begins with, as a range: it can use an index under the policy, LIKE cannot."""

    def condition(self, value: str, acting: ActingPost) -> Q:
        return Q(**{f"{self.on}__gte": value, f"{self.on}__lt": value + AFTER_ALL})


@dataclass(frozen=True, slots=True)
class Area(Filter):
    """An area and all below it, by its twelve digits; what lies outside the post's range gives nothing.

    With `choices` (a function of the acting post) the form offers these areas by name.
    """

    choices: Callable[[ActingPost], Options] | None = None

    def condition(self, value: str, acting: ActingPost) -> Q:
        try:
            lo, hi = range_of(value)
        except ValueError as wrong:
            raise self.wrong(value) from wrong
        return Q(**{f"{self.on}__gte": lo, f"{self.on}__lt": hi})

    def controls(self, given: Mapping[str, str], acting: ActingPost) -> list[Control]:
        value = given.get(self.name, "")
        if self.choices is None:
            return [Control(self.name, self.title, "text", value)]
        options = tuple(self.choices(acting))
        if value and value not in dict(options):
            options = ((value, value), *options)
        return [Control(self.name, self.title, "choice", value, options)]


@dataclass(frozen=True, slots=True)
class Flag(Filter):
    """Only the rows for which something holds (`when`), a box to tick."""

    when: Q = made(default_factory=Q)

    def condition(self, value: str, acting: ActingPost) -> Q:
        if value != "1":
            raise self.wrong(value)
        return self.when

    def controls(self, given: Mapping[str, str], acting: ActingPost) -> list[Control]:
        return [Control(self.name, self.title, "flag", given.get(self.name, ""))]


@dataclass(frozen=True, slots=True)
class Days(Filter):
    """From one day to another, both included; either may be left out. `times`: the field is a timestamp."""

    times: bool = False

    @property
    def params(self) -> tuple[str, ...]:
        return (f"{self.name}_from", f"{self.name}_to")

    def read(self, given: Mapping[str, str], acting: ActingPost) -> Q:
        start, end = (self._day(given.get(param, "")) for param in self.params)
        found = Q()
        if start:
            found &= Q(**{f"{self.on}__gte": self._begin(start)})
        if end:
            found &= Q(**{f"{self.on}__lt": self._begin(end + timedelta(days=1))})
        return found

    def _begin(self, day: date) -> date:
        """The day itself, or its first moment: a cast in the query would keep the index from serving."""
        return timezone.make_aware(datetime.combine(day, time.min)) if self.times else day

    def _day(self, value: str) -> date | None:
        try:
            return date.fromisoformat(value) if value else None
        except ValueError as wrong:
            raise self.wrong(value) from wrong

    def controls(self, given: Mapping[str, str], acting: ActingPost) -> list[Control]:
        titles = (self.title, _("to"))
        return [
            Control(param, title, "date", given.get(param, ""))
            for param, title in zip(self.params, titles, strict=True)
        ]
