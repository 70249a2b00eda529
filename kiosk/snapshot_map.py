"""Frozen snapshots of flows.pages as plain maps for QML: the class name becomes "kind", enums become their words."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import TypeAlias

from flows.pages import Frame, ListPage, MessagePage, Page, PhoneCode, QuestionPage, ServicePage, Snapshot
from kiosk.qr_path import qr_path

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"


def snapshot_map(snapshot: Snapshot) -> dict[str, Plain]:
    """{frame, page, script, idle, inSession}; the page also carries `key`, see page_key."""
    return {
        "frame": plain(snapshot.frame),
        "page": page_map(snapshot.page),
        "script": plain(snapshot.script),
        "idle": plain(snapshot.idle),
        "inSession": snapshot.in_session,
    }


def frame_map(frame: Frame, *, speaks: bool) -> dict[str, Plain]:
    """Without the key for reading aloud where nothing can; a simulated terminal shows it all the same."""
    kept = tuple(key for key in frame.keys if speaks or frame.simulated or key.id != "voice")
    mapped = plain(replace(frame, keys=kept))
    assert isinstance(mapped, dict)
    return mapped


def page_map(page: Page) -> dict[str, Plain]:
    mapped = plain(page)
    assert isinstance(mapped, dict)
    return {**mapped, "key": page_key(page)}


def page_key(page: Page) -> str:
    """Two snapshots with the same key are one page that is updated in place; another key slides a new page in."""
    kind = type(page).__name__
    match page:
        case QuestionPage():
            return f"{kind}:{page.ask}"
        case ServicePage() | ListPage() | MessagePage():
            return f"{kind}:{page.heading.title}"
        case _:
            return kind


def plain(value: object) -> Plain:
    """Tuples become lists, dataclasses maps with their class name under "kind"; anything else is refused."""
    match value:
        case Enum():
            return str(value.value)
        case None | bool() | int() | float() | str():
            return value
        case tuple() | list():
            return [plain(item) for item in value]
        case Mapping():
            return {str(name): plain(item) for name, item in value.items()}
        case PhoneCode():
            code = qr_path(value.address)
            return {"kind": "PhoneCode", "title": value.title, "text": value.text, "path": code.path, "side": code.side}
        case _ if is_dataclass(value):
            mapped: dict[str, Plain] = {"kind": type(value).__name__}
            mapped.update({part.name: plain(getattr(value, part.name)) for part in fields(value)})
            return mapped
        case _:
            raise TypeError(f"a snapshot cannot hold a {type(value).__name__}")
