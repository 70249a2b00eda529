"""Which Chinese text each translation was made from, so that a changed source makes its translation stale."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from flows.loading.faults import Fault
from flows.loading.fluent_source import TextTable
from flows.loading.source_text import read_source

FILE = "translated.json"
_DIGESTS: Final = TypeAdapter(dict[str, str])


def source_digest(text: str) -> str:
    """First 12 hex digits of SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def read_translated(folder: Path) -> dict[str, str] | Fault:
    """Text id -> digest of the Chinese text its translation was made from. `folder`: texts/en"""
    path = folder / FILE
    if not path.exists():
        return {}
    shown_as = f"texts/en/{FILE}"
    text = read_source(path, shown_as)
    if isinstance(text, Fault):
        return text
    try:
        return _DIGESTS.validate_json(text)
    except ValidationError as error:
        message = f"no JSON object of texts and digests: {error.errors()[0]['msg'].lower()}"
        return Fault(
            "E01", shown_as, 1, message, "Take the file away, look at the translations, `kiosk-content translated`"
        )


def write_translated(folder: Path, zh: TextTable) -> None:
    """Says that every translation was looked at beside its present source."""
    digests: Mapping[str, str] = {**zh.plain, **zh.rich}
    lines = {text_id: source_digest(text) for text_id, text in sorted(digests.items())}
    (folder / FILE).write_text(json.dumps(lines, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
