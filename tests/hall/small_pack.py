"""A pack of two departments with one service each, in the form that kiosk-content builds."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

from offline_cache.sealing import SigningKey, key_id

DEPARTMENTS = {"police-city": "市公安局", "social-city": "市人社局"}
ITEMS = {"312000218000": "市公安局", "PH-P-001": "市人社局"}


def small_pack(path: Path, *, key: SigningKey | None = None, foreign: str = "", **revisions: int) -> str:
    """`revisions`: by department (police, social); `foreign`: an item of no department. Writes it; its digest."""
    services = {
        "312000218000": {"rev": revisions.get("police", 1)},
        "PH-P-001": {"rev": revisions.get("social", 1)},
        **({foreign: {"rev": 1}} if foreign else {}),
    }
    content: dict[str, Any] = {
        "version": 1,
        "services": services,
        "catalogue": {
            "items": {code: {"department": name} for code, name in ITEMS.items()},
            "departments": {slug: {"name_zh": name} for slug, name in DEPARTMENTS.items()},
        },
    }
    body = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    digest = hashlib.sha256(body).hexdigest()
    header = {"format": "kiosk-pack-1", "digest": digest, "sources": "", "key_id": "", "signature": ""}
    if key is not None:
        header |= {"key_id": key_id(key.public), "signature": key.sign(bytes.fromhex(digest))}
    path.write_bytes(json.dumps(header).encode() + b"\n" + body)
    return digest


def public_pem(key: SigningKey) -> bytes:
    der = base64.b64encode(bytes.fromhex("302a300506032b6570032100") + key.public).decode()
    return f"-----BEGIN PUBLIC KEY-----\n{der}\n-----END PUBLIC KEY-----\n".encode()
