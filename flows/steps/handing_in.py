"""Sealing what the customer hands over, and watching for the hall's receipt. Sending is another process's work."""

from flows import delays
from flows.activities import AwaitDelivery, DropDraft, Seal, SealRating, SealTicket
from flows.context import StepContext
from flows.outcomes import DeliveryKnown, DraftDropped, RatingEnded, SealEnded, TicketEnded
from offline_cache.submission import SubmissionState

AT_THE_HALL = frozenset({SubmissionState.RECEIPTED, SubmissionState.PURGED})


async def seal(activity: Seal, context: StepContext) -> SealEnded:
    return SealEnded(await context.store.seal(activity.submission))


async def seal_rating(activity: SealRating, context: StepContext) -> RatingEnded:
    return RatingEnded(await context.store.seal(activity.submission))


async def seal_ticket(activity: SealTicket, context: StepContext) -> TicketEnded:
    return TicketEnded(await context.store.seal(activity.submission))


async def await_delivery(activity: AwaitDelivery, context: StepContext) -> DeliveryKnown:
    began = context.clock.moment().mono
    while True:
        delivery = await context.store.delivery(activity.sub_id)
        waited = context.clock.moment().mono - began
        if delivery.state in AT_THE_HALL or (activity.seconds is not None and waited >= activity.seconds):
            return DeliveryKnown(delivery)
        await context.clock.sleep(delays.DELIVERY_POLL)


async def drop_draft(activity: DropDraft, context: StepContext) -> DraftDropped:
    await context.store.drop_draft(activity.sub_id)
    return DraftDropped()
