"""秒批: no reason, no refusal; every refusal names rule, evidence and remedy; a person is always open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.decision import FactRecord, FactScalar, Trust
from flows.engine.decide import DecisionEngine
from flows.verdict import Denied, Granted, ToPerson
from tests.flows.content.opened_content import PACK, RAW
from tests.flows.small_content import NOW

ENGINE = DecisionEngine(PACK)
RETIRED: dict[str, FactScalar] = {
    "person.idno": "310104195403120020",
    "gjj.account": "T1",
    "gjj.status": "normal",
    "account.no": "6222020000000007",
    "person.retired": True,
}


def _book(**changed: FactScalar | None) -> dict[str, FactRecord]:
    facts = {**RETIRED, **{name.replace("__", "."): value for name, value in changed.items()}}
    return {name: FactRecord(name, value, "hall", Trust.A, NOW) for name, value in facts.items() if value is not None}


def test_all_rules_met_is_granted_with_the_rules_that_were_checked() -> None:
    verdict = ENGINE.verdict("PH-P-056", "PH-P-056", _book())
    assert verdict == Granted("rs.fund-retirement", 1, ("account-free", "retired"))


def test_a_refusal_names_every_rule_its_evidence_and_the_remedy() -> None:
    verdict = ENGINE.verdict("PH-P-056", "PH-P-056", _book(gjj__status="frozen", person__retired=False))
    assert isinstance(verdict, Denied)
    assert [finding.rule for finding in verdict.findings] == ["account-free", "retired"]
    assert verdict.findings[0].evidence == {"gjj.status": "frozen"}
    assert all(finding.reason and finding.remedy and finding.basis for finding in verdict.findings)


def test_what_is_not_known_goes_to_a_person() -> None:
    verdict = ENGINE.verdict("PH-P-056", "PH-P-056", _book(person__retired=None))
    assert verdict == ToPerson("rs.fund-retirement", 1, ("person.retired",))


def test_what_is_trusted_too_little_goes_to_a_person() -> None:
    book = _book()
    book["account.no"] = replace(book["account.no"], trust=Trust.D)
    assert ENGINE.verdict("PH-P-056", "PH-P-056", book) == ToPerson("rs.fund-retirement", 1, ("account.no",))


def test_a_warning_grants_and_tells() -> None:
    verdict = ENGINE.verdict("PH-L-009", "PH-L-009", _company(abnormal=True))
    assert isinstance(verdict, Granted)
    assert [finding.rule for finding in verdict.told] == ["not-listed"]


def test_conditions_for_many_items_warn_and_refuse_but_leave_the_grant_to_a_person() -> None:
    code = next(code for code, rules in RAW["decided_at_once"].items() if rules == "rs.legal")
    met = ENGINE.verdict(code, code, _company(abnormal=True))
    assert isinstance(met, ToPerson)
    assert (met.lacking, [finding.rule for finding in met.told]) == ((), ["not-listed"])
    assert isinstance(ENGINE.verdict(code, code, _company(status="revoked")), Denied)


def _company(*, status: str = "active", abnormal: bool = False) -> dict[str, FactRecord]:
    facts: dict[str, FactScalar] = {
        "person.idno": "310104198501020019",
        "company.uscc": "91310104MA1TET000F",
        "company.status": status,
        "company.abnormal": abnormal,
    }
    return {name: FactRecord(name, value, "hall", Trust.A, NOW) for name, value in facts.items()}


def test_an_item_that_a_person_decides_has_no_verdict() -> None:
    assert ENGINE.verdict("PH-L-002", "PH-L-002", {}) is None


@pytest.mark.parametrize("code", sorted(RAW["decided_at_once"]))
def test_every_item_decided_at_once_is_one_the_catalogue_allows(code: str) -> None:
    assert RAW["catalogue"]["items"][code]["second_approval"] == "yes"


@given(st.dictionaries(st.sampled_from(sorted(RETIRED)), st.sampled_from([None, False, True, "frozen", "normal"])))
def test_nothing_is_ever_refused_without_a_reason(changed: dict[str, FactScalar | None]) -> None:
    book = {
        name: FactRecord(name, value, "hall", Trust.A, NOW)
        for name, value in {**RETIRED, **changed}.items()
        if value is not None
    }
    verdict = ENGINE.verdict("PH-P-056", "PH-P-056", book)
    assert not isinstance(verdict, Denied) or all(one.reason and one.evidence for one in verdict.findings)
    assert not isinstance(verdict, ToPerson) or verdict.lacking
