"""What a hello tells the hall about a terminal's chains."""

import json

import pytest

from hall.__main__ import main
from hall.service.greeting import MOST_ASKED
from hall.storage.tables import AuditAnchor
from offline_cache import wire
from offline_cache.audit_chain import NOTHING, verify_lines
from tests.hall.rig import Rig
from tests.hall.terminal import NOON, Terminal


def hello(rig: Rig, terminal: Terminal, **changes: object) -> tuple[int, str]:
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
    message = wire.Hello.model_validate(fields | changes)
    answer = rig.line(terminal.id).post("/v1/hello", content=message.model_dump_json())
    return answer.status_code, answer.json().get("error", "")


@pytest.mark.row("S15")
@pytest.mark.row("I5")
def test_every_new_audit_head_is_anchored_once(rig: Rig) -> None:
    terminal = rig.terminal()
    for head in ("1" * 64, "1" * 64, "2" * 64):
        assert hello(rig, terminal, audit_head=head)[0] == 200
    assert rig.count(AuditAnchor) == 2


@pytest.mark.row("F20")
def test_a_terminal_whose_chain_became_shorter_is_locked(rig: Rig) -> None:
    terminal = rig.terminal()
    assert hello(rig, terminal, last_seq=9)[0] == 200
    assert hello(rig, terminal, last_seq=4) == (403, "E111")
    assert hello(rig, terminal, last_seq=10) == (403, "E111"), "until staff have looked"
    assert "went back" in rig.browser("3003").get("/console/terminals").text


@pytest.mark.row("F22")
def test_a_greeting_that_a_later_one_overtook_locks_nobody(rig: Rig) -> None:
    """A terminal that got no answer in time greets again; the first one may still be waiting for the database."""
    terminal = rig.terminal()
    assert hello(rig, terminal, last_seq=6, local_time="2026-11-24T12:01:00+08:00")[0] == 200
    assert hello(rig, terminal, last_seq=5, local_time="2026-11-24T12:00:00+08:00")[0] == 200
    assert hello(rig, terminal, last_seq=6, local_time="2026-11-24T12:02:00+08:00")[0] == 200
    an_hour_before = "2026-11-24T11:00:00+08:00"
    assert hello(rig, terminal, last_seq=5, local_time=an_hour_before) == (403, "E111"), "that is another disk"


@pytest.mark.row("F20")
def test_an_unlocked_terminal_goes_on_from_what_it_says_next(small_rig: Rig) -> None:
    terminal = small_rig.terminal()
    assert hello(small_rig, terminal, last_seq=9)[0] == 200
    assert hello(small_rig, terminal, last_seq=4) == (403, "E111")
    arguments = ["terminal", "--dir", str(small_rig.home.root), "unlock", terminal.id, "--reason", "disk was replaced"]
    assert main(arguments) == 0
    assert hello(small_rig, terminal, last_seq=4)[0] == 200
    assert hello(small_rig, terminal, last_seq=3) == (403, "E111")


def test_a_new_installation_begins_at_one_again(rig: Rig) -> None:
    first = rig.terminal()
    hello(rig, first, last_seq=9)
    second = rig.terminal()
    assert hello(rig, second, last_seq=0)[0] == 200


@pytest.mark.row("F10")
@pytest.mark.row("I2")
def test_submissions_that_the_terminal_counts_as_sent_and_the_hall_lacks_are_shown(rig: Rig) -> None:
    terminal = rig.terminal()
    rig.submit(terminal)
    hello(rig, terminal, last_seq=4, waiting=1)
    assert "缺 2 件" in rig.browser("3003").get("/console/terminals").text


def lines(count: int, word: str = "tick") -> list[str]:
    """A chain of audit lines as a terminal writes it."""
    chain, head = [], NOTHING
    for position in range(1, count + 1):
        chain.append(json.dumps({"position": position, "previous": head.digest, "event": word}))
        head = verify_lines(chain[-1:], head)
    return chain


def told(rig: Rig, terminal: Terminal, chain: list[str], since: int = 0) -> tuple[int, str]:
    head = verify_lines(chain)
    return hello(
        rig, terminal, audit_head=head.digest, audit_count=head.count, audit_lines=tuple(chain[since : since + 200])
    )


@pytest.mark.row("S15")
@pytest.mark.row("I5")
def test_a_log_that_grows_is_followed(rig: Rig) -> None:
    terminal = rig.terminal()
    chain = lines(150)
    assert told(rig, terminal, chain[:100])[0] == 200
    assert told(rig, terminal, chain[:100], 100)[0] == 200, "nothing new"
    assert told(rig, terminal, chain, 100)[0] == 200
    assert told(rig, terminal, chain, 60)[0] == 200, "an answer was lost: lines come again"


@pytest.mark.row("S15")
def test_lines_that_are_missing_are_asked_for_and_an_answer_may_be_lost(rig: Rig) -> None:
    terminal = rig.terminal()
    chain = lines(30)
    assert told(rig, terminal, chain[:10])[0] == 200
    for _ in range(MOST_ASKED):
        assert told(rig, terminal, chain, 20)[0] == 200, "the hall may have been restored"
    assert told(rig, terminal, chain, 10)[0] == 200
    chain = lines(50)
    for _ in range(MOST_ASKED):
        assert told(rig, terminal, chain, 40)[0] == 200
    assert told(rig, terminal, chain, 40) == (403, "E111")


@pytest.mark.row("F10")
@pytest.mark.parametrize("held", [0, 10])
def test_a_restored_hall_asks_an_idle_terminal_for_the_lines_it_lost(rig: Rig, held: int) -> None:
    terminal = rig.terminal()
    chain = lines(15)
    assert told(rig, terminal, chain[:held])[0] == 200
    assert told(rig, terminal, chain, 15)[0] == 200, "nothing is new since what it was told is held"
    assert told(rig, terminal, chain, held)[0] == 200
    assert told(rig, terminal, chain, 15)[0] == 200
    assert told(rig, terminal, chain[:12], 12) == (403, "E111"), "a tail that was cut off"


@pytest.mark.row("S15")
def test_a_terminal_that_never_shows_the_lines_it_claims_is_locked(rig: Rig) -> None:
    terminal = rig.terminal()
    assert told(rig, terminal, lines(10))[0] == 200
    for _ in range(MOST_ASKED):
        assert told(rig, terminal, lines(15), 15)[0] == 200
    assert told(rig, terminal, lines(15), 15) == (403, "E111")


@pytest.mark.row("S15")
@pytest.mark.parametrize("change", ["cut", "other", "cut and grown"])
def test_a_log_that_was_cut_or_exchanged_locks_the_terminal(rig: Rig, change: str) -> None:
    terminal = rig.terminal()
    assert told(rig, terminal, lines(9))[0] == 200
    match change:
        case "cut":
            answer = told(rig, terminal, lines(5), 5)
        case "other":
            answer = told(rig, terminal, lines(9, "tock"), 9)
        case _:
            answer = told(rig, terminal, lines(12, "tock"), 5)
    assert answer == (403, "E111")
