"""How the database is to join what is large: never by comparing every row with every other."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

MANY = 2_000
NESTED = "SELECT set_config('enable_nestloop', %s, true)"


@contextmanager
def joined(rows: int | None) -> Iterator[None]:
    """Within a transaction: statements over many rows (None: over whole tables) join by hashing or sorting.

    The planner knows nothing of how many rows a wall lets through and guesses a few dozen. For those a nested
    loop without an index is right; for ten thousand persons and their homes it compares 33 million pairs,
    twice in one statement; for a county's it does not end. A few rows keep their loops over indexes: the
    ledger is large.
    """
    if rows is not None and rows <= MANY:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(NESTED, ["off"])
        yield
        cursor.execute(NESTED, ["on"])
