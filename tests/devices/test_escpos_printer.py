"""The ESC/POS driver over a null modem, against a scripted printer."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.codecs.escpos_job import INITIALISE, PAPERS, encode_receipt
from devices.drivers.receipt_printer.escpos import EscposPrinter, Options
from devices.errors import UnavailableError
from devices.receipt_printer import NotPrinted, NotPrintedReason, Printed, Uncertain
from devices.status import SupplyState
from devices.transport.memory_port import Chunk
from tests.devices.contracts.receipt_printer_contract import RECEIPT, ReceiptPrinterContract
from tests.devices.scripted.receipt_printer import ScriptedPrinter
from tests.devices.virtual_clock import VirtualClock

LINES = encode_receipt(RECEIPT, PAPERS[80]).count(b"\n")


def driver(peer: ScriptedPrinter) -> EscposPrinter:
    time = VirtualClock()
    return EscposPrinter(lambda: peer.port(time.clock), Options(), time.clock)


class TestEscposPrinter(ReceiptPrinterContract):
    @contextmanager
    def rig(self) -> Iterator[tuple[EscposPrinter, ScriptedPrinter]]:
        peer = ScriptedPrinter()
        yield driver(peer), peer


def test_a_job_whose_end_is_not_confirmed_is_uncertain() -> None:
    peer = ScriptedPrinter()
    peer.mute_sentinel = True
    outcome = asyncio.run(driver(peer).print_receipt(RECEIPT))
    assert outcome == Uncertain("the end was not confirmed")
    assert peer.printed() == 1, "nothing was repeated"


def test_a_cable_pulled_inside_a_job_is_uncertain() -> None:
    peer = ScriptedPrinter()
    peer.unplug_after = 100
    assert asyncio.run(driver(peer).print_receipt(RECEIPT)) == Uncertain("the cable was pulled")


@pytest.mark.parametrize("clears", [True, False], ids=["it clears its buffer", "it cannot clear its buffer"])
def test_a_picture_that_a_broken_cable_cut_in_two_does_not_swallow_the_next_receipt(*, clears: bool) -> None:
    async def scene() -> None:
        peer = ScriptedPrinter()
        peer.clears = clears
        printer = driver(peer)
        await printer.connect()
        assert await printer.print_receipt(RECEIPT) == Printed()
        whole = peer.cut_off[0]
        peer.unplug_after = whole.index(b"\x1d\x76\x30\x00") + 20
        assert await printer.print_receipt(RECEIPT) == Uncertain("the cable was pulled")
        assert await printer.print_receipt(RECEIPT) == Printed()
        assert whole.partition(INITIALISE)[2] == peer.cut_off[-1].removeprefix(INITIALISE)
        assert len(peer.cut_off) == 3, "the piece was cut off by itself"

    asyncio.run(scene())


def test_a_picture_that_an_earlier_process_left_unfinished_makes_the_receipt_uncertain() -> None:
    peer = ScriptedPrinter()
    peer.clears = False
    peer.pending = b"\x1d\x76\x30\x00\x48\x00\x02\x00"
    assert asyncio.run(driver(peer).print_receipt(RECEIPT)) == Uncertain("the printer was not ready")


def test_a_printer_that_keeps_the_rest_of_a_job_is_never_said_not_to_have_printed_it() -> None:
    async def scene() -> None:
        peer = ScriptedPrinter()
        peer.clears = False
        printer = driver(peer)
        peer.paper_out_after(5)
        assert await printer.print_receipt(RECEIPT) == Uncertain("paper_out while printing")
        peer.paper("ok")
        assert peer.printed() == 1, "it printed the rest by itself"

    asyncio.run(scene())


@given(lines=st.integers(0, 40), clears=st.booleans())
def test_wherever_the_paper_ends_a_whole_slip_is_never_said_not_to_be_printed(*, lines: int, clears: bool) -> None:
    async def scene() -> None:
        peer = ScriptedPrinter()
        peer.clears = clears
        printer = driver(peer)
        peer.paper_out_after(lines)
        outcome = await printer.print_receipt(RECEIPT)
        peer.paper("ok")
        whole = any(slip.count(b"\n") >= LINES for slip in peer.cut_off)
        assert isinstance(outcome, Uncertain) or whole is isinstance(outcome, Printed)

    asyncio.run(scene())


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
        peer.ports[-1].arrive(Chunk(bytes.fromhex("10000000 18000F00")))
        assert (await printer.status()).usable

    asyncio.run(scene())
