"""Filters of this room's lists."""

from dataclasses import dataclass

from django.db.models import Q

from mingbai.kit import clock
from mingbai.kit.ledger import Area, Filter, Flag
from mingbai.kit.scope import ActingPost
from mingbai.kit.shown import day_of
from mingbai.registry.queries import households
from mingbai.screening.queries.findings import late
from mingbai.screening.states import QueueState


@dataclass(frozen=True, slots=True)
class Place(Area):
    """An area, as equality where the list has a column for it, so that its order stays an index's."""

    def condition(self, value: str, acting: ActingPost) -> Q:
        try:
            return households.place(value)
        except ValueError as wrong:
            raise self.wrong(value) from wrong


@dataclass(frozen=True, slots=True)
class Rule(Filter):
    """A rule by its whole code."""

    def condition(self, value: str, acting: ActingPost) -> Q:
        return Q(rule=value)


@dataclass(frozen=True, slots=True)
class Late(Flag):
    """What was sent and is not answered in time, as of today."""

    def condition(self, value: str, acting: ActingPost) -> Q:
        Flag.condition(self, value, acting)
        return late(day_of(clock.read()))


@dataclass(frozen=True, slots=True)
class LateInQueue(Flag):
    """What waits to be identified for too long, as of today."""

    def condition(self, value: str, acting: ActingPost) -> Q:
        Flag.condition(self, value, acting)
        return Q(state=QueueState.WAITING, due__lt=day_of(clock.read()))
