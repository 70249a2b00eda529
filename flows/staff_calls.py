"""Calls for staff, kept where staff and the hall see them. A call that cannot be noted does not stop the customer."""

import asyncio
import logging
from typing import assert_never

from flows.context import StepContext
from flows.session.browsing_stages import BrowsingStage
from flows.session.end_stages import EndStage
from flows.session.locker_stages import DoorFailed, DoorStands, LockerStage
from flows.session.staff_stages import StaffStage
from flows.session.stages import (
    ClosingStage,
    IdentityStage,
    NoProof,
    Notice,
    PrintingProof,
    QuestionStage,
    Refused,
    Sealing,
)
from flows.session.state import Session

LOG = logging.getLogger(__name__)


class StaffCalls:
    def __init__(self, context: StepContext) -> None:
        self._context = context
        self._tasks: set[asyncio.Task[None]] = set()

    def follow(self, before: Session, after: Session) -> None:
        """Notes a call that has just been made; returns at once."""
        if after.staff_called and not before.staff_called:
            task = asyncio.create_task(self._context.store.note_staff_call(reason_of(after)))
            self._tasks.add(task)
            task.add_done_callback(self._noted)

    async def settled(self) -> None:
        if self._tasks:
            await asyncio.wait(self._tasks)

    def _noted(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            LOG.error("staff-call-not-noted", exc_info=task.exception())


def reason_of(session: Session) -> str:
    """Where in the visit; nothing of the customer."""
    stage = session.stage
    if isinstance(stage, DoorStands | DoorFailed):
        return "door"
    if isinstance(stage, NoProof | PrintingProof):
        return "proof"
    if isinstance(stage, Refused | Sealing):
        return "refused"
    if isinstance(stage, LockerStage):
        return "locker"
    if isinstance(stage, EndStage):
        return "card-left"
    if isinstance(stage, BrowsingStage | IdentityStage | Notice | QuestionStage | ClosingStage | StaffStage):
        return "asked"
    assert_never(stage)
