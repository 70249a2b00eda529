"""Every word the terminal may need, in both languages, without the words that must not be there."""

import ast
import re
from dataclasses import fields
from pathlib import Path

import pytest

from flows.pages import ScreenWords
from flows.receipt_layout import FORBIDDEN
from flows.texts import LANGUAGES, MissingTextError, ScreenTexts, text_ids

FLOWS = Path(__file__).parents[3] / "flows"
ROOMS = ("pages_of", "session")
BANNED = ("温馨提示", "系统异常", "非法", "无效输入", "！")


def literal_ids() -> set[str]:
    """Text ids that stand in code as the first argument of a wording, `lines` or the second of `button`."""
    found: set[str] = set()
    files = [path for room in ROOMS for path in (FLOWS / room).glob("*.py")] + [FLOWS / "receipt_layout.py"]
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                found |= _texts_in(node)
    return found


def _texts_in(call: ast.Call) -> set[str]:
    is_w = isinstance(call.func, ast.Name) and call.func.id == "w"
    method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    place = 0 if is_w or method == "lines" else 1 if method == "button" else None
    if place is None or len(call.args) <= place:
        return set()
    said = {node.value for node in ast.walk(call.args[place]) if isinstance(node, ast.Constant)}
    return {text for text in said if isinstance(text, str) and re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)+", text)}


def test_both_languages_have_the_same_texts() -> None:
    assert text_ids("zh") == text_ids("en")


def test_every_text_named_in_code_exists() -> None:
    named = literal_ids()
    assert len(named) > 150
    assert named <= text_ids("zh")


def test_every_text_of_one_language_takes_the_same_arguments_as_the_other() -> None:
    assert _arguments("zh") == _arguments("en")


def test_no_text_stands_twice() -> None:
    for language in LANGUAGES:
        lines = [line for path in (FLOWS / "texts" / language).glob("*.ftl") for line in path.read_text().splitlines()]
        names = [line.split(" = ")[0] for line in lines if " = " in line]
        assert len(names) == len(set(names))


@pytest.mark.parametrize("word", [*BANNED, *FORBIDDEN])
def test_no_text_says_what_the_terminal_must_not_say(word: str) -> None:
    for path in (FLOWS / "texts" / "zh").glob("*.ftl"):
        assert word not in path.read_text(encoding="utf-8"), path.name


def test_a_missing_text_is_an_error_and_not_an_id_on_the_screen() -> None:
    with pytest.raises(MissingTextError):
        ScreenTexts().text("no-such-text", "zh")
    with pytest.raises(MissingTextError):
        ScreenTexts().text("progress-step", "zh", step=1)


def _arguments(language: str) -> dict[str, frozenset[str]]:
    found = {}
    for path in (FLOWS / "texts" / language).glob("*.ftl"):
        for text in re.split(r"\n(?=\S)", path.read_text(encoding="utf-8")):
            name, _, value = text.partition(" = ")
            found[name] = frozenset(re.findall(r"\{ \$(\w+) (?:\}|->)", value))
    return found


def test_the_screens_own_controls_have_words_in_both_languages() -> None:
    wanted = {f"screen-{one.name.replace('_', '-')}" for one in fields(ScreenWords)}
    assert wanted <= text_ids("zh")
