"""Parcels, cells and doors. The intent is durable before the door moves, and no door is opened twice for one."""

from collections.abc import Mapping

from devices.pickup_locker import CellNumber, CellPlace, OpenFailed, OpenFailure
from flows import delays
from flows.activities import (
    AskForAddress,
    CheckCode,
    CheckLabel,
    CheckVoucher,
    ChooseCell,
    FindCases,
    FindParcels,
    LookUpProgress,
    OpenDoor,
    RecordDoor,
    WatchDoor,
)
from flows.context import StepContext
from flows.hall_facts import AddressOutcome
from flows.outcomes import (
    CasesFound,
    CellChosen,
    CodeChecked,
    DoorMoved,
    DoorRecorded,
    DoorWatched,
    LabelChecked,
    ParcelsFound,
    ProgressFound,
    VoucherChecked,
)

SIZES = ("s", "m", "l")


async def find_parcels(activity: FindParcels, context: StepContext) -> ParcelsFound:
    return ParcelsFound(await context.store.parcels_for(activity.id_number))


async def find_cases(activity: FindCases, context: StepContext) -> CasesFound:
    return CasesFound(await context.store.cases_of(activity.id_number))


async def check_code(activity: CheckCode, context: StepContext) -> CodeChecked:
    return CodeChecked(await context.store.check_code(activity.parcel_id, activity.code))


async def check_voucher(activity: CheckVoucher, context: StepContext) -> VoucherChecked:
    return VoucherChecked(await context.store.deposit_allowed(activity.number))


async def ask_for_address(activity: AskForAddress, context: StepContext) -> AddressOutcome:
    return await context.hall.progress_address(activity.query)


async def look_up_progress(activity: LookUpProgress, context: StepContext) -> ProgressFound:
    return ProgressFound(await context.store.progress(activity.number))


async def check_label(activity: CheckLabel, context: StepContext) -> LabelChecked:
    return LabelChecked(await context.store.parcel_by_label(activity.label))


async def choose_cell(activity: ChooseCell, context: StepContext) -> CellChosen:
    if context.locker is None:
        return CellChosen(None)
    occupied = await context.store.occupied_cells()
    openings = await context.store.cell_openings()
    return CellChosen(best_cell(context.locker.cells(), occupied, openings, activity.size))


async def open_door(activity: OpenDoor, context: StepContext) -> DoorMoved:
    cell = CellNumber(activity.intent.cell)
    if context.locker is None:
        return DoorMoved(OpenFailed(cell, OpenFailure.OFFLINE, "not fitted"))
    await context.store.record_intent(activity.intent)
    return DoorMoved(await context.locker.open_cell(cell, intent_id=activity.intent.intent_id))


async def watch_door(activity: WatchDoor, context: StepContext) -> DoorWatched:
    if context.locker is None:
        return DoorWatched(closed=False)
    closed = await context.locker.wait_until_closed(CellNumber(activity.cell), deadline_s=activity.seconds)
    return DoorWatched(closed)


async def record_door(activity: RecordDoor, context: StepContext) -> DoorRecorded:
    if activity.attempt:
        await context.clock.sleep(delays.RECORD_PAUSE)
    return DoorRecorded(await context.store.record_door(activity.intent_id, activity.event))


def best_cell(
    cells: tuple[CellPlace, ...], occupied: frozenset[int], openings: Mapping[int, int], size: str
) -> int | None:
    """The smallest free cell that takes `size` (s, m, l); among equals the least worn, then the lowest number."""
    fitting = SIZES[SIZES.index(size) :]
    free = [place for place in cells if place.cell not in occupied and place.size in fitting]
    free.sort(key=lambda place: (SIZES.index(place.size), openings.get(int(place.cell), 0), place.cell))
    return int(free[0].cell) if free else None
