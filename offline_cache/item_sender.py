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
class Forward:
    """The hall has it, or knows of it and waits for its attachments, which go after the headers not yet announced."""


@dataclass(frozen=True)
class Stuck:
    """Struck or parked: the next item goes on."""


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

    async def attempt(self, item: WaitingItem, chunk_bytes: int) -> Forward | Stuck | Stop:
        """`item`: taken from the ledger, which has noted the attempt."""
        if item.state is SubmissionState.ANNOUNCED:
            try:
                problem = await self._upload(item, chunk_bytes)
            except AttachmentDamagedError as error:
                return self._park(item, SubmissionState.QUARANTINED, str(error))
            if problem is not None:
                return self._settle_upload(item, problem)
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

    def _settle_upload(self, item: WaitingItem, outcome: AttachmentProblem) -> Stuck | Stop:
        match outcome:
            case Unreachable() | Busy() | Revoked():
                self._ledger.end_attempt(item.sub_id)
                return outcome
            case TooLarge(refusal):
                return self._park(item, SubmissionState.QUARANTINED, f"{refusal.error} {refusal.detail}")
            case Conflict(refusal):
                return self._strike(item, refusal)
            case Refused(error="E113"):
                self._ledger.end_attempt(item.sub_id, SubmissionState.SEALED)
                return Stuck()
            case Refused():
                return self._strike(item, outcome)
            case _:
                assert_never(outcome)

    def _settle(self, item: WaitingItem, outcome: PutOutcome) -> Forward | Stuck | Stop:
        match outcome:
            case Receipted() | Withdrawn():
                self._ledger.store_receipt(item.sub_id, outcome)
                self.delivered += 1
                return Forward()
            case AttachmentsMissing() if item.state is SubmissionState.ANNOUNCED:
                return self._strike(item, Refused("E214", "the hall misses attachments that it said it holds"))
            case AttachmentsMissing():
                self._ledger.end_attempt(item.sub_id, SubmissionState.ANNOUNCED)
                return Forward()
            case Conflict(refusal) | TooLarge(refusal):
                return self._park(item, SubmissionState.QUARANTINED, f"{refusal.error} {refusal.detail}")
            case Rejected(refusal):
                return self._park(item, SubmissionState.REJECTED, f"{refusal.error} {refusal.detail}")
            case Refused():
                return self._strike(item, outcome)
            case Revoked() | Busy() | Unreachable():
                self._ledger.end_attempt(item.sub_id)
                return outcome
            case _:
                assert_never(outcome)

    def _strike(self, item: WaitingItem, refusal: Refused) -> Stuck:
        if self._ledger.strike(item.sub_id, f"{refusal.error} {refusal.detail}"):
            log.error("item-parked", extra={"sub_id": item.sub_id, "cause": refusal.error})
        return Stuck()

    def _park(self, item: WaitingItem, state: SubmissionState, fault: str) -> Stuck:
        self._ledger.park(item.sub_id, state, fault)
        log.error("item-parked", extra={"sub_id": item.sub_id, "cause": fault[:80]})
        return Stuck()
