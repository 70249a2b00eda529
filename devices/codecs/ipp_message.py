"""IPP requests and answers (RFC 8010): groups of attributes behind an eight-byte head."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TypeAlias


class Operation(IntEnum):
    """RFC 8011, section 5.4.15"""

    PRINT_JOB = 0x0002
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_PRINTER_ATTRIBUTES = 0x000B


class Tag(IntEnum):
    """Group and value tags, RFC 8010, section 3.5"""

    OPERATION_GROUP = 0x01
    JOB_GROUP = 0x02
    END = 0x03
    PRINTER_GROUP = 0x04
    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    BEGIN_COLLECTION = 0x34
    END_COLLECTION = 0x37
    TEXT = 0x41
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME_TYPE = 0x49


Value: TypeAlias = int | bool | str | bytes
Attributes: TypeAlias = Mapping[str, tuple[Value, ...]]


@dataclass(frozen=True)
class Attribute:
    tag: Tag
    name: str
    value: str | int


@dataclass(frozen=True)
class Answer:
    """`status` below 0x0100 is success. Attributes of every group by name; a later group wins."""

    status: int
    request_id: int
    attributes: Attributes = field(default_factory=dict)

    @property
    def successful(self) -> bool:
        return self.status < 0x0100

    def number(self, name: str) -> int | None:
        value = self.attributes.get(name, (None,))[0]
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def numbers(self, name: str) -> tuple[int, ...]:
        values = self.attributes.get(name, ())
        return tuple(value for value in values if isinstance(value, int) and not isinstance(value, bool))

    def text(self, name: str) -> str:
        value = self.attributes.get(name, ("",))[0]
        return value if isinstance(value, str) else ""

    def words(self, name: str) -> tuple[str, ...]:
        return tuple(value for value in self.attributes.get(name, ()) if isinstance(value, str))


def encode_request(
    operation: Operation,
    request_id: int,
    attributes: Sequence[Attribute],
    *,
    job_attributes: Sequence[Attribute] = (),
) -> bytes:
    """Charset and language come first, as they must; a document follows the last byte."""
    head = b"\x01\x01" + operation.to_bytes(2, "big") + request_id.to_bytes(4, "big")
    charset = Attribute(Tag.CHARSET, "attributes-charset", "utf-8")
    language = Attribute(Tag.LANGUAGE, "attributes-natural-language", "zh-cn")
    groups = bytes([Tag.OPERATION_GROUP]) + b"".join(map(_encode, (charset, language, *attributes)))
    if job_attributes:
        groups += bytes([Tag.JOB_GROUP]) + b"".join(map(_encode, job_attributes))
    return head + groups + bytes([Tag.END])


def decode_answer(data: bytes) -> Answer:
    """ValueError when the bytes are not a whole answer."""
    reader = _Reader(data)
    if reader.take(1) not in (b"\x01", b"\x02"):
        raise ValueError("not IPP 1 or 2")
    reader.take(1)
    status, request_id = reader.number(2), reader.number(4)
    attributes: dict[str, tuple[Value, ...]] = {}
    for name, value in _values(reader):
        attributes[name] = (*attributes.get(name, ()), value)
    return Answer(status, request_id, attributes)


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, count: int) -> bytes:
        part = self._data[self._at : self._at + count]
        if len(part) < count:
            raise ValueError("the answer ends too early")
        self._at += count
        return part

    def number(self, count: int) -> int:
        return int.from_bytes(self.take(count), "big")


def _values(reader: _Reader) -> Iterator[tuple[str, Value]]:
    """Every value with the name it belongs to. What stands inside a collection is skipped."""
    name, depth = "", 0
    while (tag := reader.number(1)) != Tag.END:
        if tag < 0x10:
            name, depth = "", 0
            continue
        own_name = reader.take(reader.number(2)).decode("utf-8")
        value = reader.take(reader.number(2))
        name = own_name or name
        depth += (tag == Tag.BEGIN_COLLECTION) - (tag == Tag.END_COLLECTION)
        if depth < 0 or not name:
            raise ValueError("a value belongs to nothing")
        if depth == 0 and tag != Tag.END_COLLECTION:
            yield name, _decode(tag, value)


def _decode(tag: int, value: bytes) -> Value:
    if tag in (Tag.INTEGER, Tag.ENUM):
        if len(value) != 4:
            raise ValueError("a number has four bytes")
        return int.from_bytes(value, "big", signed=True)
    if tag == Tag.BOOLEAN:
        return value != b"\x00"
    return value.decode("utf-8") if 0x40 <= tag <= 0x49 else value


def _encode(attribute: Attribute) -> bytes:
    name, value = attribute.name.encode(), _bytes(attribute.value)
    return bytes([attribute.tag]) + len(name).to_bytes(2, "big") + name + len(value).to_bytes(2, "big") + value


def _bytes(value: str | int) -> bytes:
    if isinstance(value, bool):
        return bytes([value])
    return value.to_bytes(4, "big", signed=True) if isinstance(value, int) else value.encode()
