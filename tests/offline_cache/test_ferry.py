"""Submissions carried to the hall on a stick: whole or not at all, and delivered only when the hall has signed."""

import asyncio
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offline_cache.attachments import AttachmentFolder
from offline_cache.ferry import Ferried, ReceiptsTaken
from offline_cache.ferry_bundle import Bundle, BundleDamagedError
from offline_cache.hall_outcomes import Receipted
from offline_cache.sealing import SigningKey, digest
from offline_cache.storage_errors import StorageIoError
from offline_cache.store_room import StoreRoom
from offline_cache.submission import SubmissionState
from offline_cache.waiting_item import WaitingItem
from tests.offline_cache.fake_hall import FakeHall
from tests.offline_cache.terminal import Terminal, submission
from tests.offline_cache.test_nothing_readable import canary_submission, readable


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path / "terminal")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def sealed(terminal: Terminal, *numbers: int, pages: int = 1) -> StoreRoom:
    room = terminal.room()
    for number in numbers:
        room.seal(submission(f"{number:032x}", pages=pages))
    return room


def carried_in(hall: FakeHall, bundle: Bundle, answer: Path) -> None:
    """As a hall imports a bundle and gives its receipts back."""
    receipts = []
    for item in bundle.items():
        for name in item.attachments:
            hall.files[name] = bundle.attachment(name)
        header, body = item.envelope.header, item.envelope.body
        waiting = WaitingItem(item.sub_id, 0, SubmissionState.SEALED, 0, "", "", item.envelope, item.attachments)
        outcome = asyncio.run(hall.put(waiting))
        assert isinstance(outcome, Receipted), (header, body)
        receipts.append(outcome.receipt.model_dump())
    answer.write_text(json.dumps(receipts))


def test_a_bundle_goes_to_the_hall_and_its_receipts_come_back(terminal: Terminal, stick: Path) -> None:
    room = sealed(terminal, 1, 2, pages=2)
    loaded = room.load_ferry(stick)
    assert loaded == Ferried(loaded.path, 2, 0)
    hall = FakeHall()
    with Bundle(loaded.path, lambda _: terminal.identity.signing_key.public) as bundle:
        assert bundle.manifest.terminal_id == "SH-0042-3"
        carried_in(hall, bundle, stick / "receipts.json")
    assert room.delivery(f"{1:032x}").state is SubmissionState.SEALED, "what lies on a stick is not delivered"
    assert room.take_ferry_receipts(stick / "receipts.json") == ReceiptsTaken(2, 0)
    assert room.delivery(f"{1:032x}").case_number == "26100900000000001"
    assert room.load_ferry(stick / "..").count == 0
    room.close()


def test_receipts_that_are_not_the_hall_s_change_nothing(terminal: Terminal, stick: Path) -> None:
    room = sealed(terminal, 1)
    loaded = room.load_ferry(stick)
    answer = stick / "receipts.json"
    with Bundle(loaded.path, lambda _: terminal.identity.signing_key.public) as bundle:
        carried_in(FakeHall(), bundle, answer)
    (receipt,) = json.loads(answer.read_text())
    other = receipt["statement"].replace("26100900000000001", "26100900000000002")
    forged = {"statement": other, "signature": SigningKey.generate().sign(other.encode())}
    for content in ([forged], [{**receipt, "statement": other}], {"no": "list"}, [1], "x"):
        answer.write_text(json.dumps(content))
        assert room.take_ferry_receipts(answer) == ReceiptsTaken(0, 1)
    answer.write_bytes(b"\xff\xff")
    assert room.take_ferry_receipts(answer) == ReceiptsTaken(0, 1)
    assert room.take_ferry_receipts(stick / "nothing") == ReceiptsTaken(0, 1)
    assert room.delivery(f"{1:032x}").state is SubmissionState.SEALED
    room.close()


@pytest.mark.row("F25")
def test_a_stick_pulled_while_it_is_written_leaves_no_bundle(terminal: Terminal, stick: Path) -> None:
    room = sealed(terminal, 1, 2)
    gone = stick / "pulled"
    with pytest.raises(StorageIoError):
        room.load_ferry(gone)
    assert list(stick.iterdir()) == []
    assert room.load_ferry(stick).count == 2, "the state on the terminal decides"
    room.close()


@pytest.mark.row("F25")
@settings(max_examples=40, deadline=None)
@given(cut=st.floats(0, 1, exclude_max=True), flip=st.one_of(st.none(), st.floats(0, 1, exclude_max=True)))
def test_half_a_bundle_or_a_changed_one_is_ignored(
    tmp_path_factory: pytest.TempPathFactory, cut: float, flip: float | None
) -> None:
    folder = tmp_path_factory.mktemp("stick")
    terminal = Terminal(folder / "terminal")
    room = sealed(terminal, 1)
    loaded = room.load_ferry(folder)
    room.close()
    raw = bytearray(loaded.path.read_bytes())
    whole = digest(bytes(raw))
    if flip is None:
        raw = raw[: int(len(raw) * cut)]
    else:
        raw[int(len(raw) * flip)] ^= 0x04
    loaded.path.write_bytes(raw)
    try:
        with Bundle(loaded.path, lambda _: terminal.identity.signing_key.public) as bundle:
            for item in bundle.items():
                assert digest(item.envelope.header.encode())
                for name in item.attachments:
                    assert digest(bundle.attachment(name)) == name
    except BundleDamagedError:
        return
    assert flip is not None, f"half of {whole} was taken for whole"


def test_another_terminal_s_bundle_is_refused(terminal: Terminal, stick: Path) -> None:
    room = sealed(terminal, 1)
    loaded = room.load_ferry(stick)
    with pytest.raises(BundleDamagedError, match="not signed by this terminal"):
        Bundle(loaded.path, lambda _: SigningKey.generate().public)
    room.close()


def test_a_damaged_submission_is_left_out_and_the_others_go(terminal: Terminal, stick: Path) -> None:
    room = sealed(terminal, 1, 2)
    files = AttachmentFolder(terminal.data / "attachments")
    with room.outbox.reading() as connection:
        name = connection.exec_driver_sql("SELECT digest FROM attachment LIMIT 1").scalar_one()
    files.remove([name])
    loaded = room.load_ferry(stick)
    assert (loaded.count, loaded.left_out) == (1, 1)
    room.close()


@pytest.mark.row("F19")
def test_a_revoked_terminal_can_still_be_emptied_by_hand(terminal: Terminal, stick: Path) -> None:
    room = sealed(terminal, 1)
    ledger = terminal.ledger()
    ledger.note_revoked("stolen")
    ledger.close()
    assert room.load_ferry(stick).count == 1
    room.close()


@pytest.mark.row("I3")
def test_nothing_on_the_stick_can_be_read(terminal: Terminal, stick: Path) -> None:
    room = terminal.room()
    room.seal(canary_submission())
    loaded = room.load_ferry(stick)
    with zipfile.ZipFile(loaded.path) as bundle:
        bundle.extractall(stick / "open")
    assert readable(stick) == []
    room.close()
