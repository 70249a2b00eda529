"""Sync against the reference hall through a network that lies, cuts and repeats."""

import asyncio
import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from offline_cache.clock import system_clock
from offline_cache.hall_intake import HttpHallIntake
from offline_cache.hall_link import open_link
from offline_cache.hall_outcomes import Receipted
from offline_cache.hall_queries import Unreachable
from offline_cache.identity import read_identity
from offline_cache.keys import FileKeyStore
from offline_cache.numbers import NumberSeries
from offline_cache.sealed_items import Sealer
from offline_cache.store_room import StoreRoom
from offline_cache.submission import Attachment, Sealed, SubmissionState
from offline_cache.sync import Drained, Round, Sync
from offline_cache.sync_ledger import SyncLedger
from offline_cache.sync_pace import SyncPace
from tests.offline_cache.fault_proxy import CLEAR, FaultProxy, Trouble
from tests.offline_cache.real_hall import RealHall
from tests.offline_cache.terminal import SMALL_DISK, submission


class Site:
    """A hall and one terminal for all tests of this file; each seals items of its own."""

    def __init__(self, folder: Path) -> None:
        self.hall = RealHall(folder / "hall")
        self.hall.lay_out()
        self.hall.enrol(folder / "identity")
        self.process = self.hall.start()
        self.identity = read_identity(folder / "identity")
        self.keys = FileKeyStore(folder / "keys")
        self.data = folder / "data"
        clock = system_clock()
        sealer = Sealer(self.identity, NumberSeries.of(self.identity.terminal_id), clock)
        self.room = StoreRoom(self.data, self.keys, sealer, SMALL_DISK)
        self.ledger = SyncLedger(self.data, self.keys, self.identity, clock)

    def seal(self, page_bytes: int = 0) -> str:
        plain = submission(os.urandom(16).hex())
        page = (Attachment("lease", os.urandom(page_bytes)),) if page_bytes else ()
        sealed = self.room.seal(type(plain)(plain.sub_id, plain.item_code, plain.flow_digest, plain.body, page))
        assert isinstance(sealed, Sealed)
        return sealed.sub_id

    def sync(self, intake: HttpHallIntake) -> Sync:
        free = shutil.disk_usage(self.data).free
        pace = SyncPace(0.1, 0.1, 3600.0)
        return Sync(self.ledger, intake, version="0", pace=pace, rng=random.Random(1), free_bytes=lambda: free)

    async def round(self, proxy: FaultProxy, trouble: Trouble) -> Round:
        """One round over fresh connections."""
        proxy.trouble = trouble
        async with open_link(self.identity, proxy.url) as link:
            return await self.sync(HttpHallIntake(link, self.identity)).round()

    def held(self, sub_id: str) -> int:
        return self.hall.held(sub_id)

    def close(self) -> None:
        self.ledger.close()
        self.room.close()
        assert self.process.end() == 0


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    place = Site(tmp_path_factory.mktemp("site"))
    yield place
    place.close()


PORTAL = b"HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\nwelcome"
TROUBLES = {
    "refuses the first byte": Trouble(cut_up=0),
    "cut within the handshake": Trouble(cut_down=700),
    "cut after the greeting's request": Trouble(cut_up=5_000),
    "cut in the middle of the photo": Trouble(cut_up=150_000),
    "cut in the last bytes of the photo": Trouble(cut_up=305_500),
    "first answers lost": Trouble(cut_down=3_000),
    "later answers lost": Trouble(cut_down=3_700),
    "a bit flipped on the way up": Trouble(flip_up=200_000),
    "a bit flipped on the way down": Trouble(flip_down=3_200),
    "a piece sent twice": Trouble(repeat_up=100_000),
    "captive portal": Trouble(portal=PORTAL),
}


@pytest.mark.row("F05")
@pytest.mark.row("F11")
@pytest.mark.parametrize("name", TROUBLES)
def test_after_the_trouble_the_hall_holds_it_exactly_once(site: Site, name: str) -> None:
    sub_id = site.seal(300_000)

    async def play() -> Round:
        async with FaultProxy(site.hall.port) as proxy:
            await site.round(proxy, TROUBLES[name])
            assert proxy.met, "the trouble was not met"
            return await site.round(proxy, CLEAR)

    assert asyncio.run(play()) == Drained()
    assert site.room.delivery(sub_id).state is SubmissionState.RECEIPTED
    assert site.held(sub_id) == 1


@pytest.mark.row("F05")
def test_a_slow_network_is_only_slow(site: Site) -> None:
    sub_id = site.seal(50_000)

    async def play() -> Round:
        async with FaultProxy(site.hall.port) as proxy:
            return await site.round(proxy, Trouble(delay=0.02))

    assert asyncio.run(play()) == Drained()
    assert site.held(sub_id) == 1


@pytest.mark.row("F06")
def test_sixteen_puts_of_one_submission_at_once_give_one_receipt(site: Site) -> None:
    site.seal()
    (item,) = site.ledger.take(1)

    async def play() -> list[object]:
        links = [open_link(site.identity) for _ in range(4)]
        try:
            puts = [HttpHallIntake(links[n % 4], site.identity).put(item) for n in range(16)]
            return list(await asyncio.gather(*puts))
        finally:
            for link in links:
                await link.__aexit__(None, None, None)

    outcomes = asyncio.run(play())
    receipts = {outcome.receipt for outcome in outcomes if isinstance(outcome, Receipted)}
    assert len(outcomes) == 16
    assert all(isinstance(outcome, Receipted) for outcome in outcomes)
    assert len(receipts) == 1
    assert site.held(item.sub_id) == 1
    (first,) = [outcome for outcome in outcomes[:1] if isinstance(outcome, Receipted)]
    site.ledger.store_receipt(item.sub_id, first)
    site.ledger.settle()


@pytest.mark.row("F08")
def test_a_hall_killed_between_insert_and_answer_gives_the_same_receipt(site: Site) -> None:
    async def lose_the_answer() -> str:
        async with FaultProxy(site.hall.port) as proxy, open_link(site.identity, proxy.url) as link:
            sync = site.sync(HttpHallIntake(link, site.identity))
            assert await sync.round() == Drained()
            sub_id = site.seal()
            proxy.trouble = Trouble(answers_lost=True)
            assert isinstance(await sync.round(), Unreachable)
            assert proxy.met
            return sub_id

    sub_id = asyncio.run(lose_the_answer())
    assert site.held(sub_id) == 1, "inserted"
    assert site.room.delivery(sub_id).state is SubmissionState.SEALED, "and not answered"
    first = site.hall.receipt_of(sub_id)
    site.process.end(kill=True)
    site.process = site.hall.start()

    async def try_again() -> Round:
        async with FaultProxy(site.hall.port) as proxy:
            return await site.round(proxy, CLEAR)

    assert asyncio.run(try_again()) == Drained()
    assert site.held(sub_id) == 1
    with site.room.outbox.reading() as connection:
        query = "SELECT receipt FROM item WHERE sub_id = ?"
        assert connection.exec_driver_sql(query, (sub_id,)).scalar() == first


def test_a_half_open_connection_is_given_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    sub_id = site.seal()
    monkeypatch.setattr("offline_cache.http_line.HALL_CONNECT", 0.5)

    async def play() -> Round:
        async with FaultProxy(site.hall.port) as proxy:
            return await site.round(proxy, Trouble(silent=True))

    assert isinstance(asyncio.run(play()), Unreachable)
    assert site.room.delivery(sub_id).state is SubmissionState.SEALED


def test_another_hall_s_certificate_is_not_believed(site: Site, tmp_path: Path) -> None:
    other = RealHall(tmp_path / "hall")
    other.lay_out()
    process = other.start()

    async def play() -> Round:
        async with open_link(site.identity, f"https://127.0.0.1:{other.port}") as link:
            return await site.sync(HttpHallIntake(link, site.identity)).round()

    outcome = asyncio.run(play())
    assert isinstance(outcome, Unreachable)
    assert "certificate" in outcome.detail
    process.end()
