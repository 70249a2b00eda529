"""The fault table: whatever a device can report has words for everybody who may have to act, in both languages."""

import ast
from pathlib import Path

import pytest

import devices
from devices.faults import LANGUAGES, kinds, texts_of

ROOM = Path(devices.__file__).parent
TOLD_BY_OUTCOMES = {"print_uncertain", "open_uncertain", "card_replace", "card_rejected"}
"""kinds that no status reports; whoever shows an outcome looks them up"""


def reported() -> set[str]:
    """The kind of every Fault that the code makes."""
    found = set()
    for source in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Fault":
                found |= {leaf.value for leaf in ast.walk(node.args[0]) if isinstance(leaf, ast.Constant)}
    return {kind for kind in found if isinstance(kind, str) and kind.isidentifier()}


def test_every_reported_fault_has_its_words() -> None:
    assert reported() - kinds() == set()


def test_the_table_has_no_words_that_nobody_says() -> None:
    assert kinds() - reported() - TOLD_BY_OUTCOMES == set()


@pytest.mark.parametrize("kind", sorted(kinds()))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_speaks_to_everybody(kind: str, language: str) -> None:
    texts = texts_of(kind, language)
    for text in (texts.customer, texts.staff, texts.engineer):
        assert text.endswith(("。", ".")), text
    assert len({texts.customer, texts.staff, texts.engineer}) == 3
    chinese = any("一" <= character <= "鿿" for character in texts.customer)
    assert chinese is (language == "zh")
