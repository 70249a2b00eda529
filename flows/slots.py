"""Where the customer has to reach out now: the slot whose light blinks. From the session alone."""

from devices.lights import Slot
from devices.receipt_printer import Printed
from flows.session.end_stages import Departing
from flows.session.locker_stages import (
    DoorStands,
    OpeningDoor,
    ProgressShown,
    ShowingLabel,
    ShowingVoucher,
    ShowTrouble,
)
from flows.session.note import Note
from flows.session.stages import (
    Answered,
    Finished,
    NoProof,
    PrintingProof,
    PutCard,
    Refused,
    Scanning,
    SecondCard,
    SecondCode,
    ShowCredential,
    Trouble,
)
from flows.session.state import Session


def slot_to_touch(session: Session) -> Slot | None:
    """None where only the screen wants a touch, and at a device that does not work."""
    match session.stage:
        case PutCard(trouble=trouble) | SecondCard(trouble=trouble):
            return None if trouble is Trouble.UNAVAILABLE else Slot.CARD
        case Departing(left=True):
            return Slot.CARD
        case ShowCredential(trouble=trouble) | SecondCode(trouble=trouble):
            return None if trouble is Trouble.UNAVAILABLE else Slot.SCANNER
        case ShowingVoucher(trouble=shown) | ShowingLabel(trouble=shown):
            return None if shown is ShowTrouble.UNAVAILABLE else Slot.SCANNER
        case Scanning(live=True, unavailable=False):
            return Slot.CAMERA
        case PrintingProof(outcome=None):
            return Slot.DOCUMENT
        case Finished(receipt=Printed()) | Refused(note=Note.PRINTED) | NoProof(note=Note.PRINTED):
            return Slot.RECEIPT
        case Answered(note=Note.PRINTED) | ProgressShown(note=Note.PRINTED):
            return Slot.RECEIPT
        case OpeningDoor() | DoorStands():
            return Slot.LOCKER
        case _:
            return None
