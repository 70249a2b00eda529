"""A terminal for the tests of this room: identity, clock that stands still, folders."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from offline_cache.clock import ClockQuality
from offline_cache.disk_space import DiskPolicy, DiskUsage
from offline_cache.identity import TerminalIdentity
from offline_cache.keys import FileKeyStore
from offline_cache.numbers import NumberSeries
from offline_cache.parcel_book import code_verifier, holder_of
from offline_cache.sealed_items import Sealer
from offline_cache.sealing import OpeningKey, SigningKey, key_id
from offline_cache.store_room import StoreRoom
from offline_cache.submission import Attachment, Submission
from offline_cache.sync_ledger import SyncLedger
from offline_cache.wire import FactValue, LockerAssignment, MaterialEntry, SubmissionBody

SMALL_DISK = DiskPolicy(journal=64 * 1024, session=64 * 1024, usage=lambda _folder: DiskUsage(100, 50), writers=1)
HALL_OPENING = OpeningKey.generate()
HALL_SIGNING = SigningKey.generate()
PICKUP_KEY = b"p" * 32
EPOCH = "e" * 32
FLOW = "f" * 64


@dataclass
class StillClock:
    at: datetime = datetime(2026, 10, 9, 9, 30, tzinfo=UTC)
    ticks: int = 1
    """nanoseconds since the boot"""
    boot_id: str = "boot-1"
    quality: ClockQuality = "rtc"

    def now(self) -> datetime:
        return self.at

    def monotonic_ns(self) -> int:
        self.ticks += 1
        return self.ticks

    def advance(self, **span: float) -> None:
        """Both clocks go on."""
        self.at += timedelta(**span)
        self.ticks += int(timedelta(**span).total_seconds() * 1e9)

    def jump(self, at: datetime) -> None:
        """The wall clock is set, by hand or by a dead battery; the counting one is not."""
        self.at = at

    def reboot(self, off: timedelta = timedelta(minutes=1)) -> None:
        self.at += off
        self.ticks = 1
        self.boot_id = f"{self.boot_id}+"


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
    disk: DiskPolicy = SMALL_DISK

    def __post_init__(self) -> None:
        self.identity = identity(self.home / "identity")
        self.sealer = Sealer(self.identity, NumberSeries.of(self.identity.terminal_id), self.clock)
        self.keys = FileKeyStore(self.home / "keys")

    def room(self) -> StoreRoom:
        return StoreRoom(self.data, self.keys, self.sealer, self.disk)

    def ledger(self) -> SyncLedger:
        return SyncLedger(self.data, self.keys, self.identity, self.clock)

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
