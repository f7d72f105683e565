"""Where failures are told: a refusal at its field, trouble in the bar with what to do next, a bug as a kept report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.core.errors import Bug, Refused, Say, Told, Trouble
from app.desk.buttons import ActButton
from app.desk.fields import Form
from app.desk.icons import STATE_ICONS, put_icon, put_pixmap
from app.desk.language import words
from app.desk.signs import announce, label
from app.desk.theme import State, mark


class MessageBar(QFrame):
    """One line that stays until it is read: colour, icon, words, and at most one act."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, kind="bar")
        self._said: Say | str = ""
        self._act: Callable[[], None] | None = None
        self._state: State = "yellow"
        self._icon = QLabel()
        self._text = label(wrap=True)
        self._button = ActButton("", kind="plain")
        self._button.clicked.connect(self._on_act)
        self._close = ActButton("", kind="link")
        put_icon(self._close, "x", "muted", 16)
        self._close.clicked.connect(self._on_close)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self._retranslate()
        self.hide()

    @property
    def text(self) -> str:
        """What is shown now; empty if nothing is."""
        return self._text.text() if not self.isHidden() else ""

    def tell(
        self, said: Say | str, state: State = "yellow", act: str = "", do: Callable[[], None] | None = None
    ) -> None:
        """Show a sentence, and an act (`act` is its label) if there is something to do about it."""
        self._said, self._act, self._state = said, do, state
        mark(self, state=state)
        put_pixmap(self._icon, STATE_ICONS[state], state, 20)
        self._text.setText(words(said))
        self._button.set_text(act)
        self._button.setVisible(do is not None)
        self.show()
        announce(self, self._text.text())

    def leave(self) -> None:
        """The officer goes to another page: what only informed about this one goes with it."""
        if self._state in ("blue", "green"):
            self.clear()

    def clear(self) -> None:
        """Take the line away."""
        self.hide()
        self._text.clear()

    @Slot()
    def _on_act(self) -> None:
        act = self._act
        self.clear()
        if act is not None:
            act()

    @Slot()
    def _on_close(self) -> None:
        self.clear()
        self.closed.emit()

    def _retranslate(self) -> None:
        self._close.setToolTip(self.tr("Close this message"))
        self._close.setAccessibleName(self.tr("Close this message"))
        self._text.setText(words(self._said))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


class Messages(QObject):
    """The one place that decides where a failure is told."""

    said = Signal(object)
    """Emitted from any thread: a sentence that a worker has to say."""

    def __init__(
        self, bar: MessageBar, keep_bug: Callable[[BaseException], Path | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.said.connect(self.tell)
        self._bar = bar
        self._keep_bug = keep_bug

    @Slot(object)
    def tell(self, failure: Told | Bug | Say, form: Form | None = None) -> None:
        """Tell a failure: a refusal at its field of `form`, anything else in the bar."""
        match failure:
            case Refused() if form is not None and form.refuse(failure):
                return
            case Refused():
                self._bar.tell(failure.say, "yellow")
            case Trouble() | Told():
                self._bar.tell(failure.say, "red")
            case Bug():
                self._bar.tell(Say("desk.bug"), "red")
            case Say():
                self._bar.tell(failure, "blue")

    @Slot(object)
    def bug(self, error: BaseException) -> None:
        """Keep a report of a bug and say that it is kept; work goes on."""
        kept = self._keep_bug(error)
        self._bar.tell(Say("desk.bug" if kept else "desk.bug_not_kept"), "red")
        self._bar.setProperty("report", str(kept or ""))

    @Slot()
    def clear(self) -> None:
        """Take the bar away."""
        self._bar.clear()
