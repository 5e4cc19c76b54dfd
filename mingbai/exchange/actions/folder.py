"""A folder of files, taken in file by file: what is refused is told and stays out of the others' way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from mingbai.exchange.actions import bringing
from mingbai.exchange.actions.receiving import ALLOWED, SentBefore
from mingbai.exchange.actions.refusal import Refused
from mingbai.exchange.models import Delivery
from mingbai.exchange.states import Channel
from mingbai.kit.files.types import Refused as FileRefused
from mingbai.kit.scope import ActingPost

HIDDEN = (".", "~$")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: its delivery, or the sentence that says why there is none."""

    name: str
    delivery: Delivery | None
    sentence: str = ""
    known: bool = False


def take(*, folder: Path, day: date, by: ActingPost, at: datetime) -> list[Outcome]:
    """Receive every table below a folder, ask for its check; a file that lies here already is passed over.

    ``day`` lies in the period of which they speak. Called in the post's scope; each file is all or nothing.
    """
    return [_taken(path, day, by, at) for path in files(folder)]


def files(folder: Path) -> list[Path]:
    """The tables below a folder, by name; hidden ones and those that Excel has open are none."""
    found = (path for path in folder.rglob("*") if path.suffix.lower() in ALLOWED)
    return sorted(path for path in found if path.is_file() and not path.name.startswith(HIDDEN))


def _taken(path: Path, day: date, by: ActingPost, at: datetime) -> Outcome:
    try:
        with transaction.atomic():
            made = bringing.bring(paths=[path], day=day, channel=Channel.FOLDER, by=by, at=at)
    except SentBefore as before:
        return Outcome(path.name, before.delivery, str(before.sentence), known=True)
    except FileRefused as refused:
        return Outcome(path.name, None, _(str(refused)))
    except Refused as refused:
        return Outcome(path.name, None, str(refused.sentence))
    return Outcome(path.name, made[0])
