"""IPP messages as bytes (RFC 8010), the printer's side."""

from collections.abc import Iterable
from dataclasses import dataclass, field

OPERATION_GROUP, JOB_GROUP, END, PRINTER_GROUP, UNSUPPORTED_GROUP = 0x01, 0x02, 0x03, 0x04, 0x05

UNSUPPORTED, UNKNOWN, NO_VALUE = 0x10, 0x12, 0x13
INTEGER, BOOLEAN, ENUM = 0x21, 0x22, 0x23
DATE_TIME, RESOLUTION, RANGE, BEGIN_COLLECTION, END_COLLECTION, MEMBER_NAME = 0x31, 0x32, 0x33, 0x34, 0x37, 0x4A
TEXT, NAME, KEYWORD, URI, URI_SCHEME, CHARSET, LANGUAGE, MIME = 0x41, 0x42, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49


class MalformedError(ValueError):
    """Not an IPP message."""


@dataclass(frozen=True)
class Attribute:
    """One name with its values as bytes; `tags` has the type of each value."""

    name: str
    tags: tuple[int, ...]
    values: tuple[bytes, ...]

    @property
    def text(self) -> str:
        return self.values[0].decode("utf-8", "replace")

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(value.decode("utf-8", "replace") for value in self.values)

    @property
    def number(self) -> int:
        return int.from_bytes(self.values[0], "big", signed=True)


@dataclass(frozen=True)
class Group:
    tag: int
    attributes: tuple[Attribute, ...]

    def get(self, name: str) -> Attribute | None:
        return next((attribute for attribute in self.attributes if attribute.name == name), None)


@dataclass(frozen=True)
class Message:
    """A request or an answer; `code` is the operation or the status."""

    version: tuple[int, int]
    code: int
    request_id: int
    groups: tuple[Group, ...]
    data: bytes = field(default=b"", repr=False)

    def group(self, tag: int) -> Group:
        return next((group for group in self.groups if group.tag == tag), Group(tag, ()))


def texts(tag: int, name: str, *values: str) -> Attribute:
    return Attribute(name, (tag,) * len(values), tuple(value.encode() for value in values))


def numbers(tag: int, name: str, *values: int) -> Attribute:
    return Attribute(name, (tag,) * len(values), tuple(value.to_bytes(4, "big", signed=True) for value in values))


def boolean(name: str, value: bool) -> Attribute:
    return Attribute(name, (BOOLEAN,), (bytes([value]),))


def number_range(name: str, lowest: int, highest: int) -> Attribute:
    return Attribute(name, (RANGE,), (lowest.to_bytes(4, "big") + highest.to_bytes(4, "big"),))


def resolution(name: str, dots_per_inch: int) -> Attribute:
    return Attribute(name, (RESOLUTION,), (dots_per_inch.to_bytes(4, "big") * 2 + b"\x03",))


def no_value(name: str) -> Attribute:
    return Attribute(name, (NO_VALUE,), (b"",))


def encode(message: Message) -> bytes:
    head = bytes(message.version) + message.code.to_bytes(2, "big") + message.request_id.to_bytes(4, "big")
    groups = b"".join(bytes([group.tag]) + _attributes(group.attributes) for group in message.groups)
    return head + groups + bytes([END]) + message.data


def decode(content: bytes) -> Message:
    """MalformedError when the bytes end early or a value has no name."""
    if len(content) < 9:
        raise MalformedError("shorter than a header")
    groups: list[tuple[int, list[Attribute]]] = []
    position = 8
    while True:
        if position >= len(content):
            raise MalformedError("no end of attributes")
        tag = content[position]
        if tag == END:
            break
        if tag < 0x10:
            groups.append((tag, []))
            position += 1
            continue
        if not groups:
            raise MalformedError("an attribute outside of a group")
        position = _attribute(content, position, groups[-1][1])
    return Message(
        (content[0], content[1]),
        int.from_bytes(content[2:4], "big"),
        int.from_bytes(content[4:8], "big"),
        tuple(Group(tag, tuple(attributes)) for tag, attributes in groups),
        content[position + 1 :],
    )


def _attributes(attributes: Iterable[Attribute]) -> bytes:
    encoded = b""
    for attribute in attributes:
        name = attribute.name.encode("ascii")
        for tag, value in zip(attribute.tags, attribute.values, strict=True):
            encoded += bytes([tag]) + len(name).to_bytes(2, "big") + name + len(value).to_bytes(2, "big") + value
            name = b""
    return encoded


def _attribute(content: bytes, position: int, into: list[Attribute]) -> int:
    tag = content[position]
    name, position = _counted(content, position + 1)
    value, position = _counted(content, position)
    if name:
        into.append(Attribute(name.decode("ascii", "replace"), (tag,), (value,)))
    elif into:
        last = into[-1]
        into[-1] = Attribute(last.name, (*last.tags, tag), (*last.values, value))
    else:
        raise MalformedError("a value without a name")
    return position


def _counted(content: bytes, position: int) -> tuple[bytes, int]:
    size = int.from_bytes(content[position : position + 2], "big")
    end = position + 2 + size
    if position + 2 > len(content) or end > len(content):
        raise MalformedError("a value ends too early")
    return content[position + 2 : end], end
