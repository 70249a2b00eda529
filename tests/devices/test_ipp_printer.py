"""The A4 printer's driver: each job followed to its end, a stuck one taken back, nothing printed twice."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from devices.codecs.ipp_message import Answer
from devices.conversations.ipp import SentUnansweredError
from devices.driver import DocumentPrinterDriver
from devices.drivers.document_printer.ipp import IppPrinter, Options
from devices.errors import AbsentError, UnavailableError
from devices.receipt_printer import NotPrinted, NotPrintedReason, Printed, PrintOutcome, Uncertain
from devices.registry import create_device
from devices.settings import DeviceSettings
from devices.simulated.child import Child
from devices.status import DeviceClass, DeviceState, Supply, SupplyState
from tests.devices.contracts.document_printer_contract import DocumentPrinterContract
from tests.devices.hurried_clock import HURRIED
from tests.devices.simulated.hand import SimulatedHand
from tests.devices.virtual_clock import VirtualClock

PDF = b"%PDF-1.7\n%%EOF\n"
PROCESSING, CANCELED, ABORTED, COMPLETED = 5, 7, 8, 9


class ScriptedClient:
    """Answers in the place of an IPP client; `jobs` are the states of the job, one per question."""

    def __init__(self, *jobs: int, words: str = "none", refused: bool = False) -> None:
        self.jobs = list(jobs)
        self.words = words
        self.refused = refused
        self.sent: list[bytes] = []
        self.cancelled: list[int] = []
        self.trouble: UnavailableError | None = None
        self.ends_when_cancelled = CANCELED
        self.jam_while_printing = ""

    def listens(self) -> bool:
        return self.trouble is None

    def printer(self, wanted: Sequence[str]) -> Answer:
        self._fail()
        return Answer(0, 1, {"printer-state": (3,), "printer-state-reasons": (self.words,)})

    def print_job(self, document: bytes, *, title: str, media: str) -> Answer:
        self._fail()
        self.sent.append(document)
        self.words = self.jam_while_printing or self.words
        return Answer(0x040A, 1) if self.refused else Answer(0, 1, {"job-id": (7,), "job-state": (3,)})

    def job(self, job_id: int) -> Answer:
        self._fail()
        state = self.ends_when_cancelled if self.cancelled else self.jobs.pop(0) if self.jobs else PROCESSING
        return Answer(0, 1, {"job-id": (job_id,), "job-state": (state,), "job-state-reasons": ("none",)})

    def cancel(self, job_id: int) -> Answer:
        self.cancelled.append(job_id)
        return Answer(0, 1)

    def _fail(self) -> None:
        if self.trouble is not None:
            raise self.trouble


def printer(client: ScriptedClient) -> IppPrinter:
    return IppPrinter(client, Options(), VirtualClock().clock)  # type: ignore[arg-type]


def printed(client: ScriptedClient) -> PrintOutcome:
    return asyncio.run(printer(client).print_pdf(PDF, title="document"))


def test_a_job_is_printed_once_it_is_completed() -> None:
    client = ScriptedClient(PROCESSING, PROCESSING, COMPLETED)
    assert printed(client) == Printed()
    assert client.sent == [PDF]


@pytest.mark.parametrize("state", [ABORTED, CANCELED])
def test_a_job_that_the_printer_dropped_is_not_printed(state: int) -> None:
    outcome = printed(ScriptedClient(PROCESSING, state))
    assert isinstance(outcome, NotPrinted)
    assert outcome.reason is NotPrintedReason.FAULT


def test_a_hindered_printer_is_sent_nothing() -> None:
    client = ScriptedClient(words="media-empty-error")
    assert printed(client) == NotPrinted(NotPrintedReason.PAPER_OUT, "media-empty")
    assert client.sent == []


def test_a_job_that_jams_is_taken_back_for_the_next_customers_sake() -> None:
    client = ScriptedClient()
    client.jam_while_printing = "media-jam-error"
    assert printed(client) == NotPrinted(NotPrintedReason.JAMMED, "the job was taken back")
    assert client.cancelled == [7]


def test_a_job_that_ended_while_it_was_taken_back_is_printed() -> None:
    client = ScriptedClient()
    client.jam_while_printing, client.ends_when_cancelled = "media-jam-error", COMPLETED
    assert printed(client) == Printed()


def test_a_job_that_cannot_be_taken_back_is_uncertain() -> None:
    client = ScriptedClient()
    client.jam_while_printing, client.ends_when_cancelled = "media-jam-error", PROCESSING
    assert isinstance(printed(client), Uncertain)


def test_a_job_that_never_ends_is_taken_back() -> None:
    client = ScriptedClient()
    assert printed(client) == NotPrinted(NotPrintedReason.FAULT, "the job was taken back")


def test_a_refused_job_is_not_printed() -> None:
    assert printed(ScriptedClient(refused=True)) == NotPrinted(NotPrintedReason.FAULT, "the job was refused (040A)")


def test_a_printer_lost_while_printing_is_uncertain() -> None:
    client = ScriptedClient()
    job = client.job

    def lost(job_id: int) -> Answer:
        client.trouble = UnavailableError("no route")
        return job(job_id)

    client.job = lost  # type: ignore[method-assign]
    assert printed(client) == Uncertain("the printer was lost while printing: no route")


def test_a_document_that_left_without_an_answer_is_uncertain() -> None:
    client = ScriptedClient()

    def unanswered(document: bytes, *, title: str, media: str) -> Answer:
        raise SentUnansweredError("timed out")

    client.print_job = unanswered  # type: ignore[method-assign]
    assert printed(client) == Uncertain("timed out")


def test_an_absent_printer_is_offline_and_nothing_was_sent() -> None:
    client = ScriptedClient()
    client.trouble = AbsentError("refused")
    assert printed(client) == NotPrinted(NotPrintedReason.OFFLINE, "refused")
    assert asyncio.run(printer(client).status()).state is DeviceState.POWER_OFF


def test_a_customer_who_leaves_has_the_job_taken_back() -> None:
    client = ScriptedClient()

    async def scene() -> None:
        driver = printer(client)
        printing = asyncio.create_task(driver.print_pdf(PDF, title="document"))
        while not client.sent:
            await asyncio.sleep(0)
        printing.cancel()
        await asyncio.gather(printing, return_exceptions=True)
        while not client.cancelled:
            await asyncio.sleep(0)
        await driver.status()

    asyncio.run(scene())
    assert client.cancelled == [7]


class TrayClient(ScriptedClient):
    """The client of a printer that ends each job after one look, as its tray allows."""

    def __init__(self) -> None:
        super().__init__()
        self.level, self.trouble_word, self.aborts = "ok", "", False
        self.came_out: list[bytes] = []

    def printer(self, wanted: Sequence[str]) -> Answer:
        levels = {"ok": "none", "low": "media-low-warning", "out": "media-empty-error"}
        self.words = self.trouble_word or levels[self.level]
        return super().printer(wanted)

    def job(self, job_id: int) -> Answer:
        self.jobs = [ABORTED if self.aborts else COMPLETED]
        if not self.aborts:
            self.came_out.append(self.sent[-1])
        return super().job(job_id)

    def paper(self, level: str) -> None:
        self.level = level

    def jam(self) -> None:
        self.trouble_word = "media-jam-error"

    def cover(self) -> None:
        self.trouble_word = "cover-open-error"

    def abort_next(self) -> None:
        self.aborts = True

    def printed(self) -> list[bytes]:
        return self.came_out

    def unplug(self) -> None:
        self.trouble = AbsentError("refused")

    def plug(self) -> None:
        self.trouble = None


class TestIppPrinter(DocumentPrinterContract):
    @contextmanager
    def rig(self) -> Iterator[tuple[IppPrinter, TrayClient]]:
        client = TrayClient()
        yield printer(client), client


class SimulatedTray(SimulatedHand):
    def paper(self, level: str) -> None:
        self.control.do("media", level=level)

    def jam(self) -> None:
        self.control.do("jam", on=True)

    def cover(self) -> None:
        self.control.do("cover", open=True)

    def abort_next(self) -> None:
        self.control.do("abort_next")

    def printed(self) -> list[bytes]:
        jobs = self.control.state()["jobs"][self.before :]
        return [Path(job["pdf"]).read_bytes() for job in jobs if job["state"] == "completed"]

    def in_order(self) -> None:
        self.plug()
        self.paper("ok")
        self.control.do("jam", on=False)
        self.control.do("toner", percent=80)
        self.control.do("cover", open=False)
        self.before = len(self.control.state()["jobs"])


class TestOnTheSimulator(DocumentPrinterContract):
    def test_the_toner_is_told_with_its_threshold(self) -> None:
        async def scene(printer: DocumentPrinterDriver, hand: SimulatedTray) -> None:
            for percent, state, usable in ((8, SupplyState.LOW, True), (0, SupplyState.OUT, False)):
                hand.control.do("toner", percent=percent)
                status = await printer.status()
                assert Supply("toner", state, percent, 10) in status.supplies
                assert status.usable is usable

        self.play(scene)

    @pytest.fixture(autouse=True)
    def tray(self, tray_printer: Child) -> None:
        self._child = tray_printer

    @contextmanager
    def rig(self) -> Iterator[tuple[DocumentPrinterDriver, SimulatedTray]]:
        hand = SimulatedTray(self._child.control)
        hand.in_order()
        yield create_device(DeviceClass.DOCUMENT_PRINTER, DeviceSettings("ipp", self._child.url), HURRIED), hand


@pytest.fixture(scope="module")
def tray_printer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Child]:
    with Child.start("document_printer", ["--tray", str(tmp_path_factory.mktemp("tray"))]) as child:
        yield child
