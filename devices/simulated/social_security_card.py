"""A social-security card in a PC/SC reader: lays itself into the virtual reader of vpcd (apt: vsmartcard-vpcd).

The driver talks PC/SC to pcscd; its virtual reader listens at 127.0.0.1:35963, and the card calls it.
"""

import asyncio
import contextlib
import sys

from devices.simulated.chips.people import people
from devices.simulated.chips.social_security_chip import ATR, SocialSecurityChip
from devices.simulated.wire.control_server import Changes, Control, Parameters, RefusedError
from devices.simulated.wire.listener import LOOPBACK
from devices.simulated.wire.process import parser, run, serve_device

VPCD_PORT = 35_963


class CardReader:
    """`unplug` takes the card away and lets none be inserted."""

    def __init__(self, changes: Changes, vpcd_port: int) -> None:
        self._changes = changes
        self._vpcd_port = vpcd_port
        self._plugged = True
        self._letter: str | None = None
        self._lying: asyncio.Task[None] | None = None
        self._apdus = 0

    @property
    def url(self) -> str:
        return f"pcsc://{LOOPBACK}:{self._vpcd_port}"

    @property
    def plugged(self) -> bool:
        return self._plugged

    @property
    def connected(self) -> bool:
        return self._lying is not None and not self._lying.done()

    async def plug(self) -> None:
        self._plugged = True

    def unplug(self) -> None:
        self._plugged = False
        self._take_away()

    def controls(self) -> tuple[Control, ...]:
        return (Control("insert", ("card",), self._insert), Control("remove", (), lambda _: self._take_away()))

    def state(self) -> dict[str, object]:
        return {"card": self._letter, "apdus": self._apdus}

    async def _insert(self, parameters: Parameters) -> None:
        person = people().get(parameters.text("card"))
        if person is None or not self._plugged:
            raise RefusedError("no such card" if person is None else "the reader is unplugged")
        self._take_away()
        try:
            reader, writer = await asyncio.open_connection(LOOPBACK, self._vpcd_port)
        except OSError as error:
            raise RefusedError(f"no virtual reader at port {self._vpcd_port}: {error}") from error
        self._letter = person.card
        self._lying = asyncio.ensure_future(self._lie(SocialSecurityChip(person), reader, writer))

    def _take_away(self) -> None:
        if self._lying is not None:
            self._lying.cancel()
        self._lying, self._letter = None, None

    async def _lie(self, chip: SocialSecurityChip, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError), contextlib.closing(writer):
            while True:
                size = int.from_bytes(await reader.readexactly(2), "big")
                answer = self._message(chip, await reader.readexactly(size))
                if answer is not None:
                    writer.write(len(answer).to_bytes(2, "big") + answer)
                    await writer.drain()

    def _message(self, chip: SocialSecurityChip, body: bytes) -> bytes | None:
        """One byte is an order of the reader, anything longer an APDU."""
        match body:
            case b"\x04":
                return ATR
            case b"\x00" | b"\x01" | b"\x02":
                chip.reset()
                return None
        self._apdus += 1
        self._changes.tell()
        return chip.answer(body)


def main() -> int:
    made = parser("social_security_card", __doc__)
    made.add_argument("--vpcd-port", type=int, default=VPCD_PORT, help="of the virtual reader (%(default)s)")
    options = made.parse_args()

    async def serve() -> None:
        changes = Changes()
        reader = CardReader(changes, options.vpcd_port)
        await serve_device("social_security_card", options, reader, reader, changes)

    return run(serve())


if __name__ == "__main__":
    sys.exit(main())
