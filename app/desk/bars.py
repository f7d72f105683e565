"""Bars inside a page: long work with a stop button, and a question in place of a dialog."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from app.core.errors import Say
from app.core.wording import grouped
from app.desk.buttons import ActButton
from app.desk.icons import put_pixmap
from app.desk.jobs import Job, Moved
from app.desk.language import words
from app.desk.signs import announce, label
from app.desk.theme import mark


class BusyBar(QFrame):
    """Long work: what, how much of how much, and a button that stops it."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, kind="bar", state="blue")
        self._job: Job | None = None
        self._what = label(wrap=True)
        self._much = label(kind="note")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._stop = ActButton("", icon="player-stop", kind="plain")
        self._stop.clicked.connect(self._on_stop)
        words_row = QHBoxLayout()
        words_row.addWidget(self._what, 1)
        words_row.addWidget(self._much)
        column = QVBoxLayout()
        column.addLayout(words_row)
        column.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(16)
        row.addLayout(column, 1)
        row.addWidget(self._stop)
        self._retranslate()
        self.hide()

    def start(self, what: str, job: Job | None = None) -> None:
        """Show that work has begun; with a long `job` the button stops it."""
        self._job = job
        self._what.setText(what)
        self._much.clear()
        self._bar.setRange(0, 0)
        self._stop.setVisible(job is not None and job.steps is not None)
        self._stop.setEnabled(True)
        announce(self, what)
        self.show()

    @Slot(object)
    def moved(self, how: Moved) -> None:
        """Show how far the work is."""
        self._bar.setRange(0, how.total)
        self._bar.setValue(how.done)
        self._much.setText(f"{grouped(how.done)} / {grouped(how.total)}" if how.total else grouped(how.done))
        if how.what is not None:
            self._what.setText(words(how.what))

    def finish(self) -> None:
        """The work is over."""
        self._job = None
        self.hide()

    @Slot()
    def _on_stop(self) -> None:
        if self._job is not None:
            self._job.stop()
        self.finish()
        self.stopped.emit()

    def _retranslate(self) -> None:
        self._stop.set_text(self.tr("Stop"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


class ConfirmBar(QFrame):
    """A question in the page: one key for yes, Escape for no; the focus stands on no where yes is grave."""

    answered = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, kind="banner", state="yellow")
        self._yes_act: Callable[[], None] | None = None
        self._return_to: QWidget | None = None
        icon = QLabel()
        put_pixmap(icon, "help-circle-filled", "yellow", 24)
        self._question = label(kind="heading", wrap=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 8, 16, 8)
        self._row.setSpacing(12)
        self._row.addWidget(icon)
        self._row.addWidget(self._question, 1)
        self._no = ActButton("", key="Esc", kind="bench")
        self._no.clicked.connect(lambda: self.answer(yes=False))
        self._row.addWidget(self._no)
        self._yes: ActButton | None = None
        self._retranslate()
        self.hide()

    def ask(
        self, question: Say | str, yes: str, do: Callable[[], None], *, key: str = "Y", grave: bool = False
    ) -> None:
        """Ask; `do` runs once on yes. A second question replaces the first, which then counts as no."""
        if self._yes is not None:
            self._row.removeWidget(self._yes)
            self._yes.deleteLater()
        self._yes_act = do
        self._return_to = self.window().focusWidget()
        self._question.setText(words(question))
        self._yes = ActButton(yes, key=key, kind="grave" if grave else "main")
        self._yes.clicked.connect(lambda: self.answer(yes=True))
        self._row.addWidget(self._yes)
        self.show()
        announce(self, self._question.text())
        (self._no if grave else self._yes).setFocus(Qt.FocusReason.OtherFocusReason)

    def answer(self, *, yes: bool) -> None:
        act, self._yes_act = self._yes_act, None
        self.hide()
        if self._return_to is not None:
            self._return_to.setFocus(Qt.FocusReason.OtherFocusReason)
        if yes and act is not None:
            act()
        self.answered.emit(yes)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        for button in (self._no, self._yes):
            if button is not None and button.answers(event):
                button.click()
                return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, ActButton):
                focused.click()
            return
        super().keyPressEvent(event)

    def _retranslate(self) -> None:
        self._no.set_text(self.tr("No, go back"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
