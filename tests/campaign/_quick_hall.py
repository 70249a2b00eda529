"""`python -m tests.campaign._quick_hall PORT KEYS`: a hall over TLS that believes everything and signs receipts.

With the keys of a real hall's folder. Its days are short, so that a terminal does not run out of the day's numbers.
"""

import json
import socket
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import uvicorn

from benchmarks.references.null_sink import ReceiptSink
from hall.service.peer import tls_context
from offline_cache.sealing import SigningKey

A_DAY = 4000
"""submissions; a machine has 9,999 numbers for it"""


class QuickHall(ReceiptSink):
    poll_seconds = 1

    def hall_time(self) -> str:
        return (datetime(2026, 10, 9, 9, 30, tzinfo=UTC) + timedelta(days=self.receipts // A_DAY)).isoformat()


def main(port: str, keys: str) -> None:
    hall = QuickHall(SigningKey.from_pem((Path(keys) / "receipt.pem").read_bytes()))
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # asyncio: no TCP_NODELAY else
    listener.bind(("127.0.0.1", int(port)))
    listener.listen()
    print(json.dumps({"say": "ready"}), flush=True)
    config = uvicorn.Config(hall, http="h11", log_config=None, access_log=False, lifespan="off", ws="none")
    config.ssl_context_factory = tls_context(Path(keys))
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main(*sys.argv[1:])
