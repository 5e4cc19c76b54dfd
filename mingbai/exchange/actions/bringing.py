"""Files of a folder or an upload, whatever they are, as deliveries: one for each kind and unit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.exchange.actions import moves, receiving
from mingbai.exchange.actions.refusal import BadDelivery
from mingbai.exchange.models import Delivery
from mingbai.exchange.queries import calendar, periods, senders
from mingbai.exchange.queries.calendar import Entry
from mingbai.kit.files.uploads import Upload
from mingbai.kit.scope import ActingPost


@transaction.atomic
def bring(
    *,
    paths: Sequence[Path],
    day: date,
    channel: str,
    by: ActingPost,
    at: datetime,
    dataset: str = "",
    unit: str = "",
) -> list[Delivery]:
    """Receive files, each as the dataset that its name or header says (or ``dataset``); ask for checks.

    ``day`` lies in the period of which they speak. All or nothing. Raises BadDelivery, NotYourFile,
    SentBefore, files' Refused.
    """
    groups: dict[str, list[Path]] = {}
    for path in paths:
        groups.setdefault(_entry(path, dataset, by).dataset.code, []).append(path)
    if not groups:
        raise BadDelivery(_("Please choose a file."))
    return [
        _delivery(code, files, day=day, unit=unit, channel=channel, by=by, at=at)
        for code, files in groups.items()
    ]


def _delivery(
    code: str, files: list[Path], *, day: date, unit: str, channel: str, by: ActingPost, at: datetime
) -> Delivery:
    entry = calendar.entries()[code]
    sender = senders.sender(entry, by, unit)
    if sender is None:
        raise BadDelivery(_("Please say in whose place the files are sent."))
    delivery = receiving.receive(
        dataset=code, period=periods.of(day, entry.dataset.period), unit=sender,
        files=[Upload.of(path) for path in files], channel=channel, by=by, at=at,
    )  # fmt: skip
    moves.ask_for_check(delivery=delivery, by=by, at=at)
    return delivery


def _entry(path: Path, dataset: str, by: ActingPost) -> Entry:
    found = calendar.entry(dataset) if dataset else senders.recognised(path, by)
    if found is None:
        raise BadDelivery(
            _("It cannot be told what “%(file)s” is. Put the kind of file into its name, or choose it below.")
            % {"file": path.name}
        )
    return found
