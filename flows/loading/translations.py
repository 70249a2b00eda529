"""Which Chinese text each translation was made from, so that a changed source makes its translation stale."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from flows.loading.fluent_source import TextTable

FILE = "translated.json"


def source_digest(text: str) -> str:
    """First 12 hex digits of SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def read_translated(folder: Path) -> dict[str, str]:
    """Text id -> digest of the Chinese text its translation was made from. `folder`: texts/en"""
    path = folder / FILE
    if not path.exists():
        return {}
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found


def write_translated(folder: Path, zh: TextTable) -> None:
    """Says that every translation was looked at beside its present source."""
    digests: Mapping[str, str] = {**zh.plain, **zh.rich}
    lines = {text_id: source_digest(text) for text_id, text in sorted(digests.items())}
    (folder / FILE).write_text(json.dumps(lines, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
