"""Case contents at rest: AES-256-GCM with a random nonce, bound to the row they belong to."""

import secrets
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES: Final = 12


class RecordUnsealError(Exception):
    """The record was changed, moved to another row, or sealed by another hall."""


@dataclass(frozen=True)
class RecordSeal:
    key: bytes = field(repr=False)

    def seal(self, plain: str, row: str) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + AESGCM(self.key).encrypt(nonce, plain.encode(), row.encode())

    def open(self, sealed: bytes, row: str) -> str:
        """Raises RecordUnsealError."""
        try:
            plain = AESGCM(self.key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], row.encode())
        except (InvalidTag, ValueError) as error:
            raise RecordUnsealError(f"record {row} does not open") from error
        return plain.decode()
