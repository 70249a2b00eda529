"""Ledger, semantic difference, screenplay and schemas."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from flows.authoring.difference import changes
from flows.authoring.ledger import ledger
from flows.authoring.schemas import SCHEMAS, schema_text
from flows.authoring.screenplay import screenplay
from flows.checking.report import subject_of
from flows.content_cli import main
from flows.engine.rehearsal import Persona
from flows.loading.folder import read_folder
from flows.pages import Preferences
from flows.terminal import Profile, Terminal
from tests.flows.content.opened_content import CONTENT, DEFAULT, FOLDER

ROOT = FOLDER.parents[1]


def test_every_line_of_the_ledger_has_a_fact_a_use_and_a_law() -> None:
    subject = subject_of(FOLDER)
    for code in ("PH-L-002", "312000218000", "PH-P-054", "B02"):
        lines = ledger(subject, code)
        assert lines
        for line in lines:
            assert line.facts
            assert line.needed_by, (code, line)
            assert line.basis, (code, line)


def test_the_ledger_shows_what_a_source_saves() -> None:
    lines = {line.ask: line for line in ledger(subject_of(FOLDER), "PH-P-054")}
    assert lines["q.marital"].shares["all up"] == 0
    assert lines["q.marital"].shares["all down"] > 0


def test_the_difference_says_what_changes_for_whom(tmp_path: Path) -> None:
    after = tmp_path / "content"
    shutil.copytree(FOLDER, after)
    path = after / "services" / "312000218000.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("  purpose: purpose.kind\n", "  purpose: purpose.kind\n  note: request.note\n"), encoding="utf-8"
    )
    told = [str(change) for change in changes(subject_of(FOLDER), subject_of(after))]
    assert "312000218000 · hall there: +1 question (q.request)" in told
    assert any(line.startswith("312000218000 · hall there: touches 9 → 10") for line in told)
    assert any(line.startswith("B11 · hall there: +1 question") for line in told)
    assert not any(line.startswith("PH-L-002") for line in told)


def test_no_difference_is_no_lines() -> None:
    subject = subject_of(FOLDER)
    assert list(changes(subject, subject)) == []


@pytest.mark.parametrize("code", ["PH-P-001", "PH-L-002", "B02"])
def test_a_screenplay_has_every_page_in_both_languages(code: str) -> None:
    terminal = Terminal(Profile("T0", simulated=True), CONTENT.engine, CONTENT.catalogue, CONTENT.texts)
    scenes = screenplay(terminal, code, Persona("play", DEFAULT.sources, DEFAULT.answers))
    pages = [scene.snapshot(terminal, Preferences(language=language)) for scene in scenes for language in ("zh", "en")]
    assert len(pages) > 8
    assert all(page.script for page in pages)


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_the_published_schemas_are_those_of_the_models(name: str) -> None:
    published = (ROOT / "docs" / "schema" / f"{name}.json").read_text(encoding="utf-8")
    assert published == schema_text(name), "kiosk-content schema docs/schema"


def test_the_published_schema_accepts_every_service_that_ships() -> None:
    """Other authors' tools read the files by the schema alone: YAML's own types there."""
    schema = json.loads((ROOT / "docs" / "schema" / "service.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    for read in read_folder(FOLDER).services:
        data = json.loads(read.model.model_dump_json(by_alias=True, exclude_defaults=True))
        validator.validate({"schema": "kiosk/service@1", "id": read.model.id, **data})


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["check"], 0),
        (["search", "护照", "--json"], 0),
        (["search"], 2),
        (["search", "--batch", "nowhere.txt"], 2),
        (["ledger", "NO-SUCH"], 2),
        (["facts", "公积金"], 0),
        (["facts", "no such fact"], 2),
        (["export", "PH-P-900", "x.xlsx"], 2),
        (["--content", "nowhere", "check"], 2),
        (["journeys"], 0),
        (["diff", "nowhere", "nowhere"], 2),
    ],
)
def test_the_command_ends_as_it_should(arguments: list[str], status: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == status
    spoken = capsys.readouterr()
    assert bool(spoken.err) is (status == 2)


def test_check_as_json_has_the_agreed_keys(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"items", "transactable", "errors", "warnings"}


def test_a_workbook_that_would_break_the_content_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    shutil.copytree(FOLDER, folder)
    assert main(["--content", str(folder), "export", "PH-P-054", str(tmp_path / "one.xlsx")]) == 0
    before = (folder / "services" / "PH-P-054.yaml").read_bytes()
    (folder / "facts" / "money.yaml").write_text("schema: kiosk/facts@1\nfacts: {}\n", encoding="utf-8")
    assert main(["--content", str(folder), "import", str(tmp_path / "one.xlsx")]) == 1
    assert (folder / "services" / "PH-P-054.yaml").read_bytes() == before
