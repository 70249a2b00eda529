"""What the console says when it cannot do what it was asked: words on a page, and nothing changed."""

import base64
from datetime import timedelta

import pytest

from hall.console.form_limit import LARGEST_FORM
from hall.storage.case_tables import Rating
from hall.storage.tables import AuditLine
from offline_cache import wire
from tests.hall.asgi_client import AsgiClient
from tests.hall.rig import Rig, form_token
from tests.hall.terminal import body

NUMBER = "K0001261124000011"


@pytest.mark.parametrize(
    ("path", "query"), [("/console/cases/T-0001-1/nothing", {}), ("/console/nowhere", {}), ("/console", {"page": "0"})]
)
def test_an_address_that_leads_nowhere_says_so_in_words(small_rig: Rig, path: str, query: dict[str, str]) -> None:
    answer = small_rig.browser().get(path, **query)
    assert answer.status_code in (404, 422)
    assert answer.headers["content-type"].startswith("text/html")
    assert "没有" in answer.text
    assert "detail" not in answer.text


def test_a_script_gets_its_refusal_as_json(small_rig: Rig) -> None:
    assert small_rig.browser("3004").get("/console/api/messages").json() == {"error": "not for this role"}


def test_a_step_without_a_word_is_not_taken(small_rig: Rig) -> None:
    terminal, staff = small_rig.terminal(), small_rig.browser("3003")
    sub_id = small_rig.tell(terminal, wire.RatingBody(number=NUMBER, stars=1))
    answer = staff.post(f"/console/ratings/{terminal.id}/{sub_id}", step="contacted", note="   \n ")
    assert (answer.status_code, "没有存下来" in answer.text) == (422, True)
    with small_rig.database.read() as session:
        assert session.get_one(Rating, (terminal.id, sub_id)).contacted_at is None


def test_a_form_longer_than_any_is_not_read_to_its_end(small_rig: Rig) -> None:
    client = AsgiClient(small_rig.portal, small_rig.console, "http://127.0.0.1")
    token = form_token(client.get("/console/login").text)
    form = {"number": "3001", "password": "x" * LARGEST_FORM, "csrf": token}
    answer = client.post("/console/login", data=form)
    assert (answer.status_code, "太长" in answer.text) == (413, True)


def test_a_database_that_is_away_is_told_as_a_wait(small_rig: Rig) -> None:
    staff = small_rig.browser()
    with small_rig.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE cases RENAME TO elsewhere")
    answer = staff.get("/console")
    assert (answer.status_code, "过一会儿再试" in answer.text) == (503, True)


@pytest.mark.row("S20")
def test_a_look_at_a_page_or_a_signature_is_audited_with_its_case(small_rig: Rig) -> None:
    terminal, staff = small_rig.terminal(), small_rig.browser()
    ink = base64.b64encode(b"[[[1, 2, 0], [3, 4, 9]]]").decode()
    sub_id = small_rig.submit(terminal, body(signature_ink=ink).model_dump_json().encode())
    assert staff.get(f"/console/cases/{terminal.id}/{sub_id}/ink.svg").status_code == 200
    number = staff.case(NUMBER)["case_number"]
    with small_rig.database.read() as session:
        lines = session.query(AuditLine).filter(AuditLine.action == "signature.read").all()
        assert [(line.actor, line.subject) for line in lines] == [("staff:3001", number)]


def test_what_was_purged_is_said_to_be_gone(small_rig: Rig) -> None:
    terminal, staff = small_rig.terminal(), small_rig.browser()
    sub_id = small_rig.submit(terminal, item_code="PH-P-001")
    small_rig.hall.retention.purge_closed_before(small_rig.clock() + timedelta(days=1), small_rig.clock())
    for part in ("ink.svg", f"attachments/{'a' * 64}"):
        answer = staff.get(f"/console/cases/{terminal.id}/{sub_id}/{part}")
        assert (answer.status_code, "保存期已过" in answer.text) == (404, True)


@pytest.mark.parametrize("ink", [b"not json", b'[[["x", 0, 0]]]', b"[[[1]]]", b"{}"])
def test_ink_that_is_none_is_no_picture_and_no_fault(small_rig: Rig, ink: bytes) -> None:
    terminal, staff = small_rig.terminal(), small_rig.browser()
    content = body(signature_ink=base64.b64encode(ink).decode())
    sub_id = small_rig.submit(terminal, content.model_dump_json().encode())
    answer = staff.get(f"/console/cases/{terminal.id}/{sub_id}/ink.svg")
    assert (answer.status_code, "读不出来" in answer.text) == (404, True)
