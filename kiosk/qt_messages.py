"""Qt's own messages go to the log as category and place; their text may quote what a customer typed and is not kept."""

import logging
import sys
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

log = logging.getLogger(__name__)

LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.DEBUG,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def route_qt_messages(*, shown: bool = False) -> None:
    """`shown`: in development the text goes to stderr too."""

    def take(kind: QtMsgType, context: QMessageLogContext, text: str | None) -> None:
        place = f"{Path(context.file).name}:{context.line}" if context.file else ""
        level = LEVELS.get(kind, logging.WARNING)
        log.log(level, "qt-message", extra={"category": context.category or "", "place": place})
        if shown and level >= logging.WARNING:
            print(f"{place} {text}", file=sys.stderr, flush=True)

    qInstallMessageHandler(take)
