"""The numbered keypad: the whole way of a page without touching the glass."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from flows.events import Chose, Pressed, Rated, ScreenEvent, Touched, Typed
from flows.pages import Preferences
from kiosk.gallery import Gallery
from kiosk.keypad import numbered_controls
from tests.kiosk.screens import samples
from tests.kiosk.screens.audit import find
from tests.kiosk.screens.finger import tap, until

SAY = samples.say_in("zh")


@pytest.fixture
def spoken(gallery: Gallery) -> Iterator[list[str]]:
    said: list[str] = []
    gallery.screen.keypad.moved.connect(said.append)
    yield said
    gallery.screen.keypad.moved.disconnect(said.append)


def show(gallery: Gallery, name: str, preferences: Preferences | None = None, size: str = "1080x1920") -> None:
    gallery.show(samples.sample("thanks", preferences or Preferences()), size)
    gallery.show(samples.sample(name, preferences or Preferences()), size)


def keys(gallery: Gallery, typed: str) -> None:
    special = {"\n": Qt.Key.Key_Enter, "*": Qt.Key.Key_Asterisk, "#": Qt.Key.Key_NumberSign, "+": Qt.Key.Key_Plus}
    for key in typed:
        QTest.keyClick(gallery.screen.window, special.get(key, Qt.Key(ord(key))))
    gallery.settle()


def focused(gallery: Gallery) -> str:
    return gallery.screen.bridge.focused_control


def test_a_number_moves_the_focus_and_enter_answers(
    gallery: Gallery, happened: list[ScreenEvent], spoken: list[str]
) -> None:
    show(gallery, "question")
    keys(gallery, "2")
    assert focused(gallery) == "choice:abroad"
    assert spoken == ["出国、办签证"]
    assert happened == []
    keys(gallery, "\n")
    until(lambda: happened)
    assert happened == [Chose("purpose", ("abroad",))]


def test_the_focus_is_seen_as_a_ring_and_goes_with_the_page(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "question")
    plain = gallery.screen.window.grabWindow()
    keys(gallery, "1")
    ringed = gallery.screen.window.grabWindow()
    row = find(gallery.screen.window, "choice:job")
    top = round(row.mapToScene(row.boundingRect().topLeft()).y())
    assert plain.pixelColor(600, top - 9).name() != ringed.pixelColor(600, top - 9).name()
    assert ringed.pixelColor(600, top - 9).name() == "#ffc933"
    show(gallery, "service")
    assert focused(gallery) == ""


def test_enter_without_a_number_is_the_next_step(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "service")
    keys(gallery, "\n")
    assert happened == [Pressed("primary")]


def test_star_goes_back_and_the_number_sign_calls_staff(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "question")
    keys(gallery, "*#")
    assert happened == [Pressed("back"), Pressed("staff")]


def test_two_digits_reach_what_stands_on_a_later_leaf(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "many", Preferences(elder=True))
    keys(gallery, "12")
    assert focused(gallery) == "choice:d11"
    assert find(gallery.screen.window, "choice:d11")


def test_digits_go_into_the_field_of_a_number_page(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "mobile")
    keys(gallery, "8*")
    assert happened == [Typed("typed_mobile", "13800006728"), Typed("typed_mobile", "1380000672")]
    keys(gallery, "\n")
    assert happened[-1] == Pressed("primary")


def test_plus_walks_over_everything_that_can_be_pressed(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "refusal")
    walked = []
    for _ in range(7):
        keys(gallery, "+")
        walked.append(focused(gallery))
    assert walked == ["row:remind", "row:monthly", "row:review", "row:print", "back", "staff", "row:remind"]


def test_a_row_that_is_closed_today_cannot_be_pressed_by_number(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "ticks", Preferences(elder=True))
    keys(gallery, "3\n")
    assert happened == []


def test_rating_and_a_covered_value_work_by_keypad(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "done")
    keys(gallery, "5\n")
    assert happened == [Rated(1)]
    show(gallery, "review")
    gallery.screen.bridge.focus("reveal:姓名")
    keys(gallery, "\n")
    assert find(gallery.screen.window, "reveal:姓名").property("lifted") is True


def test_a_number_that_no_control_has_changes_nothing(
    gallery: Gallery, happened: list[ScreenEvent], spoken: list[str]
) -> None:
    show(gallery, "question")
    keys(gallery, "9\n")
    assert (focused(gallery), spoken, happened) == ("", [], [])


@pytest.mark.parametrize("name", [name for name in samples.PAGES if numbered_controls(samples.PAGES[name](SAY))])
def test_every_numbered_control_is_on_its_page(gallery: Gallery, happened: list[ScreenEvent], name: str) -> None:
    show(gallery, name)
    for number, control in enumerate(numbered_controls(samples.PAGES[name](SAY)), start=1):
        gallery.screen.keypad._typed_at = -99.0
        keys(gallery, str(number))
        assert focused(gallery) == control
    assert happened == []


@pytest.mark.parametrize("key", ["1", "\n", "*", "+", "#"])
def test_while_the_terminal_asks_who_is_there_any_key_stays_and_does_nothing_else(
    gallery: Gallery, happened: list[ScreenEvent], key: str
) -> None:
    gallery.show(samples.sample("idle", Preferences()))
    keys(gallery, key)
    assert happened == [Pressed("stay")]
    assert focused(gallery) == ""


def test_an_original_that_is_due_is_the_next_step_before_leaving(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "done_deposit")
    assert find(gallery.screen.window, "second").property("filled") is True
    assert find(gallery.screen.window, "primary").property("filled") is False
    keys(gallery, "\n")
    assert happened == [Pressed("second")]


def test_every_key_tells_that_someone_is_there(gallery: Gallery) -> None:
    show(gallery, "question")
    seen: list[ScreenEvent] = []
    gallery.screen.bridge.happened.connect(seen.append)
    keys(gallery, "1")
    gallery.screen.bridge.happened.disconnect(seen.append)
    assert seen == [Touched()]


def test_touching_still_works_beside_the_keypad(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "service")
    keys(gallery, "+")
    tap(gallery, "back")
    assert happened == [Pressed("back")]
