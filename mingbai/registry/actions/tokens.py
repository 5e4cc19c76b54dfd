"""What people are found by, kept beside their names."""

from collections.abc import Sequence

import polars as pl
from django.db import transaction

from mingbai.registry.models import Person, SearchToken
from mingbai.registry.queries import sounds

BATCH = 5_000


@transaction.atomic
def index(persons: Sequence[int]) -> None:
    """Make the tokens of persons anew; for a few people. An import makes its own in bulk."""
    found = list(Person.objects.filter(pk__in=persons))
    read = sounds.readings(pl.Series([person.name for person in found], dtype=pl.String))
    SearchToken.objects.filter(person__in=persons).delete()
    rows = {
        (token, person.pk): SearchToken(
            token=token, area_code=person.area_code, person=person, household_id=person.household_id
        )
        for person in found
        for token in _of(person, read)
    }
    SearchToken.objects.bulk_create(rows.values(), batch_size=BATCH)


def _of(person: Person, read: dict[str, tuple[str, str | None]]) -> list[str]:
    tokens = list(sounds.tokens(person.name, read.get(person.name, ("", None))))
    return [*tokens, sounds.PHONE + person.phone_last4] if person.phone_last4 else tokens
