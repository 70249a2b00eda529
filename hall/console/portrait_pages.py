"""部门画像: radar, drill-down to cases, and one figure across all departments."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool

from hall.cases.portrait import AXIS_TITLES, Axis, CaseRecord, Figure, drill, figures_of
from hall.cases.records import records_by_department, records_of
from hall.catalogue import departments
from hall.console.access import hall_of, needs
from hall.console.radar import radar_svg
from hall.console.rendering import page
from hall.console.sessions import SignedIn
from hall.roles import Right
from hall.service.hall import Hall

router = APIRouter()
Overseer = Annotated[SignedIn, Depends(needs(Right.OVERSEE))]


@dataclass(frozen=True)
class Bar:
    department: str
    figure: Figure


@router.get("/console/portrait")
async def show_portrait(
    request: Request, who: Overseer, department: str = "", axis: Axis | None = None
) -> HTMLResponse:
    """The figures of every department may be compared; the cases behind them are the department's own."""
    hall, department = hall_of(request), who.department or department
    cases = await run_in_threadpool(_records, hall, department)
    figures = figures_of(cases)
    bars = await run_in_threadpool(_bars, hall, axis) if axis is not None else ()
    return page(
        request,
        "portrait.html",
        who,
        department=department,
        departments=departments(),
        figures=figures,
        radar=Markup(radar_svg(figures)),  # noqa: S704  every text in it is escaped
        axis=axis,
        titles=AXIS_TITLES,
        drill=None if axis is None else drill(axis, cases),
        bars=bars,
        count=len(cases),
    )


def _records(hall: Hall, department: str) -> tuple[CaseRecord, ...]:
    with hall.database.read() as session:
        return records_of(session, department, hall.clock())


def _bars(hall: Hall, axis: Axis) -> tuple[Bar, ...]:
    """Departments that have cases, best first."""
    with hall.database.read() as session:
        found = records_by_department(session, hall.clock())
    bars = [Bar(name, _one(figures_of(cases), axis)) for name, cases in found.items()]
    return tuple(sorted(bars, key=lambda bar: -(bar.figure.score or 0)))


def _one(figures: tuple[Figure, ...], axis: Axis) -> Figure:
    return next(figure for figure in figures if figure.axis is axis)
