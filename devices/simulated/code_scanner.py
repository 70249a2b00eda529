"""A barcode scanner that sends what it sees as text and a carriage return."""

import asyncio
import sys

from devices.simulated.delays import SCANNER_HOLD_S
from devices.simulated.wire.control_server import Changes, Control, Parameters
from devices.simulated.wire.line import Line
from devices.simulated.wire.process import run_serial, serial_parser

SUFFIXES = {"cr": b"\r", "lf": b"\n", "crlf": b"\r\n", "none": b""}


class CodeScanner:
    """A code shown while nobody listens is sent to the first who opens the port, as long as it is held there."""

    def __init__(self, line: Line, changes: Changes, suffix: bytes = b"\r") -> None:
        self._line = line
        self._suffix = suffix
        self._changes = changes
        self._held = ""
        self._held_until = 0.0
        self._sent = 0

    def opened(self) -> None:
        if self._held and asyncio.get_running_loop().time() < self._held_until:
            self._send(self._held)
        self._held = ""

    def received(self, data: bytes) -> None:
        """Scanners take no commands here."""

    def controls(self) -> tuple[Control, ...]:
        return (Control("show", ("text", "times"), self._show),)

    def state(self) -> dict[str, object]:
        return {"held": bool(self._held), "sent": self._sent}

    def _show(self, parameters: Parameters) -> dict[str, object]:
        text = parameters.text("text")
        if self._line.connected:
            for _ in range(parameters.number("times", 1)):
                self._send(text)
        else:
            self._held = text
            self._held_until = asyncio.get_running_loop().time() + SCANNER_HOLD_S
        return {"delivered": self._line.connected}

    def _send(self, text: str) -> None:
        self._sent += 1
        self._line.send(text.encode() + self._suffix)
        self._changes.tell()


def main() -> int:
    made = serial_parser("code_scanner", __doc__)
    made.add_argument("--suffix", choices=tuple(SUFFIXES), default="cr", help="what ends a code (%(default)s)")
    options = made.parse_args()
    suffix = SUFFIXES[options.suffix]
    return run_serial("code_scanner", options, lambda line, changes: CodeScanner(line, changes, suffix))


if __name__ == "__main__":
    sys.exit(main())
