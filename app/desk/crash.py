"""What is kept of a bug: where it happened and on what, never what was typed; shown at the next start."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QMetaObject,
    QObject,
    Qt,
    QtMsgType,
    Slot,
    qInstallMessageHandler,
    qVersion,
)

from app.core import places
from app.core.clock import Clock

_LOG = logging.getLogger("tidewaiter.qt")
_OUR_WORDS = (AttributeError, ImportError, NameError, NotImplementedError, RecursionError, ZeroDivisionError)
"""Errors whose text is made from code alone; the text of any other may quote what was typed and is left out."""


class CrashFiles:
    """The crash files of one station, in its home folder."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock

    def write(self, error: BaseException) -> Path | None:
        """Keep a bug; None if even that is impossible (full disk)."""
        now = self._clock.now()
        path = self._folder / f"crash-{now:%Y%m%dT%H%M%S%f}.txt"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{now.isoformat()}\n{_machine()}\n\n{told(error)}", encoding="utf-8")
        except OSError:
            return None
        return path

    def unseen(self) -> list[Path]:
        """Crash files that no person has been told of, oldest first."""
        return sorted(self._folder.glob("crash-*.txt")) if self._folder.is_dir() else []

    def seen(self) -> None:
        """A person has been told: the files stay, under a name that is not shown again."""
        for path in self.unseen():
            path.rename(path.with_name(f"seen-{path.name}"))


def told(error: BaseException) -> str:
    """An error and its causes as files, lines and kinds, without values and without this machine's paths."""
    parts: list[str] = []
    seen: BaseException | None = error
    while seen is not None and len(parts) < 8:
        frames = [
            f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}\n    {frame.line}"
            for frame in traceback.extract_tb(seen.__traceback__)
        ]
        text = f": {seen}" if isinstance(seen, _OUR_WORDS) else ""
        parts.append("\n".join((*frames, f"{type(seen).__module__}.{type(seen).__qualname__}{text}")))
        seen = seen.__cause__ or seen.__context__
    return "\n\ncaused by\n".join(parts) + "\n"


def _short(name: str) -> str:
    path = Path(name)
    for base in (places.root(), *map(Path, sys.path)):
        if str(base) != "." and path.is_relative_to(base):
            return path.relative_to(base).as_posix()
    return path.name


def _machine() -> str:
    return (
        f"tidewaiter · Python {platform.python_version()} · Qt {qVersion()} · {platform.system()} {platform.release()}"
    )


class LastResort(QObject):
    """Catches what nobody caught, on whatever thread, and says it once on the GUI thread."""

    def __init__(self, caught: Callable[[BaseException], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._caught = caught
        self._waiting: list[BaseException] = []
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)

    def install(self) -> None:
        """Stand behind everything from now on."""
        sys.excepthook = self._on_exception
        threading.excepthook = lambda told: self._on_error(told.exc_value)
        sys.unraisablehook = lambda told: self._on_error(told.exc_value)
        qInstallMessageHandler(_on_qt_message)

    def remove(self) -> None:
        """Step aside again (tests, quit)."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        qInstallMessageHandler(None)

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        self._on_error(error)

    def _on_error(self, error: BaseException | None) -> None:
        if error is None:
            return
        self._waiting.append(error)
        QMetaObject.invokeMethod(self, "_tell", Qt.ConnectionType.AutoConnection)

    @Slot()
    def _tell(self) -> None:
        while self._waiting:
            self._caught(self._waiting.pop(0))


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> Any:
    levels = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
        QtMsgType.QtCriticalMsg: logging.ERROR,
        QtMsgType.QtFatalMsg: logging.CRITICAL,
    }
    _LOG.log(levels.get(kind, logging.WARNING), "%s", message)
