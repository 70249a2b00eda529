"""Who gets in, and what a form must carry."""

import pytest
from sqlalchemy import select

from hall.console.sessions import Credentials, sign_in
from hall.record_seal import RecordUnsealError
from hall.storage.hall_tables import ConsoleSession, Staff
from hall.storage.tables import AuditLine
from tests.hall.asgi_client import AsgiClient
from tests.hall.rig import Rig, form_token

NUMBER = "K0001261124000011"


def visitor(rig: Rig) -> AsgiClient:
    return AsgiClient(rig.portal, rig.console, "http://127.0.0.1")


def attempt(client: AsgiClient, password: str) -> int:
    token = form_token(client.get("/console/login").text)
    return client.post("/console/login", data={"number": "3001", "password": password, "csrf": token}).status_code


@pytest.mark.parametrize("page", ["/console", "/console/messages", "/console/parcels", "/console/cases/T/x"])
def test_a_stranger_is_sent_to_sign_in(small_rig: Rig, page: str) -> None:
    answer = visitor(small_rig).get(page)
    assert (answer.status_code, answer.headers["location"]) == (303, "/console/login")


def test_a_stranger_gets_no_evidence(small_rig: Rig) -> None:
    assert visitor(small_rig).get("/console/api/cases").status_code == 401


@pytest.mark.row("S08")
def test_five_wrong_passwords_lock_the_account_also_for_the_right_one(small_rig: Rig) -> None:
    client = visitor(small_rig)
    assert [attempt(client, "wrong") for _ in range(5)] == [403] * 5
    assert attempt(client, "hall-window-3001") == 403
    small_rig.clock.pass_(seconds=16)
    assert attempt(client, "hall-window-3001") == 303


@pytest.mark.row("S08")
def test_a_try_counts_although_the_looking_fails(rig: Rig) -> None:
    """A second factor that cannot be opened, say: the account still locks after five."""
    with rig.database.write() as session:
        session.get_one(Staff, "3001").totp = b"not sealed by this hall"
    given = Credentials("3001", "hall-window-3001", "000000")
    for _ in range(5):
        with pytest.raises(RecordUnsealError):
            sign_in(rig.database, rig.hall.seal, given, rig.clock())
    with rig.database.read() as session:
        staff = session.get_one(Staff, "3001")
        assert staff.failures == 5
        assert staff.locked_until is not None
    assert sign_in(rig.database, rig.hall.seal, given, rig.clock()) is None, "locked: nothing is looked at any more"


def test_a_login_form_of_another_browser_is_refused(small_rig: Rig) -> None:
    token = form_token(visitor(small_rig).get("/console/login").text)
    form = {"number": "3001", "password": "hall-window-3001", "csrf": token}
    assert visitor(small_rig).post("/console/login", data=form).status_code == 403


def test_a_form_without_the_sessions_token_changes_nothing(small_rig: Rig) -> None:
    terminal, staff = small_rig.terminal(), small_rig.browser()
    small_rig.submit(terminal)
    case = staff.case(NUMBER)
    path = f"/console/cases/{case['terminal_id']}/{case['sub_id']}/decide"
    for token in ("", "x" * 32, small_rig.browser().csrf):
        assert staff.client.post(path, data={"action": "accept", "csrf": token}).status_code == 403
    assert staff.case(NUMBER)["state"] == "RECEIVED"


def test_a_session_ends_after_twenty_idle_minutes(small_rig: Rig) -> None:
    staff = small_rig.browser()
    small_rig.clock.pass_(minutes=21)
    assert staff.get("/console").status_code == 303


def test_a_session_that_is_used_goes_on(small_rig: Rig) -> None:
    staff = small_rig.browser()
    for _ in range(4):
        small_rig.clock.pass_(minutes=15)
        assert staff.get("/console").status_code == 200


def test_a_list_is_shown_while_somebody_writes(small_rig: Rig) -> None:
    """Embedded, the database has one writer; an opener or a purge may hold it for long."""
    staff = small_rig.browser()
    with small_rig.database.write():
        assert staff.get("/console").status_code == 200


def test_signing_out_ends_the_session_at_the_hall(small_rig: Rig) -> None:
    staff = small_rig.browser()
    staff.post("/console/logout")
    assert small_rig.count(ConsoleSession) == 0


def test_no_token_and_no_password_is_stored_as_it_is(small_rig: Rig) -> None:
    staff = small_rig.browser()
    token = staff.client.cookies["hall_session"]
    with small_rig.database.read() as session:
        stored = session.scalars(select(ConsoleSession)).one().token_digest
        assert token not in stored
        assert all(row.password.startswith("$argon2id$") for row in session.scalars(select(Staff)))


@pytest.mark.row("S10")
def test_a_courier_sees_no_content_and_decides_nothing(small_rig: Rig) -> None:
    terminal, courier = small_rig.terminal(), small_rig.browser("3002")
    sub_id = small_rig.submit(terminal)
    page = courier.get(f"/console/cases/{terminal.id}/{sub_id}")
    assert page.status_code == 200
    assert "李明远" not in page.text
    assert courier.decide(NUMBER, "accept").status_code == 403
    assert courier.get("/console/terminals").status_code == 403


def test_a_case_of_another_department_does_not_exist_for_staff_of_one(small_rig: Rig) -> None:
    terminal = small_rig.terminal()
    sub_id = small_rig.submit(terminal)
    with small_rig.database.write() as session:
        session.get_one(Staff, "3001").department = "区市场监管局"
    staff = small_rig.browser()
    path = f"/console/cases/{terminal.id}/{sub_id}"
    assert staff.get(path).status_code == 404
    assert staff.post(f"{path}/decide", action="accept").status_code == 404
    assert sub_id not in staff.get("/console", department="市公安局").text


@pytest.mark.row("S20")
def test_every_look_into_a_case_is_audited(small_rig: Rig) -> None:
    terminal, staff = small_rig.terminal(), small_rig.browser()
    sub_id = small_rig.submit(terminal)
    staff.get(f"/console/cases/{terminal.id}/{sub_id}")
    with small_rig.database.read() as session:
        actors = list(session.scalars(select(AuditLine.actor).where(AuditLine.action == "case.read")))
    assert actors == ["staff:3001"]


def test_pages_forbid_scripts_frames_and_caches(small_rig: Rig) -> None:
    headers = small_rig.browser().get("/console").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"


def test_what_a_customer_typed_is_escaped(small_rig: Rig) -> None:
    from offline_cache.wire import FactValue
    from tests.hall.terminal import NOON, body

    terminal, staff = small_rig.terminal(), small_rig.browser()
    evil = FactValue(value="<script>alert(1)</script>", source="ask", trust="D", at=NOON)
    content = body().model_copy(update={"facts": {"person.name": evil}})
    sub_id = small_rig.submit(terminal, content.model_dump_json().encode())
    page = staff.get(f"/console/cases/{terminal.id}/{sub_id}").text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
