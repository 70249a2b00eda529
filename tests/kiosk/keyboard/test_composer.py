"""The letters under composition: taken, erased, chosen, forgotten."""

from kiosk.keyboard.composer import LONGEST, Composer


def compose(letters: str) -> tuple[Composer, list[str]]:
    composer = Composer()
    committed: list[str] = []
    composer.committed.connect(committed.append)
    for letter in letters:
        composer.type(letter)
    return composer, committed


def test_choosing_commits_the_text_and_keeps_the_rest() -> None:
    composer, committed = compose("jiangwanlu")
    composer.choose(composer.candidates.index("江湾"))
    assert (committed, composer.keys) == (["江湾"], "lu")


def test_erasing_takes_one_letter_and_offers_anew() -> None:
    composer, committed = compose("wop")
    composer.erase()
    assert composer.keys == "wo"
    assert composer.candidates[0] == "我"
    assert committed == []


def test_clearing_forgets_everything_composed() -> None:
    composer, committed = compose("zhangwei")
    composer.clear()
    assert (composer.keys, composer.candidates, committed) == ("", [], [])


def test_letters_that_are_no_pinyin_are_taken_as_they_are() -> None:
    composer, committed = compose("")
    composer._found = ()
    composer._keys = "#"
    composer.choose(0)
    assert committed == ["#"]


def test_an_apostrophe_cannot_begin_and_a_run_cannot_grow_without_end() -> None:
    composer, _ = compose("'" + "a" * (LONGEST + 5))
    assert composer.keys == "a" * LONGEST


def test_a_candidate_that_is_not_there_changes_nothing() -> None:
    composer, committed = compose("wo")
    composer.choose(9999)
    assert (composer.keys, committed) == ("wo", [])
