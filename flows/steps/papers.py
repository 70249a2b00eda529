"""Pages in and paper out."""

from devices.document_camera import CameraUnavailable, CaptureOutcome
from devices.receipt_printer import NotPrinted, NotPrintedReason
from flows import delays
from flows.activities import CapturePage, PrintProof, PrintReceipt
from flows.context import CameraFeed, StepContext
from flows.outcomes import ProofPrinted, ReceiptEnded
from flows.steps.identity import pause


async def capture_page(activity: CapturePage, context: StepContext, feed: CameraFeed) -> CaptureOutcome:
    await pause(activity.attempt, context)
    if context.camera is None:
        return CameraUnavailable("not fitted")
    return await context.camera.capture_page(
        deadline_s=delays.PAGE_CAPTURE,
        on_frame=feed.on_frame,
        on_guidance=feed.on_guidance,
        by_hand=activity.by_hand,
    )


async def print_proof(activity: PrintProof, context: StepContext) -> ProofPrinted:
    if context.document_printer is None:
        return ProofPrinted(NotPrinted(NotPrintedReason.OFFLINE, "not fitted"))
    return ProofPrinted(await context.document_printer.print_pdf(activity.pdf, title=activity.title))


async def print_receipt(activity: PrintReceipt, context: StepContext) -> ReceiptEnded:
    if context.receipt_printer is None:
        return ReceiptEnded(NotPrinted(NotPrintedReason.OFFLINE, "not fitted"))
    return ReceiptEnded(await context.receipt_printer.print_receipt(activity.document))
