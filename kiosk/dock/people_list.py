"""What the dock tells of the cards on offer: whose they are, and what brings that person here."""

from devices.simulated.chips.people import Person, people

KINDS = {
    "resident": "居民身份证",
    "hkmtw": "港澳台居民居住证",
    "fpr": "外国人永久居留身份证",
    "fpr2017": "外国人永久居留身份证（2017）",
}


def cards() -> list[dict[str, str]]:
    """One entry a card: `card` (its letter), `name`, `about`."""
    return [_entry(person) for person in people().values()]


def _entry(person: Person) -> dict[str, str]:
    kind = KINDS[person.kind]
    about = kind if person.story in ("", kind) else f"{kind} · {person.story}"
    return {"card": person.card, "name": person.name, "about": about}
