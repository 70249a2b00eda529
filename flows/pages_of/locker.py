"""At the locker: which parcel, the code, the map with the one door, and what is done there."""

from devices.pickup_locker import CellPlace
from flows.pages import (
    Control,
    Heading,
    Keyboard,
    ListPage,
    LockerCell,
    LockerPage,
    MessagePage,
    NodeState,
    Panel,
    Progress,
    QuestionPage,
    Row,
)
from flows.pages_of.progress import counted
from flows.session.doors import asks_for_rating, may_try_again
from flows.session.leaving import may_let_go
from flows.session.locker_stages import (
    ChoosingParcel,
    CollectList,
    DoorDone,
    DoorFailed,
    DoorJob,
    DoorStands,
    NoCell,
    OpeningDoor,
    RecordingDoor,
    TypingCode,
)
from flows.session.rating import REASONS, asks_why
from flows.session.state import Session
from flows.wording import Wording, in_fours
from offline_cache.submission import DoorPurpose, Parcel


def parcels_page(stage: ChoosingParcel, w: Wording) -> ListPage:
    return ListPage(
        heading=Heading(w("parcels-title"), progress=counted(2, 3, w("locker-take"), w)),
        rows=tuple(_parcel_row(parcel, w) for parcel in stage.parcels),
        back=w.back(),
    )


def code_page(stage: TypingCode, w: Wording) -> QuestionPage:
    return QuestionPage(
        heading=Heading(w("code-title"), parcel_title(stage.parcel, w), progress=counted(2, 3, w("locker-take"), w)),
        ask="code",
        control=Control.TEXT,
        back=w.back(),
        value=stage.text,
        keyboard=Keyboard.CODE,
        field_label=w("code-label"),
        error=w(stage.error) if stage.error else "",
        reason_title=w("code-why-title"),
        reason=w("code-why"),
        hint=w("code-checking") if stage.checking else w("code-hint"),
    )


def no_parcel_page(w: Wording) -> MessagePage:
    return MessagePage(
        heading=Heading(w("no-parcel-title"), w("no-parcel-sentence")),
        panel=Panel("note", w("no-parcel-why-title"), w("no-parcel-why"), "locker"),
        ways=(Row("row:progress", w("locker-progress"), w("locker-progress-note"), icon="list"),),
        back=w.back(),
        primary=w.button("primary", "way-other", "home"),
    )


def collect_page(stage: CollectList, w: Wording) -> ListPage:
    rows = tuple(
        Row(
            f"row:{parcel.parcel_id}",
            w("cell-number", cell=f"{parcel.cell:02d}"),
            w("collect-overdue" if parcel.assignment else "collect-original", number=in_fours(parcel.number)),
            icon="locker",
        )
        for parcel in stage.parcels or ()
    )
    return ListPage(
        heading=Heading(w("collect-title"), w("collect-sentence")),
        rows=rows,
        back=w.back(),
        empty=None if rows else Panel("note", w("collect-none"), "", "locker"),
    )


def door_page(session: Session, stage: OpeningDoor | DoorStands | RecordingDoor, w: Wording) -> LockerPage:
    job = stage.job
    number = f"{stage.intent.cell:02d}"
    key = _door_key(stage)
    what = _kind(job)
    return LockerPage(
        heading=Heading(w(f"door-{key}-title", cell=number), w(f"door-{key}-{what}"), progress=_progress(job, w)),
        cells=_cells(w.terminal.profile.cells, stage.intent.cell),
        number=number,
        place=place_in_words(stage.intent.cell, w),
        place_notes=(w("place-light"), w("place-reach")),
        here_label=w("here"),
        kiosk_label=w("this-machine"),
        acts=_acts(stage, what, w),
        note=w(f"door-note-{what}"),
        content="licence" if job.purpose in (DoorPurpose.DEPOSIT, DoorPurpose.COLLECTION) else "envelope",
        trouble=_door_trouble(stage, w),
        help=w.button("help", "door-help", "help"),
        hint=w("door-hint"),
        primary=w.button("primary", "door-leave", "leave")
        if isinstance(stage, DoorStands) and may_let_go(stage)
        else None,
    )


def door_failed_page(stage: DoorFailed, w: Wording) -> MessagePage:
    key = stage.reason.value.replace("_", "-")
    again = may_try_again(stage)
    return MessagePage(
        heading=Heading(w("door-failed-title", cell=f"{stage.job.cell or 0:02d}"), w("door-failed-sentence")),
        panel=Panel("error", w(f"door-{key}"), w("door-failed-way"), "warn"),
        ways=(Row("row:staff", w("way-staff"), w("way-staff-note", hotline=w.terminal.profile.hotline), icon="staff"),),
        primary=w.button("primary", "door-again", "refresh") if again else w.button("primary", "done-primary", "leave"),
    )


def no_cell_page(stage: NoCell, w: Wording) -> MessagePage:
    return MessagePage(
        heading=Heading(w("no-cell-title"), w("no-cell-sentence")),
        panel=Panel("warn", w("no-cell-reason"), w("no-cell-way"), "locker"),
        ways=(Row("row:staff", w("way-staff"), w("way-staff-note", hotline=w.terminal.profile.hotline), icon="staff"),),
        primary=w.button("primary", "done-primary", "leave"),
    )


def door_done_page(session: Session, stage: DoorDone, w: Wording) -> MessagePage:
    what = _kind(stage.job)
    asked, rows = _rating(stage, w)
    return MessagePage(
        heading=Heading(w(f"door-done-{what}-title"), asked),
        panel=Panel("ok", w(f"door-done-{what}"), w(f"door-done-{what}-note"), "check"),
        ways=rows,
        primary=w.button("primary", "staff-desk" if session.role else "done-primary", "leave"),
    )


def _rating(stage: DoorDone, w: Wording) -> tuple[str, tuple[Row, ...]]:
    """The question and its rows; after a bad rating the reasons."""
    if asks_why(stage.rating, stage.reasons):
        return w("rate-why"), tuple(Row(f"row:reason-{reason}", w(f"reason-{reason}")) for reason in REASONS)
    if asks_for_rating(stage):
        return w("rate-title"), tuple(Row(f"row:rate-{stars}", w(f"rate-{stars}")) for stars in (5, 4, 3, 2, 1))
    return w("rate-thanks") if stage.rating else "", ()


def parcel_title(parcel: Parcel, w: Wording) -> str:
    if parcel.assignment is None:
        return in_fours(parcel.number)
    return parcel.assignment.title_en if w.language == "en" else parcel.assignment.title_zh


def place_in_words(cell: int, w: Wording) -> str:
    """「机器右边 · 第 2 列 · 从上往下第 2 个」"""
    places = w.terminal.profile.cells
    here = next((place for place in places if place.cell == cell), None)
    if here is None:
        return w("cell-number", cell=f"{cell:02d}")
    columns = sorted({place.column for place in places})
    rows = sorted(place.row for place in places if place.column == here.column)
    side = w(f"side-{w.terminal.profile.locker_side}")
    return w("place", side=side, column=columns.index(here.column) + 1, row=rows.index(here.row) + 1)


def _parcel_row(parcel: Parcel, w: Wording) -> Row:
    return Row(f"row:{parcel.parcel_id}", parcel_title(parcel, w), in_fours(parcel.number), icon="envelope")


def _kind(job: DoorJob) -> str:
    return {
        DoorPurpose.PICKUP: "take",
        DoorPurpose.DEPOSIT: "put",
        DoorPurpose.DELIVERY: "deliver",
        DoorPurpose.COLLECTION: "collect",
    }[job.purpose]


def _progress(job: DoorJob, w: Wording) -> Progress:
    titles = {"take": "locker-take", "put": "locker-deposit", "deliver": "courier-deliver", "collect": "collect-title"}
    return counted(3, 3, w(titles[_kind(job)]), w)


def _door_key(stage: OpeningDoor | DoorStands | RecordingDoor) -> str:
    match stage:
        case OpeningDoor():
            return "opening"
        case RecordingDoor():
            return "closed"
        case DoorStands():
            return "uncertain" if stage.uncertain else "open"


def _cells(places: tuple[CellPlace, ...], cell: int) -> tuple[LockerCell, ...]:
    return tuple(
        LockerCell(f"{place.cell:02d}", place.column, place.row, place.height, mine=place.cell == cell)
        for place in places
    )


def _acts(stage: OpeningDoor | DoorStands | RecordingDoor, what: str, w: Wording) -> tuple[tuple[NodeState, str], ...]:
    states = {
        "opening": (NodeState.NOW, NodeState.LATER, NodeState.LATER),
        "open": (NodeState.DONE, NodeState.NOW, NodeState.LATER),
        "uncertain": (NodeState.WAITING, NodeState.LATER, NodeState.LATER),
        "closed": (NodeState.DONE, NodeState.DONE, NodeState.DONE),
    }[_door_key(stage)]
    first, second, third = states
    return ((first, w("act-open")), (second, w(f"act-{what}")), (third, w("act-close")))


def _door_trouble(stage: OpeningDoor | DoorStands | RecordingDoor, w: Wording) -> Panel | None:
    if not isinstance(stage, DoorStands):
        return None
    if stage.uncertain:
        return Panel("warn", w("door-uncertain-panel"), w("door-uncertain-way"), "warn")
    if stage.attempt:
        return Panel("warn", w("door-still-open"), w("door-still-open-way"), "warn")
    return None
