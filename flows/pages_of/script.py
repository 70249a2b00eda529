"""What is spoken for a page: the heading first, then the choices by number. Covered values stay covered."""

from collections.abc import Iterable
from typing import assert_never

from flows import pages as pg
from flows.wording import Wording


def script_of(page: pg.Page, w: Wording) -> tuple[str, ...]:
    heading = (page.heading.title, page.heading.sentence)
    progress = page.heading.progress.text if page.heading.progress else ""
    lines = (*heading, progress, *_body(page, w))
    return tuple(line for line in lines if line)


def _body(page: pg.Page, w: Wording) -> Iterable[str]:
    match page:
        case pg.HomePage():
            return (
                *_numbered(page.scenarios, w),
                page.hot_title,
                *_numbered(page.hot, w, 1 + len(page.scenarios)),
                page.primary.text,
            )
        case pg.ListPage():
            return (*_numbered(page.rows, w), *_panel(page.empty))
        case pg.ServicePage():
            facts = (f"{fact.label}：{fact.value}" for fact in page.facts)
            return (*facts, *_panel(page.panel), page.primary.text)
        case pg.NoticePage():
            return (*(f"{label}：{text}" for label, text in page.rows), page.primary.text)
        case pg.PresentPage():
            return (*_panel(page.trouble), *_buttons(page.others, w), page.hint)
        case pg.QuestionPage():
            primary = page.primary.text if page.primary else ""
            return (page.field_label, *_choices(page.choices, w), page.error, page.reason, page.hint, primary)
        case pg.CapturePage():
            buttons = (page.primary, page.later)
            return (page.guidance, page.taken_text, *(button.text for button in buttons if button))
        case pg.ReviewPage():
            return (*_panel(page.panel), *_review(page, w), page.primary.text)
        case pg.SignPage():
            return (*page.clauses, page.field_label, page.hint, page.primary.text if page.primary else "")
        case _:
            return _later_body(page, w)


def _later_body(
    page: pg.WorkingPage
    | pg.DonePage
    | pg.RefusalPage
    | pg.LockerPage
    | pg.MessagePage
    | pg.StaffLoginPage
    | pg.VendorPage,
    w: Wording,
) -> Iterable[str]:
    match page:
        case pg.WorkingPage():
            return (page.detail,)
        case pg.DonePage():
            steps = (f"{row.when} {row.title}" for row in page.timeline)
            said = (page.mark, f"{page.number_label} {page.number}", page.receipt_line, *_panel(page.receipt_trouble))
            second = page.second.text if page.second else ""
            return (*said, *steps, page.rating_title, *_choices(page.ratings, w), second, page.primary.text)
        case pg.RefusalPage():
            more = (line for panel in page.more for line in _panel(panel))
            primary = page.primary.text if page.primary else ""
            return (page.said_by, *_panel(page.reason), *more, primary, *_numbered(page.ways, w), page.fate)
        case pg.LockerPage():
            return (page.place, *page.place_notes, *_panel(page.trouble), page.note, page.hint)
        case pg.MessagePage():
            steps = (f"{row.when} {row.title}" for row in page.timeline)
            primary = page.primary.text if page.primary else ""
            return (*_panel(page.panel), *steps, *_numbered(page.ways, w), primary)
        case pg.StaffLoginPage():
            return (page.number_label, page.pin_label, page.error)
        case pg.VendorPage():
            return _panel(page.verdict)
        case _:
            assert_never(page)


def _numbered(rows: Iterable[pg.Row], w: Wording, first: int = 1) -> Iterable[str]:
    for number, row in enumerate(rows, start=first):
        yield w("spoken-row", number=number, title=row.title, note=row.cannot or row.note or row.aside)


def _buttons(buttons: Iterable[pg.Button], w: Wording) -> Iterable[str]:
    for number, button in enumerate(buttons, start=1):
        yield w("spoken-row", number=number, title=button.text, note="")


def _choices(choices: Iterable[pg.Choice], w: Wording) -> Iterable[str]:
    for number, choice in enumerate(choices, start=1):
        note = choice.cannot or choice.note
        yield w("spoken-chosen" if choice.chosen else "spoken-row", number=number, title=choice.label, note=note)


def _review(page: pg.ReviewPage, w: Wording) -> Iterable[str]:
    changes = 0
    for group in page.groups:
        yield group.title
        for row in group.rows:
            covered = isinstance(row.value, pg.Masked)
            yield f"{row.label}：{w('spoken-covered') if covered else row.value}"
            if row.edit is not None:
                changes += 1
                yield w("spoken-row", number=changes, title=row.edit.text, note=row.label)


def _panel(panel: pg.Panel | None) -> tuple[str, ...]:
    return (panel.title, panel.text) if panel else ()
