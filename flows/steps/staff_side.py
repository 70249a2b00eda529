"""Letting staff in, and what vendor mode reads and tries."""

from flows import delays
from flows.activities import (
    AnswerCalls,
    CarryByStick,
    CheckStaff,
    PrepareStore,
    ReadDesk,
    ReleaseCell,
    TestDevice,
    Wait,
)
from flows.context import StepContext
from flows.outcomes import DeskChanged, DeskRead, DeviceTested, GateAnswered, StickDone, StoreSeen, Waited
from flows.staff import NotCarried


async def check_staff(activity: CheckStaff, context: StepContext) -> GateAnswered:
    return GateAnswered(await context.gate.check(activity.number, activity.pin))


async def read_desk(_: ReadDesk, context: StepContext) -> DeskRead:
    return DeskRead(
        backlog=await context.store.backlog(),
        intents=await context.store.unresolved_intents(),
        to_collect=await context.store.to_collect(),
        held=await context.store.held_cells(),
        calls=await context.store.staff_calls(),
    )


async def release_cell(activity: ReleaseCell, context: StepContext) -> DeskChanged:
    await context.store.release_cell(activity.cell)
    return DeskChanged()


async def answer_calls(_: AnswerCalls, context: StepContext) -> DeskChanged:
    await context.store.answer_staff_calls()
    return DeskChanged()


async def carry_by_stick(_: CarryByStick, context: StepContext) -> StickDone:
    return StickDone(NotCarried("none") if context.ferry is None else await context.ferry.exchange())


async def test_device(activity: TestDevice, context: StepContext) -> DeviceTested:
    return DeviceTested(activity.device, await context.board.test(activity.device))


async def prepare_store(activity: PrepareStore, context: StepContext) -> StoreSeen:
    """The first look at once, each later one after a pause."""
    if activity.attempt:
        await context.clock.sleep(delays.STANDING_POLL)
    return StoreSeen(await context.store.prepare_session(), await context.store.standing())


async def wait(activity: Wait, context: StepContext) -> Waited:
    await context.clock.sleep(activity.seconds)
    return Waited()
