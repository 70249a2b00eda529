"""What a family of lock-control boards must tell about its bytes; everything else about a locker is shared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class FrameKind(StrEnum):
    ACKNOWLEDGED = "acknowledged"
    """the board took an opening request; says nothing about the door"""
    REFUSED = "refused"
    DOORS = "doors"
    """the state of one or more doors, asked for"""
    CHANGE = "change"
    """the state of a door, told by the board itself"""
    OTHER = "other"


@dataclass(frozen=True)
class LockerFrame:
    """`levels`: the raw level of each channel's door switch; which level is closed is a matter of the installation."""

    kind: FrameKind
    board: int
    levels: Mapping[int, bool] = field(default_factory=dict)
    occupied: Mapping[int, bool] = field(default_factory=dict)
    """True where the board's light barrier sees something"""
    word: str = ""
    """what it is, where the kind does not say it"""
    told: Mapping[str, object] = field(default_factory=dict, compare=False)
    """what else stands in it, for whoever reads a log: texts, numbers, truths and lists of them"""


@dataclass(frozen=True)
class LockerRequest:
    """`channel` is None for a whole board."""

    do: str
    """open, state, or the board's own word for what we never send"""
    board: int
    channel: int | None = None
    told: Mapping[str, object] = field(default_factory=dict, compare=False)
    """as that of a frame; `all_boards` for an address that means every board, `locks` where several are named"""


class LockerCodec(Protocol):
    """Channels are 1-based, as printed beside the board's plugs. A family derives from this and has its own bytes."""

    acknowledges: bool = True
    """False for boards that say nothing when told to open"""
    addresses: range = range(1, 256)
    """of one board each: an address that means every board is not among them"""
    most_locks: int = 50
    """of one board: no number up to here means every lock"""

    def open_request(self, board: int, channel: int) -> bytes: ...

    def state_request(self, board: int, channels: int) -> bytes: ...

    def start_requests(self, board: int) -> tuple[bytes, ...]:
        """What makes the board safe at start (relays off); usually nothing."""
        return ()

    def after_open(self, board: int) -> tuple[bytes, ...]:
        """What the board wants to hear after an opening before it talks again; usually nothing."""
        return ()

    def sizes(self, data: bytes) -> tuple[int, ...]:
        """How long a reply that begins with `data` may be, the likeliest first; empty when none begins so."""
        ...

    def decode(self, frame: bytes) -> LockerFrame:
        """One whole reply. ValueError says what is wrong with it."""
        ...

    def decode_request(self, frame: bytes) -> LockerRequest:
        """One whole request, for whoever reads a log. ValueError says what is wrong with it."""
        ...


def scan(codec: LockerCodec, data: bytes) -> list[LockerFrame]:
    """The replies in `data`, whatever stands before, between and behind them."""
    frames, at = [], 0
    while at < len(data):
        frame, size = _first(codec, data[at:])
        if frame is not None:
            frames.append(frame)
        at += size
    return frames


def _first(codec: LockerCodec, data: bytes) -> tuple[LockerFrame | None, int]:
    for size in codec.sizes(data):
        if size > len(data):
            continue
        try:
            return codec.decode(data[:size]), size
        except ValueError:
            continue
    return None, 1
