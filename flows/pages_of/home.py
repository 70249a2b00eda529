"""The home page: scenarios first, then what is asked for most, then the lists."""

from flows.pages import Button, Heading, HomePage, Row
from flows.service_guide import ItemInfo
from flows.session.state import Session
from flows.wording import Wording

MAX_SCENARIOS = 6
MAX_HOT = 6


def home_page(session: Session, w: Wording) -> HomePage:
    catalogue = w.terminal.catalogue
    scenarios = catalogue.scenarios(w.language)[:MAX_SCENARIOS]
    hot = catalogue.hot(w.language)[:MAX_HOT]
    return HomePage(
        heading=Heading(w("home-title")),
        search_hint=w("home-search-hint"),
        scenarios_title=w("home-scenarios"),
        scenarios_note=w("home-scenarios-note"),
        scenarios=tuple(item_row(info, session, w, "scenario:") for info in scenarios),
        hot_title=w("home-hot"),
        hot=tuple(item_row(info, session, w) for info in hot),
        links=_links(w),
        pickup=w.button("pickup", "home-pickup", "locker") if w.terminal.profile.cells else _progress_button(w),
        primary=w.button("primary", "home-primary", "card"),
    )


def item_row(info: ItemInfo, session: Session, w: Wording, prefix: str = "tile:") -> Row:
    """A service as a row: what to bring, how many minutes, or why not today."""
    obstacle = w.terminal.obstacle(info, session.devices)
    return Row(
        id=f"{prefix}{info.code}",
        title=info.name,
        note=_official(info, w) if prefix == "tile:" else "",
        aside=_bring(info, w),
        minutes=minutes_of(info, w),
        icon=info.icon,
        cannot=w("cannot-today", reason=w(obstacle)) if obstacle else "",
    )


def _bring(info: ItemInfo, w: Wording) -> str:
    """Short, for a row: the first thing and how many there are; the product page names them all."""
    count = len(info.bring)
    if count > 1:
        return w("bring-several", first=info.bring[0], count=count)
    return w("bring", things=info.bring[0]) if info.bring else w("bring-nothing")


def _official(info: ItemInfo, w: Wording) -> str:
    """The official name is Chinese: below an English name it would only be noise."""
    return info.official_name if w.language == "zh" and info.official_name != info.name else ""


def _links(w: Wording) -> tuple[Row, ...]:
    catalogue = w.terminal.catalogue
    departments = len(catalogue.departments(w.language))
    items = len(catalogue.all_items(w.language))
    return (
        Row("row:departments", w("home-departments"), w("home-departments-note", count=departments), icon="people"),
        Row("row:all", w("home-all"), w("home-all-note", count=items), icon="list"),
        Row("row:bank", w("home-bank"), w("home-bank-note"), icon="bank"),
    )


def _progress_button(w: Wording) -> Button:
    return w.button("pickup", "home-progress", "list")


def minutes_of(info: ItemInfo, w: Wording) -> str:
    """Of a bundle it depends on what is ticked, and is said as an estimate."""
    return w("minutes-about" if info.members else "minutes", minutes=info.minutes)
