"""From an activity to its coroutine."""

from typing import assert_never

from flows import activities as act
from flows.context import CameraFeed, StepContext
from flows.outcomes import Outcome
from flows.steps import doors, handing_in, identity, papers, sources, staff_side


async def perform(activity: act.Activity, context: StepContext, feed: CameraFeed) -> Outcome:
    """May raise DeviceError; the runner turns that into an outcome."""
    match activity:
        case act.ReadCard():
            return await identity.read_card(activity, context)
        case act.ScanCode():
            return await identity.scan_code(activity, context)
        case act.LookForDraft():
            return await identity.look_for_draft(activity, context)
        case act.LookForCard():
            return await identity.look_for_card(activity, context)
        case act.FetchFacts():
            return await sources.fetch_facts(activity, context)
        case act.MakeProof():
            return await sources.make_proof(activity, context)
        case act.CapturePage():
            return await papers.capture_page(activity, context, feed)
        case act.PrintProof():
            return await papers.print_proof(activity, context)
        case act.PrintReceipt():
            return await papers.print_receipt(activity, context)
        case act.Seal():
            return await handing_in.seal(activity, context)
        case act.SealRating():
            return await handing_in.seal_rating(activity, context)
        case act.SealTicket():
            return await handing_in.seal_ticket(activity, context)
        case act.AwaitDelivery():
            return await handing_in.await_delivery(activity, context)
        case act.DropDraft():
            return await handing_in.drop_draft(activity, context)
        case _:
            return await _perform_beside(activity, context)


async def _perform_beside(activity: act.DoorActivity | act.StaffActivity | act.Wait, context: StepContext) -> Outcome:
    match activity:
        case act.FindParcels():
            return await doors.find_parcels(activity, context)
        case act.FindCases():
            return await doors.find_cases(activity, context)
        case act.CheckCode():
            return await doors.check_code(activity, context)
        case act.CheckVoucher():
            return await doors.check_voucher(activity, context)
        case act.LookUpProgress():
            return await doors.look_up_progress(activity, context)
        case act.AskForAddress():
            return await doors.ask_for_address(activity, context)
        case act.CheckLabel():
            return await doors.check_label(activity, context)
        case act.ChooseCell():
            return await doors.choose_cell(activity, context)
        case act.OpenDoor():
            return await doors.open_door(activity, context)
        case act.WatchDoor():
            return await doors.watch_door(activity, context)
        case act.RecordDoor():
            return await doors.record_door(activity, context)
        case act.CheckStaff():
            return await staff_side.check_staff(activity, context)
        case act.ReadDesk():
            return await staff_side.read_desk(activity, context)
        case act.ReleaseCell():
            return await staff_side.release_cell(activity, context)
        case act.AnswerCalls():
            return await staff_side.answer_calls(activity, context)
        case act.TestDevice():
            return await staff_side.test_device(activity, context)
        case act.CarryByStick():
            return await staff_side.carry_by_stick(activity, context)
        case act.PrepareStore():
            return await staff_side.prepare_store(activity, context)
        case act.Wait():
            return await staff_side.wait(activity, context)
        case _:
            assert_never(activity)
