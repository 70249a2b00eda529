"""A line that hands out at once what the device sends."""

from devices.simulated.wire.line import Line, WireLog


class TappedLine(Line):
    def __init__(self) -> None:
        super().__init__(WireLog(None))
        self.sent = b""

    def send(self, data: bytes) -> None:
        self.sent += data
