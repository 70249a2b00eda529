"""The hall's own keys, one file each under `keys/`, readable by the service's user only.

In production these files are replaced by an HSM behind the same type; the terminals see public halves alone.
"""

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from offline_cache.sealing import OpeningKey, SigningKey, key_id


class KeysMissingError(Exception):
    """There is no complete set of keys in the folder."""


@dataclass(frozen=True)
class HallKeys:
    opening: OpeningKey = field(repr=False)
    """opens what terminals sealed"""
    receipt: SigningKey = field(repr=False)
    """signs receipts, answers and inbox batches; not the TLS key"""
    credential: SigningKey = field(repr=False)
    """signs the demonstration's e-licence and e-credential codes"""
    record: bytes = field(repr=False)
    """256-bit key of case contents at rest"""
    pickup: bytes = field(repr=False)
    """256-bit master of the terminals' pickup keys"""

    @cached_property
    def hall_key_id(self) -> str:
        return key_id(self.opening.public)

    def pickup_key(self, terminal_id: str, epoch: str) -> bytes:
        """The 32 bytes that one installation of a terminal checks pickup codes with."""
        return hmac.digest(self.pickup, f"pickup\0{terminal_id}\0{epoch}".encode(), hashlib.sha256)


def create_keys(folder: Path) -> HallKeys:
    """Make every key afresh. The folder must not hold keys yet (FileExistsError)."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_secret(folder / "opening.pem", OpeningKey.generate().pem())
    write_secret(folder / "credential.pem", SigningKey.generate().pem())
    write_secret(folder / "record.key", secrets.token_bytes(32))
    write_secret(folder / "pickup.key", secrets.token_bytes(32))
    write_secret(folder / "receipt.pem", SigningKey.generate().pem())
    return load_keys(folder)


def load_keys(folder: Path) -> HallKeys:
    """Raises KeysMissingError."""
    try:
        return HallKeys(
            opening=OpeningKey.from_pem((folder / "opening.pem").read_bytes()),
            receipt=SigningKey.from_pem((folder / "receipt.pem").read_bytes()),
            credential=SigningKey.from_pem((folder / "credential.pem").read_bytes()),
            record=(folder / "record.key").read_bytes(),
            pickup=(folder / "pickup.key").read_bytes(),
        )
    except FileNotFoundError as error:
        raise KeysMissingError(f"no hall keys: {error.filename} is missing") from error


def write_secret(path: Path, content: bytes) -> None:
    """A new file that only its owner reads. Raises FileExistsError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
