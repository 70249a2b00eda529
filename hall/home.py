"""The hall's folder: where its keys, its embedded database and its attachments are."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class HallHome:
    root: Path

    @property
    def keys(self) -> Path:
        return self.root / "keys"

    @property
    def database(self) -> Path:
        return self.root / "hall.db"

    @property
    def attachments(self) -> Path:
        return self.root / "attachments"

    @property
    def quarantine(self) -> Path:
        return self.root / "quarantine"

    @property
    def content(self) -> Path:
        """Catalogue and flows as terminals may fetch them: a TUF repository."""
        return self.root / "content"

    @property
    def offline_keys(self) -> Path:
        """What signs catalogue and flows; in production on another machine, brought when there is something to sign."""
        return self.root / "offline-keys"

    @property
    def editors(self) -> Path:
        """Public keys (PEM) of who may build a pack; empty: anyone."""
        return self.root / "editors"

    @property
    def people(self) -> Path:
        """Synthetic persons and companies that the demonstration sources answer from."""
        return self.root / "people.toml"

    @property
    def departments(self) -> Path:
        """Notices for departments that have no address of their own."""
        return self.root / "departments"

    @property
    def department_addresses(self) -> Path:
        return self.root / "departments.json"

    def exists(self) -> bool:
        return (self.keys / "receipt.pem").is_file()
