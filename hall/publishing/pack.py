"""A compiled pack as the hall sees it: whose services are in it. What they say is the authors' and the terminals' own.

{"format": "kiosk-pack-1", "digest": …, "sources": …, "key_id": …, "signature": …}
{"services": {code: …}, "catalogue": {"items": …, "departments": …}, …}
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from offline_cache.sealing import digest, verify
from offline_cache.wire import HexDigest

FORMAT: Final = "kiosk-pack-1"
LARGEST_PACK: Final = 8 * 1024 * 1024
"""bytes; terminals take no larger target"""


class PackRefusedError(Exception):
    """Not a pack that may be published; the message says why."""


@dataclass(frozen=True)
class ReadPack:
    digest: str
    """what a submission pins as its flow"""
    raw: bytes = field(repr=False)
    approvals: Mapping[str, Mapping[str, str]]
    """department -> code of its item -> SHA-256 of the service's canonical JSON"""


def read_pack(path: Path, editors: Mapping[str, bytes]) -> ReadPack:
    """`editors`: key id -> Ed25519 public key; given any, one of them must have signed it. Raises PackRefusedError."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise PackRefusedError(f"{path}: {error.strerror}") from error
    head, _, body = raw.partition(b"\n")
    try:
        header = _Header.model_validate_json(head)
        content = _Body.model_validate_json(body)
    except ValidationError as error:
        raise PackRefusedError(
            f"{path}: not a pack of the format {FORMAT}; build it with kiosk-content build"
        ) from error
    if len(raw) > LARGEST_PACK:
        raise PackRefusedError(f"{path}: {len(raw)} bytes, terminals take at most {LARGEST_PACK}")
    if digest(body) != header.digest:
        raise PackRefusedError(f"{path}: damaged, its digest does not fit")
    if editors and not _is_signed(header, editors):
        raise PackRefusedError(f"{path}: no editor of this hall has signed it; kiosk-content build --key")
    return ReadPack(header.digest, raw, _approvals(path, content))


def _is_signed(header: "_Header", editors: Mapping[str, bytes]) -> bool:
    key = editors.get(header.key_id)
    return key is not None and verify(key, bytes.fromhex(header.digest), header.signature)


def _approvals(path: Path, content: "_Body") -> dict[str, dict[str, str]]:
    departments = {row.name_zh: slug for slug, row in content.catalogue.departments.items()}
    found: dict[str, dict[str, str]] = {}
    faults: list[str] = []
    for code, service in sorted(content.services.items()):
        item = content.catalogue.items.get(code)
        slug = None if item is None else departments.get(item.department)
        if slug is None:
            faults.append(f"{code} belongs to no department")
        elif not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", slug):
            faults.append(f"{slug!r} is no name for a role")
        else:
            found.setdefault(slug, {})[code] = service_digest(service)
    if faults or not found:
        raise PackRefusedError(f"{path}: {'; '.join(dict.fromkeys(faults)) or 'it has no services'}")
    return found


def service_digest(service: Mapping[str, Any]) -> str:
    """SHA-256 of canonical JSON: sorted keys, no blanks, UTF-8."""
    text = json.dumps(service, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class _Lenient(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Header(_Lenient):
    format: Annotated[str, Field(pattern=f"^{FORMAT}$")]
    digest: HexDigest
    key_id: str = ""
    signature: str = ""


class _Item(_Lenient):
    department: str


class _Department(_Lenient):
    name_zh: str


class _Catalogue(_Lenient):
    items: dict[str, _Item]
    departments: dict[str, _Department]


class _Body(_Lenient):
    services: dict[str, dict[str, Any]]
    catalogue: _Catalogue
