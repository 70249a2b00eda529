"""Who signs what. Everything but the timestamp is signed by keys that lie offline, in a folder of their own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
from securesystemslib.signer import CryptoSigner, Signer

from hall.keys import write_secret
from offline_cache.sealing import SigningKey, key_id

ROOT: Final = "root"
TARGETS: Final = "targets"
SNAPSHOT: Final = "snapshot"
TIMESTAMP: Final = "timestamp"


@dataclass(frozen=True)
class Quorum:
    """`needed` of `keys` keys sign."""

    keys: int
    needed: int


QUORUMS: Final = {ROOT: Quorum(3, 2), TARGETS: Quorum(3, 2), SNAPSHOT: Quorum(1, 1), TIMESTAMP: Quorum(1, 1)}
DEPARTMENT: Final = Quorum(2, 2)
"""two officers of the department; a lost key is replaced by whoever signs the targets"""


class ContentKeysError(Exception):
    """A file in the folder of keys is no Ed25519 private key."""


@dataclass(frozen=True)
class KeyFolder:
    folder: Path

    def make(self, role: str) -> None:
        """Every key of a role that has none. Raises FileExistsError."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for number in range(1, quorum_of(role).keys + 1):
            write_secret(self.folder / f"{role}-{number}.pem", SigningKey.generate().pem())

    def signers(self, role: str) -> tuple[Signer, ...]:
        """Those of its keys that are here. Raises ContentKeysError."""
        return tuple(self._read(role))

    def _read(self, role: str) -> Iterator[Signer]:
        paths = sorted(path for path in self.folder.glob(f"{role}-*.pem") if re.fullmatch(rf"{role}-\d", path.stem))
        for path in paths:
            try:
                yield CryptoSigner(load_pem_private_key(path.read_bytes(), None))
            except (ValueError, TypeError, UnsupportedAlgorithm) as error:
                raise ContentKeysError(f"{path}: no private key that signs") from error


def quorum_of(role: str) -> Quorum:
    return QUORUMS.get(role, DEPARTMENT)


def make_central_keys(offline: KeyFolder, online: KeyFolder) -> None:
    for role in (ROOT, TARGETS, SNAPSHOT):
        offline.make(role)
    online.make(TIMESTAMP)


def read_editors(folder: Path) -> dict[str, bytes]:
    """Key id -> raw public key of who may build a pack; empty where the hall names nobody. Raises ContentKeysError."""
    found: dict[str, bytes] = {}
    for path in sorted(folder.glob("*.pem")):
        try:
            key = load_pem_public_key(path.read_bytes())
        except (ValueError, UnsupportedAlgorithm) as error:
            raise ContentKeysError(f"{path}: no public key in PEM") from error
        if not isinstance(key, Ed25519PublicKey):
            raise ContentKeysError(f"{path}: an Ed25519 public key is needed")
        found[key_id(key.public_bytes_raw())] = key.public_bytes_raw()
    return found
