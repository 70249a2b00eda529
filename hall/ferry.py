"""Sealed submissions carried in on a stick: the same intake, the same receipts, which go back on the same stick.

Works while the service is down and while it runs; what came over the line already gets the receipt it has.
"""

import base64
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import select

from hall.audit import Act, record
from hall.clock import Clock
from hall.errors import Refused
from hall.intake.acceptance import accept
from hall.intake.attachment_store import AttachmentStore
from hall.intake.envelope import parse_envelope
from hall.intake.outcomes import Acceptance, Held, Incomplete
from hall.intake.quarantine import FERRIED, put_aside
from hall.intake.uploads import LARGEST_CHUNK, Chunk, Progress, Uploads
from hall.keys import HallKeys
from hall.storage.database import Database
from hall.storage.tables import Epoch
from offline_cache.ferry_bundle import Bundle, BundleDamagedError, FerriedItem, FerryManifest, receipts_name
from offline_cache.wire import SignedReceipt


@dataclass(frozen=True)
class TakenIn:
    """`new` were not held before, `known` were; `aside` were refused and are kept, unread, for staff to judge."""

    bundle: str
    terminal_id: str
    new: int
    known: int
    aside: int


@dataclass(frozen=True)
class Damaged:
    """None of it was used, or nothing after what was: bring it again."""

    bundle: str
    reason: str


Carried: TypeAlias = TakenIn | Damaged


@dataclass(frozen=True)
class FerryDesk:
    database: Database
    keys: HallKeys = field(repr=False)
    store: AttachmentStore
    quarantine: Path
    clock: Clock

    def take_in(self, stick: Path) -> Iterator[Carried]:
        """Every bundle on the stick, oldest first. The receipts lie beside them when the last is done."""
        receipts: dict[str, dict[str, SignedReceipt]] = {}
        for path in sorted(stick.glob("ferry-*.zip")):
            try:
                with Bundle(path, self._key_of) as bundle:
                    given = receipts.setdefault(bundle.manifest.terminal_id, {})
                    yield self._take_bundle(path.name, bundle, given)
            except BundleDamagedError as error:
                yield Damaged(path.name, str(error))
        for terminal_id, given in receipts.items():
            _write_receipts(stick / receipts_name(terminal_id), given)

    def _key_of(self, manifest: FerryManifest) -> bytes | None:
        query = select(Epoch.sign_public).where(
            Epoch.terminal_id == manifest.terminal_id, Epoch.epoch == manifest.epoch
        )
        with self.database.read() as session:
            return session.scalar(query)

    def _take_bundle(self, name: str, bundle: Bundle, given: dict[str, SignedReceipt]) -> TakenIn:
        terminal_id, now = bundle.manifest.terminal_id, self.clock()
        new = known = aside = 0
        for item in bundle.items():
            outcome = self._take_item(terminal_id, item, bundle)
            if isinstance(outcome, Held):
                given[item.sub_id] = outcome.receipt
                new, known = new + outcome.is_new, known + (not outcome.is_new)
            else:
                self._keep(terminal_id, item, bundle)
                aside += 1
        with self.database.write() as session:
            act = Act("system", "ferry.taken-in", name, f"new {new}, known {known}, aside {aside}")
            record(session, terminal_id, act, now)
        return TakenIn(name, terminal_id, new, known, aside)

    def _take_item(self, terminal_id: str, item: FerriedItem, bundle: Bundle) -> Acceptance:
        outcome = self._accept(terminal_id, item)
        if isinstance(outcome, Incomplete):
            for digest in outcome.missing:
                self._bring(terminal_id, digest, bundle.attachment(digest))
            outcome = self._accept(terminal_id, item)
        return outcome

    def _accept(self, terminal_id: str, item: FerriedItem) -> Acceptance:
        raw = item.envelope.model_dump_json().encode()
        envelope = parse_envelope(raw, terminal_id, item.sub_id, self.keys.hall_key_id)
        if isinstance(envelope, Refused):
            return envelope
        with self.database.write() as session:
            return accept(session, self.keys, [envelope], self.clock())[0]

    def _bring(self, terminal_id: str, digest: str, sealed: bytes) -> None:
        """Goes on where the line broke off."""
        uploads = Uploads(self.database, self.store)
        progress = uploads.progress(terminal_id, digest, self.clock())
        while isinstance(progress, Progress) and progress.offset < progress.size:
            data = sealed[progress.offset : progress.offset + LARGEST_CHUNK]
            told = f"sha-256=:{base64.b64encode(hashlib.sha256(data).digest()).decode()}:"
            progress = uploads.append(terminal_id, digest, Chunk(progress.offset, data, told), self.clock())

    def _keep(self, terminal_id: str, item: FerriedItem, bundle: Bundle) -> None:
        """Of a revoked or locked terminal, say: nothing is lost, and nothing is believed."""
        parts = [item.envelope.model_dump_json().encode(), *(bundle.attachment(name) for name in item.attachments)]
        for part in parts:
            put_aside(self.database, self.quarantine, terminal_id, part, self.clock(), FERRIED)


def _write_receipts(path: Path, given: dict[str, SignedReceipt]) -> None:
    """Whole or not at all, and on the stick before anyone pulls it. Raises OSError."""
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as file:
        json.dump([receipt.model_dump() for receipt in given.values()], file)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
