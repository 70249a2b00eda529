"""Progress on the citizen's phone: one phone per address, nothing personal."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hall.cases.progress import STEPS, steps_of
from hall.cases.states import CaseState
from hall.console.application import console_application
from hall.storage.case_tables import CaseEvent
from offline_cache import wire
from tests.hall.asgi_client import AsgiClient
from tests.hall.rig import Rig
from tests.hall.terminal import Terminal

NUMBER = "K0001261124000011"


def phone(rig: Rig) -> AsgiClient:
    return AsgiClient(rig.portal, rig.console, "http://127.0.0.1")


def address(rig: Rig, terminal: Terminal, number: str = NUMBER) -> str:
    query = wire.ProgressQuery(session="a" * 32, number=number)
    answer = rig.line(terminal.id).post(f"/v1/t/{terminal.id}/progress", content=query.model_dump_json())
    if answer.status_code != 200:
        return str(answer.json()["error"])
    return wire.ProgressAnswer.model_validate_json(answer.content).url


def event(state: CaseState, note: str = "") -> CaseEvent:
    return CaseEvent(state=state, at=datetime(2026, 11, 24, tzinfo=UTC), note=note)


def test_an_address_holds_nothing_personal_and_is_good_for_one_phone(rig: Rig) -> None:
    terminal = rig.terminal()
    rig.submit(terminal)
    url = address(rig, terminal)
    assert NUMBER not in url
    first, second = phone(rig), phone(rig)
    assert "查看进度" in first.get(url).text
    assert "查看进度" in second.get(url).text, "looking at it does not use it up"
    assert first.post(url).status_code == 303
    page = first.get(url).text
    assert "有无违法犯罪记录证明开具" in page
    assert "李明远" not in page
    assert "320100" not in page
    assert second.get(url).status_code == 410
    second.post(url)
    assert second.get(url).status_code == 410


@pytest.mark.parametrize(("public_url", "secure"), [("https://hall.invalid", True), ("http://127.0.0.1:1", False)])
def test_the_pass_of_a_phone_never_travels_in_the_clear_where_the_hall_is_reached_by_https(
    small_rig: Rig, public_url: str, secure: bool
) -> None:
    terminal = small_rig.terminal()
    small_rig.submit(terminal)
    small_rig.hall = replace(small_rig.hall, public_url=public_url)
    small_rig.console = console_application(small_rig.hall)
    path = address(small_rig, terminal).removeprefix(small_rig.hall.public_url)
    answer = phone(small_rig).post(path[path.index("/progress/") :])
    assert ("; Secure" in answer.headers["set-cookie"]) is secure


def test_an_address_ends_after_a_day_and_a_visit_after_half_an_hour(rig: Rig) -> None:
    terminal = rig.terminal()
    rig.submit(terminal)
    used, unused = address(rig, terminal), address(rig, terminal)
    visitor = phone(rig)
    visitor.post(used)
    rig.clock.pass_(minutes=31)
    assert visitor.get(used).status_code == 410
    rig.clock.pass_(hours=24)
    assert visitor.get(unused).status_code == 410


def test_a_terminal_gets_addresses_of_its_own_cases_only(small_rig: Rig) -> None:
    small_rig.submit(small_rig.terminal())
    assert address(small_rig, small_rig.terminal("T-0002-1")) == "E120"


def test_the_steps_show_what_was_what_is_and_what_comes() -> None:
    steps = steps_of(
        CaseState.REVIEWING, [event(CaseState.RECEIVED), event(CaseState.ACCEPTED), event(CaseState.REVIEWING)]
    )
    assert len(steps) == len(STEPS)
    assert [step.at is not None for step in steps[:4]] == [True, True, True, False]
    assert [step.title for step in steps if step.is_now] == ["审查"]


def test_a_refusal_ends_the_line_with_its_reasons() -> None:
    steps = steps_of(CaseState.REFUSED, [event(CaseState.RECEIVED), event(CaseState.REFUSED, "不满一年")])
    assert steps[-1].says == "未通过：不满一年"
    assert steps[-1].title == "决定"


def test_what_was_closed_at_once_shows_only_the_steps_it_took() -> None:
    taken = (CaseState.RECEIVED, CaseState.ACCEPTED, CaseState.REVIEWING, CaseState.APPROVED, CaseState.CLOSED)
    steps = steps_of(CaseState.CLOSED, [event(state) for state in taken])
    assert [step.title for step in steps] == ["大厅收到", "受理", "审查", "决定", "办结"]
    assert all(step.at is not None for step in steps), "nothing is still to come"


@pytest.mark.parametrize("state", [CaseState.WITHDRAWN, CaseState.LAPSED, CaseState.REVIEW_REQUESTED])
def test_an_end_off_the_line_keeps_the_steps_that_were_taken(state: CaseState) -> None:
    steps = steps_of(state, [event(CaseState.RECEIVED), event(CaseState.ACCEPTED), event(state, "申请人不办了")])
    assert [(step.title, step.is_now) for step in steps[:2]] == [("大厅收到", False), ("受理", True)]
    assert "申请人不办了" in steps[1].says
    assert len(steps) == (len(STEPS) if state is CaseState.REVIEW_REQUESTED else 2)


def test_what_the_courier_brings_to_the_door_is_delivered_without_a_locker() -> None:
    steps = steps_of(
        CaseState.COURIER, [event(CaseState.RECEIVED), event(CaseState.APPROVED), event(CaseState.COURIER)]
    )
    assert next(step.says for step in steps if step.is_now) == "寄递中"
