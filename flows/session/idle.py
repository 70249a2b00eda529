"""Nobody there any more? How long without a touch until the sheet, and until the end; and when time stands still."""

from dataclasses import replace

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
from flows.session.stages import Answered, Fetching, Finished, MakingProof, PrintingProof, Scanning, Sealing, Stage
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


def stands_still(session: Session, now: Moment) -> bool:
    """No timeout while the terminal works or prints, while a door is open, while somebody lays pages or waits for
    staff."""
    if session.pristine or _works(session.stage):
        return True
    if not (_lays_pages(session.stage) or _awaits_staff(session, now)):
        return False
    return session.away_since is None or now.mono - max(session.away_since, session.touched) < delays.AWAY_BUSY


def with_call_noted(before: Session, after: Session, now: Moment) -> Session:
    """Since when staff are awaited, wherever it was that they were called."""
    return replace(after, called_at=now.mono) if after.staff_called and not before.staff_called else after


def sheet_seconds(session: Session, now: Moment) -> int | None:
    """Seconds left on the sheet, or None while it is not shown."""
    if stands_still(session, now):
        return None
    begins, ends = _sheet(session)
    if now.mono < begins:
        return None
    return max(1, round(ends - now.mono))


def expired(session: Session, now: Moment) -> bool:
    return not stands_still(session, now) and now.mono >= _sheet(session)[1]


def _sheet(session: Session) -> tuple[float, float]:
    """When it begins and ends. It comes sooner, and lasts as long, for who was seen to walk away."""
    before, lasts = allowances(session)
    expected = max(session.touched, session.stood_still)
    begins = expected + before
    if session.away_since is not None and not isinstance(session.stage, _STAFF):
        begins = min(begins, max(session.away_since, expected) + delays.AWAY)
    return begins, begins + lasts


def _works(stage: Stage) -> bool:
    match stage:
        case Finished():
            return stage.printing
        case PrintingProof():
            return stage.outcome is None
        case Sealing():
            return stage.failure is None
        case Answered():
            return stage.lines is None
        case DoorStands():
            return not stage.uncertain
        case _:
            return isinstance(stage, _WORKING)


def _lays_pages(stage: Stage) -> bool:
    """Until the camera has looked for its whole time and seen none."""
    return isinstance(stage, Scanning) and stage.live and not stage.unavailable and not stage.missed


def _awaits_staff(session: Session, now: Moment) -> bool:
    return session.staff_called and now.mono - session.called_at < delays.STAFF_COMES
