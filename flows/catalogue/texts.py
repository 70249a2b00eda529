"""The texts of a pack. Plain ones are looked up; those with placeables are parsed by Fluent when first shown."""

from collections.abc import Mapping
from typing import Any, Final

from fluent.runtime import FluentBundle, FluentResource

_LOCALES: Final = {"zh": "zh-CN", "en": "en-GB"}


class MissingTextError(KeyError):
    """A text id that the pack does not have in this language, or an argument that was not given."""


class PackTexts:
    """`raw`: {"zh": {"plain": {id: text}, "rich": {id: Fluent source}}, "en": …}"""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self._raw = raw
        self._bundles: dict[tuple[str, str], FluentBundle] = {}

    def has(self, text_id: str, language: str) -> bool:
        table = self._raw[language]
        return text_id in table["plain"] or text_id in table["rich"]

    def text(self, text_id: str, language: str, **arguments: str | int) -> str:
        """Raises MissingTextError rather than showing an id to a customer."""
        table = self._raw[language]
        plain = table["plain"].get(text_id)
        if plain is not None:
            return str(plain)
        if text_id not in table["rich"]:
            raise MissingTextError(f"{language}: {text_id}")
        bundle = self._bundle(text_id, language, table["rich"][text_id])
        pattern = bundle.get_message("text").value
        assert pattern is not None
        text, errors = bundle.format_pattern(pattern, arguments)
        if errors:
            raise MissingTextError(f"{language}: {text_id}: {errors[0]}")
        return str(text)

    def _bundle(self, text_id: str, language: str, source: str) -> FluentBundle:
        key = (text_id, language)
        if key not in self._bundles:
            bundle = FluentBundle([_LOCALES[language]], use_isolating=False)
            bundle.add_resource(FluentResource(source))
            self._bundles[key] = bundle
        return self._bundles[key]
