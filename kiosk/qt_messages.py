"""Qt's own messages go to the log as category and place; their text may quote what a customer typed and is not kept."""

import logging
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


def route_qt_messages() -> None:
    qInstallMessageHandler(_take)


def _take(kind: QtMsgType, context: QMessageLogContext, _text: str | None) -> None:
    place = f"{Path(context.file).name}:{context.line}" if context.file else ""
    log.log(LEVELS.get(kind, logging.WARNING), "qt-message", extra={"category": context.category or "", "place": place})
