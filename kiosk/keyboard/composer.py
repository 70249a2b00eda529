"""The pinyin being composed on the on-screen keyboard, for QML."""

from functools import lru_cache

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.keyboard.input_engine import Candidate, InputEngine
from kiosk.keyboard.pinyin_engine import PinyinEngine
from kiosk.keyboard.pinyin_table import load_table

QML_IMPORT_NAME = "Kiosk.Python"
QML_IMPORT_MAJOR_VERSION = 1

MOST_CANDIDATES = 800
"""every character of the fullest syllable"""
LONGEST = 40
"""letters; a longer run is refused key by key"""


@lru_cache(maxsize=1)
def bundled_engine() -> InputEngine:
    """Read once per process; some 80 ms, so the terminal warms it before anyone types."""
    return PinyinEngine(load_table())


@QmlElement
class Composer(QObject):
    """Holds only the letters not yet turned into characters; forgets them on clear."""

    keysChanged = Signal()
    committed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys = ""
        self._found: tuple[Candidate, ...] = ()

    @Property(str, notify=keysChanged)
    def keys(self) -> str:
        return self._keys

    @Property("QStringList", notify=keysChanged)  # type: ignore[arg-type]
    def candidates(self) -> list[str]:
        return [candidate.text for candidate in self._found]

    @Slot(str)
    def type(self, letter: str) -> None:
        if len(self._keys) < LONGEST and (self._keys or letter != "'"):
            self._set(self._keys + letter)

    @Slot()
    def erase(self) -> None:
        self._set(self._keys[:-1])

    @Slot()
    def clear(self) -> None:
        self._set("")

    @Slot(int)
    def choose(self, index: int) -> None:
        """Takes a candidate; what it does not cover stays composed. Without candidates the letters themselves."""
        if not self._found:
            text, rest = self._keys, ""
        elif 0 <= index < len(self._found):
            text, rest = self._found[index].text, self._keys[self._found[index].consumed :].lstrip("'")
        else:
            return
        self._set(rest)
        self.committed.emit(text)

    def _set(self, keys: str) -> None:
        self._keys = keys
        self._found = bundled_engine().candidates(keys, MOST_CANDIDATES)
        self.keysChanged.emit()
