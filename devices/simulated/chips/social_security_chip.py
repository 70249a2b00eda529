"""The free-read part of a social-security card's chip, by ISO 7816 APDUs (devices.md 6.1)."""

from devices.simulated.chips.people import Person

APPLICATION = bytes.fromhex("7378312E73682EC9E7BBE1B1A3D5CF")
"""sx1.sh.社会保障"""
ATR = bytes.fromhex("3B680000") + b"SIMSSCRD"
ISSUER_FILE, HOLDER_FILE = 0xEF05, 0xEF06

OK = b"\x90\x00"
NO_FILE, NO_RECORD, WRONG_LENGTH, BAD_INSTRUCTION = b"\x6a\x82", b"\x6a\x83", b"\x67\x00", b"\x6d\x00"
CHALLENGE = bytes.fromhex("0102030405060708")

Records = dict[int, bytes]
"""value by tag"""


def records_of(person: Person) -> dict[int, Records]:
    """The two readable files. Numbers are made from the synthetic person's own."""
    issuer = {
        0x01: b"310100" + person.id_number[:10].encode(),
        0x02: b"1",
        0x03: b"3.00",
        0x04: "测试市人力资源和社会保障局".encode("gb18030"),
        0x05: person.valid_from.encode(),
        0x06: b"20991231",
        0x07: b"T" + person.id_number[-9:-1].encode(),
    }
    holder = {
        0x08: person.id_number.encode(),
        0x09: person.name.encode("gb18030"),
        0x0A: person.sex.encode(),
        0x0B: (person.nation or "97").encode(),
    }
    return {ISSUER_FILE: issuer, HOLDER_FILE: holder}


class SocialSecurityChip:
    def __init__(self, person: Person) -> None:
        self._files = records_of(person)
        self._selected: Records | None = None

    def reset(self) -> None:
        self._selected = None

    def answer(self, apdu: bytes) -> bytes:
        if len(apdu) < 4:
            return WRONG_LENGTH
        match apdu[1]:
            case 0xA4:
                return self._select(apdu)
            case 0xB2:
                return self._read(apdu[2], apdu[3])
            case 0x84:
                return CHALLENGE + OK
            case _:
                return BAD_INSTRUCTION

    def _select(self, apdu: bytes) -> bytes:
        """By name (P1 04), or by file id (P1 02; older readers send 00)."""
        name = apdu[5 : 5 + apdu[4]] if len(apdu) > 5 else b""
        if apdu[2] == 0x04:
            self._selected = None
            return OK if name == APPLICATION else NO_FILE
        self._selected = self._files.get(int.from_bytes(name, "big"))
        return NO_FILE if self._selected is None else OK

    def _read(self, first: int, second: int) -> bytes:
        """P2 04: the record of this number, counted from 1; P2 00: the record of this tag."""
        records = self._selected or {}
        tag = list(records)[first - 1] if second == 0x04 and 1 <= first <= len(records) else first
        if second not in (0x00, 0x04) or tag not in records or (second == 0x04 and not 1 <= first <= len(records)):
            return NO_RECORD
        value = records[tag]
        return bytes([tag, len(value)]) + value + OK
