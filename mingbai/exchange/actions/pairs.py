"""Doubtful pairs: put on the desk by a comparison, answered by people, opened again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.exchange.actions.refusal import Refused
from mingbai.exchange.flow.pairing import pairing as flow
from mingbai.exchange.models import DoubtfulPair
from mingbai.exchange.states import PairState
from mingbai.kit.scope import ActingPost
from mingbai.registry.models import Person

WRITTEN = ("name", "sex", "birth_date", "township", "village", "phone")
LEVELS = ("name", "birth", "place", "phone")
BATCH = 1_000


class TwoPeople(Refused):
    """A row is one person's at most."""

    code = "two_people"


@transaction.atomic
def note(*, dataset: str, doubtful: pl.DataFrame, by: ActingPost, at: datetime) -> int:
    """Put doubtful pairs on the desk; those that lie there already, answered or not, stay. How many are new.

    ``doubtful`` is the matcher's (``person``, ``probability``, levels, ``count``, ``why``, ``mark``), with
    what the row says of somebody in ``a_name``, ``a_sex``, ``a_birth_date``, ``a_township``, ``a_village``,
    ``a_phone`` (no more than its tail) and where it stands in ``a_file``, ``a_row_in_file``.
    ``person`` is the id of a registry person as text; people beyond the post's reach are passed over.
    """
    lines = doubtful.unique(["mark", "person"], keep="first", maintain_order=True).to_dicts()
    people = Person.objects.in_bulk({int(line["person"]) for line in lines})
    before = DoubtfulPair.objects.count()
    DoubtfulPair.objects.bulk_create(
        (
            _pair(dataset, line, people[int(line["person"])], at)
            for line in lines
            if int(line["person"]) in people
        ),
        ignore_conflicts=True,
        batch_size=BATCH,
    )
    return DoubtfulPair.objects.count() - before


def _pair(dataset: str, line: dict[str, Any], person: Person, at: datetime) -> DoubtfulPair:
    places = ("file", "row_in_file")
    written = {name: _text(line.get(f"a_{name}")) for name in (*WRITTEN, *places)}
    return DoubtfulPair(
        area_code=person.area_code, mark=line["mark"], person=person, dataset=dataset,
        written={name: text for name, text in written.items() if text},
        levels={name: line[name] for name in LEVELS if line.get(name)},
        probability=float(line["probability"]), candidates=int(line["count"]), why=line["why"], noted_at=at,
    )  # fmt: skip


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def same(*, pair: DoubtfulPair, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """It is this person; then it is none of the row's other candidates. Raises MoveRefused, TwoPeople."""
    with transaction.atomic():
        beside = DoubtfulPair.objects.filter(mark=pair.mark).exclude(pk=pair.pk)
        if beside.filter(state=PairState.SAME).exists():
            raise TwoPeople(_("Another person was confirmed for this row. Open that answer again first."))
        _answer(pair, "same", by, at, version)
        for other_one in beside.filter(state__in=(PairState.OPEN, PairState.UNSURE)):
            _answer(other_one, "other", by, at, None)


def other(*, pair: DoubtfulPair, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """It is somebody else. Raises MoveRefused."""
    _answer(pair, "other", by, at, version)


def unsure(*, pair: DoubtfulPair, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """It cannot be told. Raises MoveRefused."""
    _answer(pair, "unsure", by, at, version)


def reopen(*, pair: DoubtfulPair, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """The answer was wrong: ask again. Raises MoveRefused."""
    also = {"answered_by": "", "answered_at": None}
    flow.take(subject=pair, move="reopen", by=by, at=at, version=version, also=also)


def _answer(pair: DoubtfulPair, move: str, by: ActingPost, at: datetime, version: int | None) -> None:
    also = {"answered_by": by.label, "answered_at": at}
    flow.take(subject=pair, move=move, by=by, at=at, version=version, also=also)
