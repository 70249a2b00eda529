"""Which items are played: the same number of every family, spread over its list."""

from tests.flows.content.opened_content import PACK


def of_every_family(count: int) -> tuple[str, ...]:
    families: dict[str, list[str]] = {}
    for code, row in PACK.raw["catalogue"]["items"].items():
        families.setdefault(row["archetype"], []).append(code)
    return tuple(code for codes in families.values() for code in codes[:: max(1, len(codes) // count)][:count])
