"""A terminal for the tests of this room: identity, clock that stands still, folders."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from offline_cache.clock import ClockQuality
from offline_cache.identity import TerminalIdentity
from offline_cache.keys import FileKeyStore
from offline_cache.numbers import NumberSeries
from offline_cache.parcel_book import code_verifier, holder_of
from offline_cache.sealed_items import Sealer
from offline_cache.sealing import OpeningKey, SigningKey, key_id
from offline_cache.submission import Attachment, Submission
from offline_cache.wire import FactValue, LockerAssignment, MaterialEntry, SubmissionBody

HALL_OPENING = OpeningKey.generate()
HALL_SIGNING = SigningKey.generate()
PICKUP_KEY = b"p" * 32
EPOCH = "e" * 32
FLOW = "f" * 64


@dataclass
class StillClock:
    at: datetime = datetime(2026, 10, 9, 9, 30, tzinfo=UTC)
    ticks: int = 1
    boot_id: str = "boot-1"
    quality: ClockQuality = "rtc"

    def now(self) -> datetime:
        return self.at

    def monotonic_ns(self) -> int:
        self.ticks += 1
        return self.ticks

    def advance(self, **span: float) -> None:
        self.at += timedelta(**span)


def identity(folder: Path, url: str = "https://127.0.0.1:1") -> TerminalIdentity:
    return TerminalIdentity(
        terminal_id="SH-0042-3",
        epoch=EPOCH,
        hall_url=url,
        hall_key_id=key_id(HALL_OPENING.public),
        hpke_public=HALL_OPENING.public,
        receipt_public=HALL_SIGNING.public,
        pickup_key=PICKUP_KEY,
        signing_key=SigningKey.generate(),
        folder=folder,
    )


@dataclass
class Terminal:
    home: Path
    clock: StillClock = field(default_factory=StillClock)

    def __post_init__(self) -> None:
        self.identity = identity(self.home / "identity")
        self.sealer = Sealer(self.identity, NumberSeries.of(self.identity.terminal_id), self.clock)
        self.keys = FileKeyStore(self.home / "keys")

    @property
    def data(self) -> Path:
        return self.home / "data"


def submission(
    sub_id: str = "0" * 31 + "1", *, pages: int = 0, name: str = "王玉兰", original: bool = False
) -> Submission:
    materials = (MaterialEntry(id="licence", source="original"),) if original else ()
    return Submission(
        sub_id=sub_id,
        item_code="312000218000",
        flow_digest=FLOW,
        body=SubmissionBody(
            item_code="312000218000",
            facts={"person.name": FactValue(value=name, source="card", trust="A", at="2026-10-09T09:29:00+00:00")},
            materials=materials,
        ),
        attachments=tuple(Attachment("lease", name.encode() + bytes([page]) * 3000) for page in range(pages)),
    )


def assignment(
    parcel_id: str = "a" * 32, *, id_number: str = "310104195403120020", code: str = "24681357"
) -> LockerAssignment:
    return LockerAssignment(
        parcel_id=parcel_id,
        label=f"L-{parcel_id[:6]}",
        number="K0042261009300019",
        case_number="2026-000001",
        holder=holder_of(PICKUP_KEY, id_number),
        code=code_verifier(PICKUP_KEY, parcel_id, code),
        title_zh="无犯罪记录证明",
        title_en="Certificate of no criminal record",
        expires_at="2026-10-16T09:30:00+00:00",
    )
