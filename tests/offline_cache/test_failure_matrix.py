import re

import pytest

from tests.offline_cache.failure_matrix import DOCUMENT, ROWS, marks


@pytest.mark.parametrize("row", ROWS)
def test_every_row_is_played_by_a_test(row: str) -> None:
    assert [test for found, _, test in marks() if found == row]


def test_the_page_lists_every_row() -> None:
    rows = re.findall(r"^\| ([FI]\d+) \|", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == list(ROWS)
