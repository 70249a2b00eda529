"""What is heard: never alone, never late, never for the next customer."""

import hashlib
import wave
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from flows.events import Pressed, Touched
from flows.pages import Page, Preferences, Snapshot
from flows.pages_of.snapshot import snapshot_of
from flows.session.end_stages import Departing, EndReason
from flows.session.state import Session
from kiosk.audio_output import Silence, SystemAudio, spoken
from kiosk.screen_audio import ScreenAudio, sound_between
from kiosk.screen_bridge import ScreenBridge
from kiosk.snapshot_map import frame_map
from kiosk.sound_files import NOTES, Sound, path_of, write_all
from tests.flows.session.manual_clock import ManualClock
from tests.flows.session.rig import terminal
from tests.kiosk.screens import samples
from tests.kiosk.screens.finger import until, wait

SAY = samples.say_in("zh")


class Heard:
    """Remembers what would have been heard."""

    def __init__(self) -> None:
        self.log: list[str] = []

    def can_speak(self, language: str) -> bool:
        return True

    def play(self, sound: Sound) -> None:
        self.log.append(sound.value)

    def say(self, lines: Sequence[str], language: str) -> None:
        self.log.append(f"{language}: {' '.join(lines)}")

    def hush(self) -> None:
        self.log.append("hush")


@pytest.fixture
def bridge(app: object) -> ScreenBridge:
    return ScreenBridge()


def snap(page: Page, *, voice: bool = False, script: tuple[str, ...] = ()) -> Snapshot:
    return replace(samples.snapshot(page, Preferences(voice=voice)), script=script)


@pytest.mark.parametrize(
    ("before", "now", "sound"),
    [
        ("present", "question", Sound.UP),
        ("present", "present_trouble", Sound.LOOK),
        ("present_trouble", "present_trouble", None),
        ("working", "done", Sound.UP),
        ("saved", "done", None),
        ("question", "refusal", Sound.LOOK),
        ("question", "ticks", None),
    ],
)
def test_a_change_of_page_has_its_sound(before: str, now: str, sound: Sound | None) -> None:
    assert sound_between(samples.PAGES[before](SAY), samples.PAGES[now](SAY)) == sound


def test_a_touch_ticks_and_stops_the_voice(bridge: ScreenBridge) -> None:
    heard = Heard()
    ScreenAudio(bridge, heard)
    bridge.happened.emit(Touched())
    bridge.happened.emit(Pressed("primary"))
    assert heard.log == ["hush", "tick"]


def test_a_card_left_in_is_called_out_until_it_is_taken(bridge: ScreenBridge) -> None:
    heard = Heard()
    audio = ScreenAudio(bridge, heard)
    audio._card.setInterval(5)
    left = Session(id="0" * 32, touched=0.0, stage=Departing(EndReason.LEFT, left=True))
    bridge.show(snapshot_of(left, terminal(), ManualClock().moment()))
    until(lambda: heard.log.count("card") > 2)
    bridge.show(snap(samples.home(SAY)))
    calls = heard.log.count("card")
    wait(40)
    assert calls > 2
    assert heard.log.count("card") == calls


def test_the_script_is_read_when_it_changes_and_only_while_wanted(bridge: ScreenBridge) -> None:
    heard = Heard()
    ScreenAudio(bridge, heard)
    page = samples.question(SAY)
    bridge.show(snap(page, script=("一",)))
    bridge.show(snap(page, voice=True, script=("一", "二")))
    bridge.show(snap(page, voice=True, script=("一", "二")))
    bridge.show(snap(samples.ticks(SAY), voice=True, script=("三",)))
    bridge.show(snap(page, script=("四",)))
    assert heard.log == ["zh: 一 二", "zh: 三", "hush"]


def test_who_is_read_to_hears_that_the_time_runs_out_and_how_to_stay(bridge: ScreenBridge) -> None:
    heard = Heard()
    ScreenAudio(bridge, heard)
    page, sheet = samples.question(SAY), samples.idle_sheet(SAY)
    asked = replace(snap(page, voice=True, script=("一",)), idle=sheet)
    bridge.show(snap(page, voice=True, script=("一",)))
    bridge.show(asked)
    bridge.show(replace(asked, idle=replace(sheet, seconds=26)))
    bridge.show(snap(page, voice=True, script=("一",)))
    assert heard.log == ["zh: 一", "look", f"zh: {sheet.title} 27 秒 {sheet.note} {sheet.stay.text}"]


def test_who_is_not_read_to_hears_one_low_note(bridge: ScreenBridge) -> None:
    heard = Heard()
    ScreenAudio(bridge, heard)
    bridge.show(replace(snap(samples.question(SAY)), idle=samples.idle_sheet(SAY)))
    assert heard.log == ["look"]


def test_a_terminal_that_cannot_speak_has_no_key_for_it_unless_it_is_a_demonstration() -> None:
    frame = samples.frame(Preferences())
    keys = [
        [key["id"] for key in frame_map(shown, speaks=False)["keys"]]
        for shown in (frame, replace(frame, simulated="演示终端"))
    ]  # type: ignore[index, union-attr, call-overload]
    assert "voice" not in keys[0]
    assert "voice" in keys[1]
    assert "leave" in keys[0]


def test_the_sound_files_are_what_the_notes_make(tmp_path: Path) -> None:
    write_all(tmp_path)
    for sound in Sound:
        assert (
            hashlib.sha256(path_of(sound).read_bytes()).digest()
            == hashlib.sha256(path_of(sound, tmp_path).read_bytes()).digest()
        )
        with wave.open(str(path_of(sound))) as file:
            length = file.getnframes() / file.getframerate()
        assert abs(length - sum(seconds for _, seconds in NOTES[sound])) < 0.01
        assert length < 1


def test_chinese_is_given_to_the_synthesiser_as_pinyin_with_tones() -> None:
    assert spoken("重庆银行", "zh") == "chong2 qing4 yin2 hang2"
    assert spoken("Place your card", "en") == "Place your card"


def test_a_player_that_is_not_there_disturbs_nobody(app: object) -> None:
    broken = SystemAudio(("/nonexistent/player",), "/nonexistent/espeak")
    broken.play(Sound.TICK)
    broken.say(("您好",), "zh")
    broken.hush()
    for silent in (Silence(), SystemAudio(None, None)):
        silent.play(Sound.UP)
        silent.say(("您好",), "zh")
        silent.hush()
        assert not silent.can_speak("zh")
