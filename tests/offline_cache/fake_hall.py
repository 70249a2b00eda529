"""A hall in memory that keeps the rules of the real one, and the ways a network can lie about it."""

import base64
from dataclasses import dataclass, field
from enum import StrEnum

from offline_cache.hall_outcomes import (
    AttachmentOutcome,
    AttachmentsMissing,
    Busy,
    Conflict,
    Greeted,
    HelloOutcome,
    InboxOutcome,
    News,
    NoNews,
    PutOutcome,
    Receipted,
    Refused,
    Rejected,
    Revoked,
    Stored,
    TooLarge,
)
from offline_cache.hall_queries import Unreachable
from offline_cache.sealing import digest
from offline_cache.waiting_item import WaitingItem
from offline_cache.wire import (
    Hello,
    HelloAnswer,
    InboxBatch,
    InboxEntry,
    InboxMessage,
    ReceiptStatement,
    SignedReceipt,
    SubmissionHeader,
)
from tests.offline_cache.terminal import HALL_SIGNING


class Fault(StrEnum):
    NONE = "none"
    REQUEST_LOST = "request lost"
    ANSWER_LOST = "answer lost"
    BUSY = "busy"


@dataclass
class FakeHall:
    """`weather` is used up one call after another; when it is empty the network is fine."""

    weather: list[Fault] = field(default_factory=list)
    held: dict[str, tuple[SubmissionHeader, SignedReceipt | None]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    opaque: list[bytes] = field(default_factory=list)
    greetings: list[Hello] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    messages: list[InboxMessage] = field(default_factory=list)
    poison: set[str] = field(default_factory=set)
    """refused with 422, signed"""
    too_large: set[str] = field(default_factory=set)
    unwanted: set[str] = field(default_factory=set)
    """refused without a signature"""
    revoked: bool = False
    in_flight: int = 1
    time: str = "2026-10-09T09:30:00+00:00"
    """that greetings are signed with"""
    lost: tuple[int, ...] = ()
    """sequence numbers missing after the hall came back from a backup"""

    def cases(self) -> list[str]:
        return [sub_id for sub_id, (_, receipt) in self.held.items() if receipt is not None]

    async def hello(self, hello: Hello) -> HelloOutcome:
        self.greetings.append(hello)
        fault = self._weather()
        if fault is Fault.BUSY:
            return Busy(3.0)
        if fault is not Fault.NONE:
            return Unreachable(fault)
        return Greeted(
            HelloAnswer(
                hall_time=self.time,
                poll_seconds=60,
                max_in_flight=self.in_flight,
                revoked=self.revoked,
                resend=self.lost,
            )
        )

    async def put(self, item: WaitingItem) -> PutOutcome:
        self.calls.append(item.sub_id)
        fault = self._weather()
        if fault is Fault.REQUEST_LOST:
            return Unreachable(fault)
        if fault is Fault.BUSY:
            return Busy(None)
        answer = self._take(item)
        return Unreachable(fault) if fault is Fault.ANSWER_LOST else answer

    async def upload(self, name: str, sealed: bytes, chunk_bytes: int, *, resumed: bool) -> AttachmentOutcome:
        fault = self._weather()
        if fault is Fault.REQUEST_LOST:
            return Unreachable(fault)
        if fault is Fault.BUSY:
            return Busy(None)
        if self.revoked:
            return Revoked("this terminal")
        assert digest(sealed) == name
        self.files[name] = sealed
        return Unreachable(fault) if fault is Fault.ANSWER_LOST else Stored()

    async def inbox(self, after: int) -> InboxOutcome:
        if self._weather() is not Fault.NONE:
            return Unreachable("lost")
        entries = [
            InboxEntry(position=at, message=message) for at, message in enumerate(self.messages, 1) if at > after
        ]
        return News(InboxBatch(terminal_id="SH-0042-3", entries=tuple(entries))) if entries else NoNews()

    async def hand_over(self, opaque: bytes) -> AttachmentOutcome:
        self.opaque.append(opaque)
        return Stored()

    def _weather(self) -> Fault:
        return self.weather.pop(0) if self.weather else Fault.NONE

    def _take(self, item: WaitingItem) -> PutOutcome:
        header = SubmissionHeader.model_validate_json(item.envelope.header)
        if self.revoked:
            return Revoked("this terminal")
        if item.sub_id in self.too_large:
            return TooLarge(Refused("E102", "too large", 413))
        if item.sub_id in self.unwanted:
            return Refused("E106", "forged", 403)
        if item.sub_id in self.poison:
            return Rejected(Refused("E101", "malformed", 422), SignedReceipt(statement="{}", signature=""))
        known = self.held.setdefault(item.sub_id, (header, None))
        if known[0] != header:
            return Conflict(Refused("E109", "other bytes", 409))
        missing = tuple(entry.digest for entry in header.attachments if entry.digest not in self.files)
        if missing:
            return AttachmentsMissing(missing)
        receipt = known[1] or self._receipt(item, header)
        self.held[item.sub_id] = (header, receipt)
        return Receipted(ReceiptStatement.model_validate_json(receipt.statement), receipt)

    def _receipt(self, item: WaitingItem, header: SubmissionHeader) -> SignedReceipt:
        statement = ReceiptStatement(
            terminal_id=header.terminal_id,
            epoch=header.epoch,
            seq=header.seq,
            sub_id=header.sub_id,
            header_digest=digest(item.envelope.header.encode()),
            body_digest=digest(base64.b64decode(item.envelope.body)),
            case_number=f"2610090000{header.seq:07d}",
            hall_time="2026-10-09T09:31:00+00:00",
            hall_key_id=header.hall_key_id,
        ).model_dump_json()
        return SignedReceipt(statement=statement, signature=HALL_SIGNING.sign(statement.encode()))
