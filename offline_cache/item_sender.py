"""One attempt to bring one sealed item to the hall, and what its outcome does to the item."""

import logging
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from offline_cache.attachments import AttachmentDamagedError
from offline_cache.crashpoints import crashpoint
from offline_cache.hall_intake import HallIntake
from offline_cache.hall_outcomes import (
    AttachmentsMissing,
    Busy,
    Conflict,
    PutOutcome,
    Receipted,
    Refused,
    Rejected,
    Revoked,
    Stored,
    TooLarge,
    Withdrawn,
)
from offline_cache.hall_queries import Unreachable
from offline_cache.submission import SubmissionState
from offline_cache.sync_ledger import SyncLedger
from offline_cache.waiting_item import WaitingItem

log = logging.getLogger(__name__)

Stop: TypeAlias = Unreachable | Busy | Revoked
"""No item can be sent now: the round ends."""

AttachmentProblem: TypeAlias = Conflict | TooLarge | Refused | Revoked | Busy | Unreachable


@dataclass(frozen=True)
class Announced:
    """The hall knows of it and waits for its attachments, which go after every header that is not yet announced."""


class ItemSender:
    def __init__(self, ledger: SyncLedger, intake: HallIntake) -> None:
        self._ledger = ledger
        self._intake = intake
        self.delivered = 0
        """receipts that came since the start"""

    async def hand_over_parked(self) -> Stop | None:
        """The bytes of parked items reach the hall too, unread, for people to look at."""
        while (item := self._ledger.next_to_hand_over()) is not None:
            outcome = await self._intake.hand_over(item.envelope.model_dump_json().encode())
            match outcome:
                case Unreachable() | Busy() | Revoked():
                    return outcome
                case Stored() | Conflict() | TooLarge() | Refused():
                    self._ledger.note_handed_over(item.sub_id)
                case _:
                    assert_never(outcome)
        return None

    async def attempt(self, item: WaitingItem, chunk_bytes: int) -> Stop | Announced | None:
        self._ledger.begin_attempt(item.sub_id)
        if item.state is SubmissionState.ANNOUNCED:
            try:
                settled = await self._upload(item, chunk_bytes)
            except AttachmentDamagedError as error:
                self._park(item, SubmissionState.QUARANTINED, str(error))
                return None
            if settled is not None:
                return self._settle_upload(item, settled)
        outcome = await self._intake.put(item)
        crashpoint("sync.answered")
        return self._settle(item, outcome)

    async def _upload(self, item: WaitingItem, chunk_bytes: int) -> AttachmentProblem | None:
        """None when the hall holds every page. Raises AttachmentDamagedError."""
        for digest in item.attachments:
            sealed = self._ledger.read_attachment(digest)
            outcome = await self._intake.upload(digest, sealed, chunk_bytes, resumed=item.attempts > 1)
            if not isinstance(outcome, Stored):
                return outcome
        return None

    def _settle_upload(self, item: WaitingItem, outcome: AttachmentProblem) -> Stop | None:
        match outcome:
            case Unreachable() | Busy() | Revoked():
                self._ledger.end_attempt(item.sub_id)
                return outcome
            case TooLarge(refusal):
                self._park(item, SubmissionState.QUARANTINED, f"{refusal.error} {refusal.detail}")
            case Conflict(refusal):
                self._strike(item, refusal)
            case Refused():
                self._strike(item, outcome)
            case _:
                assert_never(outcome)
        return None

    def _settle(self, item: WaitingItem, outcome: PutOutcome) -> Stop | Announced | None:
        match outcome:
            case Receipted() | Withdrawn():
                self._ledger.store_receipt(item.sub_id, outcome)
                self.delivered += 1
            case AttachmentsMissing():
                return self._missing(item)
            case Conflict(refusal) | TooLarge(refusal):
                self._park(item, SubmissionState.QUARANTINED, f"{refusal.error} {refusal.detail}")
            case Rejected(refusal):
                self._park(item, SubmissionState.REJECTED, f"{refusal.error} {refusal.detail}")
            case Refused():
                self._strike(item, outcome)
            case Revoked() | Busy() | Unreachable():
                self._ledger.end_attempt(item.sub_id)
                return outcome
            case _:
                assert_never(outcome)
        return None

    def _missing(self, item: WaitingItem) -> Announced | None:
        if item.state is SubmissionState.ANNOUNCED:
            self._strike(item, Refused("E000", "the hall misses attachments that it said it holds"))
            return None
        self._ledger.end_attempt(item.sub_id, SubmissionState.ANNOUNCED)
        return Announced()

    def _strike(self, item: WaitingItem, refusal: Refused) -> None:
        if self._ledger.strike(item.sub_id, f"{refusal.error} {refusal.detail}"):
            log.error("item-parked", extra={"sub_id": item.sub_id, "cause": refusal.error})

    def _park(self, item: WaitingItem, state: SubmissionState, fault: str) -> None:
        self._ledger.park(item.sub_id, state, fault)
        log.error("item-parked", extra={"sub_id": item.sub_id, "cause": fault[:80]})
