"""Search, departments, all items, and the two ways to the locker."""

from flows.pages import Button, Heading, Keyboard, ListPage, Panel, Row
from flows.pages_of.home import item_row
from flows.session.browsing import ROWS_A_PAGE
from flows.session.stages import Listing, ListKind
from flows.session.state import Session
from flows.wording import Wording


def list_page(session: Session, stage: Listing, w: Wording) -> ListPage:
    rows = _rows(session, stage, w)
    shown = rows[stage.first : stage.first + ROWS_A_PAGE]
    left = len(rows) - stage.first - len(shown)
    searching = stage.kind is ListKind.SEARCH
    return ListPage(
        heading=Heading(_title(stage, w), w("search-sentence") if searching and not stage.text else ""),
        rows=shown,
        back=w.back(),
        search_text=stage.text if searching else None,
        keyboard=Keyboard.TEXT if searching else Keyboard.NONE,
        empty=_empty(stage, w) if not rows else None,
        more=Button("more", w("more-rows", count=left), "down") if left > 0 else None,
    )


def locker_menu(w: Wording) -> ListPage:
    return ListPage(
        heading=Heading(w("locker-menu-title"), w("locker-menu-sentence")),
        rows=(
            Row("row:pickup", w("locker-take"), w("locker-take-note"), icon="locker"),
            Row("row:deposit", w("locker-deposit"), w("locker-deposit-note"), icon="envelope"),
        ),
        back=w.back(),
    )


def _rows(session: Session, stage: Listing, w: Wording) -> tuple[Row, ...]:
    catalogue = w.terminal.catalogue
    match stage.kind:
        case ListKind.SEARCH:
            found = catalogue.search(stage.text, w.language).results if stage.text.strip() else ()
            return tuple(item_row(catalogue.info(one.code, w.language), session, w) for one in found)
        case ListKind.DEPARTMENTS:
            return tuple(
                Row(f"row:{slug}", name, w("department-note", count=count), icon="department")
                for slug, name, count in catalogue.departments(w.language)
                if count
            )
        case ListKind.DEPARTMENT:
            return tuple(item_row(info, session, w) for info in catalogue.in_department(stage.key, w.language))
        case ListKind.ALL:
            return tuple(item_row(info, session, w) for info in catalogue.all_items(w.language))
        case ListKind.BANK:
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
