"""Every numbered error is documented with the status it has."""

import re
from pathlib import Path

from hall.errors import STATUS, ErrorNumber

DOCUMENT = Path(__file__).parents[2] / "docs" / "errors.md"


def test_the_document_names_every_error_with_its_status_and_no_other() -> None:
    rows = re.findall(r"^\| (E1\d\d) \| (\d{3}) \|", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    assert {number: int(status) for number, status in rows} == {e.value: STATUS[e].value for e in ErrorNumber}
    assert len(rows) == len(ErrorNumber)
