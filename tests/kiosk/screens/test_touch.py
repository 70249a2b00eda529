"""What a finger does becomes the event it should, and nothing else."""

import pytest
from PySide6.QtCore import QPoint

from flows import events
from flows.events import (
    Chose,
    PinTyped,
    Preferred,
    Pressed,
    Rated,
    ScreenEvent,
    Signed,
    Touched,
    Typed,
    VendorCornerHeld,
)
from flows.pages import Preferences
from kiosk.gallery import Gallery
from tests.kiosk.screens import samples
from tests.kiosk.screens.audit import centre, find, named
from tests.kiosk.screens.finger import draw, move, press, release, rest, second_finger_taps, tap, touch, until, wait

USUAL = Preferences()


def show(gallery: Gallery, name: str, preferences: Preferences = USUAL) -> None:
    gallery.show(samples.sample("thanks", preferences))
    gallery.show(samples.sample(name, preferences))


def test_a_button_tells_its_id_on_release(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "service")
    point = press(gallery, "primary")
    assert happened == []
    release(gallery, point)
    assert happened == [Pressed("primary")]


def test_a_finger_that_slides_off_presses_nothing(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "service")
    point = press(gallery, "primary")
    away = point - QPoint(0, 400)
    move(gallery, away)
    release(gallery, away)
    assert happened == []


def test_a_finger_that_rests_for_long_still_counts(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "service")
    point = press(gallery, "back")
    wait(1000)
    release(gallery, point)
    assert happened == [Pressed("back")]


@pytest.mark.parametrize("second", ["back", "staff", "foot:size", "primary"])
def test_a_second_finger_presses_nothing_and_does_not_spoil_the_first(
    gallery: Gallery, happened: list[ScreenEvent], second: str
) -> None:
    show(gallery, "service")
    point = press(gallery, "primary")
    second_finger_taps(gallery, second)
    assert happened == []
    release(gallery, point)
    assert happened == [Pressed("primary")]


def test_a_hand_that_rests_beside_the_controls_blocks_nothing(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "service")
    blank = QPoint(20, 900)
    rest(gallery, blank)
    second_finger_taps(gallery, "primary")
    release(gallery, blank)
    assert happened == [Pressed("primary")]


def test_a_second_finger_types_nothing_beside_the_first(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "mobile")
    point = press(gallery, "key:5")
    second_finger_taps(gallery, "key:7")
    release(gallery, point)
    assert happened == [Typed("typed_mobile", "13800006725")]


def test_a_button_changes_colour_while_it_is_pressed(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "service")
    at = (400, 1560)
    before = gallery.screen.window.grabWindow().pixelColor(*at)
    point = press(gallery, "primary")
    during = gallery.screen.window.grabWindow().pixelColor(*at)
    release(gallery, point)
    assert (before.name(), during.name()) == ("#0b5359", "#0a4046")


def test_a_choice_stands_taken_for_a_moment_and_then_answers(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "question")
    tap(gallery, "choice:abroad")
    assert find(gallery.screen.window, "choice:abroad").property("taken") is True
    assert happened == []
    until(lambda: happened)
    assert happened == [Chose("purpose", ("abroad",))]


def test_a_second_touch_while_a_choice_stands_taken_changes_nothing(
    gallery: Gallery, happened: list[ScreenEvent]
) -> None:
    show(gallery, "question")
    tap(gallery, "choice:abroad")
    tap(gallery, "choice:other")
    until(lambda: happened)
    assert happened == [Chose("purpose", ("abroad",))]


def test_with_a_next_step_button_a_choice_only_chooses(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "question_next", Preferences(elder=True))
    tap(gallery, "choice:abroad")
    assert happened == [Chose("purpose", ("abroad",))]
    tap(gallery, "primary")
    assert happened[1:] == [Pressed("primary")]


def test_ticks_tell_the_whole_set_and_a_closed_one_cannot_be_ticked(
    gallery: Gallery, happened: list[ScreenEvent]
) -> None:
    show(gallery, "ticks")
    tap(gallery, "choice:traffic")
    tap(gallery, "choice:minor")
    tap(gallery, "choice:criminal")
    assert happened == [Chose("kinds", ("criminal", "traffic")), Chose("kinds", ())]


def test_the_consent_pair_has_no_preset_and_both_answers_work(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "consent")
    for choice in ("choice:yes", "choice:no"):
        assert find(gallery.screen.window, choice).property("taken") is False
    yes, no = (find(gallery.screen.window, choice).size() for choice in ("choice:yes", "choice:no"))
    assert yes == no
    tap(gallery, "choice:no")
    until(lambda: happened)
    assert happened == [Chose("face", ("no",))]


def test_foot_keys_are_preferences_but_leave_and_staff_are_pressed(
    gallery: Gallery, happened: list[ScreenEvent]
) -> None:
    show(gallery, "question")
    for key in ("voice", "size", "contrast", "lower", "language", "leave"):
        tap(gallery, f"foot:{key}")
    tap(gallery, "staff")
    asked = [Preferred(key) for key in ("voice", "size", "contrast", "lower", "language")]
    assert happened == [*asked, Pressed("leave"), Pressed("staff")]


def test_any_touch_tells_that_someone_is_there(gallery: Gallery) -> None:
    show(gallery, "thanks")
    seen: list[ScreenEvent] = []
    gallery.screen.bridge.happened.connect(seen.append)
    tap(gallery, "vendor-corner")
    gallery.screen.bridge.happened.disconnect(seen.append)
    assert seen == [Touched()]


def test_the_corner_must_be_held(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "home")
    corner = find(gallery.screen.window, "vendor-corner")
    assert corner.property("holdSeconds") == 5
    corner.setProperty("holdSeconds", 0.15)
    tap(gallery, "vendor-corner")
    assert happened == []
    point = press(gallery, "vendor-corner")
    until(lambda: happened)
    release(gallery, point)
    corner.setProperty("holdSeconds", 5)
    assert happened == [VendorCornerHeld()]


def test_rows_tiles_scenarios_and_search_of_the_home_page_tell_their_ids(
    gallery: Gallery, happened: list[ScreenEvent]
) -> None:
    show(gallery, "home")
    ids = ["search", "scenario:B02", "tile:312000218000", "row:bank", "pickup", "primary"]
    for control in ids:
        tap(gallery, control)
    assert happened == [Pressed(control) for control in ids]


def test_a_row_that_cannot_be_done_today_is_no_button(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "search")
    tap(gallery, "row:PH-C-003")
    assert happened == []


def test_rating_tells_the_stars(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "done")
    tap(gallery, "rate:5")
    tap(gallery, "rate:1")
    assert happened == [Rated(5), Rated(1)]


def test_ink_is_told_in_pad_units_and_the_next_step_appears_with_it(
    gallery: Gallery, happened: list[ScreenEvent]
) -> None:
    show(gallery, "sign")
    ink = find(gallery.screen.window, "ink")
    draw(gallery, ink, [(0.0, 0.0), (0.5, 0.1), (1.0, 0.2)])
    (signed,) = happened
    assert isinstance(signed, Signed)
    ((first, *_, last),) = signed.strokes
    assert first[:2] == (0, 0)
    assert abs(last[0] - 1000) <= 2
    assert abs(last[1] - 0.2 * ink.height() / ink.width() * 1000) <= 2
    tap(gallery, "primary")
    assert happened[-1] == Pressed("primary")


def test_ink_that_is_wiped_is_gone_and_so_is_the_next_step(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "sign")
    draw(gallery, find(gallery.screen.window, "ink"), [(0.2, 0.2), (0.6, 0.6)])
    tap(gallery, "clear")
    assert Signed(()) in happened
    assert named(gallery.screen.window, "primary") == []


def test_a_dot_is_no_signature(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "sign")
    tap(gallery, "ink")
    assert find(gallery.screen.window, "ink").property("inked") is False


def test_a_masked_value_shows_for_three_seconds_after_a_tap(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "review")
    row = find(gallery.screen.window, "reveal:身份证号")
    assert row.property("lifted") is False
    tap(gallery, "reveal:身份证号")
    assert row.property("lifted") is True
    until(lambda: not row.property("lifted"))
    assert row.property("lifted") is False
    assert happened == []


def test_a_masked_value_that_was_held_is_covered_on_release(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "review")
    row = find(gallery.screen.window, "reveal:姓名")
    point = press(gallery, "reveal:姓名")
    assert row.property("lifted") is True
    wait(700)
    release(gallery, point)
    assert row.property("lifted") is False


def test_an_answer_can_be_changed_from_the_review(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "review")
    tap(gallery, "edit:purpose")
    assert happened == [Pressed("edit:purpose")]


def test_day_picker_steps_and_a_preset_is_a_choice(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "date")
    tap(gallery, "date:month+")
    tap(gallery, "date:day-")
    tap(gallery, "date:year-")
    tap(gallery, "choice:2013-11-07")
    assert happened == [
        *(Typed("from", day) for day in ("2018-12-07", "2018-12-06", "2017-12-06")),
        Chose("from", ("2013-11-07",)),
    ]


def test_staff_digits_go_one_by_one_and_the_pin_is_never_on_the_screen(
    gallery: Gallery, happened: list[ScreenEvent]
) -> None:
    show(gallery, "staff_login")
    tap(gallery, "key:7")
    tap(gallery, "key:done")
    tap(gallery, "key:4")
    tap(gallery, "key:back")
    tap(gallery, "field:number")
    tap(gallery, "key:1")
    expected = [("number", "7"), ("pin", "4"), ("pin", "back"), ("number", "1")]
    assert happened == [PinTyped(entry, key) for entry, key in expected]


def test_under_the_idle_sheet_nothing_of_the_page_can_be_touched(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "idle")
    (covered,) = named(gallery.screen.window, "choice:job")
    point = QPoint(*centre(covered))
    touch(gallery, point)
    wait(450)
    tap(gallery, "stay")
    assert happened == [Pressed("stay")]


def test_every_event_the_screen_can_make_is_one_that_flows_knows() -> None:
    assert events.ScreenEvent.__args__ == (  # type: ignore[attr-defined]
        *(Pressed, Chose, Typed, Signed, Rated),
        *(Preferred, Touched, VendorCornerHeld, PinTyped),
    )
