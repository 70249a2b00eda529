"""Each submission in exactly once, whatever the network does."""

import asyncio
import base64
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import select

from hall.intake.envelope import Envelope, parse_envelope
from hall.intake.outcomes import Acceptance, Held
from hall.storage.case_tables import Case
from hall.storage.tables import AuditLine, ConflictingSubmission, Submission
from hall.storage.tables import Terminal as TerminalRow
from offline_cache import sealing, wire
from tests.hall.rig import Rig
from tests.hall.terminal import Terminal, body, sealed_page

PATIENCE_S = 10.0
PLAIN = body().model_dump_json().encode()


def envelope_of(terminal: Terminal, **header: object) -> tuple[str, str]:
    """Path and envelope of a new submission."""
    sub_id = secrets.token_hex(16)
    return f"/v1/t/{terminal.id}/s/{sub_id}", terminal.seal(terminal.header(sub_id, **header), PLAIN)


def audited(rig: Rig, action: str) -> list[str]:
    with rig.database.read() as session:
        return [line.detail for line in session.scalars(select(AuditLine).where(AuditLine.action == action))]


def test_the_receipt_is_signed_by_the_receipt_key_and_names_exactly_what_was_sent(rig: Rig) -> None:
    terminal = rig.terminal()
    path, envelope = envelope_of(terminal)
    answer = rig.line(terminal.id).put(path, content=envelope)
    receipt = wire.SignedReceipt.model_validate_json(answer.content)
    assert answer.status_code == 201
    assert sealing.verify(terminal.receipt_public, receipt.statement.encode(), receipt.signature)
    statement = wire.ReceiptStatement.model_validate_json(receipt.statement)
    sent = wire.SubmissionEnvelope.model_validate_json(envelope)
    assert statement.header_digest == sealing.digest(sent.header.encode())
    assert statement.body_digest == sealing.digest(base64.b64decode(sent.body))
    assert len(statement.case_number) == 18


@pytest.mark.row("F05")
@pytest.mark.row("F08")
def test_a_repeated_request_gets_the_same_receipt_bytes(rig: Rig) -> None:
    terminal = rig.terminal()
    path, envelope = envelope_of(terminal)
    first = rig.line(terminal.id).put(path, content=envelope)
    rig.clock.pass_(days=1)
    again = rig.line(terminal.id).put(path, content=envelope)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.content == again.content
    assert rig.count(Submission) == 1


@pytest.mark.row("F06")
def test_sixteen_concurrent_puts_of_one_id_leave_one_row_and_one_receipt(rig: Rig) -> None:
    terminal = rig.terminal()
    path, envelope = envelope_of(terminal)

    def put(_: int) -> tuple[int, bytes]:
        answer = rig.line(terminal.id).put(path, content=envelope)
        return answer.status_code, answer.content

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(put, range(16)))
    assert sorted(status for status, _ in answers) == [200] * 15 + [201]
    assert len({content for _, content in answers}) == 1
    assert rig.count(Submission) == 1
    assert rig.hall.opener.open_waiting() == 1
    assert rig.count(Case) == 1


@pytest.mark.row("F07")
def test_other_bytes_under_a_known_id_are_refused_and_both_are_kept(rig: Rig) -> None:
    terminal = rig.terminal()
    sub_id = secrets.token_hex(16)
    path = f"/v1/t/{terminal.id}/s/{sub_id}"
    header = terminal.header(sub_id)
    rig.line(terminal.id).put(path, content=terminal.seal(header, PLAIN))
    answer = rig.line(terminal.id).put(path, content=terminal.seal(header, PLAIN))
    assert answer.status_code == 409, "sealing is randomised, so these are other bytes"
    assert answer.json()["error"] == "E109"
    assert (rig.count(Submission), rig.count(ConflictingSubmission)) == (1, 1)
    assert audited(rig, "submission.conflict") == ["E109"]


@pytest.mark.row("F20")
def test_a_second_submission_under_a_used_sequence_number_locks_the_terminal(rig: Rig) -> None:
    terminal = rig.terminal()
    first_path, first = envelope_of(terminal, seq=1)
    rig.line(terminal.id).put(first_path, content=first)
    fork_path, fork = envelope_of(terminal, seq=1)
    answer = rig.line(terminal.id).put(fork_path, content=fork)
    assert (answer.status_code, answer.json()["error"]) == (409, "E110")
    assert rig.count(ConflictingSubmission) == 1
    later_path, later = envelope_of(terminal, seq=2)
    refused = rig.line(terminal.id).put(later_path, content=later)
    assert (refused.status_code, refused.json()["error"]) == (403, "E111")
    assert rig.count(Submission) == 1


def test_a_revoked_terminal_is_refused_and_nothing_changes(rig: Rig) -> None:
    terminal = rig.terminal()
    with rig.database.write() as session:
        session.get_one(TerminalRow, terminal.id).revoked_at = rig.clock()
    path, envelope = envelope_of(terminal)
    answer = rig.line(terminal.id).put(path, content=envelope)
    assert (answer.status_code, answer.json()["error"]) == (403, "E107")
    assert rig.count(Submission) == 0


@pytest.mark.row("S18")
def test_a_foreign_certificate_changes_nothing_and_is_audited(rig: Rig) -> None:
    terminal, other = rig.terminal(), rig.terminal("T-0002-1")
    path, envelope = envelope_of(terminal)
    answer = rig.line(other.id).put(path, content=envelope)
    assert (answer.status_code, answer.json()["error"]) == (403, "E104")
    assert rig.count(Submission) == 0
    assert any(detail.startswith("E104") for detail in audited(rig, "request.refused"))


def test_a_client_without_certificate_is_refused(rig: Rig) -> None:
    terminal = rig.terminal()
    path, envelope = envelope_of(terminal)
    assert rig.line("").put(path, content=envelope).status_code == 403
    assert rig.line("T-NOBODY").get("/v1/t/T-NOBODY/inbox").json()["error"] == "E105"


def forged(terminal: Terminal, header: wire.SubmissionHeader) -> str:
    sent = wire.SubmissionEnvelope.model_validate_json(terminal.seal(header, PLAIN))
    return sent.model_copy(update={"signature": base64.b64encode(bytes(64)).decode()}).model_dump_json()


@pytest.mark.row("S18")
def test_a_forged_signature_changes_nothing_and_is_audited(rig: Rig) -> None:
    terminal = rig.terminal()
    sub_id = secrets.token_hex(16)
    envelope = forged(terminal, terminal.header(sub_id))
    answer = rig.line(terminal.id).put(f"/v1/t/{terminal.id}/s/{sub_id}", content=envelope)
    assert (answer.status_code, answer.json()["error"]) == (403, "E106")
    assert rig.count(Submission) == 0
    assert any(detail.startswith("E106") for detail in audited(rig, "request.refused"))


def test_a_signature_of_an_earlier_installation_is_refused(rig: Rig) -> None:
    first, second = rig.terminal(), rig.terminal()
    path, _ = envelope_of(first)
    header = second.header(path.rsplit("/", 1)[1])
    text = header.model_dump_json()
    sealed = sealing.seal_body(base64.b64decode(second.identity["hpke_public"]), text.encode(), PLAIN)
    answer = rig.line(first.id).put(path, content=first.envelope(text, sealed))
    assert answer.json()["error"] == "E106"


@pytest.mark.parametrize("cut", [0, 1, 30, -1])
def test_a_truncated_envelope_changes_nothing(rig: Rig, cut: int) -> None:
    terminal = rig.terminal()
    path, envelope = envelope_of(terminal)
    answer = rig.line(terminal.id).put(path, content=envelope[:cut])
    assert (answer.status_code, answer.json()["error"]) == (422, "E101")
    assert rig.count(Submission) == 0


@pytest.mark.row("F17")
def test_an_oversized_envelope_is_refused_before_it_is_read(rig: Rig) -> None:
    terminal = rig.terminal()
    path, _ = envelope_of(terminal)
    answer = rig.line(terminal.id).put(path, content=b" " * (5 * 1024 * 1024))
    assert (answer.status_code, answer.json()["error"]) == (413, "E102")


@pytest.mark.row("F17")
def test_a_refusal_for_ever_is_signed_for_exactly_this_header(rig: Rig) -> None:
    terminal = rig.terminal()
    sub_id = secrets.token_hex(16)
    envelope = terminal.seal(terminal.header(sub_id, hall_key_id="0" * 16), PLAIN)
    answer = rig.line(terminal.id).put(f"/v1/t/{terminal.id}/s/{sub_id}", content=envelope)
    refusal = wire.Refusal.model_validate_json(answer.content)
    assert (answer.status_code, refusal.error) == (422, "E108")
    assert refusal.receipt is not None
    assert sealing.verify(terminal.receipt_public, refusal.receipt.statement.encode(), refusal.receipt.signature)
    statement = wire.RefusalStatement.model_validate_json(refusal.receipt.statement)
    sent = wire.SubmissionEnvelope.model_validate_json(envelope)
    assert statement.header_digest == sealing.digest(sent.header.encode())


def test_a_replay_on_another_path_is_refused(rig: Rig) -> None:
    terminal = rig.terminal()
    path, envelope = envelope_of(terminal)
    rig.line(terminal.id).put(path, content=envelope)
    answer = rig.line(terminal.id).put(f"/v1/t/{terminal.id}/s/{secrets.token_hex(16)}", content=envelope)
    assert (answer.status_code, answer.json()["error"]) == (403, "E103")
    assert rig.count(Submission) == 1


def test_the_receipt_comes_only_when_every_attachment_is_here(rig: Rig) -> None:
    terminal = rig.terminal()
    sealed, entry, _ = sealed_page(b"a page")
    path, envelope = envelope_of(terminal, attachments=(entry,))
    waiting = rig.line(terminal.id).put(path, content=envelope)
    assert (waiting.status_code, waiting.json()) == (202, {"missing": [entry.digest]})
    assert rig.hall.opener.open_waiting() == 0
    assert rig.upload(terminal, entry.digest, sealed).status_code == 204
    assert rig.line(terminal.id).put(path, content=envelope).status_code == 201
    assert rig.line(terminal.id).put(path, content=envelope).status_code == 200


HOSTILE = [{"seq": 2**40}, {"number": "K" * 41}, {"number": "K\x00"}, {"item_code": "<b>"}, {"item_code": ""}]


@pytest.mark.parametrize("changes", HOSTILE)
def test_a_value_that_no_database_holds_is_refused_and_takes_nobody_with_it(
    rig: Rig, changes: dict[str, object]
) -> None:
    terminal = rig.terminal()
    path, envelope = envelope_of(terminal, **changes)
    answer = rig.line(terminal.id).put(path, content=envelope)
    assert (answer.status_code, answer.json()["error"]) == (422, "E101")
    good_path, good = envelope_of(terminal)
    assert rig.line(terminal.id).put(good_path, content=good).status_code == 201


def test_a_submission_that_arrives_as_a_writer_goes_home_is_written_too(small_rig: Rig) -> None:
    """In the very step in which the one before is answered."""
    desk, terminal = small_rig.hall.intake, small_rig.terminal()

    async def one_after_the_other() -> list[Acceptance]:
        async with asyncio.timeout(PATIENCE_S):
            return [await desk.take_in(parsed(small_rig, terminal)) for _ in range(3)]

    assert all(isinstance(outcome, Held) for outcome in small_rig.portal.call(one_after_the_other))


def parsed(rig: Rig, terminal: Terminal) -> Envelope:
    path, envelope = envelope_of(terminal)
    found = parse_envelope(envelope.encode(), terminal.id, path.rsplit("/", 1)[1], rig.hall.keys.hall_key_id)
    assert isinstance(found, Envelope)
    return found


def test_one_that_cannot_be_stored_does_not_take_its_batch_with_it(small_rig: Rig) -> None:
    """Past the checks, straight to the desk: the batch falls apart into its members."""
    terminal = small_rig.terminal()
    good, bad = [parsed(small_rig, terminal) for _ in range(3)], parsed(small_rig, terminal)
    bad = replace(bad, header=bad.header.model_copy(update={"seq": 2**70}))

    async def together() -> list[object]:
        desk = small_rig.hall.intake
        return await asyncio.gather(*(desk.take_in(e) for e in [good[0], bad, *good[1:]]), return_exceptions=True)

    outcomes = small_rig.portal.call(together)
    assert [type(outcome) for outcome in outcomes] == [Held, OverflowError, Held, Held]
    assert small_rig.count(Submission) == 3
