"""Where sounds and speech come out: the system's own players, each started beside the terminal and never waited for."""

import shutil
import sys
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QProcess

from kiosk.sound_files import Sound, path_of

PLAYERS: tuple[tuple[str, ...], ...] = (("paplay",), ("aplay", "-q"), ("afplay",))
ESPEAK = "espeak-ng"
VOICES = {"zh": "cmn-latn-pinyin", "en": "en-gb"}
PROMPTS = path_of(Sound.TICK).parent / "voice"


class AudioOutput(Protocol):
    """Nothing raises and nothing blocks: a terminal without a loudspeaker serves like any other."""

    def can_speak(self, language: str) -> bool: ...

    def play(self, sound: Sound) -> None: ...

    def say(self, lines: Sequence[str], language: str) -> None:
        """Stops what is being said and begins this."""
        ...

    def hush(self) -> None: ...


class Silence:
    """No loudspeaker, or none wanted."""

    def can_speak(self, language: str) -> bool:
        return False

    def play(self, sound: Sound) -> None: ...

    def say(self, lines: Sequence[str], language: str) -> None: ...

    def hush(self) -> None: ...


class SystemAudio:
    """Sounds through `player`; speech from espeak-ng, which reads Chinese as pinyin (it cannot read characters)."""

    def __init__(self, player: Sequence[str] | None, espeak: str | None) -> None:
        self._player = player
        self._espeak = espeak
        self._voice = QProcess()

    def can_speak(self, language: str) -> bool:
        return self._espeak is not None and language in VOICES

    def play(self, sound: Sound) -> None:
        if self._player is not None:
            QProcess.startDetached(self._player[0], [*self._player[1:], str(path_of(sound))])

    def say(self, lines: Sequence[str], language: str) -> None:
        self.hush()
        if self._espeak is None or language not in VOICES:
            return
        text = " . ".join(spoken(line, language) for line in lines)
        self._voice.start(self._espeak, ["-v", VOICES[language], "-s", "140", "--", text])

    def hush(self) -> None:
        if self._voice.state() != QProcess.ProcessState.NotRunning:
            self._voice.kill()
            self._voice.waitForFinished(200)


def system_audio() -> AudioOutput:
    """What this machine has. Recorded prompts will come before synthesis once there are any in assets/sounds/voice."""
    if sys.platform == "win32":
        return Silence()
    players = (player for player in PLAYERS if shutil.which(player[0]))
    player, espeak = next(players, None), shutil.which(ESPEAK)
    return SystemAudio(player, espeak) if player or espeak else Silence()


def spoken(line: str, language: str) -> str:
    """What espeak-ng is given: pinyin with tone numbers for Chinese, the words themselves for English."""
    if language != "zh":
        return line
    from pypinyin import Style, lazy_pinyin

    return " ".join(lazy_pinyin(line, style=Style.TONE3, neutral_tone_with_five=True))
