"""A terminal as the hall sees it: seals, signs, and speaks with the certificate it was enrolled with."""

import base64
import hashlib
import itertools
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from offline_cache import sealing, wire

NOON = "2026-11-24T12:00:00+08:00"
NOBODY = "310104195403120020"
"""a synthetic person's number; see assets/demo/people.toml"""


@dataclass
class Terminal:
    folder: Path
    seq: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.identity: dict[str, str] = json.loads((self.folder / "identity.json").read_text())
        self.key = sealing.SigningKey.from_pem((self.folder / "sign-key.pem").read_bytes())

    @property
    def id(self) -> str:
        return self.identity["terminal_id"]

    @property
    def receipt_public(self) -> bytes:
        return base64.b64decode(self.identity["receipt_public"])

    def header(self, sub_id: str, **changes: Any) -> wire.SubmissionHeader:
        fields: dict[str, Any] = {
            "terminal_id": self.id,
            "epoch": self.identity["epoch"],
            "seq": changes.pop("seq", None) or next(self.seq),
            "sub_id": sub_id,
            "previous": sealing.GENESIS,
            "item_code": "312000218000",
            "number": "K0001261124000011",
            "flow_digest": "0" * 64,
            "hall_key_id": self.identity["hall_key_id"],
            "made_at": NOON,
            "boot_id": "boot",
            "monotonic_ns": 1,
            "clock_quality": "ntp",
        }
        return wire.SubmissionHeader(**(fields | changes))

    def seal(self, header: wire.SubmissionHeader, body: bytes) -> str:
        """The envelope as JSON text."""
        text = header.model_dump_json()
        sealed = sealing.seal_body(base64.b64decode(self.identity["hpke_public"]), text.encode(), body)
        return self.envelope(text, sealed)

    def envelope(self, header: str, sealed: bytes) -> str:
        signature = self.key.sign(sealing.envelope_statement(header.encode(), sealed))
        body = base64.b64encode(sealed).decode()
        return wire.SubmissionEnvelope(header=header, signature=signature, body=body).model_dump_json()


def body(item_code: str = "312000218000", **changes: Any) -> wire.SubmissionBody:
    facts = {"person.name": "李明远", "person.idno": "320100199005060012", "person.mobile": "13900000034"}
    fields: dict[str, Any] = {
        "item_code": item_code,
        "facts": {
            name: wire.FactValue(value=value, source="idcard.chip", trust="A", at=NOON) for name, value in facts.items()
        },
        "declaration": "本人承诺所填属实。",
    }
    return wire.SubmissionBody(**(fields | changes))


def sealed_page(plain: bytes) -> tuple[bytes, wire.AttachmentEntry, wire.AttachmentKey]:
    """Ciphertext, manifest entry and key of one attachment."""
    key = sealing.new_data_key()
    sealed = sealing.seal_attachment(key, plain)
    name = sealing.digest(sealed)
    entry = wire.AttachmentEntry(digest=name, size=len(sealed), kind="premises.proof")
    return sealed, entry, wire.AttachmentKey(digest=name, key=base64.b64encode(key).decode())


def content_digest(data: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(data).digest()).decode()}:"
