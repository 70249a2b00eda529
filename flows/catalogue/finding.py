"""Finding an item from loose words."""

from collections.abc import Mapping

from flows.decision import Found, SearchAnswer

Row = Mapping[str, str]


class SearchIndex:
    def __init__(self, items: Mapping[str, Row]) -> None:
        self._items = items

    def search(self, text: str, language: str) -> SearchAnswer:
        wanted = text.strip().lower()
        found = [
            Found(code, row["name_everyday_zh"] if language == "zh" else row["name_en"], 1.0)
            for code, row in self._items.items()
            if wanted
            and wanted in " ".join((row["name_zh"], row["name_everyday_zh"], row["aliases_zh"], row["name_en"].lower()))
        ]
        return SearchAnswer(tuple(found[:20]), not found)
