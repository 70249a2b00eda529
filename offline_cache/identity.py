"""Who this terminal is: the bundle that `kiosk-hall enroll` made, read strictly."""

import base64
import binascii
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from offline_cache.sealing import KeyFormatError, SigningKey
from offline_cache.wire import HexId, TerminalId


class IdentityError(Exception):
    """The identity bundle is missing or wrong; the message names the file and every fault."""

    number = "E208"


@dataclass(frozen=True)
class TerminalIdentity:
    terminal_id: str
    epoch: str
    hall_url: str
    hall_key_id: str
    hpke_public: bytes = field(repr=False)
    """the hall's raw X25519 key"""
    receipt_public: bytes = field(repr=False)
    """the hall's raw Ed25519 key, another than its TLS key"""
    pickup_key: bytes = field(repr=False)
    signing_key: SigningKey = field(repr=False)
    folder: Path = field(repr=False)

    @property
    def ca_file(self) -> Path:
        return self.folder / "ca.pem"

    @property
    def certificate_file(self) -> Path:
        return self.folder / "client.pem"

    @property
    def key_file(self) -> Path:
        return self.folder / "client-key.pem"


def read_identity(folder: Path) -> TerminalIdentity:
    """Raises IdentityError with all faults of the bundle in one line."""
    path = folder / "identity.json"
    missing = [name for name in _FILES if not (folder / name).is_file()]
    if missing:
        raise IdentityError(f"{folder}: not enrolled, missing {', '.join(missing)}")
    try:
        bundle = _Bundle.model_validate_json(path.read_bytes())
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc'])) or 'file'}: {fault['msg']}" for fault in error.errors())
        raise IdentityError(f"{path}: {faults}") from error
    try:
        signing_key = SigningKey.from_pem((folder / "sign-key.pem").read_bytes())
    except KeyFormatError as error:
        raise IdentityError(f"{folder / 'sign-key.pem'}: {error}") from error
    return TerminalIdentity(
        terminal_id=bundle.terminal_id,
        epoch=bundle.epoch,
        hall_url=bundle.hall_url.rstrip("/"),
        hall_key_id=bundle.hall_key_id,
        hpke_public=base64.b64decode(bundle.hpke_public),
        receipt_public=base64.b64decode(bundle.receipt_public),
        pickup_key=base64.b64decode(bundle.pickup_key),
        signing_key=signing_key,
        folder=folder,
    )


_FILES = ("identity.json", "ca.pem", "client.pem", "client-key.pem", "sign-key.pem")


class _Bundle(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    terminal_id: TerminalId
    epoch: HexId
    hall_url: str
    hall_key_id: str
    hpke_public: str
    receipt_public: str
    pickup_key: str

    @field_validator("hall_url")
    @classmethod
    def _is_https(cls, url: str) -> str:
        if not url.startswith("https://"):
            raise ValueError("must be an https:// address")
        return url

    @field_validator("hpke_public", "receipt_public", "pickup_key")
    @classmethod
    def _is_a_key(cls, text: str) -> str:
        try:
            raw = base64.b64decode(text, validate=True)
        except binascii.Error as error:
            raise ValueError("is not base64") from error
        if len(raw) != 32:
            raise ValueError(f"must be 32 bytes, found {len(raw)}")
        return text
