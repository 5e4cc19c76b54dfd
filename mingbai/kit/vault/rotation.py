"""Moving every sealed value to the current key; run by the owner while the program works on.

First ``keyring.add_key``, then ``rotate`` until it returns 0. The keyed tokens stay: they depend on the
index key alone.
"""

from typing import Any

from django.db import connections, transaction

from mingbai.kit.vault import seal
from mingbai.kit.vault.holdings import Holding, holdings

BATCH = 5_000
TAKE = "SELECT id, {of}, key_id, sealed FROM {table} WHERE key_id <> %s ORDER BY id LIMIT %s FOR UPDATE"
WRITE = """
UPDATE {table} v SET key_id = n.key_id, sealed = n.sealed
  FROM unnest(%s::bigint[], %s::text[], %s::bytea[]) AS n (id, key_id, sealed) WHERE v.id = n.id
"""


def rotate(*, using: str = "owner", batch: int = BATCH) -> int:
    """Seal one batch of each table's values anew under the current key; returns how many, 0 when all are."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        return sum(_rotate(cursor, holding, batch) for holding in holdings())


def _rotate(cursor: Any, holding: Holding, batch: int) -> int:
    cursor.execute(TAKE.format(table=holding.table, of=", ".join(holding.of)), [seal.current_key(), batch])
    fresh = [_again(holding, *row) for row in cursor.fetchall()]
    if fresh:
        columns = [list(column) for column in zip(*fresh, strict=True)]
        cursor.execute(WRITE.format(table=holding.table), columns)
    return len(fresh)


def _again(holding: Holding, id_: int, *found: Any) -> tuple[int, str, bytes]:
    *of, key_id, sealed = found
    bound = holding.place(*of)
    closed = seal.close(seal.open_(seal.Closed(key_id, bytes(sealed)), place=bound), place=bound)
    return id_, closed.key_id, closed.sealed
