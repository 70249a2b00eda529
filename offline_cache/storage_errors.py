"""What can be wrong with the disk or the files on it, named by what must be done."""

import errno


class StorageError(Exception):
    """The database cannot be used; the terminal goes out of service."""

    number = "E200"


class UnsoundSqliteError(StorageError):
    """This SQLite has a known data loss."""

    number = "E201"


class NewerSchemaError(StorageError):
    """Made by a newer program; left untouched."""

    number = "E202"


class CorruptDatabaseError(StorageError):
    """Damaged, or the key is not its key. Nothing is overwritten and no new database takes its place."""

    number = "E203"


class DatabaseInUseError(StorageError):
    """Another process has opened it for itself."""

    number = "E204"


class StorageIoError(StorageError):
    """Reading or writing failed: stop, reopen, verify; never go on."""

    number = "E205"


class DiskFullError(Exception):
    """Nothing was written; what was there before is intact."""

    number = "E206"


def typed_os_error(error: OSError, what: str) -> DiskFullError | StorageIoError:
    """No room is met by making room; everything else by stopping."""
    if error.errno in _NO_ROOM:
        return DiskFullError(f"{what}: {error.strerror}")
    return StorageIoError(f"{what}: {error.strerror}")


_NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
