"""A card reader that exists only as a script over a null modem: what it answers, byte for byte."""

from collections.abc import Iterable

from devices.clock import Clock
from devices.codecs.ga467_frame import START, encode_reply
from devices.errors import AbsentError
from devices.transport.memory_port import Arrival, Chunk, MemoryPort, Unplug
from tests.devices.vector_files import text_block, vectors

CARDS = {
    "A": text_block(vectors("ga467")["citizen"]["fields"]),
    "D": text_block(vectors("ga467")["text_blocks"][0]["fields"]),
    "E": text_block(vectors("ga467")["text_blocks"][1]["fields"]),
    "F": text_block(vectors("ga467")["text_blocks"][2]["fields"]),
}
PHOTO = b"\x5a" * 1024
SAM_ID = bytes.fromhex("05000300C3ED330139300000DE010000")


class ScriptedReader:
    """`repeats`: says 'found' as long as the card lies there, not once per tap."""

    def __init__(self, *, repeats: bool = False) -> None:
        self.repeats = repeats
        self.card: str | None = None
        self.found = False
        self.selected = False
        self.requests: list[int] = []
        self.behaviour = "normal"
        self.times = 0
        self.address: str | None = None
        self.last: MemoryPort | None = None
        self.plugged = True

    def insert(self, card: str) -> None:
        self.card, self.found, self.selected = card, False, False

    def remove(self) -> None:
        self.card, self.found, self.selected = None, False, False

    def behave(self, behaviour: str, times: int = 0) -> None:
        self.behaviour, self.times = behaviour, times

    def unplug(self) -> None:
        self.plugged = False
        if self.last is not None:
            self.last.unplug()

    def plug(self) -> None:
        self.plugged = True

    def port(self, clock: Clock) -> MemoryPort:
        if not self.plugged:
            raise AbsentError("no such port")
        self.last = MemoryPort(self.received, clock)
        return self.last

    def received(self, data: bytes) -> Iterable[Arrival]:
        at = data.index(START) + len(START) + 2
        command = int.from_bytes(data[at : at + 2], "big")
        self.requests.append(command)
        return self._damaged(self._answer(command))

    def _answer(self, command: int) -> bytes:
        match command:
            case 0x11FF | 0x10FF:
                return encode_reply(0x60 if self.behaviour == "self_test" else 0x90)
            case 0x12FF:
                return encode_reply(0x90, SAM_ID)
            case 0x2001:
                return self._find()
            case 0x2002:
                self.selected = self.card is not None
                return encode_reply(0x90, bytes(8)) if self.selected else encode_reply(0x81)
            case 0x3001 | 0x3003:
                return self._read(command)
            case _:
                return encode_reply(0x21)

    def _find(self) -> bytes:
        if self.card is None or (self.found and not self.repeats):
            return encode_reply(0x80)
        self.found = True
        return encode_reply(0x9F, bytes(4))

    def _read(self, command: int) -> bytes:
        if self.card is None or not self.selected:
            return encode_reply(0x41)
        if command == 0x3003:
            address = self.address
            return encode_reply(0x91) if address is None else encode_reply(0x90, text_block([(address, 35)]))
        status = {"read_failed": 0x41, "rejected": 0x31}.get(self.behaviour)
        if status and self._once():
            return encode_reply(status, card_status=b"\x69\x82")
        return encode_reply(0x90, bytes.fromhex("01000400") + CARDS[self.card] + PHOTO)

    def _damaged(self, frame: bytes) -> list[Arrival]:
        behaviour = self.behaviour
        if behaviour == "silent":
            return []
        if behaviour == "drip":
            return [Chunk(frame[at : at + 1], after_s=0.005) for at in range(len(frame))]
        if behaviour in ("bad_checksum", "wrong_length", "garbage", "disconnect") and self._once():
            return {
                "bad_checksum": [Chunk(frame[:-1] + bytes([frame[-1] ^ 1]))],
                "wrong_length": [Chunk(frame[:6] + bytes([frame[6] + 1]) + frame[7:])],
                "garbage": [Chunk(b"\xaa\x96\x00\xff\xaa" + frame)],
                "disconnect": [Chunk(frame[: len(frame) // 2]), Unplug()],
            }[behaviour]
        return [Chunk(frame)]

    def _once(self) -> bool:
        """True while the misbehaviour lasts."""
        if self.times:
            self.times -= 1
            if not self.times:
                self.behaviour = "normal"
        return True
