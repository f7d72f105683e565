"""Signs read from a metre away: state pill, verdict banner, running count, note that passes by."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.core.wording import grouped
from app.desk.icons import STATE_ICONS, put_pixmap
from app.desk.theme import State, mark


@dataclass(frozen=True)
class Verdict:
    """What the banner says: a state, a headline of few words, and the reasons in lines."""

    state: State
    headline: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Word:
    """A state in one word: colour and icon come from the state; a lane, a status, a mark in a table."""

    state: State
    text: str
    icon: str = ""


def label(text: str = "", kind: str = "", *, wrap: bool = False) -> QLabel:
    """A label of a kind of the style sheet: title, heading, note, label, verdict, count, figure."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if kind:
        mark(made, kind=kind)
    return made


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say what has just appeared."""
    widget.setAccessibleName(text)
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))


class StatePill(QFrame):
    """A lane or a status as a small pill: colour, icon and word."""

    def __init__(self, word: Word | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, kind="pill")
        self._icon, self._text = QLabel(), label()
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 12, 2)
        row.setSpacing(4)
        row.addWidget(self._icon)
        row.addWidget(self._text)
        if word is not None:
            self.set_word(word)

    def set_word(self, word: Word) -> None:
        """Show another state."""
        mark(self, state=word.state)
        put_pixmap(self._icon, word.icon or STATE_ICONS[word.state], word.state, 14)
        self._text.setText(word.text)
        mark(self._text, state=word.state)
        self.setAccessibleName(word.text)


class VerdictBanner(QFrame):
    """The large answer: a coloured frame, an icon, a headline of 28 px and the reasons below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, kind="banner", state="muted")
        self._icon = QLabel()
        self._headline = label(kind="verdict", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(self._headline)
        words.addLayout(self._lines)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(16)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self._shown: list[QLabel] = []
        self._verdict: Verdict | None = None

    @property
    def verdict(self) -> Verdict | None:
        return self._verdict

    def set_verdict(self, verdict: Verdict) -> None:
        """Show a verdict and say it to a screen reader."""
        self._verdict = verdict
        mark(self, state=verdict.state)
        mark(self._headline, state=verdict.state)
        put_pixmap(self._icon, STATE_ICONS[verdict.state], verdict.state, 40)
        self._headline.setText(verdict.headline)
        self._set_lines(verdict.lines)
        announce(self, ". ".join((verdict.headline, *verdict.lines)))

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return done

    def _fit(self) -> None:
        """Wrapped words get the height they need: a layout alone would cut them where room is short."""
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(max(layout.totalHeightForWidth(self.width()), 0))

    def _set_lines(self, lines: tuple[str, ...]) -> None:
        while len(self._shown) < len(lines):
            self._shown.append(label(wrap=True))
            self._lines.addWidget(self._shown[-1])
        for at, shown in enumerate(self._shown):
            shown.setText(lines[at] if at < len(lines) else "")
            shown.setVisible(at < len(lines))


class BigCount(QWidget):
    """The running count, 40 px: how many, of what, and what the last act added."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = label("–", "count")
        self._what = label(kind="heading", wrap=True)
        self._last = label(kind="note", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._what)
        words.addWidget(self._last)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._count)
        row.addLayout(words, 1)

    def set_count(self, count: int, what: str = "", last: str = "") -> None:
        """Show `count` pieces of `what`, and the last act in words."""
        self._count.setText(grouped(count))
        self._what.setText(what)
        self._last.setText(last)
        self.setAccessibleName(f"{grouped(count)} {what}. {last}")

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        layout = self.layout()
        if layout is not None and event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            # Wrapped words get the height they need, or they would be drawn over what stands above them.
            self.setMinimumHeight(max(layout.totalHeightForWidth(self.width()), 0))
        return done


class Toast(QFrame):
    """A short note over the head of the page that goes away by itself; for good news only."""

    def __init__(self, over: QWidget, seconds: float = 3.0) -> None:
        super().__init__(over)
        mark(self, kind="banner", state="green")
        self._icon = QLabel()
        self._text = label(kind="heading")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.addWidget(self._icon)
        row.addWidget(self._text)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(seconds * 1000))
        self._timer.timeout.connect(self._gone)
        self.hide()

    def tell(self, text: str, state: State = "green") -> None:
        """Show a note."""
        mark(self, state=state)
        put_pixmap(self._icon, STATE_ICONS[state], state, 20)
        self._text.setText(text)
        announce(self, text)
        self.adjustSize()
        over = self.parentWidget()
        if over is not None:
            self.move((over.width() - self.width()) // 2, 64)
        self.show()
        self.raise_()
        self._timer.start()

    @Slot()
    def _gone(self) -> None:
        self._timer.stop()
        self.hide()
