"""Carried to the hall on a stick while the line is down: taken in once and receipted, also when the line is back."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from hall.__main__ import main
from hall.ferry import Carried, Damaged, FerryDesk, TakenIn
from hall.storage.tables import QuarantinedBytes, Submission, Terminal
from offline_cache.ferry import Ferried, ReceiptsTaken
from offline_cache.ferry_bundle import receipts_name
from offline_cache.identity import read_identity
from offline_cache.keys import FileKeyStore
from offline_cache.numbers import NumberSeries
from offline_cache.sealed_items import Sealer
from offline_cache.store_room import StoreRoom
from offline_cache.submission import SubmissionState
from offline_cache.sync_ledger import SyncLedger
from offline_cache.waiting_item import WaitingItem
from tests.hall.rig import Rig
from tests.offline_cache.terminal import SMALL_DISK, StillClock, submission


@dataclass
class Branch:
    """A terminal of the rig's hall with its own sealed store, and a stick."""

    rig: Rig
    folder: Path
    stick: Path
    room: StoreRoom

    def seal(self, *numbers: int, pages: int = 0) -> list[str]:
        ids = [f"{number:032x}" for number in numbers]
        for sub_id in ids:
            self.room.seal(submission(sub_id, pages=pages))
        return ids

    def load(self) -> Ferried:
        return self.room.load_ferry(self.stick)

    def carry(self) -> list[Carried]:
        hall = self.rig.hall
        desk = FerryDesk(self.rig.database, hall.keys, hall.store, self.rig.home.quarantine, self.rig.clock)
        return list(desk.take_in(self.stick))

    def back(self) -> ReceiptsTaken:
        return self.room.take_ferry_receipts(self.stick / receipts_name("T-0001-1"))

    def send(self, item: WaitingItem) -> int:
        path = f"/v1/t/T-0001-1/s/{item.sub_id}"
        return self.rig.line("T-0001-1").put(path, content=item.envelope.model_dump_json()).status_code

    def waiting(self) -> tuple[WaitingItem, ...]:
        identity = read_identity(self.folder)
        ledger = SyncLedger(self.folder / "data", FileKeyStore(self.folder), identity, StillClock())
        found = ledger.take(50)
        ledger.close()
        return found


@pytest.fixture
def branch(rig: Rig, tmp_path: Path) -> Iterator[Branch]:
    folder = rig.terminal().folder
    identity = read_identity(folder)
    sealer = Sealer(identity, NumberSeries.of(identity.terminal_id), StillClock())
    room = StoreRoom(folder / "data", FileKeyStore(folder), sealer, SMALL_DISK)
    stick = tmp_path / "stick"
    stick.mkdir()
    yield Branch(rig, folder, stick, room)
    room.close()


@pytest.mark.row("I1")
def test_a_stick_goes_to_the_hall_and_its_receipts_come_back(branch: Branch) -> None:
    ids = branch.seal(1, 2, pages=2)
    assert branch.load().count == 2
    assert [(one.new, one.known, one.aside) for one in branch.carry() if isinstance(one, TakenIn)] == [(2, 0, 0)]
    assert branch.room.delivery(ids[0]).state is SubmissionState.SEALED, "not before the receipts are back"
    assert branch.back() == ReceiptsTaken(2, 0)
    assert all(branch.room.delivery(sub_id).state is SubmissionState.RECEIPTED for sub_id in ids)
    branch.rig.hall.opener.open_waiting()
    cases = branch.rig.browser().get("/console/api/cases").json()["cases"]
    assert {case["case_number"] for case in cases} == {branch.room.delivery(sub_id).case_number for sub_id in ids}


@pytest.mark.row("I1")
def test_the_same_stick_twice_and_the_line_after_it_change_nothing(branch: Branch) -> None:
    branch.seal(1, 2, pages=1)
    branch.load()
    branch.carry()
    first = (branch.stick / receipts_name("T-0001-1")).read_bytes()
    assert [(one.new, one.known) for one in branch.carry() if isinstance(one, TakenIn)] == [(0, 2)]
    assert (branch.stick / receipts_name("T-0001-1")).read_bytes() == first
    assert [branch.send(item) for item in branch.waiting()] == [200, 200], "the receipts they have"
    assert branch.back() == ReceiptsTaken(2, 0)
    assert branch.rig.count(Submission) == 2


@pytest.mark.row("I1")
def test_what_the_line_had_begun_the_stick_completes(branch: Branch) -> None:
    branch.seal(1, pages=2)
    branch.load()
    (item,) = branch.waiting()
    assert branch.send(item) == 202, "announced, its pages are missing"
    assert [(one.new, one.known) for one in branch.carry() if isinstance(one, TakenIn)] == [(1, 0)]
    assert branch.send(item) == 200


@pytest.mark.row("F19")
def test_what_a_revoked_terminal_holds_is_kept_unread_for_staff(branch: Branch) -> None:
    branch.seal(1, pages=1)
    branch.load()
    with branch.rig.database.write() as session:
        session.get_one(Terminal, "T-0001-1").revoked_at = branch.rig.clock()
    assert [one.aside for one in branch.carry() if isinstance(one, TakenIn)] == [1]
    assert branch.rig.count(Submission) == 0
    with branch.rig.database.read() as session:
        assert session.scalars(select(QuarantinedBytes.reason)).all() == ["ferried", "ferried"]
    assert branch.back() == ReceiptsTaken(0, 0)
    assert "优盘带来" in branch.rig.browser("3003").get("/console/quarantine").text


@pytest.mark.row("F25")
def test_a_bundle_cut_short_is_named_and_the_others_are_taken_in(
    branch: Branch, capsys: pytest.CaptureFixture[str]
) -> None:
    branch.seal(1)
    whole = branch.load().path
    cut = branch.stick / "ferry-T-0001-1-20000101-000000.zip"
    cut.write_bytes(whole.read_bytes()[:-40])
    (branch.stick / "ferry-T-0009-9-20000101-000000.zip").write_bytes(b"")
    damaged, taken, other = branch.carry()
    assert isinstance(damaged, Damaged)
    assert isinstance(taken, TakenIn)
    assert isinstance(other, Damaged)
    assert branch.back().taken == 1


def test_the_command_tells_what_came_in_as_json(
    small_rig: Rig, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["ferry", "import", str(tmp_path / "stick"), "--dir", str(small_rig.home.root)]
    assert main(command) == 2
    assert "no such folder" in capsys.readouterr().err
    (tmp_path / "stick").mkdir()
    assert main(command) == 0
    (tmp_path / "stick" / "ferry-X.zip").write_bytes(b"no zip")
    assert main(command) == 1
    assert json.loads(capsys.readouterr().out)["bundle"] == "ferry-X.zip"
