"""Cards and codes that the customer shows, and the card that is left behind."""

from devices.code_scanner import CodeOutcome, ScannerUnavailable
from devices.id_card_reader import CardOutcome, ReaderUnavailable
from flows import delays
from flows.activities import LookForCard, LookForDraft, ReadCard, ScanCode
from flows.context import StepContext
from flows.outcomes import CardLooked, DraftLooked


async def read_card(activity: ReadCard, context: StepContext) -> CardOutcome:
    await pause(activity.attempt, context)
    if context.reader is None:
        return ReaderUnavailable("not fitted")
    return await context.reader.read_card(deadline_s=delays.CARD_READ)


async def scan_code(activity: ScanCode, context: StepContext) -> CodeOutcome:
    await pause(activity.attempt, context)
    if context.scanner is None:
        return ScannerUnavailable("not fitted")
    return await context.scanner.read_code(deadline_s=delays.CODE_READ)


async def pause(attempt: int, context: StepContext) -> None:
    """A moment before every attempt but the first."""
    if attempt:
        await context.clock.sleep(delays.RETRY_PAUSE)


async def look_for_draft(activity: LookForDraft, context: StepContext) -> DraftLooked:
    return DraftLooked(await context.store.find_draft(context.holder(activity.id_number)))


async def look_for_card(activity: LookForCard, context: StepContext) -> CardLooked:
    """The first look is at once, each later one after a pause."""
    if context.reader is None:
        return CardLooked(left=False)
    if activity.attempt:
        await context.clock.sleep(delays.CARD_POLL)
    return CardLooked(await context.reader.card_left())
