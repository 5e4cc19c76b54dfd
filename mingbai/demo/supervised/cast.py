"""Who holds which post in the demo, and acts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from mingbai.demo import errands
from mingbai.kit import scope
from mingbai.kit.scope import ActingPost
from mingbai.org.models import Posting
from mingbai.org.queries.founder import founder
from mingbai.oversight.queries import naming

TEAM = ("inspection_leader", "inspection_member")
MENDS = ("village_cadre", "verification_member", "township_officer")
CHECKS = ("first_secretary", "resident_team", "group_leader", "village_cadre")
SIGNS = ("township_head",)


@contextmanager
def done_by(acting: ActingPost) -> Iterator[ActingPost]:
    """A block in which somebody acts, inside the half-year's one transaction."""
    with scope.entered(acting):
        yield acting


@dataclass
class Cast:
    """``at`` is the demo's now: whoever holds a post today has held it the whole half-year."""

    at: datetime

    @cached_property
    def office(self) -> ActingPost:
        """The head of the county office."""
        return errands.acting("office", self.at)

    @cached_property
    def clerk(self) -> ActingPost:
        """An officer of the county office."""
        return errands.acting("clerk", self.at)

    @cached_property
    def leader(self) -> ActingPost:
        """The county leader, who decides appeals and gives instructions."""
        return errands.acting("leader", self.at)

    @cached_property
    def held(self) -> dict[tuple[str, str], list[Posting]]:
        """Postings by kind of post and where: an area, or the team."""
        kinds = {*TEAM, *MENDS, *CHECKS, *SIGNS}
        with done_by(founder()):
            found = Posting.objects.filter(post__kind__in=kinds, ends=None)
            rows = list(found.select_related("post__unit", "user").order_by("pk"))
        places: dict[tuple[str, str], list[Posting]] = defaultdict(list)
        for one in rows:
            place = one.post.unit.code if one.post.kind in TEAM else one.area_code
            places[one.post.kind, place].append(one)
        return places

    @cached_property
    def teams(self) -> dict[str, list[ActingPost]]:
        """The members of every team, its leader first."""
        with done_by(founder()):
            codes = naming.teams()
        return {code: list(self._holders(TEAM, (code,))) for code in codes}

    def near(
        self, village: str, kinds: tuple[str, ...], but: Container[int | None] = ()
    ) -> ActingPost | None:
        """Who holds the first of these kinds of post in a village or its township, without some users."""
        places = (village, f"{village[:9]}000")
        found = (one for one in self._holders(kinds, places) if one.user_id not in but)
        return next(found, None)

    def _holders(self, kinds: tuple[str, ...], places: tuple[str, ...]) -> Iterator[ActingPost]:
        for kind in kinds:
            for place in places:
                for one in self.held.get((kind, place), ()):
                    yield errands.holding(one, self.at)
