"""The keyboards: what is typed, how it is grouped, and what a key may not do."""

import pytest

from flows.events import Pressed, ScreenEvent, Typed
from flows.pages import Keyboard, Preferences
from kiosk.gallery import Gallery
from tests.kiosk.screens import samples
from tests.kiosk.screens.audit import find, named
from tests.kiosk.screens.finger import tap

SAY = samples.say_in("zh")


def ask(gallery: Gallery, keyboard: Keyboard, value: str = "") -> None:
    gallery.show(samples.sample("thanks", Preferences()))
    page = samples.typed(SAY, keyboard, value, ("请填写", "Please fill in"))
    gallery.show(samples.snapshot(page, Preferences()))


def shown(gallery: Gallery) -> str:
    fields = [item for item in _all(gallery) if item.metaObject().className().startswith("FieldBox")]
    texts = [item for item in _below(fields[0]) if item.inherits("QQuickText")]
    return str(texts[0].property("text"))


def test_digits_arrive_whole_and_in_order(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    ask(gallery, Keyboard.NUMBER)
    for digit in "408":
        tap(gallery, f"key:{digit}")
    assert happened == [Typed("typed_number", text) for text in ("4", "40", "408")]


def test_a_mobile_number_is_grouped_as_it_is_spoken_and_told_without_spaces(
    gallery: Gallery, happened: list[ScreenEvent]
) -> None:
    ask(gallery, Keyboard.MOBILE, "1391234567")
    tap(gallery, "key:8")
    assert shown(gallery) == "139 1234 5678"
    assert happened == [Typed("typed_mobile", "13912345678")]


def test_a_twelfth_digit_of_a_mobile_number_is_not_taken(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    ask(gallery, Keyboard.MOBILE, "13912345678")
    tap(gallery, "key:9")
    assert happened == []


def test_x_is_only_taken_as_the_last_of_an_identity_number(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    ask(gallery, Keyboard.IDNO, "3101011990030712")
    tap(gallery, "key:X")
    tap(gallery, "key:3")
    tap(gallery, "key:X")
    assert [event.text for event in happened if isinstance(event, Typed)] == ["31010119900307123", "31010119900307123X"]
    assert shown(gallery) == "310101 1990 0307 123X"


@pytest.mark.parametrize(
    ("keys", "amount"), [("3.50", "3.50"), ("3..5", "3.5"), ("1.234", "1.23"), (".5", "5"), ("007", "0")]
)
def test_an_amount_stays_an_amount(gallery: Gallery, happened: list[ScreenEvent], keys: str, amount: str) -> None:
    ask(gallery, Keyboard.MONEY)
    for key in keys:
        tap(gallery, f"key:{key}")
    last = happened[-1]
    assert isinstance(last, Typed)
    assert last.text == amount


def test_erase_takes_the_last_character_also_a_rare_one(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    ask(gallery, Keyboard.TEXT, "张𬱖")
    tap(gallery, "key:back")
    assert happened == [Typed("typed_text", "张")]


def test_the_code_pad_has_none_of_the_characters_that_are_confused(gallery: Gallery) -> None:
    ask(gallery, Keyboard.CODE)
    keys = {item.objectName()[4:] for item in _all(gallery) if item.objectName().startswith("key:")}
    assert not keys & set("0O1I")
    assert len(keys - {"back"}) == 32


def test_pinyin_becomes_characters_and_the_field_shows_it_on_the_way(
    gallery: Gallery, happened: list[ScreenEvent]
) -> None:
    ask(gallery, Keyboard.TEXT)
    for letter in "shanghaishi":
        tap(gallery, f"key:{letter}")
    assert happened == []
    tap(gallery, "candidate:上海市")
    assert happened == [Typed("typed_text", "上海市")]
    assert named(gallery.screen.window, "candidate:上海市") == []


def test_a_candidate_for_the_first_syllables_leaves_the_rest_to_be_chosen(
    gallery: Gallery, happened: list[ScreenEvent]
) -> None:
    ask(gallery, Keyboard.TEXT)
    for letter in "jiangwanlu":
        tap(gallery, f"key:{letter}")
    tap(gallery, "candidate:江湾")
    tap(gallery, "candidate:路")
    assert [event.text for event in happened if isinstance(event, Typed)] == ["江湾", "江湾路"]


def test_space_takes_the_first_candidate(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    ask(gallery, Keyboard.TEXT)
    for letter in "wo":
        tap(gallery, f"key:{letter}")
    tap(gallery, "key:space")
    assert happened == [Typed("typed_text", "我")]


def test_more_candidates_take_the_place_of_the_keys_until_one_is_chosen(
    gallery: Gallery, happened: list[ScreenEvent]
) -> None:
    ask(gallery, Keyboard.TEXT)
    for letter in "yan":
        tap(gallery, f"key:{letter}")
    tap(gallery, "key:more")
    assert named(gallery.screen.window, "key:q") == []
    for _ in range(12):
        if named(gallery.screen.window, "candidate:䶮"):
            break
        tap(gallery, "key:more")
    tap(gallery, "candidate:䶮")
    assert happened == [Typed("typed_text", "䶮")]
    assert named(gallery.screen.window, "key:q")


def test_letters_capitals_and_digits_have_their_own_keys(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    ask(gallery, Keyboard.TEXT)
    for key in ("letters", "a", "capitals", "b", "digits", "7", "#"):
        tap(gallery, f"key:{key}")
    assert [event.text for event in happened if isinstance(event, Typed)] == ["a", "aB", "aB7", "aB7#"]


def test_done_on_the_letter_keyboard_is_the_next_step(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    ask(gallery, Keyboard.TEXT, "江湾路")
    tap(gallery, "key:done")
    assert happened == [Pressed("primary")]


def test_an_old_echo_of_the_core_does_not_take_back_what_was_typed_since(
    gallery: Gallery, happened: list[ScreenEvent]
) -> None:
    ask(gallery, Keyboard.NUMBER)
    for digit in "123":
        tap(gallery, f"key:{digit}")
    for late in ("1", "12"):
        gallery.show(samples.snapshot(samples.typed(SAY, Keyboard.NUMBER, late, ("请填写", "")), Preferences()))
        assert shown(gallery) == "123"


def test_what_the_core_puts_into_the_field_is_shown(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    ask(gallery, Keyboard.NUMBER)
    tap(gallery, "key:1")
    gallery.show(samples.snapshot(samples.typed(SAY, Keyboard.NUMBER, "99", ("请填写", "")), Preferences()))
    assert shown(gallery) == "99"


def test_search_tells_every_letter_and_rows_can_be_pressed_while_the_keyboard_is_there(
    gallery: Gallery, happened: list[ScreenEvent]
) -> None:
    gallery.show(samples.sample("thanks", Preferences()))
    gallery.show(samples.sample("search", Preferences()))
    tap(gallery, "key:letters")
    tap(gallery, "key:a")
    tap(gallery, "row:PH-C-001")
    assert happened == [Typed("search", "a"), Pressed("row:PH-C-001")]


def test_where_results_and_keyboard_do_not_fit_together_each_leads_to_the_other(
    gallery: Gallery, happened: list[ScreenEvent]
) -> None:
    small = Preferences(elder=True)
    gallery.show(samples.sample("thanks", small), "1366x768")
    gallery.show(samples.sample("search", small), "1366x768")
    tap(gallery, "found")
    assert find(gallery.screen.window, "row:PH-C-001")
    tap(gallery, "keyboard")
    assert find(gallery.screen.window, "key:q")
    assert happened == []


def _all(gallery: Gallery) -> list:  # type: ignore[type-arg]
    return [item for item in _below(gallery.screen.window.contentItem()) if item.isVisible()]


def _below(item) -> list:  # type: ignore[no-untyped-def, type-arg]
    return [item, *(deeper for child in item.childItems() for deeper in _below(child))]
