"""A pack becomes a release: the centre signs that it is whole, each department that its services are its own."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from securesystemslib.signer import Signer
from tuf.api.metadata import DelegatedRole, Targets

from hall.audit import HALL, Act, record
from hall.home import HallHome
from hall.known_flows import note_flow
from hall.publishing.keys import ROOT, SNAPSHOT, TARGETS, TIMESTAMP, KeyFolder, make_central_keys, quorum_of
from hall.publishing.pack import ReadPack
from hall.publishing.repository import (
    INDEX,
    Published,
    Repository,
    delegated,
    delegations,
    index_of,
    path_of,
    target_of,
)
from hall.storage.database import Database

PACK: Final = "content.pack"
RENEW_BEFORE: Final = timedelta(days=30)
"""what offline keys signed is signed again when a release finds it nearer to its end than this"""
TIMESTAMP_RENEWED: Final = timedelta(hours=12)


class PublishingRefusedError(Exception):
    """Nothing was published; the message says what is missing."""


@dataclass(frozen=True)
class Release:
    number: int
    digest: str
    signed: tuple[str, ...]
    """departments whose services changed, so that they signed anew"""


@dataclass(frozen=True)
class PublishingDesk:
    repository: Repository
    offline: KeyFolder
    online: KeyFolder

    def create(self, now: datetime) -> None:
        make_central_keys(self.offline, self.online)
        self.repository.create(self._central(), now)

    def publish(self, pack: ReadPack, now: datetime, *, make_keys: bool = False) -> Release:
        """`make_keys`: departments that have none get theirs here. Raises PublishingRefusedError, ContentKeysError."""
        before = self.repository.published()
        if make_keys:
            self._make_missing(pack, before)
        files = _files_of(pack)
        signers = {name: self.offline.signers(name) for name in pack.approvals} | self._central()
        targets = self._targets(pack, files, signers, before)
        changed = _changed(pack, files, targets, before, now)
        if before is not None and not changed and _holds(before.roles[TARGETS], targets, now):
            return Release(before.number, pack.digest, ())
        self._refuse_unsigned([ROOT, TARGETS, SNAPSHOT, TIMESTAMP, *changed], signers)
        for path, data in files.items():
            self.repository.put(path, data)
        self.repository.renew_root(signers[ROOT], now)
        number = self.repository.release({**changed, TARGETS: targets}, signers, now)
        return Release(number, pack.digest, tuple(sorted(changed)))

    def renew_timestamp(self, now: datetime) -> bool:
        """Once in half its life, by the one key that lies with the service. False: not due, or nothing published."""
        expires = self.repository.timestamp_expires()
        signers = self.online.signers(TIMESTAMP)
        if expires is None or not signers or expires - now > TIMESTAMP_RENEWED:
            return False
        published = self.repository.published()
        if published is not None:
            self.repository.write_timestamp(published.number, signers, now)
        return True

    def _central(self) -> dict[str, tuple[Signer, ...]]:
        offline = {role: self.offline.signers(role) for role in (ROOT, TARGETS, SNAPSHOT)}
        return offline | {TIMESTAMP: self.online.signers(TIMESTAMP)}

    def _make_missing(self, pack: ReadPack, before: Published | None) -> None:
        known = set() if before is None else {name for name, _ in delegated(before.roles[TARGETS])}
        for name in pack.approvals:
            if name not in known and not self.offline.signers(name):
                self.offline.make(name)

    def _targets(
        self,
        pack: ReadPack,
        files: Mapping[str, bytes],
        signers: Mapping[str, Sequence[Signer]],
        before: Published | None,
    ) -> Targets:
        departments = {name: signers[name] for name in pack.approvals}
        roles = delegations(departments, None if before is None else before.roles[TARGETS])
        missing = sorted(departments.keys() - (roles.roles or {}).keys())
        if missing:
            raise PublishingRefusedError(f"departments without keys: {', '.join(missing)}; see --make-keys")
        return Targets(targets={path: target_of(path, files[path]) for path in (PACK, INDEX)}, delegations=roles)

    def _refuse_unsigned(self, roles: Sequence[str], signers: Mapping[str, Sequence[Signer]]) -> None:
        short = sorted(name for name in roles if len(signers[name]) < quorum_of(name).needed)
        if short:
            raise PublishingRefusedError(f"too few keys in {self.offline.folder} to sign for: {', '.join(short)}")


def desk_of(home: HallHome, offline: Path | None = None) -> PublishingDesk:
    """`offline`: where the keys were brought from; else the hall's own folder, as in the demonstration."""
    return PublishingDesk(Repository(home.content), KeyFolder(offline or home.offline_keys), KeyFolder(home.keys))


def note_release(database: Database, release: Release, now: datetime) -> None:
    """From now on submissions of this content are opened."""
    with database.write() as session:
        note_flow(session, release.digest, release.number, now)
        record(session, HALL, Act("system", "content.published", release.digest, str(release.number)), now)


def _files_of(pack: ReadPack) -> dict[str, bytes]:
    """Path of a target -> its bytes."""
    said = {path_of(name): json.dumps({"services": of}, sort_keys=True).encode() for name, of in pack.approvals.items()}
    return {PACK: pack.raw, INDEX: index_of([PACK, *said]), **said}


def _changed(
    pack: ReadPack, files: Mapping[str, bytes], targets: Targets, before: Published | None, now: datetime
) -> dict[str, Targets]:
    """What departments have to sign: other services than before, other keys, or a signature near its end."""
    changed: dict[str, Targets] = {}
    for name in pack.approvals:
        wanted = Targets(targets={path_of(name): target_of(path_of(name), files[path_of(name)])})
        held = None if before is None else before.roles.get(name)
        is_delegated_as_before = before is not None and _role(before.roles[TARGETS], name) == _role(targets, name)
        if held is None or not is_delegated_as_before or not _holds(held, wanted, now):
            changed[name] = wanted
    return changed


def _holds(held: Targets, wanted: Targets, now: datetime) -> bool:
    """What is signed already says the same, and for long enough."""
    same = (held.targets, held.delegations) == (wanted.targets, wanted.delegations)
    return same and held.expires - RENEW_BEFORE > now


def _role(targets: Targets, name: str) -> DelegatedRole | None:
    return dict(delegated(targets)).get(name)
