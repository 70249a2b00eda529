"""The text of a content file, or what keeps it from being read."""

from pathlib import Path

from flows.loading.faults import Fault


def read_source(path: Path, shown_as: str) -> str | Fault:
    """UTF-8, with or without a byte order mark; line feeds, whatever the editor wrote."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        return Fault("E01", shown_as, 0, f"not UTF-8 at byte {error.start}", "Save the file as UTF-8")
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        return Fault("E01", shown_as, 0, f"cannot be read: {why}", "Put a readable file there, or take the name away")
