"""The lock: covers the window, keeps the work behind it as it stands, and asks for the officer's passphrase."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.core.errors import Say
from app.desk.buttons import ActButton, press
from app.desk.fields import TextField
from app.desk.icons import put_pixmap
from app.desk.signs import label
from app.desk.theme import mark


def gate(screen: QWidget, widgets: Sequence[QWidget], beside: ActButton, main: ActButton) -> None:
    """Lay a screen out as one card in its middle: widgets below each other, at the foot a way out and the main act."""
    card = QFrame()
    mark(card, kind="card")
    card.setMaximumWidth(640)
    column = QVBoxLayout(card)
    column.setContentsMargins(32, 24, 32, 24)
    column.setSpacing(16)
    for widget in widgets:
        column.addWidget(widget)
    foot = QHBoxLayout()
    foot.addWidget(beside)
    foot.addStretch(1)
    foot.addWidget(main)
    column.addLayout(foot)
    outer = QHBoxLayout(screen)
    outer.addStretch(1)
    outer.addWidget(card, 2, Qt.AlignmentFlag.AlignVCenter)
    outer.addStretch(1)


class LockScreen(QWidget):
    """Shown in place of the work; the passphrase leaves by `unlock_asked` and is forgotten here at once."""

    unlock_asked = Signal(str)
    leave_asked = Signal()
    """Another officer wants to sign in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lock")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._officer = ""
        sign = QLabel()
        put_pixmap(sign, "lock", "accent", 40)
        self._title = label(kind="title")
        self._what = label(wrap=True)
        self._passphrase = TextField("", secret=True)
        self._unlock = ActButton("", key="Enter", kind="main")
        self._unlock.clicked.connect(self._on_unlock)
        self._leave = ActButton("", kind="link")
        self._leave.clicked.connect(self.leave_asked)
        gate(self, (sign, self._title, self._what, self._passphrase), self._leave, self._unlock)
        self._retranslate()

    def lock_for(self, officer: str) -> None:
        """Show who has locked it and wait for their passphrase."""
        self._officer = officer
        self._passphrase.set_value("")
        self._passphrase.clear_refusal()
        self._retranslate()
        self._passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, why: Say | str) -> None:
        """Say why it stays locked."""
        self._passphrase.refuse(why)

    @Slot()
    def _on_unlock(self) -> None:
        passphrase = self._passphrase.value()
        self._passphrase.set_value("")
        if passphrase:
            self.unlock_asked.emit(passphrase)
        else:
            self.refuse(Say("desk.passphrase_wanted"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press(self, event):
            super().keyPressEvent(event)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Locked by {officer}").format(officer=self._officer))
        self._what.setText(self.tr("Your work stays as it is. Enter your passphrase to go on."))
        self._passphrase.set_title(self.tr("Passphrase"))
        self._unlock.set_text(self.tr("Unlock"))
        self._leave.set_text(self.tr("Another officer signs in"))
        self.setAccessibleName(self._title.text())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
