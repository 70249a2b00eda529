"""What the hall receipted and lost it asks for again, and takes in under the receipt that it gave."""

import secrets

import pytest
from sqlalchemy import select

from hall.__main__ import main
from hall.intake.asking_again import MOST_NOTED
from hall.storage.tables import AskedAgain, AuditLine
from offline_cache import wire
from tests.hall.rig import Rig
from tests.hall.terminal import NOON, Terminal, body, sealed_page


def asked(rig: Rig, terminal: Terminal, **changes: object) -> tuple[int, ...]:
    """The sequence numbers that the answer to a greeting names."""
    fields: dict[str, object] = {
        "terminal_id": terminal.id,
        "epoch": terminal.identity["epoch"],
        "version": "0.1.0",
        "waiting": 0,
        "chain_head": "0" * 64,
        "audit_head": "0" * 64,
        "local_time": NOON,
        "free_bytes": 1,
    }
    message = wire.Hello.model_validate(fields | changes).model_dump_json()
    answer = rig.line(terminal.id).post("/v1/hello", content=message)
    signed = wire.SignedAnswer.model_validate_json(answer.content)
    return wire.HelloAnswer.model_validate_json(signed.statement).resend


class Paged:
    """One submission with a page, whole at the hall and opened as a case."""

    def __init__(self, rig: Rig) -> None:
        self.rig, self.terminal, self.sub_id = rig, rig.terminal(), secrets.token_hex(16)
        self.sealed, entry, key = sealed_page(b"%PDF-1.4 a lease")
        self.digest = entry.digest
        plain = body(attachment_keys=(key,)).model_dump_json().encode()
        self.envelope = self.terminal.seal(self.terminal.header(self.sub_id, attachments=(entry,)), plain)
        assert self.put() == 202
        rig.upload(self.terminal, self.digest, self.sealed)
        assert self.put() == 201
        self.receipt = self.answer.content
        rig.hall.opener.open_waiting()

    def put(self) -> int:
        path = f"/v1/t/{self.terminal.id}/s/{self.sub_id}"
        self.answer = self.rig.line(self.terminal.id).put(path, content=self.envelope)
        return self.answer.status_code

    def lose(self) -> None:
        self.rig.hall.store.remove(self.terminal.id, self.digest)


@pytest.fixture
def paged(rig: Rig) -> Paged:
    return Paged(rig)


@pytest.mark.row("F10")
def test_a_lost_page_is_asked_for_sent_again_and_receipted_as_before(paged: Paged) -> None:
    rig = paged.rig
    assert asked(rig, paged.terminal, last_seq=1) == ()
    paged.lose()
    address = f"/console/cases/{paged.terminal.id}/{paged.sub_id}/attachments/{paged.digest}"
    lost = rig.browser().get(address)
    assert lost.status_code == 404
    assert "已请终端补发" in lost.text
    assert asked(rig, paged.terminal, last_seq=1) == (1,)
    assert paged.put() == 202
    assert paged.answer.json() == {"missing": [paged.digest]}
    assert rig.upload(paged.terminal, paged.digest, paged.sealed).status_code == 204
    assert (paged.put(), paged.answer.content) == (200, paged.receipt)
    assert asked(rig, paged.terminal, last_seq=1) == ()
    assert rig.count(AskedAgain) == 0
    assert rig.browser().get(address).content == b"%PDF-1.4 a lease"


@pytest.mark.row("F10")
def test_a_page_that_changed_on_the_disk_is_found_by_verify(small_rig: Rig, capsys: pytest.CaptureFixture[str]) -> None:
    paged = Paged(small_rig)
    (path,) = small_rig.home.attachments.glob(f"*/*/{paged.digest}")
    path.write_bytes(b"rotten")
    assert main(["verify", "--dir", str(small_rig.home.root), "--ask-again"]) == 1
    assert "1 submissions are asked for again" in capsys.readouterr().out
    assert asked(small_rig, paged.terminal, last_seq=1) == (1,)
    assert paged.put() == 202
    small_rig.upload(paged.terminal, paged.digest, paged.sealed)
    assert paged.put() == 200
    assert main(["verify", "--dir", str(small_rig.home.root)]) == 0


@pytest.mark.row("F10")
def test_submissions_lost_with_a_backup_are_asked_for_once_a_day(rig: Rig) -> None:
    terminal = rig.terminal()
    rig.submit(terminal, seq=1)
    rig.submit(terminal, seq=3)
    assert asked(rig, terminal, last_seq=5, waiting=1) == (5, 4, 2), "one of them waits there; the terminal knows which"
    assert asked(rig, terminal, last_seq=5, waiting=1) == ()
    rig.submit(terminal, seq=2)
    rig.clock.pass_(days=1)
    assert asked(rig, terminal, last_seq=5, waiting=1) == (5, 4)
    for seq in (4, 5):
        rig.submit(terminal, seq=seq)
    rig.clock.pass_(days=1)
    assert asked(rig, terminal, last_seq=5) == ()
    assert rig.count(AskedAgain) == 0


@pytest.mark.row("F10")
def test_what_still_brings_its_pages_hides_no_gap(rig: Rig) -> None:
    terminal = rig.terminal()
    _, entry, key = sealed_page(b"%PDF-1.4 a lease")
    sub_id = secrets.token_hex(16)
    plain = body(attachment_keys=(key,)).model_dump_json().encode()
    envelope = terminal.seal(terminal.header(sub_id, seq=1, attachments=(entry,)), plain)
    assert rig.line(terminal.id).put(f"/v1/t/{terminal.id}/s/{sub_id}", content=envelope).status_code == 202
    rig.submit(terminal, seq=2)
    assert asked(rig, terminal, last_seq=2, waiting=1) == ()
    assert asked(rig, terminal, last_seq=3, waiting=1) == (3, 1), "the terminal knows that the first still waits"


@pytest.mark.row("F10")
def test_however_much_a_backup_lost_all_of_it_is_asked_for_newest_first(rig: Rig) -> None:
    terminal = rig.terminal()
    rig.submit(terminal, seq=250)
    lost = [seq for seq in range(450, 0, -1) if seq != 250]
    answers = [asked(rig, terminal, last_seq=450) for _ in range(4)]
    assert [len(answer) for answer in answers] == [200, 200, 49, 0]
    assert [seq for answer in answers for seq in answer] == lost


def test_a_claim_of_more_than_anyone_can_have_sent_costs_the_hall_little(small_rig: Rig) -> None:
    terminal = small_rig.terminal()
    assert asked(small_rig, terminal, last_seq=2**31 - 1)[0] == 2**31 - 1
    assert small_rig.count(AskedAgain) == MOST_NOTED


def test_a_page_that_nobody_handed_in_asks_for_nothing(rig: Rig) -> None:
    paged = Paged(rig)
    missing = rig.browser().get(f"/console/cases/{paged.terminal.id}/{paged.sub_id}/attachments/{'0' * 64}")
    assert missing.status_code == 404
    with rig.database.read() as session:
        lost = session.scalars(select(AuditLine).where(AuditLine.action == "attachment.lost")).all()
    assert lost == []
