"""One realistic snapshot of every kind of page in both languages. Persons, numbers and branches are invented."""

from collections.abc import Callable

from flows.pages import Page, Preferences, Snapshot
from tests.kiosk.screens.samples.around import (
    Say,
    frame,
    idle_sheet,
    say_in,
    snapshot,
)
from tests.kiosk.screens.samples.asking import (
    address,
    consent,
    date,
    idno,
    many,
    mobile,
    money,
    pickup_code,
    question,
    question_next,
    serial,
    ticks,
    typed,
)
from tests.kiosk.screens.samples.ending import (
    case_progress,
    denied,
    locker,
    message,
    refusal,
    staff_login,
    thanks,
    vendor,
)
from tests.kiosk.screens.samples.finding import (
    all_items,
    home,
    nothing_found,
    notice,
    present,
    present_trouble,
    search,
    service,
)
from tests.kiosk.screens.samples.handing import (
    capture,
    capture_may_follow,
    capture_taken,
    done,
    done_deposit,
    receipt_failed,
    review,
    saved,
    sign,
    working,
)

__all__ = ["PAGES", "Say", "frame", "idle_sheet", "question", "sample", "say_in", "snapshot", "typed"]

_ALL: tuple[Callable[[Say], Page], ...] = (
    *(home, search, all_items, nothing_found, service, notice, present, present_trouble),
    *(question, question_next, many, ticks, consent, mobile, idno, money, pickup_code, serial, address, date),
    *(
        capture,
        capture_may_follow,
        capture_taken,
        review,
        sign,
        working,
        done,
        done_deposit,
        saved,
        receipt_failed,
        refusal,
        denied,
    ),
    *(locker, message, case_progress, thanks, staff_login, vendor),
)
PAGES = {made.__name__: made for made in _ALL}


def sample(name: str, preferences: Preferences) -> Snapshot:
    """`name` is one of PAGES, or "idle": the idle sheet over a question."""
    s = say_in(preferences.language)
    if name == "idle":
        return snapshot(question(s), preferences, idle_sheet(s))
    return snapshot(PAGES[name](s), preferences)
