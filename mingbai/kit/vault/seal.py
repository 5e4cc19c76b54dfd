"""Sealing of short values under the installation's keys: AES-256-GCM or SM4-GCM, chosen by each key.

A sealed value is ``nonce | text and tag``; what it belongs to is authenticated with it, so that it opens
nowhere else. Which key closed it is kept beside it, so that keys can be replaced.
"""

import hashlib
import hmac
import os
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from django.conf import settings

from mingbai.kit.vault.ciphers import AES, NONCE_BYTES, SM4, decrypt, encrypt
from mingbai.kit.vault.keys import SealError, current_key, find_key

__all__ = ["AES", "SM4", "Closed", "SealError", "close", "current_key", "open_", "token", "tokens"]


# A disability card's number is its holder's identity number and two or four characters about the card.
IDENTIFYING = {"id_no": 18}


@dataclass(frozen=True, slots=True)
class Closed:
    """A sealed value and the name of the key that opens it."""

    key_id: str
    sealed: bytes


def close(value: bytes, *, place: str, key_id: str | None = None) -> Closed:
    """Seal a value for a place (its table and row); with the current key unless another is named."""
    named = key_id or current_key()
    algorithm, key = find_key(named)
    nonce = os.urandom(NONCE_BYTES)
    return Closed(named, nonce + encrypt(algorithm, key, nonce, value, place.encode()))


def open_(closed: Closed, *, place: str) -> bytes:
    """The value again; raises SealError."""
    algorithm, key = find_key(closed.key_id)
    nonce, sealed = closed.sealed[:NONCE_BYTES], closed.sealed[NONCE_BYTES:]
    try:
        return decrypt(algorithm, key, nonce, sealed, place.encode())
    except (InvalidTag, ValueError) as error:
        raise SealError("A sealed value was changed, or belongs elsewhere.") from error


def token(kind: str, value: str) -> bytes:
    """The keyed index of a value: equal for equal values of a kind, and says nothing without the key."""
    return tokens(kind, [value])[0]


def tokens(kind: str, values: Iterable[str]) -> list[bytes]:
    """The keyed index of each value, with the key read once."""
    key = bytes.fromhex(settings.HOME.keys["index"])
    upto = IDENTIFYING.get(kind)
    return [hmac.digest(key, f"{kind}\0{value[:upto]}".encode(), hashlib.sha256) for value in values]
