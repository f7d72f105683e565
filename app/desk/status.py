"""The status bar: who works where, how old the register is, what is only here, and when the centre was last heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.core.wording import grouped
from app.desk.icons import put_pixmap
from app.desk.layouts import ShortLabel
from app.desk.theme import State, mark


@dataclass(frozen=True)
class Status:
    """What the status bar says. Unknown is None; `old_register` is when the register's age becomes a warning."""

    officer: str = ""
    station: str = ""
    since: datetime | None = None
    register_age: timedelta | None = None
    only_here: int = 0
    last_contact: datetime | None = None
    old_register: timedelta = timedelta(days=7)


class _Item(QWidget):
    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon_name = icon
        self._icon = QLabel()
        self._text = ShortLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def say(self, text: str, name: str, state: State = "muted") -> None:
        put_pixmap(self._icon, "alert-triangle-filled" if state == "yellow" else self._icon_name, state, 14)
        self._text.setText(text)
        mark(self._text, state=state)
        self.setAccessibleName(f"{name}: {text}")
        self.setToolTip(f"{name}: {text}")
        self.setVisible(bool(text))


class StatusLine(QFrame):
    """Always at the foot of the window; `saved()` flashes that the last act is on disk."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self._status = Status()
        self._saved, self._officer, self._station = _Item("device-floppy"), _Item("user"), _Item("map-pin")
        self._shift, self._register = _Item("clock"), _Item("certificate")
        self._here, self._contact = _Item("cloud-upload"), _Item("cloud-check")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        row.setSpacing(20)
        for item in (self._officer, self._station, self._shift):
            row.addWidget(item)
        row.addStretch(1)
        for item in (self._saved, self._here, self._register, self._contact):
            row.addWidget(item)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(2000)
        self._timer.timeout.connect(self._saved_over)
        self._saved.hide()
        self._show()

    def set_status(self, status: Status) -> None:
        """Show another state of things."""
        self._status = status
        self._show()

    def saved(self) -> None:
        """Say for two seconds that what was done is on disk."""
        self._saved.say(self.tr("saved"), self.tr("On disk"), "green")
        self._timer.start()

    @Slot()
    def _saved_over(self) -> None:
        self._saved.hide()

    def _show(self) -> None:
        status = self._status
        self._officer.say(status.officer, self.tr("Officer"))
        self._station.say(status.station, self.tr("Station"))
        self._shift.say(self._since(), self.tr("Shift"))
        self._here.say(
            self._only_here(), self.tr("Not yet proved at the centre"), "yellow" if status.only_here else "muted"
        )
        old = status.register_age is not None and status.register_age > status.old_register
        self._register.say(self._age(), self.tr("Age of the register"), "yellow" if old else "muted")
        self._contact.say(self._last_contact(), self.tr("Last contact with the centre"))

    def _since(self) -> str:
        since = self._status.since
        return self.tr("since {at}").format(at=f"{since:%H:%M}") if since is not None else ""

    def _only_here(self) -> str:
        count = self._status.only_here
        return self.tr("{count} only here").format(count=grouped(count)) if count else self.tr("all at the centre")

    def _age(self) -> str:
        age = self._status.register_age
        if age is None:
            return self.tr("no register loaded")
        hours = int(age.total_seconds() // 3600)
        if hours >= 48:
            return self.tr("register {days} days old").format(days=hours // 24)
        return self.tr("register {hours} h old").format(hours=hours)

    def _last_contact(self) -> str:
        last = self._status.last_contact
        if last is None:
            return self.tr("no contact yet")
        return self.tr("last contact {at}").format(at=f"{last:%Y-%m-%d %H:%M}")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()
