"""Notices that nobody has touched keyboard, mouse or screen for a while, so that the window can lock itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow

_TOUCHES = {
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}  # fmt: skip


class IdleWatch(QObject):
    """Tells once after `minutes` without a touch, and again only after the next touch; 0 minutes never tells."""

    idle = Signal()

    def __init__(self, minutes: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)
        self.set_minutes(minutes)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._on_window)
            self._on_window(app.focusWindow())

    def set_minutes(self, minutes: float) -> None:
        """Wait for another length of time, from now on."""
        self._timer.setInterval(round(minutes * 60_000))
        self._touched()

    def close(self) -> None:
        """Stop watching."""
        self._timer.setInterval(0)
        self._timer.stop()

    def _touched(self) -> None:
        if self._timer.interval() > 0:
            self._timer.start()

    @Slot(QWindow)
    def _on_window(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._touched()
        return False
