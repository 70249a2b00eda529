"""What is heard with what is seen: a tick for a touch, notes for what happened, the page's script read aloud."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from flows.events import ScreenEvent, Touched
from flows.pages import DonePage, IdleSheet, MessagePage, Page, PresentPage, RefusalPage, Snapshot
from kiosk.audio_output import AudioOutput
from kiosk.screen_bridge import ScreenBridge
from kiosk.sound_files import Sound

CARD_EVERY_MS: Final = 3000


def sound_between(before: Page | None, now: Page) -> Sound | None:
    """The sound that goes with this change of page. Never alone: the page says the same in words."""
    if before == now or before is None:
        return None
    if isinstance(before, PresentPage) and not isinstance(now, PresentPage | MessagePage):
        return Sound.UP
    match now:
        case DonePage() if not isinstance(before, DonePage):
            return Sound.UP
        case PresentPage() if now.trouble is not None and trouble_of(before) != now.trouble:
            return Sound.LOOK
        case RefusalPage() if not isinstance(before, RefusalPage):
            return Sound.LOOK
        case _:
            return None


def card_left(page: Page) -> bool:
    """The page that asks to take the card away."""
    return isinstance(page, MessagePage) and page.picture == "card"


def trouble_of(page: Page) -> object:
    return getattr(page, "trouble", None)


class ScreenAudio(QObject):
    """Listens to the bridge; lives on the GUI thread."""

    def __init__(self, bridge: ScreenBridge, output: AudioOutput) -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self._output = output
        self._before: Snapshot | None = None
        self._card = QTimer(self)
        self._card.setInterval(CARD_EVERY_MS)
        self._card.timeout.connect(self._remind)
        bridge.shown.connect(self._shown)
        bridge.happened.connect(self._happened)

    @Slot(str)
    def say(self, words: str) -> None:
        """One control's words, for the numbered keypad; only while the customer wants to be read to."""
        if self._before is not None and self._before.frame.preferences.voice:
            self._output.say((words,), self._before.frame.preferences.language)

    @Slot()
    def _shown(self) -> None:
        snapshot, before = self._bridge.snapshot, self._before
        if snapshot is None:
            return
        self._before = snapshot
        sound = sound_between(before.page if before else None, snapshot.page)
        if sound is not None:
            self._output.play(sound)
        if card_left(snapshot.page) and not self._card.isActive():
            self._remind()
            self._card.start()
        elif not card_left(snapshot.page):
            self._card.stop()
        if snapshot.idle is not None and (before is None or before.idle is None):
            self._ask_who_is_there(snapshot, snapshot.idle)
        else:
            self._read_aloud(before, snapshot)

    def _ask_who_is_there(self, snapshot: Snapshot, sheet: IdleSheet) -> None:
        """The time that is left, and how to stay: a low note for everybody, the words for who is read to."""
        self._output.play(Sound.LOOK)
        if snapshot.frame.preferences.voice:
            lines = (sheet.title, f"{sheet.seconds} {sheet.unit}", sheet.note, sheet.stay.text)
            self._output.say(lines, snapshot.frame.preferences.language)

    def _read_aloud(self, before: Snapshot | None, snapshot: Snapshot) -> None:
        wanted = snapshot.frame.preferences
        if not wanted.voice:
            if before is not None and before.frame.preferences.voice:
                self._output.hush()
            return
        begun = before is None or not before.frame.preferences.voice
        if begun or before is None or before.script != snapshot.script:
            self._output.say(snapshot.script, wanted.language)

    @Slot(object)
    def _happened(self, event: ScreenEvent) -> None:
        if isinstance(event, Touched):
            self._output.hush()
        else:
            self._output.play(Sound.TICK)

    @Slot()
    def _remind(self) -> None:
        self._output.play(Sound.CARD)
