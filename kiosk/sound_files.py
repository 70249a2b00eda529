"""The four short sounds, made from sine waves: `python -m kiosk.sound_files` writes them to assets/sounds."""

import math
import struct
import wave
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "assets" / "sounds"
RATE = 22_050
LOUD = 0.35


class Sound(StrEnum):
    TICK = "tick"
    """a touch was taken, 20 ms"""
    UP = "up"
    """read, or stored: two notes up"""
    LOOK = "look"
    """look here: one low note"""
    CARD = "card"
    """a card was left in: three notes"""


NOTES: dict[Sound, tuple[tuple[float, float], ...]] = {
    Sound.TICK: ((1800.0, 0.02),),
    Sound.UP: ((660.0, 0.11), (880.0, 0.16)),
    Sound.LOOK: ((330.0, 0.28),),
    Sound.CARD: ((880.0, 0.14), (0.0, 0.05), (660.0, 0.14), (0.0, 0.05), (880.0, 0.2)),
}
"""(frequency in Hz, length in seconds), 0 Hz is silence"""


def path_of(sound: Sound, folder: Path = FOLDER) -> Path:
    return folder / f"{sound.value}.wav"


def write_all(folder: Path = FOLDER) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for sound, notes in NOTES.items():
        samples = [sample for frequency, length in notes for sample in _tone(frequency, length)]
        with wave.open(str(path_of(sound, folder)), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(struct.pack(f"<{len(samples)}h", *samples))


def _tone(frequency: float, length: float) -> Iterable[int]:
    """Swells in 3 ms and fades to nothing, so that it does not click."""
    count = round(length * RATE)
    for n in range(count):
        swell = min(1.0, n / (0.003 * RATE)) * (1 - n / count)
        yield round(32_767 * LOUD * swell * math.sin(2 * math.pi * frequency * n / RATE))


if __name__ == "__main__":
    write_all()
