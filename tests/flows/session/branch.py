"""Devices, store and hall for headless journeys: in memory, true to their protocols, moved by the test."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from devices.code_scanner import CodeOutcome, CodeRead
from devices.document_camera import CaptureOutcome, Guidance, PageCaptured, PageQuality, PreviewFrame
from devices.id_card_reader import CardKind, CardOutcome, CardRead, IdCard
from devices.lights import Light, Slot
from devices.pickup_locker import (
    CellNumber,
    CellPlace,
    DoorState,
    Opened,
    OpenFailed,
    OpenFailure,
    OpenOutcome,
)
from devices.receipt_printer import Printed, PrintOutcome, ReceiptDocument
from devices.status import DeviceClass, DeviceState, DeviceStatus
from flows.hall_facts import (
    AddressGiven,
    AddressOutcome,
    FactsAnswered,
    FactsOutcome,
    ProofMade,
    ProofOutcome,
    Unreachable,
)
from flows.staff import Admitted, DeviceTest, GateOutcome, LockedUntil, Role, Wrong
from offline_cache.wire import FactAnswer, FactQuery, FactValue, ProgressQuery, ProofQuery
from tests.flows.session.manual_clock import START, ManualClock

WANG = IdCard(
    CardKind.CITIZEN, "王玉兰", "310104195403120020", "2", date(1954, 3, 12), date(2016, 5, 1), None, "01",
    "上海市测试区木兰路12弄3号402室", "上海市公安局测试分局",
)  # fmt: skip
LI = IdCard(
    CardKind.CITIZEN, "李明远", "320100199005060012", "1", date(1990, 5, 6), date(2018, 6, 11), date(2038, 6, 11),
    "01", "江苏省测试市梧桐街8号", "测试市公安局",
)  # fmt: skip
CHEN = IdCard(
    CardKind.CITIZEN, "陈䶮", "310104198501020019", "1", date(1985, 1, 2), date(2015, 9, 1), date(2035, 9, 1),
    "01", "上海市测试区玉兰路55号", "上海市公安局测试分局",
)  # fmt: skip
LICENCE_CODE = "EBL:demo-company-A"
COMPANY = {
    "company.name": "上海测试木兰科技有限公司",
    "company.uscc": "91310104MA1TET000F",
    "company.type": "llc",
    "company.status": "active",
    "company.address": "上海市测试区梧桐路100号2幢301室",
    "company.legalrep_idno": CHEN.id_number,
    "company.legalrep_name": CHEN.name,
}
PEOPLE: Mapping[str, Mapping[str, str]] = {
    WANG.id_number: {"person.mobile": "13800000012", "person.hukou_kind": "local"},
    LI.id_number: {
        "person.mobile": "13900000034",
        "person.hukou_kind": "nonlocal",
        "person.residence_address": "上海市测试区木兰路9号",
        "resid.no": "R0001",
    },
    CHEN.id_number: {"person.mobile": "13700000056", "person.hukou_kind": "local"},
}
CELLS = (
    CellPlace(CellNumber(1), 0, 0, 1, "s"),
    CellPlace(CellNumber(2), 0, 1, 1, "s"),
    CellPlace(CellNumber(3), 0, 2, 2, "m"),
    CellPlace(CellNumber(4), 1, 0, 2, "m"),
    CellPlace(CellNumber(5), 1, 2, 2, "l"),
)
QUALITY = PageQuality(sharpness=300.0, glare=0.0, exposure=150.0, fill=0.6)


@dataclass
class Reader:
    """`put` a card on it; it stays until taken away and is read once for each time it is put there."""

    outcomes: "asyncio.Queue[CardOutcome]" = field(default_factory=asyncio.Queue)
    lying: bool = False

    def put(self, card: IdCard) -> None:
        self.lying = True
        self.outcomes.put_nowait(CardRead(card))

    async def status(self) -> DeviceStatus:
        return DeviceStatus(DeviceClass.ID_CARD_READER, DeviceState.ONLINE)

    async def read_card(self, *, deadline_s: float) -> CardOutcome:
        return await self.outcomes.get()

    async def card_left(self) -> bool:
        return self.lying


@dataclass
class Scanner:
    outcomes: "asyncio.Queue[CodeOutcome]" = field(default_factory=asyncio.Queue)

    def show(self, text: str) -> None:
        self.outcomes.put_nowait(CodeRead(text))

    async def status(self) -> DeviceStatus:
        return DeviceStatus(DeviceClass.CODE_SCANNER, DeviceState.ONLINE)

    async def read_code(self, *, deadline_s: float) -> CodeOutcome:
        return await self.outcomes.get()


@dataclass
class Camera:
    outcomes: "asyncio.Queue[CaptureOutcome]" = field(default_factory=asyncio.Queue)
    guide: Callable[[Guidance], None] | None = None
    by_hand: bool = False
    on: bool = False

    def lay(self, page: bytes = b"\xff\xd8page\xff\xd9") -> None:
        self.outcomes.put_nowait(PageCaptured(page, QUALITY, straightened=True))

    async def status(self) -> DeviceStatus:
        return DeviceStatus(DeviceClass.DOCUMENT_CAMERA, DeviceState.ONLINE)

    async def capture_page(
        self,
        *,
        deadline_s: float,
        on_frame: Callable[[PreviewFrame], None],
        on_guidance: Callable[[Guidance], None],
        by_hand: bool = False,
    ) -> CaptureOutcome:
        self.guide, self.by_hand, self.on = on_guidance, by_hand, True
        try:
            return await self.outcomes.get()
        finally:
            self.on = False


@dataclass
class ReceiptPrinter:
    printed: list[ReceiptDocument] = field(default_factory=list)
    ends: list[PrintOutcome] = field(default_factory=list)
    """what the next prints end in; Printed when empty"""
    held: asyncio.Event | None = None
    """it prints only once this is set"""

    async def status(self) -> DeviceStatus:
        return DeviceStatus(DeviceClass.RECEIPT_PRINTER, DeviceState.ONLINE)

    async def print_receipt(self, document: ReceiptDocument) -> PrintOutcome:
        if self.held is not None:
            await self.held.wait()
        outcome = self.ends.pop(0) if self.ends else Printed()
        if isinstance(outcome, Printed):
            self.printed.append(document)
        return outcome


@dataclass
class DocumentPrinter:
    printed: list[bytes] = field(default_factory=list)
    ends: list[PrintOutcome] = field(default_factory=list)

    async def status(self) -> DeviceStatus:
        return DeviceStatus(DeviceClass.DOCUMENT_PRINTER, DeviceState.ONLINE)

    async def print_pdf(self, pdf: bytes, *, title: str) -> PrintOutcome:
        outcome = self.ends.pop(0) if self.ends else Printed()
        if isinstance(outcome, Printed):
            self.printed.append(pdf)
        return outcome


@dataclass
class Locker:
    open_doors: set[int] = field(default_factory=set)
    intents: list[str] = field(default_factory=list)
    ends: list[OpenOutcome] = field(default_factory=list)
    shut: asyncio.Event = field(default_factory=asyncio.Event)
    still_open: bool = False
    stuck: ManualClock | None = None
    """the sensor never says closed; each watch takes its whole time"""

    async def status(self) -> DeviceStatus:
        return DeviceStatus(DeviceClass.PICKUP_LOCKER, DeviceState.ONLINE)

    def cells(self) -> tuple[CellPlace, ...]:
        return CELLS

    async def open_cell(self, cell: CellNumber, *, intent_id: str) -> OpenOutcome:
        if intent_id in self.intents:
            return OpenFailed(cell, OpenFailure.ALREADY_OPENED)
        self.intents.append(intent_id)
        outcome = self.ends.pop(0) if self.ends else Opened(cell)
        if isinstance(outcome, Opened):
            self.open_doors.add(int(cell))
            self.shut.clear()
        return outcome

    def shut_all(self) -> None:
        self.open_doors.clear()
        self.shut.set()

    async def door(self, cell: CellNumber) -> DoorState:
        return DoorState.OPEN if int(cell) in self.open_doors else DoorState.CLOSED

    async def wait_until_closed(self, cell: CellNumber, *, deadline_s: float) -> bool:
        if self.stuck is not None:
            await self.stuck.sleep(deadline_s)
            return False
        if self.still_open:
            self.still_open = False
            return False
        await self.shut.wait()
        return True


@dataclass
class Hall:
    """Knows PEOPLE and one company; `down` cuts the cable."""

    down: bool = False
    queries: list[FactQuery] = field(default_factory=list)
    proofs: list[ProofQuery] = field(default_factory=list)
    people: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: PEOPLE)
    company: Mapping[str, str] = field(default_factory=lambda: COMPANY)

    async def query_facts(self, query: FactQuery) -> FactsOutcome:
        if self.down:
            return Unreachable("cable cut")
        self.queries.append(query)
        known: dict[str, str] = dict(self.people.get(query.subject_idno or "", {}))
        verified = query.credential == LICENCE_CODE
        if verified:
            known |= self.company
        state = "absent" if query.credential is None else "verified" if verified else "rejected"
        facts = {
            fact: FactValue(value=known[fact], source=_source(fact), trust="A", at="2026-11-24T10:24:00+08:00")
            for fact in query.facts
            if fact in known
        }
        return FactsAnswered(FactAnswer.model_validate({"facts": facts, "credential": state}))

    async def progress_address(self, query: ProgressQuery) -> AddressOutcome:
        if self.down:
            return Unreachable("cable cut")
        return AddressGiven(f"https://hall.example/progress/one-time-{query.number[-4:]}")

    async def make_proof(self, query: ProofQuery) -> ProofOutcome:
        if self.down:
            return Unreachable("cable cut")
        self.proofs.append(query)
        return ProofMade("缴费情况单", "V-2026-0001", b"%PDF-1.7 demo")


def _source(fact: str) -> str:
    if fact == "person.mobile":
        return "hall.account.profile"
    if fact == "resid.no":
        return "elicence.residence"
    return "elicence.business" if fact.startswith("company.") else "hall.police.population"


@dataclass
class Gate:
    pin: str = "135790"
    left: int = 5
    locked_until: datetime = START

    async def check(self, number: str, pin: str) -> GateOutcome:
        if self.left == 0:
            return LockedUntil(self.locked_until)
        roles = {"1001": Role.BRANCH, "2001": Role.COURIER, "3001": Role.HALL, "4001": Role.ENGINEER}
        if pin == self.pin and number in roles:
            return Admitted(roles[number], number)
        self.left -= 1
        return Wrong(self.left)


@dataclass
class Lamps:
    """The lights at the slots, and every word they were told."""

    told: list[tuple[Slot, Light]] = field(default_factory=list)
    blinking: set[Slot] = field(default_factory=set)

    async def status(self) -> DeviceStatus:
        return DeviceStatus(DeviceClass.LIGHTS, DeviceState.ONLINE)

    async def show(self, slot: Slot, light: Light) -> bool:
        self.told.append((slot, light))
        self.blinking = self.blinking | {slot} if light is Light.BLINKING else self.blinking - {slot}
        return True

    async def all_off(self) -> None:
        self.blinking = set()


@dataclass
class Board:
    states: dict[DeviceClass, DeviceStatus] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for device in (
            DeviceClass.ID_CARD_READER,
            DeviceClass.RECEIPT_PRINTER,
            DeviceClass.DOCUMENT_PRINTER,
            DeviceClass.PICKUP_LOCKER,
            DeviceClass.DOCUMENT_CAMERA,
            DeviceClass.CODE_SCANNER,
        ):
            self.states[device] = DeviceStatus(device, DeviceState.ONLINE)

    def statuses(self) -> Mapping[DeviceClass, DeviceStatus]:
        return dict(self.states)

    async def test(self, device: DeviceClass) -> DeviceTest:
        return DeviceTest(passed=True, detail="ok")
