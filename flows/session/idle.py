"""Nobody there any more? How long without a touch until the sheet, and until the end; and when time stands still."""

from flows import delays
from flows.clock import Moment
from flows.session.end_stages import Apology, Departing, Dropping, Ended
from flows.session.locker_stages import (
    ChoosingCell,
    DoorStands,
    OpeningDoor,
    RecordingDoor,
)
from flows.session.staff_stages import ReleasingCell, ResolvingDoor, StaffLogin, VendorDesk
from flows.session.stages import Answered, Fetching, Finished, MakingProof, PrintingProof, Scanning, Sealing
from flows.session.state import Session

_WORKING = (
    Fetching,
    MakingProof,
    ChoosingCell,
    OpeningDoor,
    DoorStands,
    RecordingDoor,
    Dropping,
    Departing,
    Apology,
    Ended,
)

_STAFF = (StaffLogin, VendorDesk, ResolvingDoor, ReleasingCell)


def allowances(session: Session) -> tuple[float, float]:
    """Seconds without a touch before the sheet, and on the sheet."""
    if isinstance(session.stage, _STAFF):
        return delays.IDLE_STAFF, delays.IDLE_SHEET_STAFF
    if session.preferences.elder:
        return delays.IDLE_ELDER, delays.IDLE_SHEET_ELDER
    return delays.IDLE, delays.IDLE_SHEET


def stands_still(session: Session) -> bool:
    """No timeout while the terminal works, prints or takes pages, while a door is open, while staff are coming."""
    stage = session.stage
    if session.staff_called or session.pristine or isinstance(stage, _WORKING):
        return True
    match stage:
        case Finished():
            return stage.printing
        case PrintingProof():
            return stage.outcome is None
        case Sealing():
            return stage.failure is None
        case Answered():
            return stage.lines is None
        case Scanning():
            return stage.live and not stage.unavailable
        case _:
            return False


def sheet_seconds(session: Session, now: Moment) -> int | None:
    """Seconds left on the sheet, or None while it is not shown."""
    if stands_still(session):
        return None
    begins, ends = _sheet(session)
    if now.mono < begins:
        return None
    return max(1, round(ends - now.mono))


def expired(session: Session, now: Moment) -> bool:
    return not stands_still(session) and now.mono >= _sheet(session)[1]


def _sheet(session: Session) -> tuple[float, float]:
    """When it begins and ends. It comes sooner, and lasts as long, for who was seen to walk away."""
    before, lasts = allowances(session)
    begins = session.touched + before
    if session.away_since is not None and not isinstance(session.stage, _STAFF):
        begins = min(begins, max(session.away_since, session.touched) + delays.AWAY)
    return begins, begins + lasts
