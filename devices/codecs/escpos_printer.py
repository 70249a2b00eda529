"""What the flags of an ESC/POS printer mean for its status and for who waits for a receipt."""

from devices.codecs.escpos_status import PrinterFlags
from devices.receipt_printer import NotPrintedReason
from devices.status import (
    Actor,
    DeviceClass,
    DeviceState,
    DeviceStatus,
    Fault,
    MediaState,
    Position,
    Supply,
    SupplyState,
)


def hindrance(flags: PrinterFlags) -> NotPrintedReason | None:
    """Why the printer cannot print now, the most helpful reason first. None also where it says nothing."""
    if flags.cover_open:
        return NotPrintedReason.COVER_OPEN
    if flags.paper_out:
        return NotPrintedReason.PAPER_OUT
    if flags.cutter_error:
        return NotPrintedReason.JAMMED
    if flags.unrecoverable or flags.recoverable or flags.error:
        return NotPrintedReason.FAULT
    return NotPrintedReason.OFFLINE if flags.offline else None


def status_of(flags: PrinterFlags) -> DeviceStatus:
    """Without capabilities, which are asked for once."""
    fault = _fault(flags)
    return DeviceStatus(
        DeviceClass.RECEIPT_PRINTER,
        _state(flags),
        media=MediaState.JAMMED if flags.cutter_error else MediaState.UNKNOWN,
        position=_position(flags),
        supplies=(Supply("paper", _paper(flags)),),
        fault=fault,
    )


def _state(flags: PrinterFlags) -> DeviceState:
    match hindrance(flags):
        case None | NotPrintedReason.PAPER_OUT:
            return DeviceState.ONLINE
        case NotPrintedReason.COVER_OPEN:
            return DeviceState.USER_ERROR
        case NotPrintedReason.OFFLINE:
            return DeviceState.OFFLINE
        case _:
            return DeviceState.HARDWARE_ERROR


def _position(flags: PrinterFlags) -> Position:
    if flags.cover_open is None:
        return Position.UNKNOWN
    return Position.NOT_IN_POSITION if flags.cover_open else Position.IN_POSITION


def _paper(flags: PrinterFlags) -> SupplyState:
    if flags.paper_out:
        return SupplyState.OUT
    if flags.paper_out is None and flags.paper_low is None:
        return SupplyState.UNKNOWN
    return SupplyState.LOW if flags.paper_low else SupplyState.FULL


def _fault(flags: PrinterFlags) -> Fault | None:
    match hindrance(flags):
        case None if flags.paper_low:
            return Fault("paper_low", Actor.STAFF)
        case None:
            return None
        case NotPrintedReason.COVER_OPEN:
            return Fault("cover_open", Actor.STAFF)
        case NotPrintedReason.PAPER_OUT:
            return Fault("paper_out", Actor.STAFF)
        case NotPrintedReason.JAMMED:
            return Fault("cutter_jammed", Actor.STAFF)
        case NotPrintedReason.OFFLINE:
            return Fault("printer_offline", Actor.STAFF)
        case NotPrintedReason.FAULT:
            actor = Actor.ENGINEER if flags.unrecoverable else Actor.STAFF
            return Fault("printer_error", actor, "unrecoverable" if flags.unrecoverable else "")
