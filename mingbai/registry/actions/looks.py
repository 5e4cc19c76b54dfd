"""Looks at households and persons, recorded; numbers opened for a purpose."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mingbai.kit import sight, vault
from mingbai.kit.scope import ActingPost
from mingbai.registry.models import Household, Person

NUMBERS = {
    "id": "id_vault",
    "phone": "phone_vault",
    "account": "account_vault",
}


def seen(*, subject: Household | Person, by: ActingPost, at: datetime, purpose: str = "") -> None:
    """Record that a page of a household or person was opened."""
    why = purpose or _("The page was opened")
    sight.note(subject=subject, area_code=subject.area_code, act=sight.Act.SEEN, purpose=why, by=by, at=at)


def looked_up(*, persons: Iterable[Person], by: ActingPost, at: datetime) -> None:
    """Record that people were looked up by a whole number of theirs."""
    why = _("Looked up by a whole number")
    sight.note_all(subjects=persons, act=sight.Act.SEEN, purpose=why, by=by, at=at)


@transaction.atomic
def reveal(
    *, subject: Household | Person, which: Iterable[str], purpose: str, by: ActingPost, at: datetime
) -> Mapping[str, str]:
    """The numbers of a household or person, by their names in NUMBERS, as far as there are any.

    The vault records who looked. Raises vault.RevealRefused.
    """
    held = {name: getattr(subject, NUMBERS[name], None) for name in which}
    ids = {name: id_ for name, id_ in held.items() if id_ is not None}
    found = vault.reveal(list(ids.values()), purpose=purpose, by=by, at=at) if ids else {}
    return {name: found[id_] for name, id_ in ids.items()}
