"""How the database is to join a large batch: never by comparing every row with every other."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from mingbai.registry.models import ImportBatch

MANY = 2_000
NESTED = "SELECT set_config('enable_nestloop', %s, true)"


@contextmanager
def joined(batch: ImportBatch) -> Iterator[None]:
    """Within a transaction: a batch of many rows is joined by hashing or sorting.

    The planner knows nothing of how many rows a wall lets through and guesses a few dozen. For those a nested
    loop without an index is right; for ten thousand persons and their homes it compares 33 million pairs,
    twice in one statement. A small batch keeps its loops over indexes: the ledger is large.
    """
    many = sum(batch.files.values_list("rows", flat=True)) > MANY
    with connection.cursor() as cursor:
        if many:
            cursor.execute(NESTED, ["off"])
        yield
        if many:
            cursor.execute(NESTED, ["on"])
