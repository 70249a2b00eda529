"""The audit chain shows an edited, moved, missing or cut-off line."""

import pytest
from sqlalchemy import delete, update

from hall.audit import HALL, Act, faults, record
from hall.console.audit_pages import VERIFIED_AT_ONCE
from hall.storage.tables import AuditLine, ChainHead
from hall.verification import Verification
from tests.hall.rig import Rig


def filled(rig: Rig, lines: int = 5) -> None:
    with rig.database.write() as session:
        for number in range(lines):
            record(session, HALL, Act("staff:3001", "test", str(number)), rig.clock())


def found(rig: Rig) -> list[str]:
    with rig.database.read() as session:
        return list(faults(session, HALL))


def test_an_untouched_chain_has_no_faults(rig: Rig) -> None:
    filled(rig)
    assert found(rig) == []


@pytest.mark.row("S15")
def test_an_edited_line_is_found(rig: Rig) -> None:
    filled(rig)
    with rig.database.write() as session:
        session.execute(update(AuditLine).where(AuditLine.position == 3).values(actor="staff:9999"))
    assert found(rig) == ["line 3 was changed"]


@pytest.mark.row("S15")
def test_a_deleted_line_is_found(rig: Rig) -> None:
    filled(rig)
    with rig.database.write() as session:
        session.execute(delete(AuditLine).where(AuditLine.position == 2))
    assert "line 2 is missing" in found(rig)


@pytest.mark.row("S15")
def test_a_cut_tail_is_found(rig: Rig) -> None:
    filled(rig)
    with rig.database.write() as session:
        session.execute(delete(AuditLine).where(AuditLine.position > 3))
    assert found(rig) == ["the chain ends at line 3, its head is at 5"]


@pytest.mark.row("S15")
def test_a_chain_without_its_head_is_found(rig: Rig) -> None:
    filled(rig)
    with rig.database.write() as session:
        session.execute(delete(AuditLine).where(AuditLine.position > 3))
        session.execute(delete(ChainHead))
    assert found(rig) == ["the head of the chain is gone"]


@pytest.mark.row("S15")
def test_a_chain_that_was_wiped_whole_is_found(rig: Rig) -> None:
    rig.terminal()
    with rig.database.write() as session:
        session.execute(delete(AuditLine))
        session.execute(delete(ChainHead))
    faults_found = list(Verification(rig.database, rig.hall.store, rig.hall.keys.receipt.public).faults())
    assert faults_found == ["audit of T-0001-1: there is none, not even of its enrolment"]


def test_a_long_chain_is_verified_when_somebody_asks(small_rig: Rig) -> None:
    auditor = small_rig.browser("3004")
    with small_rig.database.write() as session:
        session.execute(update(ChainHead).values(position=VERIFIED_AT_ONCE + 1))
    page = auditor.get("/console/audit")
    assert ("还没有核对" in page.text, "不完整" in page.text) == (True, False)
    assert "its head is at" in auditor.get("/console/audit", verify="true").text


@pytest.mark.row("S15")
def test_the_auditors_page_says_whether_the_chain_is_whole(small_rig: Rig) -> None:
    filled(small_rig)
    auditor = small_rig.browser("3004")
    assert "是完整的" in auditor.get("/console/audit").text
    with small_rig.database.write() as session:
        session.execute(update(AuditLine).where(AuditLine.position == 2).values(detail="nothing happened"))
    assert "line 2 was changed" in auditor.get("/console/audit").text
    assert small_rig.browser("3003").get("/console/audit").status_code == 403
