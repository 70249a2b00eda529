"""The portrait as a radar chart: SVG with presentation attributes only, for the page allows no inline style."""

from collections.abc import Sequence
from html import escape
from math import cos, pi, sin
from typing import Final

from hall.cases.portrait import AXIS_TITLES, Figure

SIZE: Final = 520
RADIUS: Final = 170
RINGS: Final = 4
PRIMARY, HAIR, INK, SOFT, FILL = "#0B5359", "#BFD3CF", "#16252B", "#47565B", "#E0EDEB"


def radar_svg(figures: Sequence[Figure]) -> str:
    """An axis without data is dotted and its corner left out."""
    corners = [(index, f.score) for index, f in enumerate(figures) if f.score is not None]
    rings = "".join(_ring(len(figures), step / RINGS) for step in range(1, RINGS + 1))
    axes = "".join(_axis(index, len(figures), figure) for index, figure in enumerate(figures))
    shape = _shape([_point(index, len(figures), max(score, 0.02)) for index, score in corners])
    dots = "".join(_dot(_point(index, len(figures), max(score, 0.02))) for index, score in corners)
    said = "；".join(f"{AXIS_TITLES[f.axis]} {f.text}" for f in figures)
    return (
        f'<svg class="radar" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE - 60}" role="img">'
        f"<title>{escape(said)}</title>{rings}{axes}{shape}{dots}</svg>"
    )


def _point(index: int, count: int, share: float) -> tuple[float, float]:
    angle = 2 * pi * index / count - pi / 2
    return SIZE / 2 + RADIUS * share * cos(angle), (SIZE - 60) / 2 + RADIUS * share * sin(angle)


def _ring(count: int, share: float) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (_point(index, count, share) for index in range(count)))
    return f'<polygon points="{points}" fill="none" stroke="{HAIR}" stroke-width="1.5"/>'


def _axis(index: int, count: int, figure: Figure) -> str:
    x, y = _point(index, count, 1)
    label_x, label_y = _point(index, count, 1.16)
    label_y -= 14 if label_y < (SIZE - 60) / 2 - RADIUS else 0
    anchor = "middle" if abs(label_x - SIZE / 2) < 20 else "start" if label_x > SIZE / 2 else "end"
    dash = "" if figure.score is not None else ' stroke-dasharray="2 7"'
    return (
        f'<line x1="{SIZE / 2}" y1="{(SIZE - 60) / 2}" x2="{x:.1f}" y2="{y:.1f}" '
        f'stroke="{HAIR}" stroke-width="1.5"{dash}/>'
        f'<text x="{label_x:.1f}" y="{label_y:.1f}" text-anchor="{anchor}" font-size="17" fill="{SOFT}">'
        f"{escape(AXIS_TITLES[figure.axis])}</text>"
        f'<text x="{label_x:.1f}" y="{label_y + 22:.1f}" text-anchor="{anchor}" font-size="18" font-weight="700" '
        f'fill="{INK}">{escape(figure.text)}</text>'
    )


def _shape(points: list[tuple[float, float]]) -> str:
    if len(points) < 2:
        return ""
    text = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polygon points="{text}" fill="{FILL}" fill-opacity="0.7" stroke="{PRIMARY}" stroke-width="4"/>'


def _dot(point: tuple[float, float]) -> str:
    return f'<circle cx="{point[0]:.1f}" cy="{point[1]:.1f}" r="6" fill="{PRIMARY}"/>'
