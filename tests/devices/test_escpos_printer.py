"""The ESC/POS driver over a null modem, against a scripted printer."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from devices.drivers.receipt_printer.escpos import EscposPrinter, Options
from devices.errors import UnavailableError
from devices.receipt_printer import NotPrinted, NotPrintedReason, Uncertain
from devices.status import SupplyState
from devices.transport.memory_port import Chunk
from tests.devices.contracts.receipt_printer_contract import RECEIPT, ReceiptPrinterContract, Rig
from tests.devices.scripted_printer import ScriptedPrinter
from tests.devices.virtual_clock import VirtualClock


def driver(peer: ScriptedPrinter) -> EscposPrinter:
    time = VirtualClock()
    return EscposPrinter(lambda: peer.port(time.clock), Options(), time.clock)


class TestEscposPrinter(ReceiptPrinterContract):
    @contextmanager
    def rig(self) -> Iterator[Rig]:
        peer = ScriptedPrinter()
        yield Rig(driver(peer), peer)


def test_a_job_whose_end_is_not_confirmed_is_uncertain() -> None:
    peer = ScriptedPrinter()
    peer.mute_sentinel = True
    outcome = asyncio.run(driver(peer).print_receipt(RECEIPT))
    assert outcome == Uncertain("the end was not confirmed")
    assert peer.printed() == 1, "nothing was repeated"


def test_a_cable_pulled_inside_a_job_is_uncertain() -> None:
    peer = ScriptedPrinter()
    peer.unplug_in_job = True
    assert asyncio.run(driver(peer).print_receipt(RECEIPT)) == Uncertain("the cable was pulled")


def test_a_printer_that_cannot_be_opened_is_offline() -> None:
    def nobody() -> None:
        raise UnavailableError("no such port")

    printer = EscposPrinter(nobody, Options(), VirtualClock().clock)  # type: ignore[arg-type]
    outcome = asyncio.run(printer.print_receipt(RECEIPT))
    assert outcome == NotPrinted(NotPrintedReason.OFFLINE, "no such port")
    with pytest.raises(UnavailableError):
        asyncio.run(printer.connect())


def test_what_the_printer_does_not_say_is_unknown() -> None:
    peer = ScriptedPrinter()
    full = peer.received
    peer.received = lambda data: full(data) if data == b"\x10\x04\x01" else []  # type: ignore[method-assign]
    status = asyncio.run(driver(peer).status())
    assert status.supplies[0].state is SupplyState.UNKNOWN


def test_automatic_statements_in_between_do_not_disturb() -> None:
    peer = ScriptedPrinter()
    printer = driver(peer)

    async def scene() -> None:
        await printer.connect()
        assert peer.last is not None
        peer.last.arrive(Chunk(bytes.fromhex("10000000 18000F00")))
        assert (await printer.status()).usable

    asyncio.run(scene())
