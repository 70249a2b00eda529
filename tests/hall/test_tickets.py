"""办不成事: a ticket gets its clock with or without a case, and loses the telephone number at its end."""

from __future__ import annotations

from hall.storage.case_tables import StuckTicket
from offline_cache import wire
from tests.hall.rig import Rig

NUMBER = "K0001261124000011"
SAID = "登记显示这家公司不是存续状态，现在不能变更。"
MOBILE = "13800000012"


def _ticket(mobile: str | None = MOBILE, case: str | None = None) -> wire.TicketBody:
    return wire.TicketBody(about="case" if case else "refused", said=SAID, case=case, mobile=mobile)


def test_a_ticket_without_a_case_is_listed_with_its_reason_and_a_clock_of_one_working_day(rig: Rig) -> None:
    terminal, staff = rig.terminal(), rig.browser("3003")
    rig.tell(terminal, _ticket())
    page = staff.get("/console/tickets").text
    assert SAID in page
    assert "待联系" in page
    assert MOBILE in page
    assert 'class="clock amber"' in page
    assert rig.count(StuckTicket) == 1
    rig.clock.pass_(days=4)
    assert 'class="clock red"' in rig.browser("3003").get("/console/tickets").text


def test_a_ticket_about_a_case_leads_to_it(small_rig: Rig) -> None:
    terminal, staff = small_rig.terminal(), small_rig.browser("3003")
    case = small_rig.submit(terminal)
    small_rig.tell(terminal, _ticket(case=NUMBER))
    assert f"/console/cases/{terminal.id}/{case}" in staff.get("/console/tickets").text


def test_what_was_put_right_is_over_and_the_telephone_number_is_gone(small_rig: Rig) -> None:
    terminal, staff = small_rig.terminal(), small_rig.browser("3003")
    sub_id = small_rig.tell(terminal, _ticket())
    path = f"/console/tickets/{terminal.id}/{sub_id}"
    assert staff.post(path, step="contacted", note="").status_code == 422, "every step says what was done"
    staff.post(path, step="contacted", note="电话说明了恢复登记的办法")
    assert "待整改" in staff.get("/console/tickets").text
    staff.post(path, step="rectified", note="已恢复，可以来办")
    page = staff.get("/console/tickets").text
    assert "已办结" in page
    assert MOBILE not in page
    with small_rig.database.read() as session:
        row = session.get_one(StuckTicket, (terminal.id, sub_id))
        assert row.content is None


def test_an_auditor_sees_that_there_is_one_and_no_telephone_number(small_rig: Rig) -> None:
    terminal, auditor = small_rig.terminal(), small_rig.browser("3004")
    sub_id = small_rig.tell(terminal, _ticket())
    page = auditor.get("/console/tickets").text
    assert SAID in page
    assert MOBILE not in page
    assert auditor.post(f"/console/tickets/{terminal.id}/{sub_id}", step="contacted", note="abc").status_code == 403


def test_the_telephone_number_lies_sealed_in_the_database(small_rig: Rig) -> None:
    terminal = small_rig.terminal()
    sub_id = small_rig.tell(terminal, _ticket())
    with small_rig.database.read() as session:
        row = session.get_one(StuckTicket, (terminal.id, sub_id))
        assert row.content is not None
        assert MOBILE.encode() not in row.content
