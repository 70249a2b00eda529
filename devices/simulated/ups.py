"""An uninterruptible power supply behind a NUT server: the text protocol of upsd, one line a question."""

import asyncio
import contextlib
import shlex
import sys
from enum import StrEnum

from devices.simulated.wire.control_server import Changes, Control, Parameters, RefusedError
from devices.simulated.wire.listener import LOOPBACK, Listener
from devices.simulated.wire.process import parser, run, serve_device

NAME = "kiosk"
LOW_PERCENT = 20


class Power(StrEnum):
    LINE = "line"
    BATTERY = "battery"


class Ups:
    def __init__(self, changes: Changes, *, port: int = 0) -> None:
        self._changes = changes
        self._listener = Listener(self._serve, port=port)
        self._power = Power.LINE
        self._charge = 100
        self._stale = False
        self._forced = False

    @property
    def url(self) -> str:
        return f"nut://{LOOPBACK}:{self._listener.port}/{NAME}"

    @property
    def plugged(self) -> bool:
        return self._listener.plugged

    @property
    def connected(self) -> bool:
        return self._listener.connections > 0

    async def plug(self) -> None:
        await self._listener.plug()

    def unplug(self) -> None:
        self._listener.unplug()

    def controls(self) -> tuple[Control, ...]:
        return (
            Control("power", ("from",), self._set_power),
            Control("charge", ("percent",), self._set_charge),
            Control("stale", ("on",), self._set_stale),
            Control("force_shutdown", ("on",), self._set_forced),
        )

    def state(self) -> dict[str, object]:
        return {"status": self.status, "charge": self._charge, "stale": self._stale}

    @property
    def status(self) -> str:
        """The flags as NUT writes them: OL, OB, LB, CHRG, FSD."""
        flags = ["OL"] if self._power is Power.LINE else ["OB"]
        if self._charge <= LOW_PERCENT:
            flags.append("LB")
        if self._power is Power.LINE and self._charge < 100:
            flags.append("CHRG")
        return " ".join(["FSD", *flags] if self._forced else flags)

    def variables(self) -> dict[str, str]:
        return {
            "battery.charge": str(self._charge),
            "battery.charge.low": str(LOW_PERCENT),
            "battery.runtime": str(self._charge * 18),
            "device.mfr": "Simulated",
            "device.model": "UPS 1000",
            "device.serial": "SIM0000003",
            "ups.load": "20",
            "ups.status": self.status,
        }

    def answer(self, line: str) -> str:
        """One answer, without the last line end; several lines for a list."""
        try:
            words = shlex.split(line)
        except ValueError:
            return "ERR INVALID-ARGUMENT"
        match words:
            case ["VER"]:
                return "Simulated upsd 2.8.0"
            case ["NETVER"] | ["PROTVER"]:
                return "1.3"
            case ["USERNAME" | "PASSWORD" | "LOGIN", _]:
                return "OK"
            case ["LOGOUT"]:
                return "OK Goodbye"
            case ["LIST", "UPS"]:
                return f'BEGIN LIST UPS\nUPS {NAME} "simulated"\nEND LIST UPS'
            case ["GET", "VAR", name, variable]:
                return self._variable(name, variable)
            case ["LIST", "VAR", name]:
                return self._list(name)
            case ["GET" | "LIST" | "LOGIN" | "USERNAME" | "PASSWORD", *_]:
                return "ERR INVALID-ARGUMENT"
            case _:
                return "ERR UNKNOWN-COMMAND"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while line := await reader.readline():
                answer = self.answer(line.decode("utf-8", "replace").strip())
                writer.write(answer.encode() + b"\n")
                await writer.drain()
                if answer == "OK Goodbye":
                    return

    def _variable(self, name: str, variable: str) -> str:
        if trouble := self._trouble(name):
            return trouble
        value = self.variables().get(variable)
        return "ERR VAR-NOT-SUPPORTED" if value is None else f'VAR {name} {variable} "{value}"'

    def _list(self, name: str) -> str:
        if trouble := self._trouble(name):
            return trouble
        rows = "\n".join(f'VAR {name} {variable} "{value}"' for variable, value in self.variables().items())
        return f"BEGIN LIST VAR {name}\n{rows}\nEND LIST VAR {name}"

    def _trouble(self, name: str) -> str:
        if name != NAME:
            return "ERR UNKNOWN-UPS"
        return "ERR DATA-STALE" if self._stale else ""

    def _set_power(self, parameters: Parameters) -> None:
        try:
            self._power = Power(parameters.text("from"))
        except ValueError as error:
            raise RefusedError(str(error)) from error

    def _set_charge(self, parameters: Parameters) -> None:
        percent = parameters.number("percent")
        if not 0 <= percent <= 100:
            raise RefusedError(f"not a charge: {percent}")
        self._charge = percent

    def _set_stale(self, parameters: Parameters) -> None:
        self._stale = parameters.flag("on", True)

    def _set_forced(self, parameters: Parameters) -> None:
        self._forced = parameters.flag("on", True)


def main() -> int:
    options = parser("ups", __doc__).parse_args()

    async def serve() -> None:
        changes = Changes()
        ups = Ups(changes, port=options.port)
        await serve_device("ups", options, ups, ups, changes)

    return run(serve())


if __name__ == "__main__":
    sys.exit(main())
