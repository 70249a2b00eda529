"""What the chip of a card holds: 256 bytes of text, 1024 of photo, perhaps a fingerprint (devices.md 1.4)."""

from devices.simulated.chips.people import Person

TEXT_BYTES = 256
PHOTO_BYTES = 1024
ADDRESS_BYTES = 70

Fields = list[tuple[int, int, str]]
"""offset, length in bytes, value"""


def text_block(person: Person) -> bytes:
    """UTF-16LE fields padded with spaces. ValueError when a value is longer than its field."""
    return block(TEXT_BYTES, _fields(person))


def photo_block() -> bytes:
    """Filler: a real one is compressed by a closed library."""
    return b"\x5a" * PHOTO_BYTES


def fingerprint_block(person: Person) -> bytes:
    return b"\xa5" * person.fingerprint


def latest_address_block(person: Person) -> bytes:
    """Empty when the card carries none."""
    return block(ADDRESS_BYTES, [(0, ADDRESS_BYTES, person.latest_address)]) if person.latest_address else b""


def block(size: int, fields: Fields) -> bytes:
    content = bytearray(" ".encode("utf-16-le") * (size // 2))
    for offset, length, value in fields:
        encoded = value.encode("utf-16-le")
        if len(encoded) > length:
            raise ValueError(f"{value!r} does not fit into {length} bytes")
        content[offset : offset + len(encoded)] = encoded
    return bytes(content)


def _fields(person: Person) -> Fields:
    match person.kind:
        case "resident":
            return [*_shared(person), (32, 4, person.nation), (52, 70, person.address), (158, 30, person.authority)]
        case "hkmtw":
            own = [(220, 18, person.pass_number), (238, 4, person.issue_count), (248, 2, "J")]
            return [*_shared(person), (52, 70, person.address), (158, 30, person.authority), *own]
        case "fpr":
            return [*_shared(person), *_permit_2023(person)]
        case "fpr2017":
            return _permit_2017(person)
        case other:
            raise ValueError(f"no card of the kind {other}")


def _shared(person: Person) -> Fields:
    return [
        (0, 30, person.name),
        (30, 2, person.sex),
        (36, 16, person.birth),
        (122, 36, person.id_number),
        (188, 16, person.valid_from),
        (204, 16, person.valid_to),
    ]


def _permit_2023(person: Person) -> Fields:
    return [
        (32, 4, person.issue_count),
        (52, 70, person.english_name[:35]),
        (220, 22, person.english_name[35:46]),
        (242, 6, person.nationality),
        (248, 2, "Y"),
    ]


def _permit_2017(person: Person) -> Fields:
    return [
        (0, 120, person.english_name),
        (120, 2, person.sex),
        (122, 30, person.id_number),
        (152, 6, person.nationality),
        (158, 30, person.name),
        (188, 16, person.valid_from),
        (204, 16, person.valid_to),
        (220, 16, person.birth),
        (236, 4, person.issue_count),
        (240, 8, person.authority),
        (248, 2, "I"),
    ]
