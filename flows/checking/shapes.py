"""When two services take the same course."""

import hashlib
import json
from typing import Any


def shape_of(raw: dict[str, Any]) -> str:
    """Digest of everything that decides what is asked; names of papers and laws do not."""
    papers = [
        (
            "when" in one and one["when"]["tree"],
            one.get("proves", []),
            one.get("after", ""),
            _way(one),
        )
        for one in raw["materials"]
    ]
    parts = [
        [(field["fact"], field.get("when"), field.get("trust")) for field in raw["form"].values()],
        [one["when"] for one in raw["stop"]],
        papers,
        [one.get("when") for one in raw["originals"]],
        raw["repeat"],
        raw["assume"],
        raw["first"],
        raw["asks"],
        raw["fresh"],
        raw["outcome"],
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _way(one: dict[str, Any]) -> str:
    return "scan" if any(way.startswith("scan.") for way in one["accept"]) else ""
