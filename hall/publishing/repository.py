"""The published files: metadata by version, targets by digest; the timestamp comes last, for terminals are reading.

Root and targets 2 of 3, one role for each department and its own items only, consistent snapshots.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, TypeAlias, TypeVar

from securesystemslib.signer import Signer
from tuf.api.metadata import (
    DelegatedRole,
    Delegations,
    Key,
    Metadata,
    MetaFile,
    Role,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)

from hall.publishing.keys import QUORUMS, ROOT, SNAPSHOT, TIMESTAMP, quorum_of
from offline_cache.sealing import digest

ROOT_LIFE: Final = timedelta(days=730)
SIGNED_LIFE: Final = timedelta(days=365)
"""of what offline keys sign; expiry keeps terminals from installing, never from running"""
TIMESTAMP_LIFE: Final = timedelta(hours=24)
"""how long a frozen hall goes unnoticed"""
INDEX: Final = "index.json"
"""names every file of the release, so that nothing else is fetched"""

Signed = TypeVar("Signed", Root, Targets, Snapshot, Timestamp)
Versioned = TypeVar("Versioned", Root, Targets, Snapshot)
Roles: TypeAlias = dict[str, Targets]
"""`targets` and the departments, by name"""


@dataclass(frozen=True)
class Published:
    """What the repository tells now. `number`: of the release, which only grows."""

    number: int
    snapshot: Snapshot
    roles: Roles = field(repr=False)


@dataclass(frozen=True)
class Repository:
    folder: Path
    """`metadata/` and `targets/`; may be shared by several instances of the hall, or copied with them"""

    def create(self, signers: Mapping[str, Sequence[Signer]], now: datetime) -> None:
        """The first root: what terminals get at enrolment. `signers`: of root, targets, snapshot and timestamp."""
        (self.folder / "metadata").mkdir(parents=True, exist_ok=True)
        root = Root(expires=_whole(now + ROOT_LIFE), consistent_snapshot=True)
        for role, quorum in QUORUMS.items():
            root.roles[role] = Role([], quorum.needed)
            for signer in signers[role]:
                root.add_key(signer.public_key, role)
        self._write_version(ROOT, root, signers[ROOT])

    def first_root(self) -> bytes | None:
        path = self._metadata("1.root.json")
        return path.read_bytes() if path.exists() else None

    def published(self) -> Published | None:
        """None until the first release."""
        path = self._metadata("timestamp.json")
        if not path.exists():
            return None
        number = Metadata[Timestamp].from_bytes(path.read_bytes()).signed.snapshot_meta.version
        snapshot = Metadata[Snapshot].from_bytes(self._metadata(f"{number}.snapshot.json").read_bytes()).signed
        roles = {
            name.removesuffix(".json"): Metadata[Targets].from_bytes(
                self._metadata(f"{meta.version}.{name}").read_bytes()
            )
            for name, meta in snapshot.meta.items()
        }
        return Published(number, snapshot, {name: metadata.signed for name, metadata in roles.items()})

    def put(self, path: str, data: bytes) -> None:
        """A target under the name that its digest gives it; what was published stays, for who is reading it."""
        parent, _, base = path.rpartition("/")
        self._write(self.folder / "targets" / parent / f"{digest(data)}.{base}", data)

    def release(self, roles: Roles, signers: Mapping[str, Sequence[Signer]], now: datetime) -> int:
        """New versions of these roles, then snapshot and timestamp; the number of the release."""
        before = self.published()
        meta = {} if before is None else dict(before.snapshot.meta)
        for name, role in roles.items():
            role.version = meta[f"{name}.json"].version + 1 if f"{name}.json" in meta else 1
            role.expires = _whole(now + SIGNED_LIFE)
            self._write_version(name, role, signers[name])
            meta[f"{name}.json"] = MetaFile(role.version)
        number = 1 if before is None else before.number + 1
        snapshot = Snapshot(number, expires=_whole(now + SIGNED_LIFE), meta=meta)
        self._write_version(SNAPSHOT, snapshot, signers[SNAPSHOT])
        self.write_timestamp(number, signers[TIMESTAMP], now)
        return number

    def write_timestamp(self, number: int, signers: Sequence[Signer], now: datetime) -> None:
        path = self._metadata("timestamp.json")
        version = Metadata[Timestamp].from_bytes(path.read_bytes()).signed.version + 1 if path.exists() else 1
        timestamp = Timestamp(version, expires=_whole(now + TIMESTAMP_LIFE), snapshot_meta=MetaFile(number))
        self._write(path, _signed(timestamp, signers))

    def timestamp_expires(self) -> datetime | None:
        path = self._metadata("timestamp.json")
        return Metadata[Timestamp].from_bytes(path.read_bytes()).signed.expires if path.exists() else None

    def renew_root(self, signers: Sequence[Signer], now: datetime) -> None:
        """The same keys for longer. Terminals go from root to root, so that every version stays."""
        newest = max(self._metadata("").glob("*.root.json"), key=lambda path: int(path.name.split(".")[0]))
        root = Metadata[Root].from_bytes(newest.read_bytes()).signed
        if root.expires - SIGNED_LIFE / 2 > now:
            return
        root.version, root.expires = root.version + 1, _whole(now + ROOT_LIFE)
        self._write_version(ROOT, root, signers)

    def _write_version(self, name: str, value: Versioned, signers: Sequence[Signer]) -> None:
        self._write(self._metadata(f"{value.version}.{name}.json"), _signed(value, signers))

    def _metadata(self, name: str) -> Path:
        return self.folder / "metadata" / name

    def _write(self, path: Path, data: bytes) -> None:
        """Whole or not at all: terminals are reading."""
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.new")
        beside.write_bytes(data)
        beside.replace(path)


def delegations(signers: Mapping[str, Sequence[Signer]], before: Targets | None) -> Delegations:
    """A role for each department: by its keys where they are here, else as it is delegated already."""
    held = before.delegations if before is not None else None
    keys: dict[str, Key] = {}
    roles: dict[str, DelegatedRole] = {}
    for name in sorted(signers):
        if len(signers[name]) >= quorum_of(name).needed:
            public = {signer.public_key.keyid: signer.public_key for signer in signers[name]}
            paths = [path_of(name).replace("services.json", "*")]
            roles[name] = DelegatedRole(name, sorted(public), quorum_of(name).needed, terminating=True, paths=paths)
        elif held is not None and held.roles is not None and name in held.roles:
            roles[name] = held.roles[name]
            public = {keyid: held.keys[keyid] for keyid in roles[name].keyids}
        else:
            continue
        keys |= public
    return Delegations(keys, roles)


def path_of(department: str) -> str:
    """Where a department says which services are its own."""
    return f"items/{department}/services.json"


def target_of(path: str, data: bytes) -> TargetFile:
    return TargetFile.from_data(path, data, ["sha256"])


def index_of(paths: Sequence[str]) -> bytes:
    return json.dumps({"paths": sorted(paths)}).encode()


def delegated(targets: Targets) -> Iterator[tuple[str, DelegatedRole]]:
    if targets.delegations is not None and targets.delegations.roles is not None:
        yield from targets.delegations.roles.items()


def _signed(value: Signed, signers: Sequence[Signer]) -> bytes:
    metadata: Metadata[Signed] = Metadata(value)
    for signer in signers:
        metadata.sign(signer, append=True)
    return metadata.to_bytes()


def _whole(moment: datetime) -> datetime:
    """TUF knows UTC, and no fractions of a second."""
    return moment.astimezone(UTC).replace(microsecond=0)
