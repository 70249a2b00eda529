"""A receipt printer with a cutter that speaks ESC/POS, draws what it prints and keeps it in a tray."""

import sys
from pathlib import Path

from devices.simulated.paper.escpos_commands import Command, CommandStream, Piece
from devices.simulated.paper.escpos_machine import DOTS_BEFORE_CUT, EscPosMachine
from devices.simulated.paper.escpos_status import identity, paper_status, real_time_status, status_back
from devices.simulated.paper.printer_body import PrinterBody
from devices.simulated.paper.receipt_tray import ReceiptTray
from devices.simulated.wire.control_server import Changes, Control, Parameters
from devices.simulated.wire.line import Line
from devices.simulated.wire.process import run_serial, serial_parser

WIDTHS = {80: 576, 58: 384}
QUERIES = frozenset({"GS r", "GS a", "GS I"})
CLEAR_BUFFERS = bytes((0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8))
CLEARED = b"\x37\x25\x00"


class ReceiptPrinter:
    """It stops at an open cover, an empty roll or a jammed knife with its buffer kept, and goes on when that is mended.

    Status requests in real time are answered at once and wherever they occur, even inside a picture.
    """

    def __init__(self, line: Line, changes: Changes, tray: ReceiptTray, *, width: int, cheap: bool = False) -> None:
        """`cheap`: knows only the first and the fourth status, nothing of itself, and tells nothing unasked."""
        self._line = line
        self._changes = changes
        self._tray = tray
        self._cheap = cheap
        self._stream = CommandStream()
        self._machine = EscPosMachine(width, self._stream)
        self._body = PrinterBody(self._condition_changed)
        self._cut_pending = False
        self._held = False
        self._lines_left: int | None = None
        self._status_back = 0
        self._tail = b""
        self._raw = b""

    def opened(self) -> None:
        """A printer does not notice."""

    def received(self, data: bytes) -> None:
        self._stream.feed(self._answer_in_real_time(data))
        self._go_on()
        if self._held:
            self._changes.tell()

    def controls(self) -> tuple[Control, ...]:
        return (
            *self._body.controls(),
            Control("paper_out_after", ("lines",), self._set_lines_left),
            Control("hold", ("on",), self._set_held),
            Control("power_cycle", (), self._power_cycle),
            Control("clear", (), self._clear),
        )

    def state(self) -> dict[str, object]:
        return {
            **self._body.state(),
            "receipts": self._tray.listing(),
            "waiting": self._stream.waiting,
            "unfinished_text": self._machine.paper.text,
            "complaints": self._machine.complaints,
        }

    def _go_on(self) -> None:
        while not self._held and not self._body.condition.offline and (taken := self._stream.take()):
            piece, raw = taken
            if not (isinstance(piece, Command) and (piece.name in QUERIES or piece.name.startswith("DLE"))):
                self._raw += raw
            self._do(piece)

    def _do(self, piece: Piece) -> None:
        match piece:
            case Command("GS V", _):
                self._cut()
            case Command("GS r", arguments):
                self._send(paper_status(self._body.condition) if arguments[0] in (1, 0x31) else b"\x00")
            case Command("GS I" | "GS a", _) if self._cheap:
                pass
            case Command("GS I", arguments):
                self._send(identity(arguments[0]))
            case Command("GS a", arguments):
                self._status_back = arguments[0]
                self._tell_status()
            case Command("DLE \x04" | "DLE \x05" | "DLE \x14", _):
                pass
            case _:
                self._machine.do(piece)
                self._use_paper()

    def _cut(self) -> None:
        if self._body.jams_now():
            self._cut_pending = True
        else:
            self._finish()

    def _finish(self) -> None:
        paper = self._machine.paper
        if not paper.blank:
            paper.feed(DOTS_BEFORE_CUT)
            self._tray.keep(paper, self._raw)
            self._changes.tell()
        self._raw = b""
        self._machine.new_paper()

    def _use_paper(self) -> None:
        if self._lines_left is not None and self._machine.paper.lines >= self._lines_left:
            self._lines_left = None
            self._body.run_out()

    def _answer_in_real_time(self, data: bytes) -> bytes:
        """What goes into the buffer: all of it, or what follows an order to recover."""
        stream, kept = self._tail + data, data
        position = stream.find(b"\x10")
        while position >= 0 and position + 3 <= len(stream):
            match stream[position + 1], stream[position + 2]:
                case 0x04, 2 | 3 if self._cheap:
                    pass
                case 0x04, number if 1 <= number <= 4:
                    self._send(real_time_status(number, self._body.condition))
                case 0x05, 2:
                    kept = stream[position + 3 :]
                    self._recover()
                case 0x14, 8 if not self._cheap:
                    order = stream[position : position + len(CLEAR_BUFFERS)]
                    if len(order) < len(CLEAR_BUFFERS):
                        break
                    if order == CLEAR_BUFFERS:
                        kept = stream[position + len(CLEAR_BUFFERS) :]
                        self._clear_buffers()
            position = stream.find(b"\x10", position + 1)
        self._tail = stream[position:] if position >= 0 else b""
        return kept

    def _clear_buffers(self) -> None:
        """What is on paper stays there; the next slip is printed below it."""
        self._stream.clear()
        self._cut_pending = False
        self._send(CLEARED)

    def _recover(self) -> None:
        self._stream.clear()
        self._raw = b""
        self._machine.new_paper()
        self._body.jammed = self._cut_pending = False
        self._condition_changed()

    def _set_lines_left(self, parameters: Parameters) -> None:
        self._lines_left = self._machine.paper.lines + parameters.number("lines")

    def _set_held(self, parameters: Parameters) -> None:
        self._held = parameters.flag("on", True)
        self._go_on()

    def _power_cycle(self, _: Parameters) -> None:
        """A cutter that is jammed stays so; everything in memory is gone."""
        self._stream.clear()
        self._stream.chinese = True
        self._status_back, self._tail, self._raw = 0, b"", b""
        self._cut_pending, self._lines_left = False, None
        self._machine.reset()

    def _clear(self, _: Parameters) -> None:
        self._tray.clear()
        self._machine.complaints.clear()

    def _condition_changed(self) -> None:
        """A knife that came free finishes its cut."""
        if self._cut_pending and not self._body.jammed:
            self._cut_pending = False
            self._finish()
        self._tell_status()
        self._changes.tell()
        self._go_on()

    def _tell_status(self) -> None:
        if self._status_back:
            self._send(status_back(self._body.condition))

    def _send(self, data: bytes) -> None:
        self._line.send(data)


def main() -> int:
    parser = serial_parser("receipt_printer", __doc__)
    parser.add_argument("--tray", type=Path, default=Path("receipts"), help="folder for what was printed (%(default)s)")
    parser.add_argument("--width-mm", type=int, choices=sorted(WIDTHS), default=80, help="paper (%(default)s)")
    parser.add_argument("--cheap", action="store_true", help="a printer that answers little")
    options = parser.parse_args()
    tray = ReceiptTray(options.tray)
    width = WIDTHS[options.width_mm]

    def build(line: Line, changes: Changes) -> ReceiptPrinter:
        return ReceiptPrinter(line, changes, tray, width=width, cheap=options.cheap)

    return run_serial("receipt_printer", options, build)


if __name__ == "__main__":
    sys.exit(main())
