"""What the attributes of an IPP printer and of a job mean for a customer who waits for paper."""

from dataclasses import replace
from enum import IntEnum
from typing import Final

from devices.codecs.ipp_message import Answer
from devices.receipt_printer import NotPrintedReason
from devices.status import (
    Actor,
    Capabilities,
    DeviceClass,
    DeviceState,
    DeviceStatus,
    Fault,
    MediaState,
    Position,
    Supply,
    SupplyState,
)


class JobState(IntEnum):
    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


WANTED: Final = (
    "printer-state",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
    "printer-make-and-model",
    "printer-firmware-string-version",
    "printer-device-id",
    "marker-levels",
    "marker-low-levels",
)
"""the attributes that `status_of` reads"""
STOPPED: Final = 5
"""printer-state"""
_SERIAL_KEYS: Final = frozenset({"SN", "SER", "SERN", "SERIALNUMBER"})
_SEVERITIES: Final = ("-error", "-warning", "-report")
_HINDRANCES: Final = {
    "cover-open": NotPrintedReason.COVER_OPEN,
    "door-open": NotPrintedReason.COVER_OPEN,
    "interlock-open": NotPrintedReason.COVER_OPEN,
    "media-empty": NotPrintedReason.PAPER_OUT,
    "media-needed": NotPrintedReason.PAPER_OUT,
    "input-tray-missing": NotPrintedReason.PAPER_OUT,
    "media-jam": NotPrintedReason.JAMMED,
    "toner-empty": NotPrintedReason.FAULT,
    "marker-supply-empty": NotPrintedReason.FAULT,
    "fuser-over-temp": NotPrintedReason.FAULT,
    "output-area-full": NotPrintedReason.FAULT,
    "offline": NotPrintedReason.OFFLINE,
    "shutdown": NotPrintedReason.OFFLINE,
    "timed-out": NotPrintedReason.OFFLINE,
    "paused": NotPrintedReason.FAULT,
}
_OPEN: Final = frozenset({"cover-open", "door-open", "interlock-open", "input-tray-missing"})
_TONERS: Final = {"toner-empty": SupplyState.OUT, "marker-supply-empty": SupplyState.OUT}
_LOW_TONERS: Final = {"toner-low": SupplyState.LOW, "marker-supply-low": SupplyState.LOW}
_FAULTS: Final = {
    NotPrintedReason.PAPER_OUT: Fault("paper_out", Actor.STAFF),
    NotPrintedReason.COVER_OPEN: Fault("cover_open", Actor.STAFF),
    NotPrintedReason.JAMMED: Fault("paper_jam", Actor.STAFF),
    NotPrintedReason.OFFLINE: Fault("printer_offline", Actor.STAFF),
    NotPrintedReason.FAULT: Fault("printer_error", Actor.STAFF),
}
_STATES: Final = {
    NotPrintedReason.COVER_OPEN: DeviceState.USER_ERROR,
    NotPrintedReason.OFFLINE: DeviceState.OFFLINE,
    NotPrintedReason.FAULT: DeviceState.HARDWARE_ERROR,
    NotPrintedReason.JAMMED: DeviceState.HARDWARE_ERROR,
}


def status_of(answer: Answer) -> DeviceStatus:
    reason = hindrance(answer)
    fault = replace(_FAULTS[reason], detail=", ".join(reasons(answer))) if reason else None
    if fault is None and any(supply.state is SupplyState.LOW for supply in supplies(answer)):
        fault = Fault("paper_low" if "media-low" in reasons(answer) else "toner_low", Actor.STAFF)
    capabilities = Capabilities(
        model=answer.text("printer-make-and-model"),
        serial=serial_number(answer),
        firmware=answer.text("printer-firmware-string-version"),
        features=frozenset({"a4", "pdf"}),
    )
    return DeviceStatus(
        DeviceClass.DOCUMENT_PRINTER,
        _STATES.get(reason, DeviceState.ONLINE) if reason else DeviceState.ONLINE,
        media=MediaState.JAMMED if reason is NotPrintedReason.JAMMED else MediaState.UNKNOWN,
        position=position(answer),
        supplies=supplies(answer),
        capabilities=capabilities,
        fault=fault,
    )


def reasons(answer: Answer, name: str = "printer-state-reasons") -> tuple[str, ...]:
    """The keywords without `none` and without their severity."""
    words = (_bare(word) for word in answer.words(name) if not word.endswith("-report"))
    return tuple(word for word in words if word != "none")


def hindrance(answer: Answer) -> NotPrintedReason | None:
    """Why the printer cannot print now, the most helpful reason first."""
    for keyword, reason in _HINDRANCES.items():
        if keyword in reasons(answer):
            return reason
    return NotPrintedReason.FAULT if answer.number("printer-state") == STOPPED else None


def supplies(answer: Answer) -> tuple[Supply, ...]:
    words = reasons(answer)
    paper = SupplyState.LOW if "media-low" in words else SupplyState.FULL
    if hindrance(answer) is NotPrintedReason.PAPER_OUT:
        paper = SupplyState.OUT
    return (Supply("paper", paper), _toner(answer, words))


def position(answer: Answer) -> Position:
    return Position.IN_POSITION if _OPEN.isdisjoint(reasons(answer)) else Position.NOT_IN_POSITION


def _toner(answer: Answer, words: tuple[str, ...]) -> Supply:
    """The emptiest cartridge, where they tell their level (`marker-levels`, CUPS' extension); reasons weigh more."""
    limits = answer.numbers("marker-low-levels")
    told = [(level, at) for at, level in enumerate(answer.numbers("marker-levels")) if 0 <= level <= 100]
    level, at = min(told, default=(None, 0))
    low_at = limits[at] if level is not None and at < len(limits) and 0 <= limits[at] <= 100 else None
    said = next((state for word, state in {**_TONERS, **_LOW_TONERS}.items() if word in words), None)
    if said is None and level is not None:
        said = SupplyState.LOW if low_at is not None and level <= low_at else SupplyState.FULL
    return Supply("toner", said or SupplyState.UNKNOWN, level, low_at)


def serial_number(answer: Answer) -> str:
    """From the IEEE 1284 device id: MFG:…;MDL:…;SN:…; as PWG 5107.2 names its keys."""
    pairs = (part.partition(":") for part in answer.text("printer-device-id").split(";"))
    return next((value.strip() for key, _, value in pairs if key.strip().upper() in _SERIAL_KEYS), "")


def job_state(answer: Answer) -> JobState | None:
    number = answer.number("job-state")
    return next((state for state in JobState if state == number), None)


def _bare(word: str) -> str:
    for severity in _SEVERITIES:
        word = word.removesuffix(severity)
    return word
