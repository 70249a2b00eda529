"""The ID-card reader: reads the chip of a resident ID card or of the three permits that share its form."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeAlias

from devices.status import DeviceStatus


class CardKind(StrEnum):
    CITIZEN = "resident"
    HK_MO_TW = "hkmtw"
    FOREIGNER_2017 = "fpr2017"
    FOREIGNER_2023 = "fpr"


@dataclass(frozen=True)
class IdCard:
    """The text of the chip. Personal: never in a repr, a log or a file name."""

    kind: CardKind
    name: str = field(repr=False)
    id_number: str = field(repr=False)
    sex: str = field(repr=False)
    """GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated"""
    birth: date = field(repr=False)
    valid_from: date = field(repr=False)
    valid_to: date | None = field(repr=False)
    """None: no end (长期)"""
    nation: str = field(default="", repr=False)
    """GB/T 3304 code, citizens only"""
    address: str = field(default="", repr=False)
    authority: str = field(default="", repr=False)
    english_name: str = field(default="", repr=False)
    nationality: str = field(default="", repr=False)
    """three letters, foreigners only"""
    pass_number: str = field(default="", repr=False)
    latest_address: str = field(default="", repr=False)
    photo: bytes = field(default=b"", repr=False)
    """opaque WLT bytes"""
    portrait: bytes = field(default=b"", repr=False)
    """the photo as a BMP; empty where no licensed decoder is fitted (devices/photo_codec.py)"""


@dataclass(frozen=True)
class CardRead:
    card: IdCard


@dataclass(frozen=True)
class NoCard:
    """No card came within the deadline."""


class CardTrouble(StrEnum):
    REPLACE_CARD = "replace_card"
    """lift the card and put it down again"""
    REJECTED = "rejected"
    """the card is not genuine, not for this reader, or damaged: another way is needed"""


@dataclass(frozen=True)
class CardUnreadable:
    trouble: CardTrouble
    detail: str = ""


@dataclass(frozen=True)
class ReaderUnavailable:
    detail: str = ""


CardOutcome: TypeAlias = CardRead | NoCard | CardUnreadable | ReaderUnavailable


class IdCardReader(Protocol):
    async def status(self) -> DeviceStatus: ...

    async def read_card(self, *, deadline_s: float) -> CardOutcome:
        """Waits for a card and reads it once. Cancelling the call frees the reader."""
        ...

    async def card_left(self) -> bool:
        """True while a card lies on the reader."""
        ...
