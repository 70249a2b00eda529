"""The terminal's own words, in Fluent files beside this one: zh/*.ftl and en/*.ftl. No word stands in code."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES: Final = ("zh", "en")
_FOLDER: Final = Path(__file__).parent
_LOCALES: Final = {"zh": "zh-CN", "en": "en-GB"}


class MissingTextError(KeyError):
    """A text id that no file of the language has, or an argument that was not given."""


class ScreenTexts:
    """`text` raises MissingTextError rather than showing an id to a customer."""

    def __init__(self, folder: Path = _FOLDER) -> None:
        self._bundles = {language: _bundle(folder, language) for language in LANGUAGES}

    def text(self, text_id: str, language: str, **arguments: str | int) -> str:
        bundle = self._bundles[language]
        if not bundle.has_message(text_id):
            raise MissingTextError(f"{language}: {text_id}")
        pattern = bundle.get_message(text_id).value
        if pattern is None:
            raise MissingTextError(f"{language}: {text_id} has no value")
        text, errors = bundle.format_pattern(pattern, _arguments(arguments))
        if errors:
            raise MissingTextError(f"{language}: {text_id}: {errors[0]}")
        return str(text)

    def has(self, text_id: str, language: str) -> bool:
        return bool(self._bundles[language].has_message(text_id))

    def lines(self, text_id: str, language: str, **arguments: str | int) -> tuple[str, ...]:
        """A text of several lines, one each."""
        return tuple(line for line in self.text(text_id, language, **arguments).split("\n") if line)


def text_ids(language: str, folder: Path = _FOLDER) -> frozenset[str]:
    return frozenset(_ids(folder / language))


@cache
def _bundle(folder: Path, language: str) -> FluentBundle:
    bundle = FluentBundle([_LOCALES[language]], use_isolating=False)
    for path in sorted((folder / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle


def _ids(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.ftl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line[:1].isalpha() and " = " in f"{line} ":
                yield line.split("=", 1)[0].strip()


def _arguments(arguments: Mapping[str, str | int]) -> dict[str, str | int]:
    return dict(arguments)
