"""Where everything of one terminal lies: `--home DIR` holds kiosk.toml and `terminal/`; `branch/` when simulated."""

from dataclasses import dataclass
from pathlib import Path

DEFAULT_HOME = Path("var")


@dataclass(frozen=True)
class Home:
    folder: Path

    @property
    def settings(self) -> Path:
        return self.folder / "kiosk.toml"

    @property
    def identity(self) -> Path:
        """what `kiosk-hall enroll` made"""
        return self.folder / "terminal" / "identity"

    @property
    def data(self) -> Path:
        return self.folder / "terminal" / "data"

    @property
    def logs(self) -> Path:
        return self.folder / "terminal" / "logs"

    @property
    def tmp(self) -> Path:
        """one folder per process, erased when it has ended"""
        return self.folder / "terminal" / "tmp"

    @property
    def spool(self) -> Path:
        """print jobs, where a driver needs files; erased with the session"""
        return self.folder / "terminal" / "spool"

    @property
    def cache(self) -> Path:
        """compiled pages and font lists: the same for every customer"""
        return self.folder / "terminal" / "cache"

    @property
    def branch_file(self) -> Path:
        return self.folder / "branch" / "branch.json"

    @property
    def readable(self) -> tuple[Path, ...]:
        """What a wipe erases whole."""
        return (self.tmp, self.spool)
