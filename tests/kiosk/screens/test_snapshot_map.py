"""Frozen pages become plain maps that QML can read, with the class name as kind."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.pages import Masked, NodeState, Preferences
from kiosk.snapshot_map import page_key, plain, snapshot_map
from tests.kiosk.screens import samples

SAY = samples.say_in("zh")


@pytest.mark.parametrize("name", samples.PAGES)
def test_every_page_becomes_a_map_of_plain_values(name: str) -> None:
    mapped = snapshot_map(samples.sample(name, Preferences()))
    page = mapped["page"]
    assert isinstance(page, dict)
    assert page["kind"] == type(samples.PAGES[name](SAY)).__name__
    assert json.loads(json.dumps(mapped)) == mapped


def test_a_masked_value_keeps_its_three_parts() -> None:
    assert plain(Masked("王", "", "王小明")) == {"kind": "Masked", "head": "王", "tail": "", "full": "王小明"}


def test_an_enum_becomes_its_word() -> None:
    assert plain((NodeState.DONE, NodeState.LATER)) == ["done", "later"]


@given(st.binary(min_size=1) | st.complex_numbers() | st.sets(st.integers(), min_size=1))
def test_what_qml_cannot_read_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="snapshot"):
        plain(value)


def test_delivered_and_saved_are_one_page_but_two_questions_are_not() -> None:
    assert page_key(samples.done(SAY)) == page_key(samples.saved(SAY))
    assert page_key(samples.question(SAY)) != page_key(samples.ticks(SAY))
    assert page_key(samples.search(SAY)) == page_key(samples.nothing_found(SAY))
