"""Everything one instance of the hall works with, put together once."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from hall import inbox
from hall.cases.locker import LockerDesk
from hall.cases.parcels import ParcelDesk
from hall.cases.progress import ProgressDesk
from hall.clock import Clock
from hall.export import Export
from hall.home import HallHome
from hall.intake.attachment_store import AttachmentFolder, AttachmentStore
from hall.intake.opening import Opener
from hall.intake.uploads import Uploads
from hall.keys import HallKeys, load_keys
from hall.proofs.desk import ProofDesk
from hall.queries.facts import FactsDesk
from hall.queries.people import Registers, load_registers
from hall.record_seal import RecordSeal
from hall.retention import Retention
from hall.service.intake_desk import IntakeDesk
from hall.service.waking import InboxBell
from hall.storage.database import Database


@dataclass(frozen=True)
class Hall:
    home: HallHome
    database: Database
    clock: Clock
    keys: HallKeys = field(repr=False)
    registers: Registers = field(repr=False)
    store: AttachmentStore
    bell: InboxBell
    intake: IntakeDesk
    public_url: str
    """where citizens' phones reach the hall"""
    waiting: asyncio.Event
    """set when a submission became complete and waits to be opened"""
    is_demonstration: bool = True
    """staff see what phones would have shown, sources can be taken down, anybody may have a test code"""

    @property
    def seal(self) -> RecordSeal:
        return RecordSeal(self.keys.record)

    @property
    def uploads(self) -> Uploads:
        return Uploads(self.database, self.store)

    @property
    def parcels(self) -> ParcelDesk:
        return ParcelDesk(self.keys, self.seal)

    @property
    def opener(self) -> Opener:
        return Opener(self.database, self.keys, self.seal, LockerDesk(self.parcels, self.seal), self.clock)

    @property
    def retention(self) -> Retention:
        return Retention(self.database, self.store)

    @property
    def export(self) -> Export:
        return Export(self.database, self.store, self.seal)

    @property
    def progress(self) -> ProgressDesk:
        return ProgressDesk(self.keys.record)

    @property
    def facts(self) -> FactsDesk:
        return FactsDesk(self.registers, self.keys)

    @property
    def proofs(self) -> ProofDesk:
        return ProofDesk(self.registers, self.keys)


def build_hall(
    home: HallHome,
    database: Database,
    clock: Clock,
    store: AttachmentStore | None = None,
    public_url: str = "",
    *,
    is_demonstration: bool = True,
) -> Hall:
    """`store`: the folder in `home` when none is given. Raises KeysMissingError, PeopleFileError."""
    keys = load_keys(home.keys)
    return Hall(
        home=home,
        database=database,
        clock=clock,
        keys=keys,
        registers=load_registers(home.people),
        store=store or AttachmentFolder(home.attachments),
        bell=InboxBell(partial(_inbox_heads, database)),
        intake=IntakeDesk(database, keys, clock),
        public_url=public_url,
        waiting=asyncio.Event(),
        is_demonstration=is_demonstration,
    )


def _inbox_heads(database: Database, terminal_ids: frozenset[str]) -> Mapping[str, int]:
    with database.read() as session:
        return inbox.heads(session, terminal_ids)
