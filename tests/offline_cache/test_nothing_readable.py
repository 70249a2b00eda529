"""Nothing a customer typed, showed or scanned can be read from any file of the terminal."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from offline_cache.submission import Attachment, DoorIntent, DoorPurpose, Sealed, Submission
from offline_cache.wire import FactValue, InboxBatch, InboxEntry, LockerEvent, SubmissionBody
from tests.offline_cache.terminal import FLOW, Terminal, assignment

CANARIES = ("金丝雀", "CANARY", "310104199912319990", "13912345678", "86427531")


def encodings(text: str) -> Iterator[bytes]:
    for codec in ("utf-8", "utf-16-le", "gb18030"):
        yield text.encode(codec)


def readable(folder: Path) -> list[tuple[str, str]]:
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            found += [(path.name, text) for text in CANARIES for form in encodings(text) if form in raw]
    return found


def canary_submission() -> Submission:
    facts = {
        name: FactValue(value=value, source="card", trust="A", at="2026-10-09T09:29:00+00:00")
        for name, value in {"person.name": "金丝雀", "person.idno": "310104199912319990"}.items()
    }
    return Submission(
        "c" * 32,
        "312000218000",
        FLOW,
        SubmissionBody(item_code="312000218000", facts=facts, form={"mobile": "13912345678"}),
        (Attachment("lease", "CANARY 金丝雀 ".encode() * 200_000),),
    )


@pytest.mark.row("I3")
@pytest.mark.row("S11")
def test_no_canary_in_any_file_at_any_moment(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    room = terminal.room()
    looks = {}
    room.save_draft("c" * 32, "holder", "金丝雀 CANARY 310104199912319990 13912345678".encode())
    looks["draft saved"] = readable(tmp_path)
    assert isinstance(room.seal(canary_submission()), Sealed)
    looks["sealed"] = readable(tmp_path)
    room.save_draft("d" * 32, "holder", "金丝雀".encode())
    room.drop_draft("d" * 32)
    looks["draft dropped"] = readable(tmp_path)
    ledger = terminal.ledger()
    message = assignment("a" * 32, id_number="310104199912319990", code="86427531")
    ledger.apply_inbox(InboxBatch(terminal_id="SH-0042-3", entries=(InboxEntry(position=1, message=message),)))
    room.record_intent(DoorIntent("i1", 1, DoorPurpose.DELIVERY, parcel_id="a" * 32))
    room.record_door("i1", LockerEvent(kind="delivered", cell=1, parcel_id="a" * 32, at="2026-10-09T09:31:00+00:00"))
    room.check_code("a" * 32, "86427531")
    looks["code checked"] = readable(tmp_path)
    ledger.close()
    room.close()
    looks["closed"] = readable(tmp_path)
    assert looks == {moment: [] for moment in looks}


def test_the_scan_itself_finds_a_canary(tmp_path: Path) -> None:
    (tmp_path / "spool").mkdir()
    (tmp_path / "spool" / "page.txt").write_text("金丝雀", encoding="gb18030")
    assert readable(tmp_path) == [("page.txt", "金丝雀")]


@pytest.mark.row("S11")
def test_headers_and_names_tell_nothing_of_the_person(tmp_path: Path) -> None:
    """Even with the key of the outbox (a thief who also broke the machine's key store)."""
    terminal = Terminal(tmp_path)
    room = terminal.room()
    room.seal(canary_submission())
    with room.outbox.transaction() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        rows = [connection.exec_driver_sql(f'SELECT * FROM "{table}"').all() for table in tables]
    everything = repr(rows).encode() + b"".join(
        value if isinstance(value, bytes) else str(value).encode() for table in rows for row in table for value in row
    )
    assert [text for text in CANARIES if text.encode() in everything] == []
    room.close()
