"""A country reconnects at once: every terminal says hello and hands in one submission until the hall has it.

`python -m tests.campaign.reconnect_storm [--terminals 14000]` tells what it tried and what it found; exit 1 if a
submission is missing or doubled, or an answer was anything but taken in or "come back later".
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

import httpx
from sqlalchemy import func, insert, select

from hall.clock import city_clock
from hall.home import HallHome
from hall.service.application import terminal_application
from hall.service.hall import Hall, build_hall
from hall.service.peer import naming_peer
from hall.setup import Setup, set_up
from hall.storage.database import open_database
from hall.storage.tables import Epoch, Submission, Terminal
from offline_cache import sealing, wire

SPEED = 20
"""waits are this much shorter than the hall asks for"""
EPOCH = "e" * 32


@dataclass
class Storm:
    hall: Hall
    key: sealing.SigningKey
    answers: Counter[int] = field(default_factory=Counter)

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
        """Hello, then one submission, each repeated until it is answered."""
        transport = httpx.ASGITransport(naming_peer(self.app, name))
        async with httpx.AsyncClient(transport=transport, base_url="https://hall", timeout=None) as client:
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
            await self._until_taken(client, "POST", "/v1/hello", hello.model_dump_json())
            sub_id = secrets.token_hex(16)
            await self._until_taken(client, "PUT", f"/v1/t/{name}/s/{sub_id}", self._envelope(name, sub_id))

    async def run(self, names: list[str]) -> None:
        self.app = terminal_application(self.hall)
        await asyncio.gather(*(self.terminal(name) for name in names))

    async def _until_taken(self, client: httpx.AsyncClient, method: str, path: str, content: str) -> None:
        while True:
            answer = await client.request(method, path, content=content)
            self.answers[answer.status_code] += 1
            if answer.status_code != 503:
                return
            await asyncio.sleep(int(answer.headers["retry-after"]) / SPEED * random.uniform(0.5, 1.5))

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
        asyncio.run(storm.run(names))
        seconds = time.monotonic() - start
        with database.read() as session:
            held = session.scalar(select(func.count()).select_from(Submission))
        database.dispose()
    print(f"tried: {count} terminals at once; answers {dict(storm.answers)} in {seconds:.0f} s")
    print(f"found: {held} submissions held, {count - (held or 0)} missing")
    return 0 if held == count and set(storm.answers) <= {200, 201, 503} else 1


if __name__ == "__main__":
    sys.exit(main())
