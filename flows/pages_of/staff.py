"""The staff side: login, the desk of vendor mode, doors whose end nobody knows. Never anything personal."""

from datetime import datetime, timedelta
from typing import assert_never

from devices.status import DeviceClass, DeviceState, DeviceStatus, MediaState, SupplyState
from flows.outcomes import DeviceTested
from flows.pages import Button, Heading, MessagePage, Panel, Row, StaffLoginPage, VendorPage, VendorRow
from flows.pages_of.device_words import staff_note
from flows.service_state import works
from flows.session.condition import out_of_service
from flows.session.staff_side import MIN_PIN, may_service
from flows.session.staff_stages import ReleasingCell, ResolvingDoor, StaffLogin, VendorDesk
from flows.session.state import Session
from flows.staff import Carried, FerryOutcome, NotCarried, Role
from flows.wording import Wording

_GRAVEST_FIRST = ("error", "off", "warn", "ok")
_OFF = (DeviceState.OFFLINE, DeviceState.POWER_OFF, DeviceState.NO_DEVICE)


def login_page(stage: StaffLogin, w: Wording) -> StaffLoginPage:
    error = ""
    if stage.error == "staff-wrong":
        error = w("staff-wrong", left=stage.left)
    elif stage.error and stage.locked_until is not None:
        error = w("staff-locked", time=f"{_next_minute(stage.locked_until):%m-%d %H:%M}")
    return StaffLoginPage(
        heading=Heading(w("staff-login-title"), w("staff-login-sentence")),
        number_label=w("staff-number"),
        number=stage.number,
        pin_label=w("staff-pin"),
        pin_length=len(stage.pin),
        error=error,
        back=w.back(),
        primary=w.button("primary", "staff-enter", "next") if enough_to_enter(stage) else None,
    )


def vendor_page(session: Session, stage: VendorDesk, w: Wording) -> VendorPage:
    return VendorPage(
        heading=Heading(w("vendor-title"), w("vendor-sentence")),
        verdict=_verdict(session, w),
        attention=tuple(_attention(session, stage, w)) if may_service(session.role) else (),
        rows=_rows(session, stage, w) if may_service(session.role) else (),
        counts=_counts(stage, w),
        actions=tuple(_actions(session, stage, w)),
        result=_result(session, stage, w),
        back=w.button("back", "vendor-leave", "leave"),
    )


def resolving_page(stage: ResolvingDoor, w: Wording) -> MessagePage:
    cell = f"{stage.intent.cell:02d}"
    return MessagePage(
        heading=Heading(w("resolve-title", cell=cell), w(f"resolve-{stage.intent.purpose.value}")),
        ways=(
            Row("row:happened", w(f"resolve-{stage.intent.purpose.value}-yes"), w("resolve-yes-note")),
            Row("row:not-happened", w("resolve-no"), w("resolve-no-note")),
        ),
        back=w.back(),
    )


def releasing_page(stage: ReleasingCell, w: Wording) -> MessagePage:
    return MessagePage(
        heading=Heading(w("release-title", cell=f"{stage.cell:02d}"), w("release-sentence")),
        ways=(Row("row:empty", w("release-empty"), w("release-empty-note"), icon="locker"),),
        back=w.back(),
    )


def enough_to_enter(stage: StaffLogin) -> bool:
    return bool(stage.number) and len(stage.pin) >= MIN_PIN


def _next_minute(at: datetime) -> datetime:
    """Nobody is told to come again at a minute that has begun and is not over."""
    return at + timedelta(seconds=-at.second % 60, microseconds=-at.microsecond)


def _verdict(session: Session, w: Wording) -> Panel:
    reasons = out_of_service(session)
    if reasons:
        return Panel("error", w("verdict-no"), w.joined(tuple(w(reason) for reason in reasons)), "warn")
    weak = [status for status in _statuses(session) if not works(session.devices, status.device)]
    if weak:
        names = w.joined(tuple(w(_device_name(status.device)) for status in weak))
        return Panel("warn", w("verdict-partly"), names, "warn")
    return Panel("ok", w("verdict-yes"), "", "check")


def _statuses(session: Session) -> tuple[DeviceStatus, ...]:
    return tuple(session.devices[device] for device in DeviceClass if device in session.devices)


def _attention(session: Session, stage: VendorDesk, w: Wording) -> list[Panel]:
    panels = _calls(stage, w)
    for status in _statuses(session):
        for supply in status.supplies:
            if supply.state is SupplyState.LOW:
                title = w("attention-low", device=w(_device_name(status.device)), supply=supply.name)
                panels.append(Panel("warn", title, w("attention-low-way", supply=supply.name), "print"))
    if stage.desk is not None and stage.desk.intents:
        count = len(stage.desk.intents)
        panels.append(Panel("warn", w("attention-doors", count=count), w("attention-doors-way"), "locker"))
    if stage.desk is not None and stage.desk.backlog.waiting:
        backlog = stage.desk.backlog
        oldest = w.moment(backlog.oldest) if backlog.oldest else ""
        title = w("attention-waiting", count=backlog.waiting)
        panels.append(Panel("warn", title, w("attention-waiting-way", oldest=oldest), "wifi"))
    if stage.desk is not None and stage.desk.backlog.quarantined:
        count = stage.desk.backlog.quarantined
        panels.append(Panel("error", w("attention-quarantine", count=count), w("attention-quarantine-way"), "warn"))
    return panels


def _calls(stage: VendorDesk, w: Wording) -> list[Panel]:
    calls = stage.desk.calls if stage.desk is not None else ()
    if not calls:
        return []
    title = w("attention-calls", count=len(calls), time=w.clock(calls[-1].at))
    return [Panel("warn", title, w(f"call-{calls[-1].reason}"), "staff")]


def _rows(session: Session, stage: VendorDesk, w: Wording) -> tuple[VendorRow, ...]:
    """What needs a hand comes first."""
    rows = [_row(status, session, w, busy=stage.testing is not None) for status in _statuses(session)]
    return tuple(sorted(rows, key=lambda row: _GRAVEST_FIRST.index(row.tone)))


def _row(status: DeviceStatus, session: Session, w: Wording, *, busy: bool) -> VendorRow:
    tone, state = _state(status, session)
    return VendorRow(
        device=w(_device_name(status.device)),
        state=w(f"state-{state}"),
        tone=tone,
        note=staff_note(status, session.role, w.language),
        test=None if busy else w.button(f"test:{status.device.value}", "vendor-test", "refresh"),
    )


def _state(status: DeviceStatus, session: Session) -> tuple[str, str]:
    supplies = {supply.state for supply in status.supplies}
    if status.state in _OFF:
        return "off", status.state.value.lower()
    if status.state not in (DeviceState.ONLINE, DeviceState.DEVICE_BUSY, DeviceState.STARTING):
        return "error", status.state.value.lower()
    if status.media is MediaState.JAMMED:
        return "error", "jammed"
    if SupplyState.OUT in supplies:
        return "error", "supply-out"
    if SupplyState.LOW in supplies:
        return "warn", "supply-low"
    if status.usable:
        return ("ok", "online") if status.fault is None else ("warn", "usererror")
    return "warn", status.state.value.lower()


def _device_name(device: DeviceClass) -> str:
    return f"device-{device.value.replace('_', '-')}"


def _counts(stage: VendorDesk, w: Wording) -> tuple[tuple[str, str], ...]:
    if stage.desk is None:
        return ()
    backlog = stage.desk.backlog
    oldest = f"{backlog.oldest:%m-%d %H:%M}" if backlog.oldest else w("count-none")
    return (
        (w("count-waiting"), str(backlog.waiting)),
        (w("count-oldest"), oldest),
        (w("count-delivered"), str(backlog.delivered_today)),
        (w("count-quarantined"), str(backlog.quarantined)),
    )


def _actions(session: Session, stage: VendorDesk, w: Wording) -> list[Button]:
    """Each action by the name of its consequence."""
    role = session.role
    actions = []
    if stage.desk is not None and may_service(role):
        if stage.desk.calls and not stage.answering:
            actions.append(w.button("answered", "vendor-answered", "check"))
        actions += [
            w.button(f"release:{held.cell}", "vendor-release", "locker", cell=f"{held.cell:02d}")
            for held in stage.desk.held[:3]
        ]
        actions += [
            w.button(f"door:{one.intent_id}", "vendor-resolve", "locker", cell=f"{one.cell:02d}")
            for one in stage.desk.intents[:3]
        ]
    if w.terminal.profile.cells and role in (Role.COURIER, Role.BRANCH, Role.HALL):
        actions.append(w.button("deliver", "vendor-deliver", "envelope"))
    if w.terminal.profile.cells and role in (Role.HALL, Role.BRANCH) and stage.desk is not None:
        actions.append(w.button("collect", "vendor-collect", "locker", count=len(stage.desk.to_collect)))
    if may_service(role) and stage.desk is not None and stage.desk.backlog.undelivered and not stage.carrying:
        actions.append(w.button("carry", "vendor-carry", "envelope", count=stage.desk.backlog.undelivered))
    if may_service(role):
        actions += [w.button("again", "vendor-again", "refresh"), w.button("close", "vendor-close", "leave")]
    return actions


def _result(session: Session, stage: VendorDesk, w: Wording) -> Panel | None:
    if stage.testing is not None:
        return Panel("note", w("test-running", device=w(_device_name(stage.testing))), "", "refresh")
    if stage.carrying:
        return Panel("note", w("carry-running"), w("carry-running-way"), "refresh")
    if stage.carried is not None:
        return _carried(stage.carried, w)
    if stage.tested is None:
        return None
    name = w(_device_name(stage.tested.device))
    if stage.tested.result.passed:
        return Panel("ok", w("test-passed", device=name), "", "check")
    return Panel("error", w("test-failed", device=name), _what_to_do(stage.tested, session, w), "warn")


def _what_to_do(tested: DeviceTested, session: Session, w: Wording) -> str:
    """From the table of faults; what the driver itself said is for engineers, or where the table says nothing."""
    status = session.devices.get(tested.device)
    if session.role is Role.ENGINEER or status is None or status.fault is None:
        return tested.result.detail
    return staff_note(status, session.role, w.language)


def _carried(outcome: FerryOutcome, w: Wording) -> Panel:
    match outcome:
        case NotCarried(reason=reason):
            return Panel("error", w(f"carry-{reason}"), w("carry-not-way"), "warn")
        case Carried():
            done = w("carry-done", loaded=outcome.loaded, receipts=outcome.receipts)
            left = outcome.left_out + outcome.refused
            way = w("carry-left-out", count=left) if left else w("carry-done-way")
            return Panel("warn" if left else "ok", done, way, "warn" if left else "check")
        case _:
            assert_never(outcome)
