"""The page of an open door."""

from dataclasses import dataclass

from flows.pages.parts import Button, Heading, NodeState, Panel


@dataclass(frozen=True)
class LockerCell:
    number: str
    column: int
    row: int
    height: int
    mine: bool


@dataclass(frozen=True)
class LockerPage:
    """A door is open, or about to be: the map, the number, the place in words, three acts."""

    heading: Heading
    cells: tuple[LockerCell, ...]
    number: str
    place: str
    place_notes: tuple[str, ...]
    here_label: str
    """「您在这里」"""
    kiosk_label: str
    acts: tuple[tuple[NodeState, str], ...]
    note: str
    content: str
    """envelope or licence: what the drawing shows in the cell"""
    trouble: Panel | None
    help: Button
    hint: str
    primary: Button | None = None
