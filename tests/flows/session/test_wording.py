"""How words are put together in either language."""

from __future__ import annotations

import pytest

from flows.terminal import Profile, Terminal
from flows.wording import Wording
from tests.flows.content.opened_content import CONTENT

TERMINAL = Terminal(Profile("T0"), CONTENT.engine, CONTENT.catalogue, CONTENT.texts)


@pytest.mark.parametrize(
    ("language", "parts", "joined"),
    [
        ("zh", ("驾驶证", "照片"), "驾驶证、照片"),
        ("en", ("Driving licence", "ID photo", "Floor plan"), "Driving licence, ID photo, floor plan"),
        ("en", ("CVs of the staff", "VAT invoice"), "CVs of the staff, VAT invoice"),
        ("en", (), ""),
    ],
)
def test_names_in_a_row_read_as_one_line(language: str, parts: tuple[str, ...], joined: str) -> None:
    assert Wording(TERMINAL, language).joined(parts) == joined


@pytest.mark.parametrize(("days", "text"), [(1, "1 working day"), (5, "5 working days")])
def test_one_day_is_no_days(days: int, text: str) -> None:
    assert Wording(TERMINAL, "en")("result-days", days=days) == text
