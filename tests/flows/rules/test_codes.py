"""Credit codes, item codes, bank cards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.bank_card import bank_card_number
from flows.rules.credit_code import CreditCodeFault, check_character, credit_code_fault
from flows.rules.item_codes import ItemCodeFault, item_code_fault, parsed_item_code

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@pytest.mark.parametrize(
    "code",
    ["91350100M000100Y43", "91310104MA1TET000F", "91310104MA1TET0150", "91310104MA1TET005Y", "91310104ma1tet000f"],
)
def test_real_edges_of_credit_codes_pass(code: str) -> None:
    """The third leaves remainder 0, the fourth 30."""
    assert credit_code_fault(code) is None


def test_a_credit_code_may_begin_with_letters() -> None:
    first = "N2310104MA1TET000"
    assert credit_code_fault(first + check_character(first)) is None


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("91310104MA1TET000", CreditCodeFault.LENGTH),
        ("91310104MA1TETO00F", CreditCodeFault.CHARACTERS),
        ("91310104MA1TET000E", CreditCodeFault.CHECK),
    ],
)
def test_a_wrong_credit_code_says_what_is_wrong(code: str, fault: CreditCodeFault) -> None:
    assert credit_code_fault(code) is fault


@given(st.text(alphabet=ALPHABET, min_size=17, max_size=17))
def test_every_start_has_one_check_character_of_the_alphabet(first: str) -> None:
    assert check_character(first) in ALPHABET
    assert credit_code_fault(first + check_character(first)) is None


@pytest.mark.parametrize(
    "code",
    [
        "312000218000",
        "310500212001",
        "11440232MB2D06811W4000117051000",
        "11310000002420447T231200021800001",
        "310000999000YB0000" + "2" + "312000218000",
        "PH-P-001",
    ],
)
def test_item_codes_of_all_lengths_pass(code: str) -> None:
    assert item_code_fault(code) is None


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("31200021800", ItemCodeFault.LENGTH),
        ("31200021800A", ItemCodeFault.CHARACTERS),
        ("11440232MB2D06811W9000117051000", ItemCodeFault.LEVEL),
        ("11440232MB2D06811*4000117051000", ItemCodeFault.CHARACTERS),
    ],
)
def test_a_wrong_item_code_says_what_is_wrong(code: str, fault: ItemCodeFault) -> None:
    assert item_code_fault(code) is fault


def test_an_item_code_comes_apart() -> None:
    parts = parsed_item_code("11310000002420447T231200021800001")
    assert (parts.department, parts.level, parts.kind, parts.main, parts.situation) == (
        "11310000002420447T",
        "2",
        "20",
        "00218",
        "01",
    )
    with pytest.raises(ValueError, match="placeholder"):
        parsed_item_code("PH-P-001")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("6222 0200 0000 0007", "6222020000000007"),
        ("6222020000000008", None),
        ("622202000000", None),
        ("六二二二", None),
    ],
)
def test_bank_cards_are_checked_by_luhn(typed: str, number: str | None) -> None:
    assert bank_card_number(typed) == number
