"""From "go" to the end of one customer: the core thread, the screen's events, signs of life, the wipe at the end."""

import logging
import os
import traceback
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from devices.ups import PowerAdvice
from flows.events import ScreenEvent
from flows.runner import SessionRunner
from flows.session.end_stages import EndReason
from kiosk.apology import apology
from kiosk.composition import Parts, opened
from kiosk.core_thread import CoreThread
from kiosk.delays import APOLOGY_S, CORE_STOP_LIMIT_S, HEARTBEAT_S
from kiosk.hardening import resident_mebibytes
from kiosk.pipe_lines import EXIT_FAILED, Message, SupervisorPipe
from kiosk.screen import Screen
from kiosk.wipe import WipeCause, wipe

log = logging.getLogger(__name__)


class Serving(QObject):
    """Lives on the GUI thread. Its signals may be emitted from any thread."""

    ordered = Signal(object)
    pipe_closed = Signal()
    _ended = Signal(str)
    _failed = Signal(object)

    def __init__(self, parts: Parts, screen: Screen, pipe: SupervisorPipe) -> None:
        super().__init__()
        self.screen = screen
        self.robot: QObject | None = None
        self._parts = parts
        self._pipe = pipe
        self._runner: SessionRunner | None = None
        self._core: CoreThread | None = None
        self._leaving = False
        self._beat = QTimer(self)
        self._beat.timeout.connect(self._alive)
        self.ordered.connect(self._obey)
        self.pipe_closed.connect(self._stop)
        self._ended.connect(self._session_ended)
        self._failed.connect(self._apologise)
        screen.bridge.happened.connect(self._post)

    def go(self) -> None:
        """The terminal before this one has ended: open everything and serve."""
        if self._core is not None:
            return
        self.screen.bridge.shown.connect(self._first_page)
        self._core = CoreThread(self._serve, self._failed.emit)
        self._core.start()
        self._beat.start(round(HEARTBEAT_S * 1000))

    async def _serve(self) -> None:
        """On the core thread."""
        bridge = self.screen.bridge
        async with opened(self._parts) as context:
            self._runner = SessionRunner(
                context, self._parts.terminal, bridge.show, bridge.show_preview, on_power=self._power_changed
            )
            reason = await self._runner.run()
        self._ended.emit(reason)

    def _power_changed(self, advice: PowerAdvice) -> None:
        """On the core thread. While a customer is being served the session ends first."""
        if advice is PowerAdvice.SHUT_DOWN and self._runner is not None and self._runner.session.pristine:
            self._pipe.say("power-low")

    @Slot(object)
    def _post(self, event: ScreenEvent) -> None:
        if self._core is not None and self._runner is not None:
            self._core.post(self._runner.post, event)

    @Slot(object)
    def _obey(self, order: Message) -> None:
        match order.get("do"):
            case "go":
                self.go()
            case "stop":
                self._stop()
            case "retire" if not self._in_session:
                self._stop()

    @Slot()
    def _first_page(self) -> None:
        self.screen.bridge.shown.disconnect(self._first_page)
        self.screen.window.frameSwapped.connect(self._first_frame)
        if self._parts.settings.screen.fullscreen:
            self.screen.window.showFullScreen()
        else:
            self.screen.window.show()

    @Slot()
    def _first_frame(self) -> None:
        self.screen.window.frameSwapped.disconnect(self._first_frame)
        self._pipe.say("serving")

    @property
    def _in_session(self) -> bool:
        snapshot = self.screen.bridge.snapshot
        return snapshot is not None and snapshot.in_session

    @Slot()
    def _alive(self) -> None:
        """From the GUI thread over the core thread: silent unless both live."""
        if self._core is not None:
            self._core.post(self._say_alive, self._in_session, resident_mebibytes())

    def _say_alive(self, in_session: bool, mebibytes: int) -> None:
        self._pipe.say("alive", in_session=in_session, mebibytes=mebibytes)

    # ---- ends -----------------------------------------------------------------------------------------------------

    @Slot(str)
    def _session_ended(self, reason: str) -> None:
        log.info("session-ended", extra={"reason": reason})
        if reason == EndReason.CLOSED:
            self._pipe.say("close")
        if reason == EndReason.POWER:
            self._pipe.say("power-low")
        self._leave(EXIT_FAILED if reason == EndReason.CRASH else 0)

    @Slot(object)
    def _apologise(self, error: BaseException) -> None:
        log.critical("core-task-failed", exc_info=(type(error), error, error.__traceback__))
        if self.robot is not None:
            traceback.print_exception(error)
        if self._leaving:
            return
        self.screen.bridge.show(apology(self.screen.bridge.snapshot))
        self._first_page_if_hidden()
        QTimer.singleShot(round(APOLOGY_S * 1000), lambda: self._leave(EXIT_FAILED))

    def _first_page_if_hidden(self) -> None:
        if not self.screen.window.isVisible():
            self.screen.window.show()

    @Slot()
    def _stop(self) -> None:
        self._leave(0)

    def _leave(self, code: int) -> None:
        """Closes every port, then wipes, then ends: only then does the standby open anything."""
        if self._leaving:
            return
        self._leaving = True
        self._beat.stop()
        if self._core is not None and not self._core.stop(within_s=CORE_STOP_LIMIT_S):
            code = EXIT_FAILED
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None:
            clipboard.clear()
        scratch = Path(os.environ["TMPDIR"]) if "KIOSK_SPOOL" in os.environ else None
        wiped = wipe((self._parts.home.spool, *((scratch,) if scratch else ())), WipeCause.SESSION_END)
        log.info("wiped", extra={"cause": wiped.cause, "files": wiped.files})
        QGuiApplication.exit(code)
