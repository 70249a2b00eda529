"""Identity numbers: the standard's own examples, synthetic ones, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.identity import IdKind, IdNumberFault, birth_of, check_character, id_kind, id_number_fault, is_male


@pytest.mark.parametrize(
    "number",
    [
        "11010519491231002X",
        "440524188001010014",
        "310104190001010010",
        "310104200002290022",
        "31010419700101008X",
        "31010419700101008x",
        "810000199001010019",
        "820000199001010029",
        "830000199001010012",
        "911840198801011011"[:17] + check_character("91184019880101101"),
        "999999199001010010"[:17] + check_character("99999919900101001"),
        "CAN123456789012",
    ],
)
def test_numbers_of_all_kinds_are_accepted(number: str) -> None:
    assert id_number_fault(number) is None


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("110105491231002", IdNumberFault.LENGTH),
        ("", IdNumberFault.LENGTH),
        ("11010519491231002Y", IdNumberFault.CHARACTERS),
        ("1101051949123100２X", IdNumberFault.CHARACTERS),
        ("310104190002290010", IdNumberFault.BIRTH),
        ("310104190013010010", IdNumberFault.BIRTH),
        ("110105194912310020", IdNumberFault.CHECK),
    ],
)
def test_a_wrong_number_says_what_is_wrong(number: str, fault: IdNumberFault) -> None:
    assert id_number_fault(number) is fault


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("310104190001010010", IdKind.RESIDENT),
        ("810000199001010019", IdKind.HK_MACAO_TAIWAN),
        ("830000199001010012", IdKind.HK_MACAO_TAIWAN),
        ("911840198801010011", IdKind.FOREIGN),
        ("CAN123456789012", IdKind.FOREIGN_2017),
    ],
)
def test_the_kind_shows_in_the_first_places(number: str, kind: IdKind) -> None:
    assert id_kind(number) is kind


def test_an_unknown_place_code_is_no_fault() -> None:
    number = "999999199001010010"[:17]
    assert id_number_fault(number + check_character(number)) is None


def test_the_order_number_tells_the_sex() -> None:
    assert is_male("440524188001010014")
    assert not is_male("310104200002290022")
    assert str(birth_of("310104200002290022")) == "2000-02-29"


@given(st.text(alphabet="0123456789", min_size=17, max_size=17), st.sampled_from("0123456789X"))
def test_exactly_one_check_character_fits(first: str, wrong: str) -> None:
    right = check_character(first)
    assert (right == wrong) is (check_character(first) == wrong)
