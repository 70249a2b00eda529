"""The golden vectors: facts about the wire, kept as data."""

import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "vectors"


def vectors(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def text_block(fields: list[tuple[str, int]]) -> bytes:
    """Fields with their width in characters, as the chip stores them."""
    return "".join(text.ljust(width) for text, width in fields).encode("utf-16-le")
