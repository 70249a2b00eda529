"""Where the two database keys come from. The production profile takes only stores bound to the machine."""

import os
import secrets
from enum import StrEnum
from pathlib import Path
from typing import Protocol

KEY_BYTES = 32


class KeyName(StrEnum):
    DRAFTS = "drafts"
    """only the terminal process ever asks for it"""
    OUTBOX = "outbox"


class KeyStoreError(Exception):
    """No key can be had; nothing may be stored. Never answered by storing in plain."""

    number = "E207"


class KeyStore(Protocol):
    @property
    def bound_to_machine(self) -> bool:
        """True if a copy of the disk does not hold the keys."""
        ...

    def key(self, name: KeyName) -> bytes:
        """32 bytes, the same at every call; made at the first call ever. Raises KeyStoreError."""
        ...


class FileKeyStore:
    """For development: the keys lie beside the data, in files that only their owner may read."""

    bound_to_machine = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def key(self, name: KeyName) -> bytes:
        path = self._folder / f"{name}.key"
        try:
            if not path.exists():
                self._create(path)
            key = path.read_bytes()
        except OSError as error:
            raise KeyStoreError(f"{path}: {error.strerror}") from error
        if len(key) != KEY_BYTES:
            raise KeyStoreError(f"{path}: expected {KEY_BYTES} bytes, found {len(key)}")
        return key

    def _create(self, path: Path) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        # Two processes may start at once: the first link wins, and both then read the same key.
        try:
            os.link(part, path)
        except FileExistsError:
            pass
        finally:
            part.unlink()


class SystemdCredentialKeyStore:
    """Keys that systemd unsealed (TPM or host key) into the service's own credentials folder on a ramfs."""

    bound_to_machine = True

    def __init__(self, folder: Path | None) -> None:
        """`folder`: $CREDENTIALS_DIRECTORY of the service."""
        self._folder = folder

    def key(self, name: KeyName) -> bytes:
        if self._folder is None:
            raise KeyStoreError("not started by systemd with LoadCredentialEncrypted=")
        path = self._folder / f"{name}.key"
        try:
            key = path.read_bytes()
        except OSError as error:
            raise KeyStoreError(f"credential {path.name}: {error.strerror}") from error
        if len(key) != KEY_BYTES:
            raise KeyStoreError(f"credential {path.name}: expected {KEY_BYTES} bytes, found {len(key)}")
        return key


def require_production_grade(store: KeyStore) -> KeyStore:
    """The same store. Raises KeyStoreError if its keys could be copied with the disk."""
    if not store.bound_to_machine:
        raise KeyStoreError(
            f"{type(store).__name__} keeps its keys beside the data: "
            "a production profile needs a TPM, a systemd credential or DPAPI"
        )
    return store
