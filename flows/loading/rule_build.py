"""Rule sets as they go into the pack, and which item each decides."""

from typing import Any

from flows.loading.file_models import RuleSetFile
from flows.loading.folder import Folder, Read
from flows.loading.parts import Parts

Raw = dict[str, Any]


def rule_set_raw(read: Read[RuleSetFile], parts: Parts) -> Raw:
    model, at = read.model, read.document
    for fact in model.requires:
        if fact not in parts.facts:
            parts.fault("E02", at, ("requires", fact), f"there is no fact {fact}", "Correct its name")
    return {
        "version": model.version,
        "owner": model.owner,
        "reviewed": model.reviewed,
        "grants": model.audience is None,
        "requires": dict(model.requires),
        "rules": [
            {
                "id": one.id,
                "fails": parts.cel(one.fails, at, ("rules", number, "fails"), "BOOL"),
                "reason": parts.text(one.reason, at, ("rules", number)),
                "remedy": parts.text(one.remedy, at, ("rules", number)),
                "basis": [law.model_dump() for law in one.basis],
                "warns": one.warns,
            }
            for number, one in enumerate(model.rules)
        ],
    }


def decided_at_once(folder: Folder) -> dict[str, str]:
    """Item -> rule set; only items that the catalogue allows to be decided by rules."""
    found: dict[str, str] = {}
    for read in folder.rules:
        for code, row in folder.items.items.items():
            if row["second_approval"] == "yes" and row["audience"] == read.model.audience:
                found.setdefault(code, read.model.id)
    for read in folder.rules:
        found.update(dict.fromkeys(read.model.items, read.model.id))
    return found
