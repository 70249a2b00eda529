"""What a journey leaves behind: the record of evidence.json, and the files it names, copied beside it."""

import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class JourneyRecord:
    """Paths are relative to evidence.json. None: does not apply; receipts always apply."""

    id: str
    item: str
    outcome: str = "failed"
    touches: int = 0
    keystrokes: int = 0
    pickup_touches: int | None = None
    seconds: float = 0.0
    screens: list[str] = field(default_factory=list)
    submission_id: str | None = None
    case_number: str | None = None
    number: str | None = None
    receipt_png: str = ""
    receipt_bytes: str = ""
    receipt_text: str = ""
    documents: list[str] | None = None
    doors: list[dict[str, Any]] | None = None
    hall_state: str | None = None
    hall_count: int | None = None
    error: str | None = None


@dataclass
class FaultRecord:
    id: str
    outcome: str = "failed"
    hall_count: int | None = None
    number: str | None = None
    screens: list[str] = field(default_factory=list)
    receipt_png: str = ""
    receipt_bytes: str = ""
    receipt_text: str = ""
    error: str | None = None


class Evidence:
    """Everything of one run below `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.journeys: list[JourneyRecord] = []
        self.faults: list[FaultRecord] = []

    def place(self, name: str) -> Path:
        path = self.folder / name
        path.mkdir(parents=True, exist_ok=True)
        return path

    def relative(self, path: Path) -> str:
        return path.resolve().relative_to(self.folder.resolve()).as_posix()

    def keep(self, source: str | Path, name: str) -> str:
        """Copies a file of the simulated branch beside the evidence."""
        source = Path(source)
        target = self.place(name) / source.name
        shutil.copyfile(source, target)
        return self.relative(target)

    def keep_receipt(self, record: "JourneyRecord | FaultRecord", receipt: dict[str, Any]) -> None:
        record.receipt_png = self.keep(receipt["png"], record.id)
        record.receipt_bytes = self.keep(receipt["bytes"], record.id)
        record.receipt_text = receipt["text"]

    def table(self) -> dict[str, Any]:
        return {"journeys": [asdict(one) for one in self.journeys], "faults": [asdict(one) for one in self.faults]}
