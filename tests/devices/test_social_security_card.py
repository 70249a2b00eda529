"""The social-security card: the chip's free-read part as a conversation that needs no reader."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from devices.clock import Clock
from devices.codecs.social_security_chip import SELECT_ENVIRONMENT, converse
from devices.drivers.social_security_card.pcsc import PcscCardReader
from devices.errors import AbsentError, NotFittedError, ReplyError, UnavailableError
from devices.simulated.child import Child
from devices.simulated.control import DeviceControl
from devices.social_security_card import (
    ContactReaderUnavailable,
    NoSocialSecurityCard,
    SocialSecurityCard,
    SocialSecurityCardRead,
    SocialSecurityCardUnreadable,
)
from devices.status import DeviceState
from devices.transport.pcsc import CardChannel
from tests.devices.contracts.social_security_contract import SocialSecurityContract
from tests.devices.simulated.vpcd_reader import VpcdReader
from tests.devices.virtual_clock import VirtualClock

OK, NO_FILE, NO_RECORD = b"\x90\x00", b"\x6a\x82", b"\x6a\x83"
ISSUER = {0x01: b"310100A1B2", 0x03: b"3.00", 0x04: "测试市人社局".encode("gbk"), 0x07: b"T00000001"}
HOLDER = {0x08: b"320100199005060012", 0x09: "李明远".encode("gbk")}
CARD = SocialSecurityCard("320100199005060012", "李明远", "T00000001", "310100", "3.00", "测试市人社局")


class ScriptedChip:
    """`old`: P1 00 to select, holder by record number; `t0`: answers in the manner of T=0."""

    def __init__(self, *, old: bool = False, t0: bool = False, holder: dict[int, bytes] | None = None) -> None:
        self.old, self.t0 = old, t0
        self.files = {0xEF05: ISSUER, 0xEF06: HOLDER if holder is None else holder}
        self.selected: dict[int, bytes] = {}
        self.waiting = b""
        self.apdus: list[bytes] = []

    def transmit(self, apdu: bytes) -> bytes:
        self.apdus.append(apdu)
        if apdu[1] == 0xC0:
            waiting, self.waiting = self.waiting, b""
            return waiting + OK
        reply = self._answer(apdu)
        if self.t0 and len(reply) > 2:
            if apdu[-1] == 0:
                return bytes([0x6C, len(reply) - 2])
            self.waiting = reply[:-2]
            return bytes([0x61, len(self.waiting)])
        return reply

    def close(self) -> None:
        self.apdus.append(b"closed")

    def _answer(self, apdu: bytes) -> bytes:
        if apdu == SELECT_ENVIRONMENT:
            return OK
        if apdu[1] == 0xA4:
            if apdu[2] != (0 if self.old else 2):
                return NO_FILE
            self.selected = self.files[int.from_bytes(apdu[5:7], "big")]
            return OK
        by_number = self.old and self.selected is self.files[0xEF06]
        if by_number != (apdu[3] == 0x04):
            return NO_RECORD
        tag = list(self.selected)[apdu[2] - 1] if by_number else apdu[2]
        value = self.selected.get(tag)
        return NO_RECORD if value is None else bytes([tag, len(value)]) + value + OK


@pytest.mark.parametrize("chip", [ScriptedChip(), ScriptedChip(old=True), ScriptedChip(t0=True)])
def test_number_and_name_are_read_from_new_and_old_cards(chip: ScriptedChip) -> None:
    assert converse(chip.transmit) == CARD


def test_the_first_words_are_the_golden_ones() -> None:
    chip = ScriptedChip()
    converse(chip.transmit)
    assert [apdu.hex().upper() for apdu in chip.apdus[:2]] == [
        "00A404000F7378312E73682EC9E7BBE1B1A3D5CF",
        "00A4020002EF05",
    ]
    assert bytes.fromhex("00B2070000") in chip.apdus


@pytest.mark.parametrize(
    ("transmit", "wrong"),
    [
        (lambda apdu: NO_FILE, "not a social-security card"),
        (lambda apdu: b"", "without a status"),
        (ScriptedChip(holder={}).transmit, "neither number nor name"),
        (ScriptedChip(holder={0x08: b"1", 0x09: b"\xff\xff\x81"}).transmit, "GB 18030"),
    ],
)
def test_another_card_is_said_to_be_one(transmit: Callable[[bytes], bytes], wrong: str) -> None:
    with pytest.raises(ReplyError, match=wrong):
        converse(transmit)


def reader(*cards: CardChannel | Exception | None) -> PcscCardReader:
    turns = list(cards)

    def open_card() -> CardChannel | None:
        card = turns.pop(0) if len(turns) > 1 else turns[0]
        if isinstance(card, Exception):
            raise card
        return card

    def find() -> object:
        if isinstance(turns[0], Exception):
            raise turns[0]
        return object()

    return PcscCardReader(open_card, find, VirtualClock().clock)


def test_a_card_is_waited_for_and_let_go() -> None:
    chip = ScriptedChip()
    outcome = asyncio.run(reader(None, None, chip).read_card(deadline_s=5))
    assert outcome == SocialSecurityCardRead(CARD)
    assert chip.apdus[-1] == b"closed"


def test_nobody_comes_and_the_deadline_ends_it() -> None:
    assert asyncio.run(reader(None).read_card(deadline_s=2)) == NoSocialSecurityCard()


def test_a_card_taken_away_too_soon_is_unreadable() -> None:
    chip = ScriptedChip()

    def gone(apdu: bytes) -> bytes:
        raise UnavailableError("the card was taken away")

    chip.transmit = gone  # type: ignore[method-assign]
    outcome = asyncio.run(reader(chip).read_card(deadline_s=2))
    assert outcome == SocialSecurityCardUnreadable("the card was taken away")


def test_a_terminal_without_pc_sc_has_no_such_device() -> None:
    contact = reader(NotFittedError("pyscard is not installed"))
    assert asyncio.run(contact.status()).state is DeviceState.NO_DEVICE
    assert asyncio.run(contact.read_card(deadline_s=1)) == ContactReaderUnavailable("pyscard is not installed")


def test_a_reader_that_was_unplugged_is_not_one_that_was_never_there() -> None:
    assert asyncio.run(reader(AbsentError("no reader")).status()).state is DeviceState.POWER_OFF


class ScriptedContactReader:
    def __init__(self) -> None:
        self.chip: ScriptedChip | None = None
        self.there = True

    def find(self) -> object:
        if not self.there:
            raise AbsentError("no reader")
        return self

    def open_card(self) -> ScriptedChip | None:
        self.find()
        return self.chip

    def insert(self) -> None:
        self.chip = ScriptedChip()

    def remove(self) -> None:
        self.chip = None

    def unplug(self) -> None:
        self.there = False

    def plug(self) -> None:
        self.there = True


class TestPcsc(SocialSecurityContract):
    @contextmanager
    def rig(self) -> Iterator[tuple[PcscCardReader, ScriptedContactReader]]:
        contact = ScriptedContactReader()
        yield PcscCardReader(contact.open_card, contact.find, VirtualClock().clock), contact


class SimulatedChipHand:
    def __init__(self, control: DeviceControl, contact: VpcdReader) -> None:
        self._control = control
        self._contact = contact

    def insert(self) -> None:
        self._control.do("insert", card="B")

    def remove(self) -> None:
        self._control.do("remove")

    def unplug(self) -> None:
        self._contact.plugged = False

    def plug(self) -> None:
        self._contact.plugged = True


class TestOnTheSimulator(SocialSecurityContract):
    """The simulated card in a reader of our own; through pcscd in test_social_security_on_pcscd.py."""

    @contextmanager
    def rig(self) -> Iterator[tuple[PcscCardReader, SimulatedChipHand]]:
        with (
            closing_reader() as contact,
            Child.start("social_security_card", ["--vpcd-port", str(contact.port)]) as child,
        ):
            hand = SimulatedChipHand(child.control, contact)
            yield PcscCardReader(contact.open_card, contact.find, Clock()), hand


@contextmanager
def closing_reader() -> Iterator[VpcdReader]:
    contact = VpcdReader()
    try:
        yield contact
    finally:
        contact.stop()
