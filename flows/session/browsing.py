"""From the home page to a service: scenarios, hot items, search, departments."""

from dataclasses import replace
from typing import assert_never

from flows.clock import Moment
from flows.events import Pressed, Typed
from flows.outcomes import StepEnded, StoreSeen
from flows.service_guide import ItemInfo
from flows.session.browsing_stages import BrowsingStage, Home, Listing, ListKind, LockerMenu, Product
from flows.session.condition import out_of_service
from flows.session.events import SessionEvent
from flows.session.locker_stages import ShowingVoucher
from flows.session.proceeding import start
from flows.session.stages import CardPurpose, PutCard
from flows.session.state import Session, at, onward
from flows.terminal import Terminal
from offline_cache.submission import Barred

ROWS_A_PAGE = 8
_ITEM_PREFIXES = ("scenario:", "tile:")


def on_browsing(
    session: Session, stage: BrowsingStage, event: SessionEvent, terminal: Terminal, now: Moment
) -> Session:
    match stage:
        case Home():
            return _on_home(session, event, terminal)
        case Listing():
            return _on_listing(session, stage, event, terminal)
        case Product():
            if (
                event == Pressed("primary")
                and terminal.obstacle(_info(session, stage.code, terminal), session.devices) is None
            ):
                return start(session, stage.code, terminal, now)
            return session
        case LockerMenu():
            return _on_locker_menu(session, event)
        case _:
            assert_never(stage)


def _on_home(session: Session, event: SessionEvent, terminal: Terminal) -> Session:
    match event:
        case StepEnded(outcome=StoreSeen(disk=disk, standing=standing)):
            return replace(session, disk=disk, barred=isinstance(standing, Barred), looks=session.looks + 1)
        case Pressed() if out_of_service(session):
            return session
        case Pressed(id="search"):
            return onward(session, Listing(ListKind.SEARCH))
        case Pressed(id="row:departments"):
            return onward(session, Listing(ListKind.DEPARTMENTS))
        case Pressed(id="row:all"):
            return onward(session, Listing(ListKind.ALL))
        case Pressed(id="row:bank"):
            return onward(session, Listing(ListKind.BANK))
        case Pressed(id="pickup"):
            return onward(session, LockerMenu())
        case Pressed(id="primary"):
            return onward(session, PutCard(CardPurpose.PICKUP))
        case Pressed(id=pressed):
            return _to_item(session, pressed, terminal)
        case _:
            return session


def _on_listing(session: Session, stage: Listing, event: SessionEvent, terminal: Terminal) -> Session:
    match event:
        case Typed(entry="search", text=text) if stage.kind is ListKind.SEARCH:
            return at(session, replace(stage, text=text, first=0))
        case Pressed(id="more"):
            return onward(session, replace(stage, first=stage.first + ROWS_A_PAGE))
        case Pressed(id=pressed) if stage.kind is ListKind.DEPARTMENTS and pressed.startswith("row:"):
            slug = pressed.removeprefix("row:")
            known = {department[0] for department in terminal.catalogue.departments(session.language)}
            return onward(session, Listing(ListKind.DEPARTMENT, key=slug)) if slug in known else session
        case Pressed(id=pressed):
            return _to_item(session, pressed, terminal)
        case _:
            return session


def _on_locker_menu(session: Session, event: SessionEvent) -> Session:
    match event:
        case Pressed(id="row:pickup"):
            return onward(session, PutCard(CardPurpose.PICKUP))
        case Pressed(id="row:deposit"):
            return onward(session, ShowingVoucher())
        case Pressed(id="row:progress"):
            return onward(session, PutCard(CardPurpose.PROGRESS))
        case _:
            return session


def _to_item(session: Session, pressed: str, terminal: Terminal) -> Session:
    code = next((pressed.removeprefix(prefix) for prefix in _ITEM_PREFIXES if pressed.startswith(prefix)), None)
    if code is None:
        return session
    try:
        info = _info(session, code, terminal)
    except KeyError:
        return session
    return session if terminal.obstacle(info, session.devices) else onward(session, Product(code))


def _info(session: Session, code: str, terminal: Terminal) -> ItemInfo:
    return terminal.catalogue.info(code, session.language)
