"""A release as the hall publishes it: one pack, and for each department its word which services are its own.

    content.pack
    items/<department>/services.json    {"services": {code: SHA-256 of the service's canonical JSON}}

That the files are what their signers signed is the update framework's business; this asks whether they belong together
and whether this program can use them.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from flows.loading.content import LoadedContent, opened
from flows.loading.faults import ContentError, Fault
from flows.loading.pack_file import canonical, read_pack

PACK: Final = "content.pack"
VERSION: Final = 1
"""of packs that this program reads"""
_SHOWN: Final = 5


def load_release(folder: Path) -> LoadedContent:
    """Raises ContentError: nothing of it is used."""
    pack = read_pack(folder / PACK)
    if pack.raw.get("version") != VERSION:
        found = pack.raw.get("version")
        raise _refused(f"a pack of version {found}, this program reads {VERSION}", "Update the program")
    foreign = tuple(_foreign(folder, pack.raw))
    if foreign:
        more = f" and {len(foreign) - _SHOWN} more" if len(foreign) > _SHOWN else ""
        named = ", ".join(foreign[:_SHOWN])
        raise _refused(f"no department stands by {named}{more}", "Let the departments sign what they published")
    return opened(pack.raw, pack.digest)


def _foreign(folder: Path, raw: Mapping[str, Any]) -> Iterator[str]:
    """Services that are not, to the letter, what the department of their item signed."""
    catalogue = raw["catalogue"]
    slugs = {row["name_zh"]: slug for slug, row in catalogue["departments"].items()}
    signed: dict[str, Mapping[str, str]] = {}
    for code, service in raw["services"].items():
        slug = slugs.get(catalogue["items"].get(code, {}).get("department", ""), "")
        if slug not in signed:
            signed[slug] = _signed_by(folder, slug)
        if signed[slug].get(code) != hashlib.sha256(canonical(service)).hexdigest():
            yield code


def _signed_by(folder: Path, slug: str) -> Mapping[str, str]:
    path = folder / "items" / slug / "services.json"
    if not slug or not path.is_file():
        return {}
    try:
        services = json.loads(path.read_bytes())["services"]
    except (ValueError, KeyError, TypeError):
        return {}
    return services if isinstance(services, dict) else {}


def _refused(message: str, fix: str) -> ContentError:
    return ContentError((Fault("E01", PACK, 0, message, fix),))
