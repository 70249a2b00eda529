"""Database keys protected by Windows for the terminal's own service account (DPAPI, user scope).

Machine scope would let every local account unprotect them (learn.microsoft.com, CryptProtectData).
"""

import ctypes
import os
import secrets
import sys
from pathlib import Path

from offline_cache.keys import KEY_BYTES, KeyName, KeyStoreError


class DpapiKeyStore:
    """Raises KeyStoreError anywhere but on Windows."""

    bound_to_machine = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        if sys.platform != "win32":
            raise KeyStoreError("DPAPI exists on Windows only")

    def key(self, name: KeyName) -> bytes:
        path = self._folder / f"{name}.dpapi"
        try:
            if not path.exists():
                self._create(path)
            key = _unprotect(path.read_bytes())
        except OSError as error:
            raise KeyStoreError(f"{path}: {error.strerror}") from error
        if len(key) != KEY_BYTES:
            raise KeyStoreError(f"{path}: expected {KEY_BYTES} bytes, found {len(key)}")
        return key

    def _create(self, path: Path) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        with part.open("wb") as file:
            file.write(_protect(secrets.token_bytes(KEY_BYTES)))
            file.flush()
            os.fsync(file.fileno())
        try:
            part.rename(path)  # on Windows a rename never replaces: the first process wins
        except FileExistsError:
            part.unlink()


class _Blob(ctypes.Structure):
    _fields_ = (("size", ctypes.c_uint32), ("data", ctypes.POINTER(ctypes.c_ubyte)))


def _protect(data: bytes) -> bytes:
    return _crypt("CryptProtectData", data)


def _unprotect(data: bytes) -> bytes:
    return _crypt("CryptUnprotectData", data)


def _crypt(function: str, data: bytes) -> bytes:
    """Raises OSError."""
    if sys.platform != "win32":
        raise OSError(None, "DPAPI exists on Windows only")
    buffer = (ctypes.c_ubyte * len(data)).from_buffer_copy(data)
    given, answer = _Blob(len(data), buffer), _Blob()
    no_prompt = 1  # CRYPTPROTECT_UI_FORBIDDEN
    call = getattr(ctypes.WinDLL("crypt32", use_last_error=True), function)
    if not call(ctypes.byref(given), None, None, None, None, no_prompt, ctypes.byref(answer)):
        raise ctypes.WinError(ctypes.get_last_error())
    try:
        return ctypes.string_at(answer.data, answer.size)
    finally:
        ctypes.WinDLL("kernel32").LocalFree(answer.data)
