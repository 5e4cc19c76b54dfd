"""Many values at once, for imports: the same tokens and seals as one by one, with the keys read once."""

import os
from collections.abc import Iterable, Sequence

import polars as pl
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection

from mingbai.kit.vault import seal
from mingbai.kit.vault.ciphers import AES, NONCE_BYTES
from mingbai.kit.vault.keys import current_key, find_key
from mingbai.kit.vault.store import place


def tokens(kind: str, values: Iterable[str]) -> list[bytes]:
    """The keyed index of each value; values are in their normal form (``store.normal``)."""
    return seal.tokens(kind, values)


def tokened(kind: str, values: pl.Series) -> pl.Series:
    """The same for a column of texts, as bytes; each distinct value is worked out once, NULL stays NULL."""
    distinct = values.drop_nulls().unique()
    table = pl.DataFrame({"value": distinct, "token": pl.Series(tokens(kind, distinct), dtype=pl.Binary)})
    found = values.alias("value").to_frame().join(table, on="value", how="left", maintain_order="left")
    return found["token"].alias(values.name)


def reserve(count: int) -> list[int]:
    """Places in the vault that nobody else will get."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('kit_vault_id_seq') FROM generate_series(1, %s)", [count])
        return [id_ for (id_,) in cursor.fetchall()]


def close_all(kind: str, ids: Sequence[int], values: Sequence[str]) -> tuple[str, list[bytes]]:
    """The values sealed for their places in the vault, and the name of the key that opens them."""
    named = current_key()
    algorithm, key = find_key(named)
    if algorithm != AES:
        pairs = zip(ids, values, strict=True)
        return named, [seal.close(value.encode(), place=place(id_, kind)).sealed for id_, value in pairs]
    encrypt = AESGCM(key).encrypt
    noise = os.urandom(NONCE_BYTES * len(ids))
    nonces = (noise[start : start + NONCE_BYTES] for start in range(0, len(noise), NONCE_BYTES))
    return named, [
        nonce + encrypt(nonce, value.encode(), place(id_, kind).encode())
        for nonce, id_, value in zip(nonces, ids, values, strict=True)
    ]
