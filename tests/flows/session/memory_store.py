"""The submission store in memory, true to its protocol: durable as long as the test lives."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from offline_cache.submission import (
    NO_PAGES,
    Backlog,
    CaseProgress,
    CodeCheck,
    Delivery,
    DoorIntent,
    Draft,
    DraftPages,
    Good,
    HeldCell,
    NotSealed,
    Parcel,
    Sealed,
    StaffCall,
    Standing,
    Submission,
    SubmissionState,
)
from offline_cache.wire import LockerEvent, MaterialEntry, SubmissionBody
from tests.flows.session.manual_clock import START


@dataclass
class MemoryStore:
    drafts: dict[str, tuple[str, bytes, DraftPages]] = field(default_factory=dict)
    sealed: list[Submission] = field(default_factory=list)
    delivered: set[str] = field(default_factory=set)
    online: bool = True
    """what is sealed reaches the hall at once"""
    refusals: list[NotSealed] = field(default_factory=list)
    parcels: list[tuple[str, Parcel]] = field(default_factory=list)
    """id number and parcel"""
    overdue: list[Parcel] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)
    wrong: int = 0
    intents: dict[str, DoorIntent] = field(default_factory=dict)
    events: list[LockerEvent] = field(default_factory=list)
    saves: int = 0
    disk: str = "plenty"
    standing_now: Standing = field(default_factory=Good)
    cases: dict[str, CaseProgress] = field(default_factory=dict)
    openings: Counter[int] = field(default_factory=Counter)
    held: set[int] = field(default_factory=set)
    calls: list[StaffCall] = field(default_factory=list)

    async def prepare_session(self) -> str:
        return self.disk

    async def standing(self) -> Standing:
        return self.standing_now

    async def save_draft(self, sub_id: str, holder: str, answers: bytes, pages: DraftPages = NO_PAGES) -> None:
        self.saves += 1
        self.drafts[sub_id] = (holder, answers, pages)

    async def drop_draft(self, sub_id: str) -> None:
        self.drafts.pop(sub_id, None)

    async def find_draft(self, holder: str) -> Draft | None:
        for sub_id, (who, answers, pages) in self.drafts.items():
            if who == holder:
                return Draft(sub_id, START - timedelta(minutes=10), answers, pages)
        return None

    async def seal(self, submission: Submission) -> Sealed | NotSealed:
        if self.refusals:
            return self.refusals.pop(0)
        self.drafts.pop(submission.sub_id, None)
        if all(one.sub_id != submission.sub_id for one in self.sealed):
            self.sealed.append(submission)
        return Sealed(submission.sub_id, submission.number or self._number(), self._at())

    async def delivery(self, sub_id: str) -> Delivery:
        if self.online or sub_id in self.delivered:
            return Delivery(SubmissionState.RECEIPTED, "HALL-0001")
        return Delivery(SubmissionState.SEALED)

    async def progress(self, number: str) -> CaseProgress | None:
        return self.cases.get(number)

    async def cases_of(self, id_number: str) -> tuple[CaseProgress, ...]:
        own = [one for one in self.sealed if one.id_number == id_number and isinstance(one.body, SubmissionBody)]
        return tuple([await self._case(one) for one in reversed(own)])

    async def backlog(self) -> Backlog:
        waiting = 0 if self.online else len(self.sealed)
        return Backlog(waiting, None, 0, len(self.sealed) if self.online else 0)

    async def parcels_for(self, id_number: str) -> tuple[Parcel, ...]:
        return tuple(parcel for who, parcel in self.parcels if who == id_number)

    async def parcel_by_label(self, label: str) -> Parcel | None:
        return next((p for _, p in self.parcels if p.assignment and p.assignment.label == label), None)

    async def check_code(self, parcel_id: str, code: str) -> CodeCheck:
        if self.wrong >= 5:
            return CodeCheck.LOCKED
        if self.codes.get(parcel_id) == code:
            return CodeCheck.RIGHT
        self.wrong += 1
        return CodeCheck.WRONG

    async def occupied_cells(self) -> frozenset[int]:
        return frozenset(parcel.cell for _, parcel in self.parcels if parcel.cell is not None) | self.held

    async def cell_openings(self) -> Mapping[int, int]:
        return dict(self.openings)

    async def held_cells(self) -> tuple[HeldCell, ...]:
        return tuple(HeldCell(cell, "door-uncertain", self._at()) for cell in sorted(self.held))

    async def release_cell(self, cell: int) -> None:
        self.held.discard(cell)

    async def note_staff_call(self, reason: str) -> None:
        self.calls.append(StaffCall(self._at(), reason))

    async def staff_calls(self) -> tuple[StaffCall, ...]:
        return tuple(self.calls)

    async def answer_staff_calls(self) -> None:
        self.calls.clear()

    async def to_collect(self) -> tuple[Parcel, ...]:
        originals = (
            Parcel(f"{n:032x}", event.number or "", event.cell)
            for n, event in enumerate(self.events)
            if event.kind == "deposited"
        )
        return (*originals, *self.overdue)

    async def deposit_allowed(self, number: str) -> bool:
        put_in = any(event.kind == "deposited" and event.number == number for event in self.events)
        return not put_in and any(
            isinstance(one.body, SubmissionBody) and _original(one.body.materials) and self._number(i) == number
            for i, one in enumerate(self.sealed, start=1)
        )

    async def record_intent(self, intent: DoorIntent) -> None:
        self.intents[intent.intent_id] = intent
        self.openings[intent.cell] += 1

    async def record_door(self, intent_id: str, event: LockerEvent) -> Sealed | NotSealed:
        if self.refusals:
            return self.refusals.pop(0)
        self.intents.pop(intent_id)
        self.events.append(event)
        return Sealed(f"{len(self.events):032x}", event.number or "", self._at())

    async def unresolved_intents(self) -> tuple[DoorIntent, ...]:
        return tuple(self.intents.values())

    async def _case(self, one: Submission) -> CaseProgress:
        number = self._number(self.sealed.index(one) + 1)
        known = self.cases.get(number)
        return known or CaseProgress(number, one.item_code, self._at(), await self.delivery(one.sub_id))

    def _number(self, count: int | None = None) -> str:
        return f"K0711261124{count or len(self.sealed):05d}X"

    @staticmethod
    def _at() -> datetime:
        return START


def _original(materials: tuple[MaterialEntry, ...]) -> bool:
    return any(material.source == "original" for material in materials)
