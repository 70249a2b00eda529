"""Several instances on one database behind any balancer, and what they do when everybody comes at once."""

import asyncio
import json
import random
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from sqlalchemy.orm import Session

from hall.home import HallHome
from hall.service.admission import LATEST, SOONEST, Admission
from hall.service.application import terminal_application
from hall.service.hall import build_hall
from hall.service.intake_desk import IntakeDesk
from hall.service.peer import naming_peer
from hall.setup import Setup, set_up
from hall.storage.case_tables import Case
from hall.storage.database import Database, open_database
from hall.storage.tables import InboxRow, Submission
from tests.hall.asgi_client import AsgiClient
from tests.hall.postgres_server import NotInstalledError, crashing_server
from tests.hall.rig import HandClock, Rig
from tests.hall.terminal import Terminal, body

PLAIN = body().model_dump_json().encode()


def second_line(rig: Rig, terminal: Terminal) -> AsgiClient:
    """To another instance, with its own connections to the same database."""
    url = rig.database.engine.url
    address = rig.home.database if rig.database.is_embedded else url.render_as_string().replace("+psycopg", "")
    database = open_database(address)
    rig.others.append(database)
    other = build_hall(rig.home, database, rig.clock)
    return AsgiClient(rig.portal, naming_peer(terminal_application(other), terminal.id), "https://hall")


@pytest.mark.row("F06")
def test_concurrent_puts_of_one_id_to_two_instances_leave_one_row_and_one_receipt(rig: Rig) -> None:
    terminal = rig.terminal()
    sub_id = secrets.token_hex(16)
    envelope = terminal.seal(terminal.header(sub_id), PLAIN)
    lines = (rig.line(terminal.id), second_line(rig, terminal))

    def put(line: AsgiClient) -> tuple[int, bytes]:
        answer = line.put(f"/v1/t/{terminal.id}/s/{sub_id}", content=envelope)
        return answer.status_code, answer.content

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(put, [line for line, _ in zip(cycle(lines), range(16), strict=False)]))
    assert sorted(status for status, _ in answers) == [200] * 15 + [201]
    assert len({content for _, content in answers}) == 1
    assert rig.count(Submission) == 1


def test_a_submission_begun_at_one_instance_is_finished_at_another(rig: Rig) -> None:
    terminal = rig.terminal()
    first, second = rig.line(terminal.id), second_line(rig, terminal)
    for line in (first, second, first):
        sub_id = secrets.token_hex(16)
        envelope = terminal.seal(terminal.header(sub_id), PLAIN)
        assert line.put(f"/v1/t/{terminal.id}/s/{sub_id}", content=envelope).status_code == 201
        assert second.put(f"/v1/t/{terminal.id}/s/{sub_id}", content=envelope).status_code == 200
    assert rig.hall.opener.open_waiting() == 3
    assert (rig.count(Case), rig.count(InboxRow)) == (3, 3)


@pytest.mark.row("F09")
@pytest.mark.row("F08")
def test_a_database_that_is_killed_and_comes_back_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """Each acknowledged submission is there once; while the server is down the answer is 503, never 500."""
    try:
        with crashing_server() as server, start_blocking_portal() as portal:
            home = HallHome(tmp_path / "hall")
            database = open_database(f"{server.address}/postgres")
            set_up(home, database, Setup(), HandClock()())
            made = Rig(tmp_path, home, database, portal)
            terminal = made.terminal()
            received: dict[str, bytes] = {}
            waiting = {s: terminal.seal(terminal.header(s), PLAIN) for s in (secrets.token_hex(16) for _ in range(12))}
            statuses = _send_all(made, terminal, dict(list(waiting.items())[:6]), received)
            server.kill()
            statuses |= _send_all(made, terminal, waiting, received)
            server.start()
            for _ in range(3):
                statuses |= _send_all(made, terminal, waiting, received)
            assert statuses == {200, 201, 503}
            assert set(received) == set(waiting)
            assert made.count(Submission) == len(waiting)
            made.close()
    except NotInstalledError as error:
        pytest.skip(str(error))


class _Forgetful(Database):
    """The mistake that must be caught: it acknowledges and then does not commit."""

    @contextmanager
    def write(self) -> Iterator[Session]:
        with Session(self.engine.execution_options(hall_write=True)) as session:
            yield session
            session.rollback()


@pytest.mark.row("I1")
def test_a_hall_that_acknowledges_before_it_commits_is_caught(small_rig: Rig) -> None:
    terminal = small_rig.terminal()
    forgetful = replace(
        small_rig.hall,
        intake=IntakeDesk(_Forgetful(small_rig.database.engine), small_rig.hall.keys, small_rig.clock),
    )
    line = AsgiClient(small_rig.portal, naming_peer(terminal_application(forgetful), terminal.id), "https://hall")
    envelope = terminal.seal(terminal.header("a" * 32), PLAIN)
    assert line.put(f"/v1/t/{terminal.id}/s/{'a' * 32}", content=envelope).status_code == 201
    assert small_rig.count(Submission) == 0, "the receipt was given for nothing: counting rows shows it"


def _send_all(rig: Rig, terminal: Terminal, waiting: dict[str, str], received: dict[str, bytes]) -> set[int]:
    """A repeated receipt is the same bytes as the first."""
    statuses = set[int]()
    for sub_id, envelope in waiting.items():
        answer = rig.line(terminal.id).put(f"/v1/t/{terminal.id}/s/{sub_id}", content=envelope)
        statuses.add(answer.status_code)
        if answer.status_code in (200, 201):
            assert received.setdefault(sub_id, answer.content) == answer.content
    return statuses


@pytest.mark.row("F22")
def test_a_full_hall_says_when_to_come_back_before_it_works() -> None:
    entered = asyncio.Event()

    async def storm() -> list[dict[str, Any]]:
        released = asyncio.Event()

        async def slow(scope: Any, receive: Any, send: Any) -> None:
            entered.set()
            await released.wait()
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b""})

        door = Admission(slow, limit=2, rng=random.Random(1))
        answers: list[dict[str, Any]] = []

        async def send(message: dict[str, Any]) -> None:
            answers.append(message)

        scope = {"type": "http", "path": "/v1/hello"}
        inside = [asyncio.create_task(door(scope, None, send)) for _ in range(2)]
        await entered.wait()
        await asyncio.gather(*(door(scope, None, send) for _ in range(50)))
        refused = list(answers)
        released.set()
        await asyncio.gather(*inside)
        assert door.inside == 0
        return refused

    messages = asyncio.run(storm())
    starts = [message for message in messages if message["type"] == "http.response.start"]
    waits = [int(dict(start["headers"])[b"retry-after"]) for start in starts]
    assert [start["status"] for start in starts] == [503] * 50
    assert all(SOONEST <= wait <= LATEST for wait in waits)
    assert len(set(waits)) > 10, "they must not come back together"
    assert json.loads(messages[1]["body"])["error"] == "E119"
