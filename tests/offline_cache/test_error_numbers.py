import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import offline_cache

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "errors.md"


def numbered() -> dict[str, str]:
    """Every exception of the room that a person may meet, by its number."""
    found: dict[str, str] = {}
    for module in pkgutil.iter_modules(offline_cache.__path__, "offline_cache."):
        for name, thing in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(thing, Exception) and "number" in vars(thing):
                assert found.setdefault(thing.number, name) == name, f"{thing.number} means two things"
    return found


def test_every_number_is_documented_under_its_name() -> None:
    rows = re.findall(r"^\| (E2\d\d) \| `(\w+)`", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    assert dict(rows) == numbered()
