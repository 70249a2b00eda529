"""What the console's lists say before anybody reads a row: who wants somebody first, and how much is late."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hall.console.paging import PAGE_SIZE
from hall.console.terminal_views import ago, terminal_rows
from hall.storage.case_tables import Case, Rating, StuckTicket
from hall.storage.columns import Base
from hall.storage.tables import Submission
from offline_cache import wire
from tests.hall.rig import HandClock, Rig
from tests.hall.terminal import NOON


def greeted(rig: Rig, name: str, **said: object) -> None:
    terminal = rig.terminal(name)
    fields: dict[str, object] = {"version": "0.1.0", "waiting": 0, "free_bytes": 1, "local_time": NOON}
    chain = {"chain_head": "0" * 64, "audit_head": "0" * 64}
    identity = {"terminal_id": name, "epoch": terminal.identity["epoch"]}
    hello = wire.Hello.model_validate(fields | chain | identity | said)
    assert rig.line(name).post("/v1/hello", content=hello.model_dump_json()).status_code == 200


def test_the_terminals_that_want_somebody_come_first(small_rig: Rig) -> None:
    day_ago = (small_rig.clock() - timedelta(hours=25)).isoformat()
    hour_ago = (small_rig.clock() - timedelta(hours=1)).isoformat()
    greeted(small_rig, "T-0001-1", devices={"code_scanner": "online"}, supplies={"a4_paper": "ok"})
    greeted(small_rig, "T-0002-1", waiting=3, last_seq=3, oldest_waiting=hour_ago)
    greeted(small_rig, "T-0003-1", waiting=9, last_seq=9, oldest_waiting=day_ago)
    greeted(small_rig, "T-0004-1", staff_calls=1, staff_called_at=NOON)
    with small_rig.database.read() as session:
        rows = terminal_rows(session, small_rig.clock())
    assert [(row.terminal_id[:6], row.urgency.value) for row in rows] == [
        ("T-0003", "red"),
        ("T-0002", "amber"),
        ("T-0004", "amber"),
        ("T-0001", "calm"),
    ]


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=20), "刚才"),
        (timedelta(minutes=7), "7 分钟前"),
        (timedelta(hours=5), "5 小时前"),
        (timedelta(days=3), "3 天前"),
    ],
)
def test_how_long_ago_is_said_in_words(span: timedelta, words: str) -> None:
    assert ago(HandClock()() - span, HandClock()()) == words


def test_the_list_says_how_much_is_open_late_and_soon(rig: Rig) -> None:
    terminal, staff = rig.terminal(), rig.browser()
    rig.submit(terminal, number="K1")
    assert "在办 <strong>1</strong> 件，都不急" in staff.get("/console").text
    rig.clock.pass_(days=6)
    rig.submit(terminal, number="K2")
    assert "一个工作日内到期 <strong>1</strong> 件" in rig.browser().get("/console").text
    rig.clock.pass_(days=3)
    page = rig.browser().get("/console").text
    assert "在办 <strong>2</strong> 件，逾期 <strong>1</strong> 件" in page
    assert "没有在办的件" in rig.browser().get("/console", department="市司法局").text


def test_no_case_is_beyond_the_end_of_the_list(small_rig: Rig) -> None:
    terminal, staff = small_rig.terminal(), small_rig.browser()
    small_rig.submit(terminal)
    with small_rig.database.write() as session:
        _more(session, Case, PAGE_SIZE)
    first, second = staff.get("/console", q="", late=""), staff.get("/console", page="2")
    assert [page.text.count("/console/cases/") for page in (first, second)] == [PAGE_SIZE, 1]
    assert 'rel="next"' in first.text
    assert ('rel="prev"' in second.text, 'rel="next"' in second.text) == (True, False)


@pytest.mark.parametrize("table", [Rating, StuckTicket])
def test_what_is_open_comes_before_whatever_is_done(rig: Rig, table: type[Rating] | type[StuckTicket]) -> None:
    """The oldest open matter was beyond the end of the list as soon as enough others were newer, or worse rated."""
    terminal, staff = rig.terminal(), rig.browser("3003")
    matters: dict[type[Base], wire.RatingBody | wire.TicketBody] = {
        Rating: wire.RatingBody(number="K1", stars=2, reasons=("等太久",)),
        StuckTicket: wire.TicketBody(about="refused", said="等太久", mobile=None),
    }
    rig.tell(terminal, matters[table])
    with rig.database.write() as session:
        _more(session, table, 200, at=rig.clock() + timedelta(hours=1), rectified_at=rig.clock())
        if table is Rating:
            session.execute(update(Rating).where(Rating.rectified_at.is_not(None)).values(stars=1, reasons="[]"))
    assert "等太久" in staff.get({Rating: "/console/ratings", StuckTicket: "/console/tickets"}[table]).text


def _more(session: Session, table: type[Base], times: int, **changes: object) -> None:
    """So many more like the one there is; a case with the submission it came of."""
    row = session.scalars(select(table)).one()
    for number in range(times):
        if table is Case:
            submission = session.scalars(select(Submission)).first()
            session.add(Submission(**_values(submission) | {"sub_id": f"{number:032x}", "seq": 1000 + number}))
        session.add(table(**_values(row) | {"sub_id": f"{number:032x}"} | changes))


def _values(row: Base | None) -> dict[str, Any]:
    assert row is not None
    return {column.name: getattr(row, column.name) for column in row.__table__.columns}
