"""The main window: rail, a search-or-scan field that is always live, pages built when first seen, messages, status."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app.core.errors import Say
from app.desk import memory
from app.desk.buttons import ActButton
from app.desk.icons import put_pixmap
from app.desk.language import NAMES, language
from app.desk.lock import LockScreen
from app.desk.messages import MessageBar
from app.desk.page import Page
from app.desk.rail import Rail, Stop
from app.desk.scan import Scan, ScanBus
from app.desk.signs import Toast
from app.desk.status import StatusLine
from app.desk.theme import mark


class SearchField(QLineEdit):
    """The top field: Enter asks, and goes no further, for the page's main act is on Enter too."""

    asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.asked.emit()
        else:
            super().keyPressEvent(event)


class MainWindow(QWidget):
    """The one window of the program; it knows no step, only stops with pages."""

    went = Signal(str)
    """The key of the page that has come on screen."""
    searched = Signal(str)
    """Enter in the top field, where the page on screen had no use for it."""
    scanned = Signal(object)
    """A Scan that the page on screen had no use for."""
    lock_asked = Signal()
    closing = Signal()

    def __init__(self, stops: Sequence[Stop], bus: ScanBus | None = None) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.bus = bus or ScanBus(parent=self)
        self.bus.scanned.connect(self._on_scanned)
        self.bus.garbled.connect(self._on_garbled)
        self._stops = tuple(stops)
        self._factories: dict[str, Callable[[], Page]] = {}
        self._stop_of: dict[str, str] = {}
        self._pages: dict[str, Page] = {}
        self._current = ""
        self._focus_before_lock: QWidget | None = None
        self.rail = Rail(stops)
        self.rail.went.connect(self.go)
        self.message_bar = MessageBar()
        self.status = StatusLine()
        self._stack = QStackedWidget()
        self._search = SearchField()
        self._language = ActButton("", icon="language")
        self._lock_button = ActButton("", icon="lock")
        self.lock_screen = LockScreen()
        self._layers = QStackedWidget()
        self._build()
        self.toast = Toast(self)
        self._shortcuts()
        self._retranslate()
        self.resize(1366, 768)

    # building

    def _build(self) -> None:
        work = QWidget()
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addWidget(_rule(upright=True))
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self._top())
        middle.addWidget(_rule())
        held = QVBoxLayout()
        held.setContentsMargins(16, 8, 16, 0)
        held.addWidget(self.message_bar)
        middle.addLayout(held)
        middle.addWidget(self._stack, 1)
        across.addLayout(middle, 1)
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(across, 1)
        column.addWidget(_rule())
        column.addWidget(self.status)
        self._layers.addWidget(work)
        self._layers.addWidget(self.lock_screen)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._layers)

    def _top(self) -> QWidget:
        top = QWidget()
        top.setObjectName("top")
        top.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        sign = QLabel()
        put_pixmap(sign, "barcode", "muted", 24)
        self._search.setObjectName("search")
        self._search.setClearButtonEnabled(True)
        self._search.asked.connect(self._on_search)
        self._language.clicked.connect(self._on_language)
        self._lock_button.clicked.connect(self.lock_asked)
        row = QHBoxLayout(top)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(sign)
        row.addWidget(self._search, 1)
        row.addWidget(self._language)
        row.addWidget(self._lock_button)
        return top

    def _shortcuts(self) -> None:
        for number, stop in enumerate(self._stops, start=1):
            self._bind(f"Ctrl+{number}", partial(self.go, stop.key))
        self._bind("Ctrl+F", self._to_search)
        self._bind("Ctrl+L", self.lock_asked.emit)

    def _bind(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(lambda: None if self.locked else act())

    # pages

    def add_page(self, key: str, factory: Callable[[], Page], under: str = "") -> None:
        """Say how a page is built when it is first gone to; one without a stop of its own stands `under` another's."""
        self._factories[key] = factory
        self._stop_of[key] = under or key

    def page(self, key: str) -> Page | None:
        """The page of a stop, if it has been built."""
        return self._pages.get(key)

    @property
    def current(self) -> str:
        """The key of the page on screen; empty before the first `go`."""
        return self._current

    @Slot(str)
    def go(self, key: str) -> None:
        """Bring the page of a stop on screen."""
        if key not in self._factories:
            return
        page = self._pages.get(key)
        if page is None:
            page = self._pages[key] = self._factories[key]()
            self._stack.addWidget(page)
        if key != self._current:
            self.message_bar.leave()
        self._current = key
        self._stack.setCurrentWidget(page)
        self.rail.show_current(self._stop_of[key])
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        page.arrive()
        self.went.emit(key)

    def drafts(self) -> Mapping[str, Mapping[str, object]]:
        """What has been entered and not recorded, by page: kept when the program fails."""
        return {key: draft for key, page in self._pages.items() if (draft := page.draft())}

    def take_drafts(self, drafts: Mapping[str, Mapping[str, object]]) -> None:
        """Put kept drafts back; their pages are built for it."""
        before = self._current
        for key, draft in drafts.items():
            self.go(key)
            if key in self._pages:
                self._pages[key].take_draft(draft)
        if before:
            self.go(before)

    # search and scan

    @Slot()
    def _to_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    @Slot()
    def _on_search(self) -> None:
        text = self._search.text().strip()
        if not text:
            return
        self._search.clear()
        page = self._pages.get(self._current)
        if page is None or not page.searched(text):
            self.searched.emit(text)

    @Slot(object)
    def _on_scanned(self, scan: Scan) -> None:
        page = self._pages.get(self._current)
        if page is None or not page.scanned(scan):
            self.scanned.emit(scan)

    @Slot()
    def _on_garbled(self) -> None:
        self.message_bar.tell(Say("desk.garbled_scan"), "yellow")

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = self._pages.get(self._current)
        if self.locked or page is None or not page.press(event):
            super().keyPressEvent(event)

    # lock

    @property
    def locked(self) -> bool:
        return self._layers.currentWidget() is self.lock_screen

    def lock(self, officer: str) -> None:
        """Cover the work; it stays as it is behind the lock."""
        if self.locked:
            return
        self._focus_before_lock = self.focusWidget()
        self.bus.pause(on=True)
        self.toast.hide()
        self._layers.setCurrentWidget(self.lock_screen)
        self.lock_screen.lock_for(officer)

    def unlock(self) -> None:
        """Uncover the work, with the focus where it was."""
        if not self.locked:
            return
        self._layers.setCurrentIndex(0)
        self.bus.pause(on=False)
        if self._focus_before_lock is not None:
            self._focus_before_lock.setFocus(Qt.FocusReason.OtherFocusReason)

    # window

    @Slot()
    def bring_forward(self) -> None:
        """A second start asked for this window."""
        self.setWindowState((self.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
        self.show()
        self.raise_()
        self.activateWindow()

    @Slot()
    def _on_language(self) -> None:
        language().set("en" if language().lang == "zh" else "zh")
        memory.keep("language", language().lang)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Tidewaiter"))
        self._search.setPlaceholderText(self.tr("Scan or search: number, mark, holder, party (Ctrl+F)"))
        self._search.setAccessibleName(self.tr("Scan or search"))
        self._language.set_text(NAMES["en" if language().lang == "zh" else "zh"])
        self._lock_button.set_text(self.tr("Lock"))
        self._lock_button.setToolTip(self.tr("Lock (Ctrl+L)"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.toast.hide()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.bus.flush()
        self.closing.emit()
        event.accept()


def _rule(*, upright: bool = False) -> QFrame:
    """A line between two parts of the window."""
    line = QFrame()
    mark(line, kind="rule")
    if upright:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line
