from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offline_cache.numbers import NumberSeries, SerialsUsedUpError, check_character, is_number

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))


def test_a_number_has_the_form_of_the_standard() -> None:
    number = NumberSeries("3101", 2).number(date(2026, 10, 9), 7)
    assert number[:16] == "K310126100920007"
    assert len(number) == 17
    assert is_number(number)


def test_the_check_character_is_that_of_identity_numbers() -> None:
    # The two examples printed in GB 11643-1999.
    assert check_character("11010519491231002") == "X"
    assert check_character("44052418800101001") == "4"


@given(branch=st.from_regex(r"[0-9]{4}", fullmatch=True), day=DAYS, count=st.integers(1, 9999), at=st.integers(1, 15))
def test_one_wrong_digit_is_always_noticed(branch: str, day: date, count: int, at: int) -> None:
    number = NumberSeries(branch, 1).number(day, count)
    wrong = number[:at] + str((int(number[at]) + 1) % 10) + number[at + 1 :]
    assert is_number(number)
    assert not is_number(wrong)


@given(day=DAYS, count=st.integers(1, 9999), at=st.integers(1, 14))
def test_two_digits_that_changed_places_are_noticed(day: date, count: int, at: int) -> None:
    number = NumberSeries("0907", 3).number(day, count)
    swapped = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    assert is_number(swapped) == (swapped == number)


@pytest.mark.parametrize("text", ["", "K", "k310126100920007X", "K31012610092000７X", "K3101261009200070\n"])
def test_other_texts_are_not_numbers(text: str) -> None:
    assert not is_number(text)


def test_the_ten_thousandth_of_a_day_is_refused() -> None:
    with pytest.raises(SerialsUsedUpError):
        NumberSeries("3101", 2).number(date(2026, 10, 9), 10_000)


@pytest.mark.parametrize(("branch", "machine"), [("31", 1), ("31O1", 1), ("3101", 10), ("3101", -1)])
def test_an_impossible_series_is_refused(branch: str, machine: int) -> None:
    with pytest.raises(ValueError, match="must be"):
        NumberSeries(branch, machine)


@pytest.mark.parametrize(
    ("terminal_id", "series"),
    [
        ("SH-0042-3", NumberSeries("0042", 3)),
        ("demo", NumberSeries("0000", 0)),
        ("T-1", NumberSeries("0000", 1)),
        ("310104-0007-9", NumberSeries("0007", 9)),
    ],
)
def test_a_terminal_id_ends_in_branch_and_machine(terminal_id: str, series: NumberSeries) -> None:
    assert NumberSeries.of(terminal_id) == series
