"""A resident-ID reader with a SAM module that speaks GA 467 on a serial port."""

import asyncio
import sys
from dataclasses import replace

from devices.simulated.chips import ga467, id_card_chip
from devices.simulated.chips.people import Person, people
from devices.simulated.delays import HALF_FRAME_FORGOTTEN_S
from devices.simulated.wire.control_server import Changes, Control, Parameters, RefusedError
from devices.simulated.wire.line import Line
from devices.simulated.wire.line_faults import LineFault
from devices.simulated.wire.process import run_serial, serial_parser

SAM_ID = bytes.fromhex("05000300C3ED330139300000DE010000")
"""reads 05.03-20180419-0000012345-0000000478"""

BAUDS = (115_200, 57_600, 38_400, 19_200, 9_600)
FOUND_CARD_IIN = bytes(4)
SELECTED_CARD_SN = bytes(8)
CHIP_ID = bytes.fromhex("0011223344556677")

BEHAVIOURS = ("normal", "wrong_length", "read_failed", "rejected", "select_failed", "self_test", "unauthorised")


class IdCardReader:
    """The module finds a card once; until it is lifted it then answers 80 to *find*, and yet reads it."""

    def __init__(self, line: Line, changes: Changes) -> None:
        self._line = line
        self._changes = changes
        self._people = people()
        self._requests = ga467.RequestStream()
        self._heard_at = 0.0
        self._card: Person | None = None
        self._found = False
        self._selected = False
        self._behaviour = "normal"
        self._times_left = 0
        self._finds = 0
        self._reads = 0

    def opened(self) -> None:
        self._requests.forget()

    def received(self, data: bytes) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._heard_at > HALF_FRAME_FORGOTTEN_S:
            self._requests.forget()
        self._heard_at = now
        for incoming in self._requests.feed(data):
            match incoming:
                case ga467.Request(command):
                    self._send(self._answer(command))
                case ga467.Refused(status):
                    self._send(ga467.answer(status))

    def controls(self) -> tuple[Control, ...]:
        return (
            Control("insert", ("card", "fingerprint", "latest_address"), self._insert),
            Control("remove", (), self._remove),
            Control("behave", ("as", "times"), self._behave),
        )

    def state(self) -> dict[str, object]:
        card = self._card.card if self._card else None
        return {"card": card, "finds": self._finds, "reads": self._reads, "behaviour": self._behaviour}

    def _insert(self, parameters: Parameters) -> None:
        letter = parameters.text("card")
        if letter not in self._people:
            raise RefusedError(f"no card {letter}; there are {', '.join(self._people)}")
        person = self._people[letter]
        fingerprint = parameters.number("fingerprint", person.fingerprint)
        address = parameters.text("latest_address", person.latest_address)
        self._card = replace(person, fingerprint=fingerprint, latest_address=address)
        self._found = self._selected = False

    def _remove(self, _: Parameters) -> None:
        self._card, self._found, self._selected = None, False, False

    def _behave(self, parameters: Parameters) -> None:
        behaviour, times = parameters.text("as"), parameters.number("times", 0)
        if behaviour not in (*BEHAVIOURS, *LineFault):
            raise RefusedError(f"no behaviour {behaviour}; there are {', '.join(BEHAVIOURS)} and those of the line")
        is_line = behaviour in tuple(LineFault)
        self._line.spoil(LineFault(behaviour) if is_line else LineFault.NORMAL, times=times)
        self._behaviour, self._times_left = "normal" if is_line else behaviour, times

    def _answer(self, command: int) -> bytes:
        if refusal := self._refusal(command):
            return refusal
        match command:
            case 0x10FF | 0x11FF:
                return ga467.answer(ga467.OK)
            case 0x12FF:
                return ga467.answer(ga467.OK, SAM_ID)
            case 0x2001:
                return self._find()
            case 0x2002:
                return self._select()
            case 0x3001 | 0x3010 | 0x3003 | 0x3005:
                return self._read(command)
            case _ if 0x6000 <= command < 0x6000 + len(BAUDS):
                return self._change_pace(BAUDS[command - 0x6000])
            case _:
                return ga467.answer(ga467.BAD_COMMAND)

    def _find(self) -> bytes:
        self._finds += 1
        if self._card is None or self._found:
            return ga467.answer(ga467.NO_CARD)
        self._found = True
        self._changes.tell()
        return ga467.answer(ga467.FOUND, FOUND_CARD_IIN)

    def _select(self) -> bytes:
        self._selected = self._card is not None and self._found
        if not self._selected:
            return ga467.answer(ga467.SELECT_FAILED)
        return ga467.answer(ga467.OK, SELECTED_CARD_SN)

    def _read(self, command: int) -> bytes:
        if self._card is None or not self._selected:
            return ga467.answer(ga467.READ_FAILED)
        self._reads += 1
        self._changes.tell()
        return ga467.answer(*_content(command, self._card))

    def _change_pace(self, baud: int) -> bytes:
        if self._line.baud:
            self._line.baud = baud
        return ga467.answer(ga467.OK)

    def _refusal(self, command: int) -> bytes | None:
        reading = command in (0x3001, 0x3010)
        match self._behaviour:
            case "read_failed" if reading:
                return self._once(ga467.answer(ga467.READ_FAILED, card_status=b"\x41\x45"))
            case "rejected" if reading:
                return self._once(ga467.answer(ga467.REJECTED, card_status=b"\x69\x82"))
            case "select_failed" if command == 0x2002:
                return self._once(ga467.answer(ga467.SELECT_FAILED))
            case "self_test":
                return self._once(ga467.answer(ga467.SELF_TEST_FAILED))
            case "unauthorised":
                return self._once(ga467.answer(ga467.UNAUTHORISED))
            case _:
                return None

    def _once(self, frame: bytes) -> bytes:
        if self._times_left:
            self._times_left -= 1
            if not self._times_left:
                self._behaviour = "normal"
        return frame

    def _send(self, frame: bytes) -> None:
        if self._behaviour == "wrong_length":
            frame = self._once(frame[:6] + bytes([(frame[6] + 1) % 256]) + frame[7:])
        self._line.send(frame)


def _content(command: int, card: Person) -> tuple[int, bytes]:
    text, photo = id_card_chip.text_block(card), id_card_chip.photo_block()
    lengths = len(text).to_bytes(2, "big") + len(photo).to_bytes(2, "big")
    match command:
        case 0x3001:
            return ga467.OK, lengths + text + photo
        case 0x3010:
            fingerprint = id_card_chip.fingerprint_block(card)
            return ga467.OK, lengths + len(fingerprint).to_bytes(2, "big") + text + photo + fingerprint
        case 0x3003:
            address = id_card_chip.latest_address_block(card)
            return (ga467.OK, address) if address else (ga467.ABSENT_ITEM, b"")
        case _:
            return ga467.OK, CHIP_ID


def main() -> int:
    options = serial_parser("id_card_reader", __doc__).parse_args()
    return run_serial("id_card_reader", options, IdCardReader)


if __name__ == "__main__":
    sys.exit(main())
