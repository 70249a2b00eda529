"""A service as a workbook and back: nothing is lost, and nonsense is refused with sheet and row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.authoring.spreadsheet import (
    Workbook,
    WorkbookError,
    from_workbook,
    read_xlsx,
    texts_of,
    to_workbook,
    to_yaml,
    write_xlsx,
)
from flows.loading.file_models import ServiceFile
from flows.loading.folder import read_folder
from flows.loading.yaml_source import Document, read_yaml
from tests.flows.content.opened_content import FOLDER

SERVICES = {read.model.id: read.model for read in read_folder(FOLDER).services}
WORD = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
FACT = st.builds("{}.{}".format, WORD, WORD)
ASK = st.builds("q.{}".format, WORD)
CEL = st.from_regex(r"[a-z]{1,5}\.[a-z]{1,5} (==|<|in) '[一-龥a-z=;,]{1,6}'", fullmatch=True)
TEXT = st.from_regex(r"[a-z][a-z0-9-]{0,12}", fullmatch=True)
LAW = st.fixed_dictionaries(
    {"law": st.text(alphabet="法条例规定《》 A;=", min_size=1, max_size=8).filter(lambda law: law.strip() == law)},
    optional={"article": st.from_regex(r"[0-9]{1,3}", fullmatch=True)},
)
FIELD = FACT | st.fixed_dictionaries(
    {"fact": FACT, "when": CEL}, optional={"trust": st.sampled_from("ABCD"), "later": st.just("true")}
)
MATERIAL = st.fixed_dictionaries(
    {"id": WORD, "accept": st.lists(st.sampled_from(["scan.a4", "hall.x", "own-made"]), min_size=1, max_size=3)},
    optional={
        "when": CEL,
        "proves": st.lists(FACT, min_size=1, max_size=2),
        "after": ASK,
        "min_pages": st.integers(1, 3).map(str),
        "reason": st.text(alphabet="因为要原件", min_size=1, max_size=5),
    },
)
SERVICE = st.fixed_dictionaries(
    {"schema": st.just("kiosk/service@1"), "id": st.sampled_from(["PH-P-001", "312000218000"])},
    optional={
        "rev": st.integers(0, 99).map(str),
        "extends": WORD,
        "form": st.dictionaries(WORD, FIELD, max_size=5),
        "stop": st.lists(
            st.fixed_dictionaries(
                {"when": CEL, "say": TEXT, "remedy": TEXT}, optional={"basis": st.lists(LAW, max_size=2)}
            ),
            max_size=3,
        ),
        "materials": st.lists(MATERIAL, max_size=3),
        "originals": st.lists(st.fixed_dictionaries({"text": TEXT}, optional={"when": CEL}), max_size=2),
        "repeat": st.lists(st.fixed_dictionaries({"group": WORD, "more": FACT}, optional={"when": CEL}), max_size=2),
        "assume": st.dictionaries(FACT, CEL, max_size=2),
        "ask": st.dictionaries(FACT, ASK, max_size=2),
        "first": st.lists(ASK, max_size=2),
        "fresh": st.lists(FACT, max_size=2),
        "without": st.lists(WORD, max_size=2),
        "declaration": st.lists(TEXT, max_size=2),
        "deliveries": st.lists(st.sampled_from(["print", "locker"]), max_size=2),
        "outcome": st.sampled_from(["case", "proof", "slip", "answer"]),
        "signature": st.sampled_from(["true", "false"]),
        "basis": st.lists(LAW, max_size=2),
        "budget": st.dictionaries(st.sampled_from(["asked", "taps", "typed"]), st.integers(0, 60).map(str)),
    },
)


@given(SERVICE)
def test_any_service_comes_back_from_its_workbook_as_it_was(data: dict[str, Any]) -> None:
    service = ServiceFile.model_validate(data)
    assert from_workbook(to_workbook(service, {})) == service


@pytest.mark.parametrize("code", ["312000218000", "PH-L-001", "PH-P-054"])
def test_a_real_service_comes_back_from_a_real_file(tmp_path: Path, code: str) -> None:
    folder = read_folder(FOLDER)
    workbook = to_workbook(SERVICES[code], texts_of(SERVICES[code], folder.texts))
    write_xlsx(workbook, tmp_path / "one.xlsx")
    back = read_xlsx(tmp_path / "one.xlsx")
    assert from_workbook(back) == SERVICES[code]
    assert back.texts == workbook.texts


@pytest.mark.parametrize("code", sorted(SERVICES))
def test_a_service_comes_back_from_the_yaml_that_is_written(tmp_path: Path, code: str) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(to_yaml(SERVICES[code]), encoding="utf-8")
    document = read_yaml(path, "one.yaml")
    assert isinstance(document, Document)
    assert ServiceFile.model_validate(document.data) == SERVICES[code]


def test_a_missing_column_is_named() -> None:
    workbook = to_workbook(SERVICES["PH-P-054"], {})
    sheets = {**workbook.sheets, "needs": [row[1:] for row in workbook.sheets["needs"]]}
    with pytest.raises(WorkbookError, match="the sheet needs has no column field"):
        from_workbook(Workbook(sheets))


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "one.xlsx"
    path.write_text("not a workbook", encoding="utf-8")
    with pytest.raises(WorkbookError, match="not a workbook"):
        read_xlsx(path)
