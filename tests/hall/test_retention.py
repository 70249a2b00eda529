"""What is purged, what stays, and what an export holds."""

import base64
import json
import os
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from hall.__main__ import main
from hall.commands import timekeeper_of
from hall.intake.attachment_store import AttachmentFolder
from hall.retention import StillOpenError
from hall.storage.hall_tables import ConsoleSession, ProgressToken
from hall.storage.tables import Submission
from hall.verification import Verification
from offline_cache import wire
from tests.hall.rig import Rig
from tests.hall.terminal import NOON, Terminal, body, sealed_page

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


@pytest.mark.row("ZN-12")
def test_an_export_goes_on_over_a_page_that_is_lost_and_names_it(
    small_rig: Rig, capsys: pytest.CaptureFixture[str]
) -> None:
    closed(small_rig, small_rig.terminal())
    for file in [path for path in small_rig.home.attachments.rglob("*") if path.is_file()]:
        file.unlink()
    out = small_rig.folder / "export"
    assert main(["export", "--dir", str(small_rig.home.root), "--out", str(out)]) == 0
    assert "1 page" in capsys.readouterr().out
    case = json.loads((out / "cases.jsonl").read_text().splitlines()[0])
    assert len(case["lost"]) == 1


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such permissions")
def test_an_export_is_for_its_owners_eyes(small_rig: Rig) -> None:
    closed(small_rig, small_rig.terminal())
    out = small_rig.folder / "deep" / "export"
    small_rig.hall.export.write(out)
    for path in (out, *out.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path


@pytest.mark.row("ZN-12")
def test_an_export_holds_what_people_said_and_what_went_through_the_lockers(small_rig: Rig) -> None:
    terminal = small_rig.terminal()
    small_rig.tell(terminal, wire.RatingBody(number=NUMBER, stars=1, reasons=("等太久",)))
    small_rig.tell(terminal, wire.TicketBody(about="refused", said="登记不是存续状态。", mobile="13800000012"))
    small_rig.tell(terminal, wire.LockerEvent(kind="deposited", cell=5, number=NUMBER, at=NOON))
    out = small_rig.folder / "export"
    small_rig.hall.export.write(out)
    lines = {
        path.stem: json.loads(path.read_text().splitlines()[0]) for path in out.glob("*.jsonl") if path.stat().st_size
    }
    assert lines["ratings"]["stars"] == 1
    assert lines["tickets"]["content"]["mobile"] == "13800000012"
    assert lines["deposits"]["cell"] == lines["locker_records"]["cell"] == 5


@dataclass(frozen=True)
class PulledOut(AttachmentFolder):
    """The machine goes away before the file does."""

    def remove(self, terminal_id: str, digest: str) -> None:
        raise KeyboardInterrupt


@pytest.mark.row("I3")
def test_a_page_whose_removal_was_cut_short_is_removed_at_the_next_look(rig: Rig) -> None:
    closed(rig, rig.terminal())
    now = rig.clock() + timedelta(days=1)
    with pytest.raises(KeyboardInterrupt):
        replace(rig.hall.retention, store=PulledOut(rig.home.attachments)).purge_closed_before(now, now)
    timekeeper_of(rig.hall).tick_if_due()
    assert not [file for file in rig.home.attachments.rglob("*") if file.is_file()]


def test_a_purged_page_that_is_handed_in_anew_is_taken_in_anew(rig: Rig) -> None:
    terminal = rig.terminal()
    _, envelope = closed(rig, terminal)
    header = wire.SubmissionHeader.model_validate_json(wire.SubmissionEnvelope.model_validate_json(envelope).header)
    sealed = rig.hall.store.read(terminal.id, header.attachments[0].digest)
    rig.hall.retention.purge_closed_before(rig.clock() + timedelta(days=1), rig.clock())
    path = f"/v1/t/{terminal.id}/s/{'e' * 32}"
    again = terminal.seal(terminal.header("e" * 32, attachments=header.attachments), body().model_dump_json().encode())
    assert rig.line(terminal.id).put(path, content=again).status_code == 202
    assert rig.upload(terminal, header.attachments[0].digest, sealed).status_code == 204
    assert rig.line(terminal.id).put(path, content=again).status_code == 201


@pytest.mark.row("I3")
def test_a_telephone_number_leaves_with_its_ticket_also_as_it_came_in(small_rig: Rig) -> None:
    terminal, staff = small_rig.terminal(), small_rig.browser("3003")
    ticket = wire.TicketBody(about="refused", said="登记不是存续状态。", mobile="13800000012")
    sub_id = small_rig.tell(terminal, ticket)
    staff.post(f"/console/tickets/{terminal.id}/{sub_id}", step="rectified", note="已恢复")
    with small_rig.database.read() as session:
        row = session.get_one(Submission, (terminal.id, sub_id))
        assert (row.header, row.body, row.signature, row.state) == (None, None, None, "tombstone")
    assert not list(Verification(small_rig.database, small_rig.hall.store, terminal.receipt_public).faults())


def test_sessions_and_addresses_that_are_over_do_not_pile_up(rig: Rig) -> None:
    terminal = rig.terminal()
    rig.submit(terminal)
    rig.browser()
    query = wire.ProgressQuery(session="a" * 32, number=NUMBER).model_dump_json()
    rig.line(terminal.id).post(f"/v1/t/{terminal.id}/progress", content=query)
    keeper = timekeeper_of(rig.hall)
    for hours, left in ((1, (0, 1)), (25, (0, 0))):
        rig.clock.pass_(hours=hours)
        keeper.tick_if_due()
        assert (rig.count(ConsoleSession), rig.count(ProgressToken)) == left


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
