"""Jinja pages: escaped, with the words and shapes that every page shares."""

from datetime import datetime
from pathlib import Path
from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from hall.cases.clocks import days_left, urgency
from hall.cases.states import RULES, CaseState
from hall.catalogue import fact_of, item_of
from hall.clock import CITY_TIME
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

EVENT_TITLES: Final = {
    "deposited": "原件已入柜",
    "collected": "大厅取走原件",
    "alarm-amber": "快到期了",
    "alarm-red": "已逾期",
}
KEPT_BECAUSE: Final = {"sent by terminal": "终端送来，没有解读", "ferried": "优盘带来，没有解读"}
DEVICE_TITLES: Final = {
    "id_card_reader": "读卡器",
    "document_camera": "高拍仪",
    "receipt_printer": "回执打印机",
    "document_printer": "A4 打印机",
    "pickup_locker": "取件柜",
    "code_scanner": "扫码器",
    "receipt_paper": "回执纸",
    "a4_paper": "A4 纸",
}
DEVICE_STATES: Final = {
    "online": "正常",
    "offline": "离线",
    "powerOff": "没通电",
    "noDevice": "没接上",
    "hardwareError": "故障",
    "userError": "要人处理",
    "deviceBusy": "正忙",
    "starting": "启动中",
    "ok": "够用",
    "full": "够用",
    "low": "快没了",
    "out": "没了",
    "unknown": "不清楚",
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


def _moment(at: datetime | None) -> str:
    return "" if at is None else f"{at.astimezone(CITY_TIME):%m-%d %H:%M}"


def _day(at: datetime | None) -> str:
    return "" if at is None else f"{at.astimezone(CITY_TIME):%Y-%m-%d}"


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
    return EVENT_TITLES.get(action) or _state(state)


def _material(name: str) -> str:
    fact = fact_of(name)
    return name if fact is None else fact.name_zh


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
    "material": _material,
    "kept_because": lambda reason: KEPT_BECAUSE.get(reason, reason),
    "device": lambda name: DEVICE_TITLES.get(name, name),
    "device_state": lambda state: DEVICE_STATES.get(state, state),
}
