"""The two ciphers with authentication, international and national, behind one pair of functions."""

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

AES, SM4 = "AES-256-GCM", "SM4-GCM"
KEY_BYTES = {AES: 32, SM4: 16}
NONCE_BYTES, TAG_BYTES = 12, 16


def encrypt(algorithm: str, key: bytes, nonce: bytes, value: bytes, place: bytes) -> bytes:
    """Text and tag; ``place`` is authenticated and not kept."""
    if algorithm == AES:
        return AESGCM(key).encrypt(nonce, value, place)
    cipher = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    cipher.authenticate_additional_data(place)
    return cipher.update(value) + cipher.finalize() + cipher.tag


def decrypt(algorithm: str, key: bytes, nonce: bytes, sealed: bytes, place: bytes) -> bytes:
    """The value; raises InvalidTag or ValueError if anything differs from what was encrypted."""
    if algorithm == AES:
        return AESGCM(key).decrypt(nonce, sealed, place)
    text, tag = sealed[:-TAG_BYTES], sealed[-TAG_BYTES:]
    cipher = Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
    cipher.authenticate_additional_data(place)
    return cipher.update(text) + cipher.finalize()
