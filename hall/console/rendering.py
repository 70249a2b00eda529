"""Jinja pages: escaped, with the words and shapes that every page shares."""

from datetime import datetime
from pathlib import Path
from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context, select_autoescape
from jinja2.runtime import Context

from hall.calendar import NOTICED_YEARS
from hall.cases.clocks import days_left, urgency
from hall.cases.states import RULES, CaseState
from hall.catalogue import item_of
from hall.clock import CITY_TIME
from hall.console.labels import DEVICE_STATES, DEVICES, EVENTS, KEPT_BECAUSE, audit_title, fact_label, source_label
from hall.console.sessions import SignedIn
from hall.roles import TITLES, Right

_FOLDER: Final = Path(__file__).parent
SECURITY_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def page(request: Request, template: str, who: SignedIn | None, status: int = 200, **values: Any) -> HTMLResponse:
    """`values` are what the template names; one that it names and is not given is an error."""
    hall = request.app.state.hall
    shared = {
        "who": who,
        "now": hall.clock(),
        "right": Right,
        "path": request.url.path,
        "page_link": lambda number: f"?{request.url.include_query_params(page=number).query}",
        "demonstration": hall.is_demonstration,
        "hall_name": "演示大厅" if hall.is_demonstration else "政务服务大厅",
    }
    return HTMLResponse(_ENVIRONMENT.get_template(template).render(shared | values), status)


@pass_context
def _moment(context: Context, at: datetime | None) -> str:
    """With its year where that is not the present one."""
    if at is None:
        return ""
    then, now = at.astimezone(CITY_TIME), context["now"].astimezone(CITY_TIME)
    return f"{then:%m-%d %H:%M}" if then.year == now.year else f"{then:%Y-%m-%d %H:%M}"


def _day(due_at: datetime | None) -> str:
    """Of a deadline: expected only, while the holidays of its year are not published."""
    if due_at is None:
        return ""
    day = due_at.astimezone(CITY_TIME).date()
    return f"{day:%Y-%m-%d}" if day.year in NOTICED_YEARS else f"{day:%Y-%m-%d}（预计）"


def _state(state: str) -> str:
    return RULES[CaseState(state)].shown_zh


def _deadline(due_at: datetime | None, now: datetime) -> str:
    left = days_left(due_at, now)
    if due_at is None or left is None:
        return ""
    if due_at < now:
        return f"逾期 {max(-left, 1)} 个工作日"
    return "今天到期" if left == 0 else f"还有 {left} 个工作日"


def _item(code: str) -> str:
    return item_of(code).name_zh


def _event(action: str, state: str) -> str:
    """What happened, in a few words: an action of its own, or the state it led to."""
    return EVENTS.get(action) or _state(state)


def _grouped(number: str) -> str:
    """Fours with thin spaces, for reading aloud."""
    return " ".join(number[n : n + 4] for n in range(0, len(number), 4))


_ENVIRONMENT: Final = Environment(
    loader=FileSystemLoader(_FOLDER / "templates"),
    autoescape=select_autoescape(default=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters |= {
    "moment": _moment,
    "day": _day,
    "state": _state,
    "deadline": _deadline,
    "urgency": lambda due, now: urgency(due, now).value,
    "item": _item,
    "grouped": _grouped,
    "role": lambda role: TITLES[role],
    "actor": lambda role: {"system": "系统", "terminal": "终端", "rules": "规则（秒批）"}.get(role, role),
    "event": _event,
    "fact": fact_label,
    "source": source_label,
    "act": audit_title,
    "kept_because": lambda reason: KEPT_BECAUSE.get(reason, reason),
    "device": lambda name: DEVICES.get(name, name),
    "device_state": lambda state: DEVICE_STATES.get(state, state),
}
