"""How the teams stand in a quarter: their townships, their members; which leader is linked where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mingbai.kit.scope import ActingPost, rows
from mingbai.org.models import Posting
from mingbai.org.queries.areas import names
from mingbai.oversight.models import Linked, Rotation, Seconded
from mingbai.oversight.queries import teams
from mingbai.oversight.queries.inspections import quarter_of


@dataclass(frozen=True, slots=True)
class Team:
    """A team with its members and its townships of the quarter."""

    name: str
    members: list[Seconded]
    townships: list[str]


def of(acting: ActingPost, on: date) -> tuple[list[Team], str]:
    """Every team, and the seed by which the quarter's townships were dealt; empty: not dealt yet."""
    dealt = list(rows(Rotation, acting).filter(quarter=quarter_of(on)))
    called = names(one.area_code for one in dealt)
    seconded = list(rows(Seconded, acting).filter(valid_to=None))
    found = [
        Team(
            name,
            [one for one in seconded if one.team == code],
            [called.get(one.area_code, "") for one in dealt if one.team == code],
        )
        for code, name in teams.choices()
    ]
    return found, dealt[0].seed if dealt else ""


def linked(acting: ActingPost) -> list[tuple[Linked, str]]:
    """Leaders with the townships that they are linked to."""
    found = list(rows(Linked, acting).filter(valid_to=None))
    called = names(one.area_code for one in found)
    return [(one, called.get(one.area_code, "")) for one in found]


def posting(number: str, choices: Iterable[tuple[str, str]]) -> Posting:
    """The posting that was chosen among those offered. Raises Posting.DoesNotExist."""
    if number not in dict(choices):
        raise Posting.DoesNotExist(number)
    return Posting.objects.select_related("post").get(pk=number)
