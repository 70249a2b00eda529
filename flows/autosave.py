"""Keeps the customer's draft on disk one answer behind at most. One save at a time; the newest wins."""

import asyncio
import logging

from flows.context import StepContext
from flows.session.drafts import DraftText, draft_of
from flows.session.state import Session

LOG = logging.getLogger(__name__)


class Autosave:
    """A draft that cannot be saved does not stop the customer: sealing says what the store can still do."""

    def __init__(self, context: StepContext) -> None:
        self._context = context
        self._saved: DraftText | None = None
        self._task: asyncio.Task[None] | None = None
        self._next: DraftText | None = None

    def follow(self, session: Session) -> None:
        """Starts saving when the answers changed; returns at once."""
        draft = draft_of(session)
        if draft is None or draft == self._saved:
            return
        self._saved = draft
        self._next = draft
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._save())
            self._task.add_done_callback(_tell)

    async def settled(self) -> None:
        """Nothing is being written any more."""
        if self._task is not None and not self._task.done():
            await asyncio.wait({self._task})

    async def _save(self) -> None:
        while self._next is not None:
            draft, self._next = self._next, None
            holder = self._context.holder(draft.id_number)
            await self._context.store.save_draft(draft.sub_id, holder, draft.answers, draft.pages)


def _tell(task: "asyncio.Task[None]") -> None:
    if not task.cancelled() and task.exception() is not None:
        LOG.error("draft-not-saved", exc_info=task.exception())
