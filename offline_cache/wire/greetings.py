"""What terminal and hall tell each other of themselves."""

from pydantic import Field

from offline_cache.wire.vocabulary import HexDigest, HexId, TerminalId, WireModel


class Hello(WireModel):
    """`POST /v1/hello`: what the terminal says of itself, without personal data."""

    terminal_id: TerminalId
    epoch: HexId
    version: str
    content: int = 0
    """release of catalogue and flows that the next customer is served with; 0: the program's own"""
    waiting: int
    oldest_waiting: str | None = None
    quarantined: int = 0
    last_seq: int = 0
    chain_head: HexDigest
    audit_head: HexDigest
    audit_count: int = 0
    audit_lines: tuple[str, ...] = ()
    """those after the ones the hall holds, oldest first, at most 200: together they lead to a head it can check"""
    local_time: str
    free_bytes: int
    staff_calls: int = 0
    """calls for staff that nobody at the branch has answered"""
    staff_called_at: str | None = None
    """when the oldest of them was made"""
    devices: dict[str, str] = Field(default_factory=dict)
    """class of device -> XFS4IoT state"""
    supplies: dict[str, str] = Field(default_factory=dict)


class HelloAnswer(WireModel):
    hall_time: str
    poll_seconds: int
    max_in_flight: int = 2
    chunk_bytes: int = 1024 * 1024
    bytes_per_second: int | None = None
    revoked: bool = False
    audit_held: int | None = None
    """how many audit lines the hall holds now; None: it does not keep them"""
    resend: tuple[int, ...] = ()
    """sequence numbers the hall has receipted and lost (restored from a backup)"""


class SignedAnswer(WireModel):
    """A HelloAnswer or an InboxBatch as JSON text, signed by the hall."""

    statement: str
    signature: str
