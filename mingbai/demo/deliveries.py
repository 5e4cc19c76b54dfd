"""The departments' files of the demo's county: sent by their units, checked, accepted by another person."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.db import transaction

from mingbai.demo import errands
from mingbai.exchange.actions import checking, moves, receiving
from mingbai.exchange.models import Delivery
from mingbai.exchange.queries import calendar, periods
from mingbai.exchange.queries.calendar import Entry
from mingbai.exchange.queries.periods import Period
from mingbai.exchange.states import Channel
from mingbai.kit import scope
from mingbai.kit.files.uploads import Upload
from mingbai.org.models import Unit
from mingbai.tables import naming
from mingbai.tables.declaring import shipped

# Who sends and who accepts, by unit; the county office's people in the place of the others.
HANDS = {"civil_affairs": ("civil2", "civil"), "medical_insurance_bureau": ("medical", "medical2")}
OFFICE = ("clerk", "office")
# Not sent yet for the month that ends, so that the bureau finds it on its Today.
BEHIND = frozenset({"medical_settlement"})
# Sent late for the month before, and not accepted yet.
LATE = "assistance"


def load(county: Path, *, at: datetime) -> None:
    """Bring every file of the county on disk into the exchange, once; ``at`` is the demo's now."""
    with transaction.atomic(), scope.entered(errands.acting(OFFICE[1], at)):
        if Delivery.objects.exists():
            return
    for path, entry in _files(county):
        period = periods.of(at.date(), entry.dataset.period)
        if entry.code in BEHIND:
            period = periods.before(period, entry.dataset.period)
        _bring(path, entry, period, at)
        if entry.code == LATE:
            _bring(path, entry, periods.before(period, entry.dataset.period), at, accept=False)


def _files(county: Path) -> Iterator[tuple[Path, Entry]]:
    """The departments' files, and those of the county office that the registry does not take."""
    for path in sorted((*(county / "departments").iterdir(), *(county / "people").iterdir())):
        named = naming.by_name(path, shipped())
        entry = calendar.entry(named.code) if named is not None else None
        if entry is not None:
            yield path, entry


def _bring(path: Path, entry: Entry, period: Period, at: datetime, *, accept: bool = True) -> None:
    sender, accepter = (errands.acting(user, at) for user in HANDS.get(entry.units[0], OFFICE))
    with transaction.atomic(), scope.entered(sender):
        unit = Unit.objects.get(code=entry.units[0])
        delivery = receiving.receive(
            dataset=entry.code, period=period, unit=unit, files=[Upload.of(path)], channel=Channel.BROWSER,
            by=sender, at=at,
        )  # fmt: skip
        checking.check(delivery=delivery, by=sender, at=at)
        moves.ask(delivery=delivery, by=sender, at=at)
    if accept:
        with transaction.atomic(), scope.entered(accepter):
            moves.accept(delivery=delivery, by=accepter, at=at)
