"""Which key store the settings mean on this machine."""

import os
import sys
from pathlib import Path
from typing import Literal, TypeAlias, assert_never

from offline_cache.keys import FileKeyStore, KeyStore, KeyStoreError, SystemdCredentialKeyStore
from offline_cache.windows_keys import DpapiKeyStore

KeyStoreKind: TypeAlias = Literal["developer", "machine", "tpm"]


def key_store_of(kind: KeyStoreKind, folder: Path) -> KeyStore:
    """The key store that the settings name. Raises KeyStoreError.

    `folder`: where files lie that belong to it, the developer's keys or what Windows protected.
    """
    match kind:
        case "developer":
            return FileKeyStore(folder)
        case "machine":
            if sys.platform == "win32":
                return DpapiKeyStore(folder)
            credentials = os.environ.get("CREDENTIALS_DIRECTORY")
            return SystemdCredentialKeyStore(None if credentials is None else Path(credentials))
        case "tpm":
            raise KeyStoreError("no TPM key store in this build")
        case _:
            assert_never(kind)
