"""Who sends which kind of file, and which kind a file is."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import transaction

from mingbai.exchange.models.deliveries import DEPARTMENT, family
from mingbai.exchange.queries import calendar
from mingbai.exchange.queries.calendar import Entry
from mingbai.kit.scope import ActingPost, entered
from mingbai.org.models import Unit
from mingbai.org.queries import people, seats
from mingbai.org.queries import units as of_org
from mingbai.tables import naming
from mingbai.tables.declared import Catalogue
from mingbai.tables.declaring import shipped


def own(acting: ActingPost) -> Unit | None:
    """The unit of a department's post; None for the county office, which sends in others' place."""
    return of_org.of_post(acting) if family(acting) == DEPARTMENT else None


def of_account(username: str, at: datetime) -> ActingPost | None:
    """The first post of an account that sends files; None if there is none such, or no such account."""
    user_id = people.id_of(username)
    if user_id is None:
        return None
    with transaction.atomic(), entered(seats.postless(user_id=user_id)):
        name = people.account(user_id).display_name
        posts = [seats.acting(seat, user_id=user_id, name=name, at=at) for seat in seats.seats(at)]
    return next((each for each in posts if "receive_files" in each.abilities and entries_for(each)), None)


def entries_for(acting: ActingPost) -> list[Entry]:
    """The same as ``entries_of``, asked before the post acts."""
    with transaction.atomic(), entered(acting):
        return entries_of(acting)


def entries_of(acting: ActingPost) -> list[Entry]:
    """The kinds of file that a post sends: its unit's, or all."""
    unit = own(acting)
    if family(acting) == DEPARTMENT:
        return calendar.of_unit(unit.code) if unit else []
    return list(calendar.entries().values())


def units() -> list[Unit]:
    """The units that send files."""
    codes = {code for one in calendar.entries().values() for code in one.units}
    return of_org.named(tuple(codes))


def sender(entry: Entry, acting: ActingPost, asked: str = "") -> Unit | None:
    """The unit whose file it is: the post's own, the one asked for, else the calendar's first."""
    unit = own(acting)
    if unit is not None:
        return unit
    code = asked or (entry.units[0] if entry.units else "")
    return of_org.by_code(code)


def recognised(path: Path, acting: ActingPost) -> Entry | None:
    """What a file is, by its name or its header, among what the post sends; None if that cannot be told."""
    among = _catalogue(entries_of(acting))
    named = naming.by_name(path, shipped())
    if named is not None:
        return calendar.entry(named.code)
    fitting = naming.by_header(path, among)
    return calendar.entry(fitting[0].code) if len(fitting) == 1 else None


def _catalogue(entries: list[Entry]) -> Catalogue:
    whole = shipped()
    return Catalogue(
        datasets={one.dataset.code: one.dataset for one in entries}, reasons=whole.reasons,
        purposes=whole.purposes, words=whole.words, provinces=whole.provinces, lists=whole.lists,
        shared=whole.shared, edition=whole.edition,
    )  # fmt: skip
