"""A country reconnects at once: every terminal says hello and hands in one submission until the hall has it.

`python -m tests.campaign.reconnect_storm [--terminals 14000]` tells what it tried and what it found; exit 1 if a
submission is missing or doubled, or an answer was anything but taken in or "come back later".

One machine holds them all: the terminals are coroutines that speak to the hall's application without sockets, wait as
long as the hall and their own back-off say, and nobody waits while the hall has nothing to do (_hurried_loop).
"""

import argparse
import asyncio
import base64
import random
import secrets
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, insert, select

from hall.clock import city_clock
from hall.home import HallHome
from hall.service.application import terminal_application
from hall.service.hall import Hall, build_hall
from hall.service.peer import AsgiApp, naming_peer
from hall.setup import Setup, set_up
from hall.storage.database import open_database
from hall.storage.tables import Epoch, Submission, Terminal
from offline_cache import sealing, wire
from offline_cache.sync_pace import SyncPace, backoff
from tests.campaign._asgi_call import asked
from tests.campaign._hurried_loop import HurriedLoop

EPOCH = "e" * 32


@dataclass
class Storm:
    hall: Hall
    key: sealing.SigningKey
    answers: Counter[int] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)
    """seconds until the hall had a terminal's submission, as the terminals count them"""
    lines: dict[str, AsgiApp] = field(default_factory=dict)
    inside: int = 0
    """requests that the hall has not answered"""
    rng: random.Random = field(default_factory=lambda: random.Random(14))

    def enrol(self, count: int) -> list[str]:
        names, now = [f"T-{number:05d}" for number in range(count)], self.hall.clock()
        with self.hall.database.write() as session:
            session.execute(
                insert(Terminal), [{"terminal_id": name, "enrolled_at": now, "branch": ""} for name in names]
            )
            epochs = [
                {"terminal_id": n, "epoch": EPOCH, "serial": i, "sign_public": self.key.public, "created_at": now}
                for i, n in enumerate(names)
            ]
            session.execute(insert(Epoch), epochs)
        return names

    async def terminal(self, name: str) -> None:
        """Hello, then one submission, each repeated with the terminal's own back-off until it is answered."""
        hello = wire.Hello(
            terminal_id=name,
            epoch=EPOCH,
            version="0.1.0",
            waiting=1,
            chain_head=sealing.GENESIS,
            audit_head=sealing.GENESIS,
            local_time="",
            free_bytes=1,
        )
        start = asyncio.get_running_loop().time()
        await self._until_taken(name, "POST", "/v1/hello", hello.model_dump_json())
        sub_id = secrets.token_hex(16)
        await self._until_taken(name, "PUT", f"/v1/t/{name}/s/{sub_id}", self._envelope(name, sub_id))
        self.waits.append(asyncio.get_running_loop().time() - start)

    async def run(self, names: list[str]) -> None:
        app = terminal_application(self.hall)
        self.lines = {name: naming_peer(app, name) for name in names}
        await asyncio.gather(*(self.terminal(name) for name in names))

    async def _until_taken(self, name: str, method: str, path: str, content: str) -> None:
        failures = 0
        while True:
            self.inside += 1
            answer = await asked(self.lines[name], method, path, content.encode())
            self.inside -= 1
            self.answers[answer.status] += 1
            if answer.status != 503:
                return
            failures += 1
            await asyncio.sleep(max(float(answer.headers["retry-after"]), backoff(SyncPace(), failures, self.rng)))

    def _envelope(self, name: str, sub_id: str) -> str:
        header = wire.SubmissionHeader(
            terminal_id=name,
            epoch=EPOCH,
            seq=1,
            sub_id=sub_id,
            previous=sealing.GENESIS,
            item_code="PH-P-001",
            number="K0001261124000011",
            flow_digest=sealing.GENESIS,
            hall_key_id=self.hall.keys.hall_key_id,
            made_at="",
            boot_id="",
            monotonic_ns=0,
            clock_quality="ntp",
        ).model_dump_json()
        body = sealing.seal_body(self.hall.keys.opening.public, header.encode(), b"{}")
        signature = self.key.sign(sealing.envelope_statement(header.encode(), body))
        return wire.SubmissionEnvelope(
            header=header, signature=signature, body=base64.b64encode(body).decode()
        ).model_dump_json()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--terminals", type=int, default=14_000)
    count = parser.parse_args().terminals
    with tempfile.TemporaryDirectory() as name:
        home = HallHome(Path(name) / "hall")
        home.root.mkdir()
        database = open_database(home.database)
        set_up(home, database, Setup(), city_clock())
        storm = Storm(build_hall(home, database, city_clock), sealing.SigningKey.generate())
        names = storm.enrol(count)
        start = time.monotonic()
        with asyncio.Runner(loop_factory=lambda: HurriedLoop(lambda: storm.inside > 0)) as runner:
            runner.run(storm.run(names))
        seconds = time.monotonic() - start
        with database.read() as session:
            held = session.scalar(select(func.count()).select_from(Submission))
        database.dispose()
    late = sorted(storm.waits)
    print(f"tried: {count} terminals at once; answers {dict(storm.answers)} in {seconds:.0f} s of this machine")
    print(f"by their clocks half were done in {late[count // 2]:.0f} s, all in {late[-1]:.0f} s")
    print(f"found: {held} submissions held, {count - (held or 0)} missing")
    return 0 if held == count and set(storm.answers) <= {200, 201, 503} else 1


if __name__ == "__main__":
    sys.exit(main())
