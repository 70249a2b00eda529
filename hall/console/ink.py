"""手写签名影像: the strokes of a signature as a picture. Not a reliable electronic signature."""

import base64
from itertools import chain
from typing import Final, TypeAlias

from pydantic import TypeAdapter, ValidationError

from offline_cache.wire import SubmissionBody

MARGIN: Final = 24
INK: Final = "#16252B"
Strokes: TypeAlias = tuple[tuple[tuple[int, int, int], ...], ...]
"""points (x, y, milliseconds) of each stroke"""
_STROKES: Final[TypeAdapter[Strokes]] = TypeAdapter(Strokes)


class UnreadableInkError(Exception):
    """What was handed in as a signature is none."""


def signature_strokes(body: SubmissionBody) -> Strokes:
    """Raises UnreadableInkError."""
    if body.signature_ink is None:
        return ()
    try:
        return _STROKES.validate_json(base64.b64decode(body.signature_ink))
    except (ValidationError, ValueError) as error:
        raise UnreadableInkError from error


def ink_svg(strokes: Strokes) -> str:
    """One scale for both axes."""
    points = list(chain.from_iterable(strokes))
    if not points:
        return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
    left, top = min(p[0] for p in points) - MARGIN, min(p[1] for p in points) - MARGIN
    width, height = max(p[0] for p in points) + MARGIN - left, max(p[1] for p in points) + MARGIN - top
    lines = "".join(_line(stroke) for stroke in strokes if stroke)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:d} {top:d} {width:d} {height:d}">'
        f'<g fill="none" stroke="{INK}" stroke-width="9" stroke-linecap="round" stroke-linejoin="round">{lines}</g>'
        "</svg>"
    )


def _line(stroke: tuple[tuple[int, int, int], ...]) -> str:
    points = " ".join(f"{point[0]:d},{point[1]:d}" for point in (stroke if len(stroke) > 1 else stroke * 2))
    return f'<polyline points="{points}"/>'
