"""The compiled content as one file: a line that says what it is, then JSON. Signed, it may travel.

    {"format": "kiosk-pack-1", "digest": …, "sources": …, "key_id": …, "signature": …}
    {"asks": …}

`digest` is SHA-256 of the second part and what a submission pins; `sources` is the digest of the folder it was made
from; the signature is Ed25519 over the digest's bytes. Keys stand as the author wrote them: where it costs nothing the
authored order decides what is asked next, so a pack must ask as its folder does.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from flows.loading.faults import ContentError, Fault

FORMAT: Final = "kiosk-pack-1"
COMPILED: Final = b"2"
"""counts the changes in how a folder becomes a pack: one made the old way is made again"""


@dataclass(frozen=True)
class PackFile:
    raw: dict[str, Any]
    digest: str
    sources: str
    key_id: str
    """empty: not signed"""


def write_pack(path: Path, body: bytes, sources: str, key: Ed25519PrivateKey | None = None) -> str:
    """`body`: see `pack_body`. Returns the digest."""
    digest = hashlib.sha256(body).hexdigest()
    header = {"format": FORMAT, "digest": digest, "sources": sources, "key_id": "", "signature": ""}
    if key is not None:
        header["key_id"] = key_id(key.public_key())
        header["signature"] = base64.b64encode(key.sign(bytes.fromhex(digest))).decode()
    beside = path.with_suffix(path.suffix + ".new")
    beside.write_bytes(json.dumps(header).encode() + b"\n" + body)
    beside.replace(path)
    return digest


def read_pack(path: Path, trusted: Mapping[str, Ed25519PublicKey] | None = None) -> PackFile:
    """`trusted`: key id -> key; given, the pack must be signed by one of them. Raises ContentError: nothing is used."""
    head, _, body = path.read_bytes().partition(b"\n")
    try:
        header = json.loads(head)
    except ValueError:
        header = {}
    if header.get("format") != FORMAT:
        raise _refused(path, f"not a pack of the format {FORMAT}", "Build it again: kiosk-content build")
    digest = hashlib.sha256(body).hexdigest()
    if digest != header["digest"]:
        raise _refused(path, "the digest does not fit", "It was damaged or changed: fetch it again")
    if trusted is not None:
        _verify(path, header, digest, trusted)
    return PackFile(json.loads(body), digest, header["sources"], header["key_id"])


def pack_body(raw: Mapping[str, Any]) -> bytes:
    """JSON in the authored order and without blanks, UTF-8."""
    return json.dumps(raw, ensure_ascii=False, separators=(",", ":")).encode()


def canonical(raw: Mapping[str, Any]) -> bytes:
    """JSON with sorted keys and without blanks, UTF-8: what is hashed and signed."""
    return json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sources_digest(folder: Path) -> str:
    """Of every file in the folder, by name and bytes, and of how it is compiled."""
    found = hashlib.sha256(COMPILED)
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        found.update(path.relative_to(folder).as_posix().encode() + b"\0")
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def key_id(key: Ed25519PublicKey) -> str:
    """First 16 hex digits of SHA-256 of the raw public key."""
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()[:16]


def _verify(path: Path, header: Mapping[str, str], digest: str, trusted: Mapping[str, Ed25519PublicKey]) -> None:
    key = trusted.get(header["key_id"])
    if key is None:
        raise _refused(path, "nobody trusted has signed it", "Fetch it from the centre")
    try:
        key.verify(base64.b64decode(header["signature"]), bytes.fromhex(digest))
    except (InvalidSignature, ValueError):
        raise _refused(path, "the signature does not fit", "Fetch it from the centre") from None


def _refused(path: Path, message: str, fix: str) -> ContentError:
    return ContentError((Fault("E01", path.name, 0, message, fix),))
