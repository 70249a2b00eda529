"""The drivers that ship, with the settings that ship, against the whole simulated branch over real sockets."""

import asyncio
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from devices.code_scanner import CodeRead
from devices.id_card_reader import CardRead, CardUnreadable, NoCard, ReaderUnavailable
from devices.pickup_locker import CellNumber, OpenFailed, OpenFailure
from devices.receipt_printer import (
    Align,
    Code128,
    NotPrinted,
    NotPrintedReason,
    Pair,
    Printed,
    QrCode,
    ReceiptDocument,
    Text,
)
from devices.registry import create_device
from devices.settings import DeviceSettings
from devices.simulated.branch import Branch, running
from devices.simulated.child import ROOT
from devices.simulated.control import BranchControl
from devices.status import DeviceClass, DeviceState

SETTINGS = ROOT / "assets" / "config" / "kiosk.default.toml"
PDF = b"%PDF-1.4\n1 0 obj << /Type /Page >> %%EOF"
RECEIPT = ReceiptDocument(
    (
        Text("办理回执", Align.CENTER, bold=True, scale=2),
        Pair("姓名", "陈䶮"),
        Code128("VX20250107001"),
        QrCode("https://example.invalid/r/1"),
    )
)


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BranchControl]:
    home = tmp_path_factory.mktemp("home")
    with running(Branch(home, without=frozenset({"document_camera", "hall_link"}))):
        yield BranchControl.at(home)


class Fitted:
    """One driver as the settings name it, closed at the end."""

    def __init__(self, branch: BranchControl, device: DeviceClass, **changed: object) -> None:
        self._table = {**tomllib.loads(SETTINGS.read_text(encoding="utf-8"))["devices"][device], **changed}
        self._table["port"] = branch.url(device)
        self._device = device

    def play(self, scene: Any) -> Any:
        async def played() -> Any:
            driver = create_device(self._device, DeviceSettings.from_table(self._table))
            await driver.connect()
            try:
                return await scene(driver)
            finally:
                await driver.close()

        return asyncio.run(played())


def play(branch: BranchControl, device: DeviceClass, scene: Any, **changed: object) -> Any:
    return Fitted(branch, device, **changed).play(scene)


@pytest.mark.parametrize("device", [*(name for name in DeviceClass if name in ("id_card_reader", "receipt_printer"))])
def test_a_healthy_device_is_online_and_an_unplugged_one_is_not(branch: BranchControl, device: DeviceClass) -> None:
    async def scene(driver: Any) -> None:
        assert (await driver.status()).state is DeviceState.ONLINE
        branch[device].do("unplug")
        assert (await driver.status()).state is DeviceState.OFFLINE
        branch[device].do("plug")

    play(branch, device, scene)


@pytest.mark.parametrize(("card", "name"), [("A", "王玉兰"), ("C", "陈䶮"), ("D", "李安娜"), ("E", "陈测试")])
def test_every_kind_of_card_is_read(branch: BranchControl, card: str, name: str) -> None:
    async def scene(driver: Any) -> Any:
        branch["id_card_reader"].do("insert", card=card)
        return await driver.read_card(deadline_s=5)

    outcome = play(branch, DeviceClass.ID_CARD_READER, scene)
    branch["id_card_reader"].do("remove")
    assert isinstance(outcome, CardRead)
    assert outcome.card.name == name


@pytest.mark.parametrize("behaviour", ["drip", "split", "garbage", "bad_checksum", "wrong_length"])
def test_one_damaged_answer_does_not_lose_the_card(branch: BranchControl, behaviour: str) -> None:
    async def scene(driver: Any) -> Any:
        branch["id_card_reader"].do("insert", card="B")
        branch["id_card_reader"].do("behave", **{"as": behaviour, "times": 1})
        return await driver.read_card(deadline_s=8)

    outcome = play(branch, DeviceClass.ID_CARD_READER, scene)
    branch["id_card_reader"].do("remove")
    assert isinstance(outcome, CardRead)


@pytest.mark.parametrize(
    ("behaviour", "kind"),
    [("rejected", CardUnreadable), ("read_failed", CardUnreadable), ("self_test", ReaderUnavailable)],
)
def test_a_card_or_a_module_that_fails_is_told_apart(branch: BranchControl, behaviour: str, kind: type) -> None:
    async def scene(driver: Any) -> Any:
        branch["id_card_reader"].do("insert", card="B")
        branch["id_card_reader"].do("behave", **{"as": behaviour})
        return await driver.read_card(deadline_s=8)

    outcome = play(branch, DeviceClass.ID_CARD_READER, scene)
    branch["id_card_reader"].do("behave", **{"as": "normal"})
    branch["id_card_reader"].do("remove")
    assert isinstance(outcome, kind)


def test_no_card_is_not_a_fault(branch: BranchControl) -> None:
    async def scene(driver: Any) -> Any:
        return await driver.read_card(deadline_s=0.5)

    assert isinstance(play(branch, DeviceClass.ID_CARD_READER, scene), NoCard)


def test_a_receipt_comes_out_and_its_codes_can_be_scanned(branch: BranchControl) -> None:
    async def scene(driver: Any) -> Any:
        return await driver.print_receipt(RECEIPT)

    assert play(branch, DeviceClass.RECEIPT_PRINTER, scene) == Printed()
    state = branch["receipt_printer"].state()
    kept = state["receipts"][-1]
    assert kept["codes"] == [
        {"kind": "code128", "data": "VX20250107001"},
        {"kind": "qr", "data": "https://example.invalid/r/1"},
    ]
    assert "办理回执" in kept["text"]
    assert Path(kept["png"]).is_file()
    assert Path(kept["bytes"]).read_bytes().startswith(b"\x1b@")
    assert state["complaints"] == []


def test_a_receipt_on_an_empty_roll_is_not_printed(branch: BranchControl) -> None:
    async def scene(driver: Any) -> Any:
        branch["receipt_printer"].do("paper", level="out")
        return await driver.print_receipt(RECEIPT)

    outcome = play(branch, DeviceClass.RECEIPT_PRINTER, scene)
    branch["receipt_printer"].do("paper", level="ok")
    assert isinstance(outcome, NotPrinted)
    assert outcome.reason is NotPrintedReason.PAPER_OUT


def test_a_door_opens_once_for_an_intent_and_its_closing_is_seen(branch: BranchControl) -> None:
    cell = CellNumber(7)

    async def scene(driver: Any) -> tuple[Any, bool]:
        await driver.open_cell(cell, intent_id="p-1")
        again = await driver.open_cell(cell, intent_id="p-1")
        waiting = asyncio.create_task(driver.wait_until_closed(cell, deadline_s=5))
        await asyncio.to_thread(branch["pickup_locker"].do, "close", cell=7)
        return again, await waiting

    again, closed = play(branch, DeviceClass.PICKUP_LOCKER, scene)
    assert isinstance(again, OpenFailed)
    assert again.reason is OpenFailure.ALREADY_OPENED
    assert closed
    events = [event["event"] for event in branch["pickup_locker"].state()["events"] if event["cell"] == cell]
    assert events == ["pulse", "opened", "closed"]


def test_a_blocked_door_is_jammed_and_pulsed_twice_at_most(branch: BranchControl) -> None:
    async def scene(driver: Any) -> Any:
        branch["pickup_locker"].do("block", cell=4)
        return await driver.open_cell(CellNumber(4), intent_id="p-2")

    outcome = play(branch, DeviceClass.PICKUP_LOCKER, scene, opens_within_s=0.5)
    assert isinstance(outcome, OpenFailed)
    assert outcome.reason is OpenFailure.JAMMED
    pulses = [e for e in branch["pickup_locker"].state()["events"] if e["cell"] == 4 and e["event"] == "pulse"]
    assert len(pulses) <= 2


def test_a_code_shown_is_read(branch: BranchControl) -> None:
    async def scene(driver: Any) -> Any:
        reading = asyncio.create_task(driver.read_code(deadline_s=5))
        await asyncio.to_thread(branch["code_scanner"].wait_until, lambda state: bool(state["connected"]), timeout_s=5)
        await asyncio.to_thread(branch["code_scanner"].do, "show", text="VX20250107001")
        return await reading

    outcome = play(branch, DeviceClass.CODE_SCANNER, scene)
    assert isinstance(outcome, CodeRead)
    assert outcome.text == "VX20250107001"


def test_a_document_is_printed_to_its_end_and_an_aborted_one_is_not(branch: BranchControl) -> None:
    async def scene(driver: Any) -> tuple[Any, Any]:
        first = await driver.print_pdf(PDF, title="proof")
        await asyncio.to_thread(branch["document_printer"].do, "abort_next")
        return first, await driver.print_pdf(PDF, title="proof")

    first, second = play(branch, DeviceClass.DOCUMENT_PRINTER, scene)
    assert first == Printed()
    assert isinstance(second, NotPrinted)
    assert [job["state"] for job in branch["document_printer"].state()["jobs"]] == ["completed", "aborted"]
