"""Sealing of short values under the installation's keys: AES-256-GCM or SM4-GCM, chosen by each key.

A sealed value is ``nonce | text and tag``; what it belongs to is authenticated with it, so that it opens
nowhere else. Which key closed it is kept beside it, so that keys can be replaced.
"""

import hashlib
import hmac
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

AES, SM4 = "AES-256-GCM", "SM4-GCM"
KEY_BYTES = {AES: 32, SM4: 16}
NONCE_BYTES, TAG_BYTES = 12, 16


class SealError(Exception):
    """A value cannot be opened: another key, another place, or changed since it was closed."""


@dataclass(frozen=True, slots=True)
class Closed:
    """A sealed value and the name of the key that opens it."""

    key_id: str
    sealed: bytes


def close(value: bytes, *, place: str, key_id: str | None = None) -> Closed:
    """Seal a value for a place (its table and row); with the current key unless another is named."""
    named = key_id or current_key()
    algorithm, key = _key(named)
    nonce = os.urandom(NONCE_BYTES)
    if algorithm == AES:
        return Closed(named, nonce + AESGCM(key).encrypt(nonce, value, place.encode()))
    return Closed(named, nonce + _sm4_close(key, nonce, value, place.encode()))


def open_(closed: Closed, *, place: str) -> bytes:
    """The value again; raises SealError."""
    algorithm, key = _key(closed.key_id)
    nonce, rest = closed.sealed[:NONCE_BYTES], closed.sealed[NONCE_BYTES:]
    try:
        if algorithm == AES:
            return AESGCM(key).decrypt(nonce, rest, place.encode())
        return _sm4_open(key, nonce, rest, place.encode())
    except (InvalidTag, ValueError) as error:
        raise SealError("A sealed value was changed, or belongs elsewhere.") from error


def token(kind: str, value: str) -> bytes:
    """The keyed index of a value: equal for equal values of a kind, and says nothing without the key."""
    key = bytes.fromhex(settings.HOME.keys["index"])
    return hmac.digest(key, f"{kind}\0{value}".encode(), hashlib.sha256)


def current_key() -> str:
    """The name of the key that closes new values."""
    return str(settings.HOME.keys["vault"]["current"])


def _key(named: str) -> tuple[str, bytes]:
    found = settings.HOME.keys["vault"]["keys"].get(named)
    if found is None:
        raise SealError(
            f"The vault's key {named!r} is missing from keys.json. Restore it from where it is kept."
        )
    algorithm, key = found["algorithm"], bytes.fromhex(found["key"])
    if len(key) != KEY_BYTES.get(algorithm):
        raise SealError(f"The vault's key {named!r} does not fit its algorithm {algorithm!r}.")
    return algorithm, key


def _sm4_close(key: bytes, nonce: bytes, value: bytes, place: bytes) -> bytes:
    cipher = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    cipher.authenticate_additional_data(place)
    return cipher.update(value) + cipher.finalize() + cipher.tag


def _sm4_open(key: bytes, nonce: bytes, rest: bytes, place: bytes) -> bytes:
    text, tag = rest[:-TAG_BYTES], rest[-TAG_BYTES:]
    cipher = Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
    cipher.authenticate_additional_data(place)
    return cipher.update(text) + cipher.finalize()
