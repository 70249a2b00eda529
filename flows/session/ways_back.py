"""Back works everywhere except after handing in, while a door is open and while something runs that cannot stop."""

from flows.session.browsing_stages import Listing, LockerMenu, Product
from flows.session.end_stages import ConfirmLeave, EndReason
from flows.session.leaving import cannot_stop, leave
from flows.session.locker_stages import (
    ChoosingCase,
    ChoosingParcel,
    CollectList,
    NoParcel,
    ProgressShown,
    ShowingLabel,
    ShowingVoucher,
    TypingCode,
)
from flows.session.proving import may_go_back
from flows.session.staff_stages import ReleasingCell, ResolvingDoor, StaffLogin, VendorDesk
from flows.session.stages import (
    Answered,
    Asking,
    LeavingTicket,
    MakingProof,
    NoProof,
    Notice,
    OfferResume,
    PrintingProof,
    PutCard,
    Refused,
    Reviewing,
    Scanning,
    Sealing,
    SecondCard,
    SecondCode,
    ShowCredential,
    Signing,
)
from flows.session.state import Session, back

_BACK = (
    Listing
    | Product
    | LockerMenu
    | Notice
    | PutCard
    | ShowCredential
    | OfferResume
    | Asking
    | SecondCard
    | SecondCode
    | Scanning
    | Reviewing
    | Signing
    | Sealing
    | PrintingProof
    | NoProof
    | Refused
    | Answered
    | LeavingTicket
    | ConfirmLeave
    | NoParcel
    | ProgressShown
    | ChoosingParcel
    | ChoosingCase
    | TypingCode
    | ShowingVoucher
    | ShowingLabel
    | CollectList
    | StaffLogin
    | ResolvingDoor
    | ReleasingCell
)


def go_back(session: Session) -> Session:
    stage = session.stage
    if isinstance(stage, VendorDesk):
        return leave(session, EndReason.LEFT)
    if cannot_stop(session):
        return session
    if isinstance(stage, MakingProof | PrintingProof | NoProof | Sealing) and not may_go_back(session):
        return session
    return back(session) if isinstance(stage, _BACK) else session
