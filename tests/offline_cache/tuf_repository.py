"""A repository of catalogue and flows as the city would publish it, and everything an attacker may do to it.

Root and targets: 2 of 3 offline keys. One delegated role for each department, for its own items only. Snapshot and
timestamp: online keys. Consistent snapshots.
"""

import copy
import json
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from securesystemslib.signer import CryptoSigner, Signer
from tuf.api.metadata import (
    DelegatedRole,
    Delegations,
    Metadata,
    MetaFile,
    Role,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)

DEPARTMENTS = ("gongan", "renshe")
START = datetime(2026, 10, 9, 9, 30, tzinfo=UTC)


def keys(count: int) -> list[Signer]:
    return [CryptoSigner.generate_ed25519() for _ in range(count)]


@dataclass
class Repository:
    folder: Path
    now: datetime = START
    signers: dict[str, list[Signer]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        (self.folder / "metadata").mkdir(parents=True)
        (self.folder / "targets").mkdir()
        self.signers = {"root": keys(3), "targets": keys(3), "snapshot": keys(1), "timestamp": keys(1)}
        self.signers |= {department: keys(1) for department in DEPARTMENTS}
        self.root = Root(expires=self.now + timedelta(days=365), consistent_snapshot=True)
        for role, threshold in {"root": 2, "targets": 2, "snapshot": 1, "timestamp": 1}.items():
            self.root.roles[role] = Role([], threshold)
            for signer in self.signers[role]:
                self.root.add_key(signer.public_key, role)
        self.targets = Targets(expires=self.now + timedelta(days=90))
        self.roles = {name: Targets(expires=self.now + timedelta(days=90)) for name in DEPARTMENTS}
        self.targets.delegations = Delegations(
            {self.signers[name][0].public_key.keyid: self.signers[name][0].public_key for name in DEPARTMENTS},
            {
                name: DelegatedRole(
                    name, [self.signers[name][0].public_key.keyid], 1, terminating=True, paths=[f"items/{name}/*"]
                )
                for name in DEPARTMENTS
            },
        )
        self.snapshot = Snapshot(expires=self.now + timedelta(days=7))
        self.timestamp = Timestamp(expires=self.now + timedelta(days=1))
        self.first_root = self.sign("root", self.root)
        self.write("1.root.json", self.first_root)

    def sign(
        self, role: str, value: Root | Targets | Snapshot | Timestamp, signers: list[Signer] | None = None
    ) -> bytes:
        metadata = Metadata(copy.deepcopy(value))
        for signer in (self.signers[role][:2]) if signers is None else signers:
            metadata.sign(signer, append=True)
        return metadata.to_bytes()

    def write(self, name: str, data: bytes) -> None:
        (self.folder / "metadata" / name).write_bytes(data)

    def put(self, path: str, data: bytes, role: str = "targets") -> None:
        """A target under the name the role signs it by."""
        info = TargetFile.from_data(path, data, ["sha256"])
        (self.targets if role == "targets" else self.roles[role]).targets[path] = info
        parent, _, base = path.rpartition("/")
        file = self.folder / "targets" / parent / f"{info.hashes['sha256']}.{base}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    def target_file(self, path: str) -> Path:
        parent, _, base = path.rpartition("/")
        (found,) = (self.folder / "targets" / parent).glob(f"*.{base}")
        return found

    def index(self, *paths: str) -> None:
        for old in (self.folder / "targets").glob("*.index.json"):
            old.unlink()
        self.put("index.json", json.dumps({"paths": list(paths)}).encode())

    def publish(self, *changed: str) -> None:
        """New versions of the changed roles, snapshot and timestamp."""
        for name in changed:
            value = self.targets if name == "targets" else self.roles[name]
            first = f"{name}.json" not in self.snapshot.meta or self.snapshot.meta[f"{name}.json"].version == 0
            value.version += 0 if first and value.version == 1 and not self._published(name) else 1
            self.write(f"{value.version}.{name}.json", self.sign(name, value))
            self.snapshot.meta[f"{name}.json"] = MetaFile(value.version)
        self.snapshot.version += 1 if self._published("snapshot") else 0
        self.snapshot.expires = self.now + timedelta(days=7)
        self.write(f"{self.snapshot.version}.snapshot.json", self.sign("snapshot", self.snapshot))
        self.refresh_timestamp()

    def refresh_timestamp(self) -> None:
        self.timestamp.version += 1 if (self.folder / "metadata" / "timestamp.json").exists() else 0
        self.timestamp.expires = self.now + timedelta(days=1)
        self.timestamp.snapshot_meta = MetaFile(self.snapshot.version)
        self.write("timestamp.json", self.sign("timestamp", self.timestamp))

    def rotate_root(self, new: list[Signer], signers: list[Signer]) -> None:
        """Replaces the root keys; `signers` sign the new root."""
        for signer in self.signers["root"]:
            self.root.revoke_key(signer.public_key.keyid, "root")
        for signer in new:
            self.root.add_key(signer.public_key, "root")
        self.root.version += 1
        self.write(f"{self.root.version}.root.json", self.sign("root", self.root, signers))
        self.signers["root"] = new

    def copy(self, to: Path) -> "Repository":
        """The published files as they are now, for an attacker to replay."""
        shutil.copytree(self.folder, to)
        other = copy.copy(self)
        other.folder = to
        return other

    def _published(self, name: str) -> bool:
        return any((self.folder / "metadata").glob(f"*.{name}.json"))
