"""What of a session is logged: that it began, that something became durable, how a print ended. Nothing personal."""

import logging

from flows.outcomes import ReceiptEnded, SealEnded, StepEnded
from flows.session.events import SessionEvent
from flows.session.stages import Sealing
from flows.session.state import Session
from offline_cache.submission import Sealed

LOG = logging.getLogger(__name__)


def log_milestone(before: Session, event: SessionEvent, after: Session) -> None:
    if before.pristine and not after.pristine:
        LOG.info("session-started")
    match event:
        case StepEnded(outcome=SealEnded(outcome=Sealed())) if isinstance(before.stage, Sealing):
            LOG.info("submission-sealed", extra={"item": before.stage.submission.item_code})
        case StepEnded(outcome=ReceiptEnded(outcome=outcome)):
            LOG.info("receipt-printed", extra={"outcome": type(outcome).__name__})
        case _:
            return
