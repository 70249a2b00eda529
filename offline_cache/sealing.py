"""The primitives that terminal and hall share; the only file of both that touches the cipher library.

Suite INTL-1: HPKE base mode (RFC 9180) with X25519, HKDF-SHA256 and AES-256-GCM; Ed25519; SHA-256.
Raw keys are 32 bytes.
"""

import base64
import binascii
import hashlib
import secrets
from typing import Final, Protocol

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

CHUNK_BYTES: Final = 1024 * 1024
TAG_BYTES: Final = 16
GENESIS: Final = "0" * 64
"""`previous` of the first header of an epoch"""


class UnsealError(Exception):
    """The bytes were not sealed to this key and header, or were changed, cut or reordered since."""


class KeyFormatError(Exception):
    """Not a key of the kind this suite uses."""


class Signer(Protocol):
    """Signs with a key that may live in a TPM."""

    @property
    def public(self) -> bytes: ...

    def sign(self, statement: bytes) -> str: ...


class SigningKey:
    """An Ed25519 private key in memory."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    @classmethod
    def generate(cls) -> "SigningKey":
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def from_pem(cls, pem: bytes) -> "SigningKey":
        """PKCS #8 PEM without password. Raises KeyFormatError."""
        key = _load_pem(pem)
        if not isinstance(key, Ed25519PrivateKey):
            raise KeyFormatError(f"expected an Ed25519 key, found {type(key).__name__}")
        return cls(key)

    @property
    def public(self) -> bytes:
        return self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def pem(self) -> bytes:
        return self._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    def sign(self, statement: bytes) -> str:
        """Signature in base64."""
        return base64.b64encode(self._key.sign(statement)).decode()


class OpeningKey:
    """An X25519 private key: what is sealed to its public half only this opens."""

    def __init__(self, key: X25519PrivateKey) -> None:
        self._key = key

    @classmethod
    def generate(cls) -> "OpeningKey":
        return cls(X25519PrivateKey.generate())

    @classmethod
    def from_pem(cls, pem: bytes) -> "OpeningKey":
        """PKCS #8 PEM without password. Raises KeyFormatError."""
        key = _load_pem(pem)
        if not isinstance(key, X25519PrivateKey):
            raise KeyFormatError(f"expected an X25519 key, found {type(key).__name__}")
        return cls(key)

    @property
    def public(self) -> bytes:
        return self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def pem(self) -> bytes:
        return self._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    def open_body(self, header: bytes, sealed: bytes) -> bytes:
        """The plain body; `header` are the bytes it travelled with. Raises UnsealError."""
        try:
            return _SUITE.decrypt(sealed, self._key, info=hashlib.sha256(header).digest())
        except (InvalidTag, ValueError) as error:
            raise UnsealError("the body does not belong to this key and header") from error


def digest(data: bytes) -> str:
    """SHA-256 in lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def key_id(public: bytes) -> str:
    """First 16 hex digits of the SHA-256 of the raw public key."""
    return digest(public)[:16]


def seal_body(hall_public: bytes, header: bytes, body: bytes) -> bytes:
    """Encapsulated key || ciphertext (48 bytes longer than `body`), bound to `header`. Raises KeyFormatError."""
    try:
        public = X25519PublicKey.from_public_bytes(hall_public)
    except ValueError as error:
        raise KeyFormatError("a raw X25519 public key has 32 bytes") from error
    return _SUITE.encrypt(body, public, info=hashlib.sha256(header).digest())


def envelope_statement(header: bytes, sealed_body: bytes) -> bytes:
    """What the terminal signs: sha256(header) || sha256(sealed body)."""
    return hashlib.sha256(header).digest() + hashlib.sha256(sealed_body).digest()


def verify(public: bytes, statement: bytes, signature: str) -> bool:
    """True if `signature` (base64) over `statement` was made with the private half of `public` (raw Ed25519)."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(base64.b64decode(signature, validate=True), statement)
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def new_data_key() -> bytes:
    """A fresh 256-bit key; each attachment has its own."""
    return secrets.token_bytes(32)


def sealed_size(size: int) -> int:
    """Bytes of ciphertext that `size` bytes of an attachment become."""
    return size + TAG_BYTES * max(1, -(-size // CHUNK_BYTES))


def seal_attachment(key: bytes, data: bytes) -> bytes:
    """AES-256-GCM in chunks of 1 MiB; `key` must never seal anything else, for the nonces only count.

    Nonce = counter (11 bytes, big endian) || 1 for the last chunk, else 0: no chunk can be moved, cut off or appended.
    """
    cipher = AESGCM(key)
    view = memoryview(data)
    starts = range(0, max(len(data), 1), CHUNK_BYTES)
    return b"".join(
        cipher.encrypt(_nonce(number, last=start + CHUNK_BYTES >= len(data)), view[start : start + CHUNK_BYTES], None)
        for number, start in enumerate(starts)
    )


def open_attachment(key: bytes, sealed: bytes) -> bytes:
    """The plain bytes. Raises UnsealError when a chunk was changed, moved, lost or added."""
    cipher = AESGCM(key)
    step = CHUNK_BYTES + TAG_BYTES
    view = memoryview(sealed)
    try:
        return b"".join(
            cipher.decrypt(_nonce(number, last=start + step >= len(sealed)), view[start : start + step], None)
            for number, start in enumerate(range(0, max(len(sealed), 1), step))
        )
    except (InvalidTag, ValueError) as error:
        raise UnsealError("the attachment was changed or cut, or this is not its key") from error


_SUITE: Final = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _load_pem(pem: bytes) -> object:
    try:
        return load_pem_private_key(pem, password=None)
    except (ValueError, TypeError) as error:
        raise KeyFormatError("not an unencrypted private key in PEM") from error
