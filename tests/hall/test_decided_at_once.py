"""秒批 at the hall: what all rules allow is approved as it is opened; all else waits for a person."""

from typing import Any

import pytest

from offline_cache import wire
from tests.hall.rig import Rig
from tests.hall.terminal import body

NUMBER = "K0001261124000011"
LOSS_REPORT = "PH-P-145"
FUND = "PH-P-056"
GRANTED = wire.RuleVerdict(
    item=LOSS_REPORT, rule_set="rs.loss-report", version=1, outcome="granted", checked=("document-in-force",)
)
DENIED = wire.RuleVerdict(
    item=LOSS_REPORT,
    rule_set="rs.loss-report",
    version=1,
    outcome="denied",
    findings=(
        wire.RuleFinding(
            rule="document-in-force",
            reason="身份证已经过期。",
            evidence={"person.id_to": "2020-03-01", "ctx.today": "2026-11-24"},
        ),
    ),
    review_asked=True,
)


def opened(rig: Rig, code: str = LOSS_REPORT, **content: Any) -> tuple[str, str]:
    """The state and the page of what was handed in like that."""
    terminal, staff = rig.terminal(), rig.browser()
    told = body(code, **content).model_dump_json().encode()
    sub_id = rig.submit(terminal, told, item_code=code)
    return str(staff.case(NUMBER)["state"]), staff.get(f"/console/cases/{terminal.id}/{sub_id}").text


def test_what_all_rules_allow_is_approved_and_done_and_the_case_says_by_which_rules(small_rig: Rig) -> None:
    state, page = opened(small_rig, verdicts=(GRANTED,))
    assert state == "CLOSED"
    assert "规则都符合，按规则批准（rs.loss-report 第 1 版）" in page
    assert "规则（秒批）" in page


def test_a_result_that_has_still_to_be_made_is_approved_and_waits_for_it(small_rig: Rig) -> None:
    granted = GRANTED.model_copy(update={"item": FUND, "rule_set": "rs.fund-retirement"})
    assert opened(small_rig, FUND, verdicts=(granted,))[0] == "APPROVED"


def test_a_refused_customer_who_asked_for_a_person_gets_one_who_reads_why(small_rig: Rig) -> None:
    state, page = opened(small_rig, verdicts=(DENIED,))
    assert state == "RECEIVED"
    assert "身份证已经过期。（证件有效期止：2020-03-01）" in page
    assert "要求由人来审" in page


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"verdicts": (GRANTED.model_copy(update={"outcome": "person", "lacking": ("person.id_to",)}),)},
        {"verdicts": (GRANTED.model_copy(update={"item": FUND}),)},
        {"verdicts": (GRANTED, GRANTED.model_copy(update={"item": FUND}))},
        {"verdicts": (GRANTED,), "members": (LOSS_REPORT, FUND)},
        {"verdicts": (GRANTED,), "materials": (wire.MaterialEntry(id="mandate", source="later", due="2026-12-01"),)},
        {"verdicts": (GRANTED,), "materials": (wire.MaterialEntry(id="old", source="original"),)},
    ],
    ids=["no verdict", "not sure", "of another item", "of two items", "a bundle", "a paper to come", "an original"],
)
def test_what_is_not_surely_allowed_waits_for_a_person(small_rig: Rig, content: dict[str, Any]) -> None:
    assert opened(small_rig, **content)[0] == "RECEIVED"
