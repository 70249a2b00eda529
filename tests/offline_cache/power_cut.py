"""Plays a scene on a logged disk, cuts the power at any moment of it, and looks at what a terminal finds afterwards.

`python -m tests.offline_cache.power_cut FOLDER LOG PROMISES BUG` plays the scene (BUG: a name of POWER_BUGS or "none").
"""

import os
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from offline_cache import attachments, sqlcipher
from tests.offline_cache import crash_scenes
from tests.offline_cache.logged_disk import FLUSH, WRITE, Event, loop_device, mounted, read_log
from tests.offline_cache.test_crashes import check_sealed

DISK_BYTES: Final = 24 * 1024 * 1024
SECTOR: Final = 512
MODES: Final = ("everything sent", "only what was flushed", "some of the rest", "torn in a sector")


@dataclass(frozen=True)
class Play:
    """`promises`: what was said, with how much of the log was on the disk by then."""

    events: tuple[Event, ...]
    promises: tuple[tuple[int, str], ...]

    @property
    def first(self) -> int:
        """Before it there was no terminal to lose anything."""
        return next(at for at, event in enumerate(self.events) if event.end >= self.promises[0][0])


@dataclass(frozen=True)
class Cut:
    """`at`: events that had been sent. `mode`: what became of those after the last flush."""

    at: int
    mode: str
    seed: int


def read_play(folder: Path) -> Play:
    said = []
    for line in (folder / "promises").read_text().splitlines():
        position, _, promise = line.partition(" ")
        said.append((int(position), promise))
    return Play(tuple(read_log(folder / "log")), tuple(said))


def cuts_of(play: Play, count: int, seed: int) -> list[Cut]:
    rng = random.Random(seed)
    places = sorted(rng.randrange(play.first, len(play.events) + 1) for _ in range(count))
    return [Cut(at, MODES[number % len(MODES)], seed * 10_000 + number) for number, at in enumerate(places)]


def image_of(play: Play, cut: Cut) -> bytearray:
    """The disk as it is found when the power is back."""
    disk = bytearray(DISK_BYTES)
    sent = play.events[: cut.at]
    flushed = max((at for at, event in enumerate(sent) if event.kind == FLUSH), default=0)
    rng = random.Random(cut.seed)
    for at, event in enumerate(sent):
        if event.kind == WRITE:
            data = event.data if at < flushed else _survived(event.data, cut.mode, rng, last=at == len(sent) - 1)
            disk[event.offset : event.offset + len(data)] = data
    return disk


def look(play: Play, cut: Cut, folder: Path) -> None:
    """Raises AssertionError, or what the terminal raises, if a promise made before the cut is not kept."""
    image, disk = folder / "image", folder / "found"
    image.write_bytes(image_of(play, cut))
    disk.mkdir(exist_ok=True)
    sent = play.events[cut.at - 1].end if cut.at else 0
    kept = [promise for position, promise in play.promises if position <= sent]
    with loop_device(image) as device, mounted(device, disk):
        (disk / "promises").write_text("".join(f"{promise}\n" for promise in kept))
        check_sealed(disk, strict=False)


def _survived(data: bytes, mode: str, rng: random.Random, *, last: bool) -> bytes:
    match mode:
        case "everything sent":
            return data
        case "only what was flushed":
            return b""
        case "some of the rest":
            return data if rng.random() < 0.5 else b""
        case _:
            return data[: rng.randrange(len(data) // SECTOR + 1) * SECTOR] if last else data


def no_page_is_synced() -> None:
    """The photo's file is closed and never fsynced."""
    attachments.os = _WithoutFsync()  # type: ignore[assignment]


def commits_are_not_synced() -> None:
    """synchronous=NORMAL, believed without reading back."""
    sqlcipher._PRAGMAS = tuple(
        ("synchronous", "NORMAL", "1") if name == "synchronous" else (name, value, expected)
        for name, value, expected in sqlcipher._PRAGMAS
    )


class _WithoutFsync:
    def __getattr__(self, name: str) -> object:
        return (lambda _descriptor: None) if name == "fsync" else getattr(os, name)


POWER_BUGS: Final[dict[str, Callable[[], None]]] = {
    bug.__name__: bug for bug in (no_page_is_synced, commits_are_not_synced)
}


def _play(folder: Path, log: Path, promises: Path, bug: str) -> None:
    if bug in POWER_BUGS:
        POWER_BUGS[bug]()

    def promise(_folder: Path, line: str) -> None:
        with promises.open("a") as file:
            file.write(f"{log.stat().st_size} {line}\n")

    crash_scenes.promise = promise
    crash_scenes.many_scene(folder)


if __name__ == "__main__":
    _play(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4])
