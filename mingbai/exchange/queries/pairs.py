"""Doubtful pairs as comparisons and the desk read them."""

from __future__ import annotations

import polars as pl
from django.db.models import QuerySet

from mingbai.compare.matching.answers import GIVEN, Answers
from mingbai.compare.matching.paper import NO, UNSURE, YES
from mingbai.exchange.models import DoubtfulPair
from mingbai.exchange.states import PairState
from mingbai.kit.scope import ActingPost, rows

MEANT = {PairState.SAME: YES, PairState.OTHER: NO, PairState.UNSURE: UNSURE}


def answers() -> Answers:
    """What people said of doubtful pairs, as the matcher takes it; ``person`` is a registry person's id."""
    found = DoubtfulPair.objects.exclude(state=PairState.OPEN).order_by("mark", "person_id")
    lines = [
        (mark, str(person), MEANT[PairState(state)])
        for mark, person, state in found.values_list("mark", "person_id", "state")
    ]
    schema = {name: GIVEN[name] for name in ("mark", "person", "answer")}
    return Answers(pl.DataFrame(lines, schema=schema, orient="row"))


def found(acting: ActingPost, key: str) -> DoubtfulPair | None:
    """The pair of this key, if the post reaches it."""
    one: DoubtfulPair | None = rows(DoubtfulPair, acting).filter(key=key).select_related("person").first()
    return one


def waiting(acting: ActingPost) -> QuerySet[DoubtfulPair]:
    """Pairs that nobody has answered, those of one row beside each other, the likeliest first."""
    pairs: QuerySet[DoubtfulPair] = rows(DoubtfulPair, acting).filter(state=PairState.OPEN)
    return pairs.select_related("person__household").order_by("mark", "-probability", "id")
