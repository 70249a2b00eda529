"""The robot's hand: real touch events on the real window, and only on what a finger could reach."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from flows.events import Pressed, Signed, Typed, VendorCornerHeld
from flows.pages import Preferences
from kiosk.robot import Robot
from kiosk.screen import Screen, open_screen
from tests.journeys.hand import Hand, LostError
from tests.kiosk.screens import samples

Play = Callable[[Callable[[Hand], None]], list[Any]]


@pytest.fixture(scope="session")
def only_screen(qapp: Any) -> Screen:
    """A process has one screen and keeps it to its end: the lock-down filters the application's events meanwhile."""
    return open_screen(qapp, QSize(1080, 1920))


@pytest.fixture
def screen(only_screen: Screen) -> Iterator[Screen]:
    only_screen.window.show()
    yield only_screen
    only_screen.window.hide()


@pytest.fixture
def play(screen: Screen, qtbot: QtBot, tmp_path: Path) -> Iterator[Play]:
    """Plays a hand on a thread of its own, as another process would; returns what the screen reported."""
    robot = Robot(screen.window, screen.bridge)
    events: list[Any] = []
    screen.bridge.happened.connect(events.append)

    def run(script: Callable[[Hand], None]) -> list[Any]:
        errors: list[BaseException] = []

        def act() -> None:
            try:
                script(Hand(lambda: robot.port, tmp_path))
            except BaseException as error:  # noqa: BLE001
                errors.append(error)

        thread = threading.Thread(target=act)
        thread.start()
        qtbot.waitUntil(lambda: not thread.is_alive(), timeout=40_000)
        if errors:
            raise errors[0]
        return events

    yield run
    screen.bridge.happened.disconnect(events.append)


def show(screen: Screen, name: str) -> None:
    screen.bridge.show(samples.sample(name, Preferences()))


def test_a_tap_is_a_touch_on_the_control(screen: Screen, play: Play) -> None:
    show(screen, "service")

    def script(hand: Hand) -> None:
        hand.wait_page("ServicePage", has="primary")
        hand.tap("primary")
        assert (hand.touches, hand.keystrokes) == (1, 0)

    assert Pressed("primary") in play(script)


def test_keys_are_counted_apart_from_touches(screen: Screen, play: Play) -> None:
    show(screen, "mobile")

    def script(hand: Hand) -> None:
        hand.wait_page("QuestionPage", has="key:1")
        hand.type("13")
        assert (hand.touches, hand.keystrokes) == (0, 2)

    assert any(isinstance(event, Typed) for event in play(script))


def test_ink_is_drawn_stroke_by_stroke(screen: Screen, play: Play) -> None:
    show(screen, "sign")

    def script(hand: Hand) -> None:
        hand.wait_page("SignPage", has="ink")
        hand.sign()

    signed = [event for event in play(script) if isinstance(event, Signed)]
    assert len(signed[-1].strokes) == 3


def test_the_hidden_corner_answers_to_five_seconds_only(screen: Screen, play: Play) -> None:
    show(screen, "home")

    def script(hand: Hand) -> None:
        hand.wait_page("HomePage", has="vendor-corner")
        hand.hold("vendor-corner", 0.5)
        hand.hold("vendor-corner", 5.2)

    assert play(script).count(VendorCornerHeld()) == 1


def test_what_is_not_there_cannot_be_tapped(screen: Screen, play: Play) -> None:
    show(screen, "home")

    def script(hand: Hand) -> None:
        hand.wait_page("HomePage")
        with pytest.raises(LostError, match="choice:no is not there"):
            hand.tap("choice:no", within_s=0.3)

    play(script)


def test_a_screenshot_is_the_whole_window(screen: Screen, play: Play) -> None:
    show(screen, "home")
    taken: list[Path] = []

    def script(hand: Hand) -> None:
        hand.wait_page("HomePage")
        taken.append(hand.look("home"))

    play(script)
    assert QImage(str(taken[0])).size() == QSize(1080, 1920)
