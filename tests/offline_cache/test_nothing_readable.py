"""Nothing a customer typed, showed or scanned can be read from any file of the terminal."""

import asyncio
import json
import os
import random
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from offline_cache.hall_intake import HttpHallIntake
from offline_cache.hall_link import HallLink
from offline_cache.submission import Attachment, DoorIntent, DoorPurpose, Sealed, Submission
from offline_cache.sync import Sync
from offline_cache.sync_pace import SyncPace
from offline_cache.wire import FactValue, InboxBatch, InboxEntry, LockerEvent, SubmissionBody
from tests.journeys.canaries import spellings
from tests.offline_cache.logged_disk import logged_disk, why_not
from tests.offline_cache.power_cut import DISK_BYTES
from tests.offline_cache.spoken_line import SpokenLine
from tests.offline_cache.terminal import FLOW, HALL_SIGNING, Terminal, assignment
from tests.offline_cache.test_hall_intake import signed

on_a_logged_disk = pytest.mark.skipif(why_not() is not None, reason=f"a logged disk: {why_not()}")
CANARY_PAGES = {"lease": ("CANARY 金丝雀 ".encode() * 20_000,)}
CANARIES = ("金丝雀", "CANARY", "310104199912319990", "13912345678", "86427531")


def encodings(text: str) -> Iterator[bytes]:
    for codec in ("utf-8", "utf-16-le", "gb18030"):
        yield text.encode(codec)


def readable(folder: Path) -> list[tuple[str, str]]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [(path.name, text) for path in files for text in readable_in(path.read_bytes())]


def readable_in(raw: bytes) -> list[str]:
    return [text for text in CANARIES for form in encodings(text) if form in raw]


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


def moments_of(terminal: Terminal) -> Iterator[str]:
    """Everything that is done with what a customer gave; looks may be taken in between."""
    room = terminal.room()
    room.save_draft("c" * 32, "holder", "金丝雀 CANARY 310104199912319990 13912345678".encode(), CANARY_PAGES)
    yield "draft saved"
    assert isinstance(room.seal(canary_submission()), Sealed)
    room.drop_sealed_draft("c" * 32)
    yield "sealed"
    room.save_draft("d" * 32, "holder", "金丝雀".encode(), CANARY_PAGES)
    room.drop_draft("d" * 32)
    yield "draft dropped"
    ledger = terminal.ledger()
    message = assignment("a" * 32, id_number="310104199912319990", code="86427531")
    ledger.apply_inbox(InboxBatch(terminal_id="SH-0042-3", entries=(InboxEntry(position=1, message=message),)))
    room.record_intent(DoorIntent("i1", 1, DoorPurpose.DELIVERY, parcel_id="a" * 32))
    room.record_door("i1", LockerEvent(kind="delivered", cell=1, parcel_id="a" * 32, at="2026-10-09T09:31:00+00:00"))
    room.check_code("a" * 32, "86427531")
    yield "code checked"
    ledger.close()
    room.close()
    yield "closed"


@pytest.mark.row("I3")
@pytest.mark.row("S11")
def test_no_canary_in_any_file_at_any_moment(tmp_path: Path) -> None:
    looks = {moment: readable(tmp_path) for moment in moments_of(Terminal(tmp_path))}
    assert looks == {moment: [] for moment in looks}


@on_a_logged_disk
@pytest.mark.row("I3")
@pytest.mark.row("S11")
def test_no_canary_ever_reached_the_disk_not_even_in_what_was_erased_since(tmp_path: Path) -> None:
    """Every byte that was ever written to the device, free blocks and journal among them."""
    with logged_disk(tmp_path, DISK_BYTES) as disk:
        assert len(list(moments_of(Terminal(disk / "terminal")))) == 5
    assert readable_in((tmp_path / "log").read_bytes()) == []


@on_a_logged_disk
def test_the_look_at_the_disk_finds_what_was_erased(tmp_path: Path) -> None:
    with logged_disk(tmp_path, DISK_BYTES) as disk:
        with (disk / "page.txt").open("wb") as file:
            file.write("金丝雀".encode())
            file.flush()
            os.fsync(file.fileno())
        (disk / "page.txt").unlink()
    assert readable_in((tmp_path / "log").read_bytes()) == ["金丝雀"]


@pytest.mark.row("I3")
@pytest.mark.row("S17")
def test_no_canary_in_any_request_even_to_who_sees_through_the_tls(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    room = terminal.room()
    room.seal(canary_submission())
    sent: list[bytes] = []

    def hall(request: httpx.Request) -> httpx.Response:
        sent.append(f"{request.method} {request.url} {dict(request.headers)}\n".encode() + request.content)
        if request.url.path.endswith("/hello"):
            greeting = {"hall_time": "2026-10-09T09:30:00+00:00", "poll_seconds": 60}
            return httpx.Response(200, json=signed(HALL_SIGNING, greeting))
        if request.method == "PUT" and len(sent) < 4:
            return httpx.Response(202, json={"missing": [entry["digest"] for entry in attachments_of(request)]})
        if request.method == "PATCH":
            end = int(request.headers["upload-offset"]) + len(request.content)
            return httpx.Response(204, headers={"upload-offset": str(end)})
        return httpx.Response(413, json={"error": "E102", "detail": ""}) if request.method == "PUT" else CREATED

    ledger = terminal.ledger()
    intake = HttpHallIntake(HallLink(SpokenLine(hall)), terminal.identity)
    rng = random.Random(1)
    sync = Sync(ledger, intake, version="0", pace=SyncPace(), rng=rng, free_bytes=lambda: 1)
    asyncio.run(sync.round())
    methods = [raw.split(b" ", 1)[0] for raw in sent]
    assert methods.count(b"PATCH") >= 2, "the page went too"
    assert methods[-1] == b"POST", "and the parked bytes"
    everything = b"".join(sent)
    assert readable_in(everything) == []
    assert [text for text in CANARIES for spelling in spellings(text) if spelling in everything] == []
    ledger.close()
    room.close()


CREATED = httpx.Response(201)


def attachments_of(request: httpx.Request) -> list[dict[str, str]]:
    attachments: list[dict[str, str]] = json.loads(json.loads(request.content)["header"])["attachments"]
    return attachments


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
