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
