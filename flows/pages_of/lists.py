"""Search, departments, all items, and the two ways to the locker."""

from flows.pages import Button, Heading, Keyboard, ListPage, Panel, Row
from flows.pages_of.home import item_row
from flows.service_guide import ItemInfo
from flows.session.browsing import ROWS_A_PAGE
from flows.session.browsing_stages import Listing, ListKind
from flows.session.state import Session
from flows.wording import Wording


def list_page(session: Session, stage: Listing, w: Wording) -> ListPage:
    found = departments(w) if stage.kind is ListKind.DEPARTMENTS else services(stage, w)
    shown = found[stage.first : stage.first + ROWS_A_PAGE]
    rows = tuple(one if isinstance(one, Row) else item_row(one, session, w) for one in shown)
    left = len(found) - stage.first - len(shown)
    searching = stage.kind is ListKind.SEARCH
    return ListPage(
        heading=Heading(_title(stage, w), w("search-sentence") if searching and not stage.text else ""),
        rows=rows,
        back=w.back(),
        search_text=stage.text if searching else None,
        keyboard=Keyboard.TEXT if searching else Keyboard.NONE,
        empty=_empty(stage, w) if not rows else None,
        more=Button("more", w("more-rows", count=left), "down") if left > 0 else None,
    )


def locker_menu(w: Wording) -> ListPage:
    """Without a locker only the way to the progress of a case."""
    locker: tuple[Row, ...] = (
        Row("row:pickup", w("locker-take"), w("locker-take-note"), icon="locker"),
        Row("row:deposit", w("locker-deposit"), w("locker-deposit-note"), icon="envelope"),
    )
    if not w.terminal.profile.cells:
        locker = ()
    return ListPage(
        heading=Heading(w("locker-menu-title"), w("locker-menu-sentence")),
        rows=(*locker, Row("row:progress", w("locker-progress"), w("locker-progress-note"), icon="list")),
        back=w.back(),
    )


def departments(w: Wording) -> tuple[Row, ...]:
    return tuple(
        Row(f"row:{slug}", name, w("department-note", count=count), icon="people")
        for slug, name, count in w.terminal.catalogue.departments(w.language)
        if count
    )


def services(stage: Listing, w: Wording) -> tuple[ItemInfo, ...]:
    catalogue = w.terminal.catalogue
    match stage.kind:
        case ListKind.SEARCH:
            answer = catalogue.search(stage.text, w.language) if stage.text.strip() else None
            if answer is None or answer.out_of_scope:
                return ()
            return tuple(catalogue.info(one.code, w.language) for one in answer.results)
        case ListKind.DEPARTMENT:
            return catalogue.in_department(stage.key, w.language)
        case ListKind.ALL:
            return catalogue.all_items(w.language)
        case ListKind.DEPARTMENTS | ListKind.BANK:
            return ()


def _title(stage: Listing, w: Wording) -> str:
    if stage.kind is ListKind.DEPARTMENT:
        names = {slug: name for slug, name, _ in w.terminal.catalogue.departments(w.language)}
        return names.get(stage.key, stage.key)
    return w(f"list-{stage.kind.value}")


def _empty(stage: Listing, w: Wording) -> Panel | None:
    match stage.kind:
        case ListKind.SEARCH if not stage.text.strip():
            return Panel("note", w("search-how-title"), w("search-how"), "search")
        case ListKind.SEARCH:
            return Panel("warn", w("search-nothing-title"), w("search-nothing"), "staff")
        case ListKind.BANK:
            return Panel("bank", w("bank-title"), w("bank-text"), "bank")
        case _:
            return Panel("note", w("list-empty-title"), w("list-empty"), "staff")
