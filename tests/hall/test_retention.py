"""What is purged, what stays, and what an export holds."""

import base64
import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from hall.__main__ import main
from hall.retention import StillOpenError
from hall.storage.tables import Submission
from offline_cache import wire
from tests.hall.rig import Rig
from tests.hall.terminal import Terminal, body, sealed_page

NUMBER = "K0001261124000011"
CANARY = b"\x89PNG\r\n\x1a\n a page with a canary"


def closed(rig: Rig, terminal: Terminal) -> tuple[str, str]:
    """An instant case with one page: path of its PUT and its envelope."""
    sealed, entry, key = sealed_page(CANARY)
    material = wire.MaterialEntry(id="premises.proof", source="scan", attachments=(entry.digest,))
    content = body("PH-P-001", materials=(material,), attachment_keys=(key,))
    path = f"/v1/t/{terminal.id}/s/{'d' * 32}"
    header = terminal.header("d" * 32, item_code="PH-P-001", attachments=(entry,))
    envelope = terminal.seal(header, content.model_dump_json().encode())
    rig.line(terminal.id).put(path, content=envelope)
    rig.upload(terminal, entry.digest, sealed)
    rig.line(terminal.id).put(path, content=envelope)
    rig.hall.opener.open_waiting()
    return path, envelope


@pytest.mark.row("ZN-12")
def test_a_purged_case_leaves_a_tombstone_that_still_answers_with_its_receipt(rig: Rig) -> None:
    terminal = rig.terminal()
    path, envelope = closed(rig, terminal)
    receipt = rig.line(terminal.id).put(path, content=envelope).json()
    assert rig.hall.retention.purge_closed_before(rig.clock() + timedelta(days=1), rig.clock()) == 1
    assert not [file for file in rig.home.attachments.rglob("*") if file.is_file()]
    with rig.database.read() as session:
        row = session.scalars(select(Submission)).one()
        assert (row.header, row.body, row.signature, row.state) == (None, None, None, "tombstone")
    again = rig.line(terminal.id).put(path, content=envelope)
    assert (again.status_code, again.json()["error"]) == (410, "E112")
    assert again.json()["receipt"] == receipt
    page = rig.browser().get(f"/console/cases/{terminal.id}/{'d' * 32}").text
    assert "保存期已过" in page
    assert "李明远" not in page


def test_a_case_that_is_being_handled_cannot_be_purged(small_rig: Rig) -> None:
    small_rig.submit(small_rig.terminal())
    with pytest.raises(StillOpenError):
        small_rig.hall.retention.purge_number(NUMBER, small_rig.clock())
    later = small_rig.clock() + timedelta(days=1)
    assert small_rig.hall.retention.purge_closed_before(later, small_rig.clock()) == 0


def test_a_page_that_another_case_needs_stays(small_rig: Rig) -> None:
    terminal = small_rig.terminal()
    _, envelope = closed(small_rig, terminal)
    entries = wire.SubmissionHeader.model_validate_json(
        wire.SubmissionEnvelope.model_validate_json(envelope).header
    ).attachments
    other = terminal.seal(terminal.header("e" * 32, attachments=entries), body().model_dump_json().encode())
    small_rig.line(terminal.id).put(f"/v1/t/{terminal.id}/s/{'e' * 32}", content=other)
    small_rig.hall.retention.purge_closed_before(small_rig.clock() + timedelta(days=1), small_rig.clock())
    assert small_rig.hall.store.read(terminal.id, entries[0].digest)


@pytest.mark.row("ZN-12")
def test_an_export_holds_every_case_with_its_pages_and_the_audit(
    small_rig: Rig, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = small_rig.terminal()
    closed(small_rig, terminal)
    out = small_rig.folder / "export"
    assert main(["export", "--dir", str(small_rig.home.root), "--out", str(out)]) == 0
    capsys.readouterr()
    case = json.loads((out / "cases.jsonl").read_text().splitlines()[0])
    assert case["content"]["facts"]["person.name"]["value"] == "李明远"
    assert [event["state"] for event in case["events"]][-1] == "CLOSED"
    assert [file.read_bytes() for file in (out / "attachments").iterdir()] == [CANARY]
    assert (out / "audit.jsonl").read_text().count("\n") > 0


@pytest.mark.row("I3")
def test_nothing_readable_lies_in_the_halls_folder(small_rig: Rig) -> None:
    """Database, journal and attachments hold sealed bytes alone: names, numbers, phones, ink and pages."""
    closed(small_rig, small_rig.terminal())
    canaries = ["李明远", "320100199005060012", "13900000034"]
    looked = 0
    for file in small_rig.home.root.rglob("*"):
        if not file.is_file() or file.name == "people.toml":
            continue
        looked += 1
        data = file.read_bytes()
        for canary in canaries:
            assert canary.encode() not in data, file
            assert base64.b64encode(canary.encode())[:-2] not in data, file
        assert CANARY not in data, file
    assert looked > 5
