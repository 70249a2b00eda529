"""Thousands wait for news of their cases; the database is asked for all of them together."""

import asyncio
from collections.abc import Mapping

import pytest
from sqlalchemy.exc import OperationalError

from hall.service.waking import InboxBell
from tests.hall.rig import Rig

NEVER = 60.0
"""seconds; what is woken in time does not wait for them"""


def test_many_who_wait_cost_one_look_together() -> None:
    looks: list[int] = []

    def heads(terminals: frozenset[str]) -> Mapping[str, int]:
        looks.append(len(terminals))
        return dict.fromkeys(terminals, 7) if len(looks) == 2 else {}

    async def wait_all() -> list[int]:
        bell = InboxBell(heads, poll_seconds=0.01)
        return await asyncio.gather(*(bell.wait(f"T-{number}", 5, NEVER) for number in range(300)))

    assert asyncio.run(wait_all()) == [7] * 300
    assert looks == [300, 300]


def test_a_ring_wakes_only_who_has_news() -> None:
    async def one_of_two() -> tuple[int, bool]:
        bell = InboxBell(lambda _: {"T-1": 9, "T-2": 5}, poll_seconds=NEVER)
        told, other = (asyncio.create_task(bell.wait(name, 5, NEVER)) for name in ("T-1", "T-2"))
        await asyncio.sleep(0)
        bell.ring()
        head = await told
        is_waiting = not other.done()
        other.cancel()
        return head, is_waiting

    assert asyncio.run(one_of_two()) == (9, True)


def test_who_hears_nothing_goes_home_in_time() -> None:
    async def wait() -> int:
        return await InboxBell(lambda _: {}, poll_seconds=NEVER).wait("T-1", 5, 0.01)

    assert asyncio.run(wait()) == 5


def test_a_database_that_is_away_lets_everybody_find_that_out() -> None:
    def away(_: frozenset[str]) -> Mapping[str, int]:
        raise OperationalError("SELECT 1", {}, Exception("the server closed the connection"))

    async def wait() -> int:
        return await InboxBell(away, poll_seconds=0.01).wait("T-1", 5, NEVER)

    assert asyncio.run(wait()) > 5


@pytest.mark.row("F22")
def test_a_terminal_that_waits_hears_what_was_written_meanwhile(rig: Rig) -> None:
    terminal = rig.terminal()
    line = rig.line(terminal.id)
    asked = rig.portal.start_task_soon(line.get_later, f"/v1/t/{terminal.id}/inbox", {"after": "0", "wait": "30"})
    rig.submit(terminal)
    rig.hall.bell.ring()
    answer = asked.result(timeout=20)
    assert (answer.status_code, "RECEIVED" in answer.text) == (200, True)
