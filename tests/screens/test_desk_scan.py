"""The scan bus before a real window: every code arrives once, nothing leaks, a person's typing is untouched."""

from __future__ import annotations

import random
import string
from collections.abc import Sequence

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.desk.buttons import ActButton
from app.desk.page import Page
from app.desk.rail import Stop
from app.desk.scan import Scan
from app.desk.wedge import Wedge
from app.desk.window import MainWindow
from tests.screens.input_method import InputMethod
from tests.screens.keyboard import Keys

GERMAN = dict(zip("yzYZ-", "zyZYß", strict=True))
FRENCH = dict(zip("1234567890", "&é\"'(-è_çà", strict=True))


class Hall(Page):
    """A page with every kind of focus an officer can have, and acts on printed letters."""

    def __init__(self) -> None:
        super().__init__()
        self.scans: list[Scan] = []
        self.pressed: list[str] = []
        self.line, self.area, self.number = QLineEdit(), QPlainTextEdit(), QSpinBox()
        self.choice, self.button = QComboBox(), QPushButton("go")
        self.choice.addItems(["6 six", "9 nine"])
        self.choice.setEditable(True)
        self.number.setMaximum(10**9)
        for widget in (self.line, self.area, self.number, self.choice, self.button):
            self.body.addWidget(widget)
        self.button.clicked.connect(lambda: self.pressed.append("button"))
        nothing = ActButton("nothing found", key="N")
        nothing.clicked.connect(lambda: self.pressed.append("N"))
        record = ActButton("record", key="Enter", kind="main")
        record.clicked.connect(lambda: self.pressed.append("Enter"))
        self.set_acts([nothing], record)

    @property
    def places(self) -> tuple[QWidget, ...]:
        return (self.line, self.area, self.number, self.choice, self.button)

    @property
    def held(self) -> tuple[object, ...]:
        line = self.choice.lineEdit()
        assert line is not None
        return self.line.text(), self.area.toPlainText(), self.number.value(), line.text(), tuple(self.pressed)

    def scanned(self, scan: Scan) -> bool:
        self.scans.append(scan)
        return True


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow((Stop("hall", "scan", lambda: "Hall"),))
    made.add_page("hall", Hall)
    made.go("hall")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def hall(window: MainWindow) -> Hall:
    page = window.page("hall")
    assert isinstance(page, Hall)
    return page


def codes(count: int, seed: int = 7) -> list[str]:
    """Retail codes, parcel numbers, links and lot codes such as a bench sees, shortest four characters."""
    draw = random.Random(seed)  # noqa: S311 - a seeded draw, nothing secret
    digits, capitals = string.digits, string.ascii_uppercase
    made: list[str] = []
    for at in range(count):
        match at % 4:
            case 0:
                made.append("".join(draw.choices(digits, k=13)))
            case 1:
                made.append("".join(draw.choices(capitals, k=2)) + "".join(draw.choices(digits, k=9)) + "CN")
            case 2:
                made.append("https://ID.gs1.org/01/" + "".join(draw.choices(digits, k=14)) + "?x=n-" + str(at))
            case _:
                made.append("".join(draw.choices(digits + capitals + "-/.", k=draw.randint(4, 20))))
    return made


def test_two_hundred_codes_arrive_once_and_none_leaks(window: MainWindow, hall: Hall) -> None:
    draw = random.Random(11)  # noqa: S311
    keys, wanted = Keys(window), codes(200)
    before, spy = hall.held, Spy()
    for place in hall.places:
        place.installEventFilter(spy)
    for at, code in enumerate(wanted):
        hall.places[at % 5].setFocus()
        gaps = (
            [draw.randint(5, 60)] * (len(code) + 1) if at % 2 else [draw.randint(5, 60) for _ in range(len(code) + 1)]
        )
        keys.scan(code, gaps)
    assert [scan.text for scan in hall.scans] == wanted
    assert hall.held == before
    assert spy.seen == []


class Spy(QObject):
    """Notes every key that reaches a widget."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.InputMethod):
            self.seen.append(str(event))
        return False


@pytest.mark.parametrize("layout", [GERMAN, FRENCH])
def test_a_us_scanner_is_read_on_another_layout(window: MainWindow, hall: Hall, layout: dict[str, str]) -> None:
    keys = Keys(window, layout)
    wanted = ["6901234567892", "RZ123456785CY", "LOT-2026-YZ"]
    before = hall.held
    for at, code in enumerate(wanted * 5):
        hall.places[at % 5].setFocus()
        keys.scan(code, 20)
    assert [scan.text for scan in hall.scans] == wanted * 5
    assert hall.held == before


def test_both_readings_are_kept_where_they_differ(window: MainWindow, hall: Hall) -> None:
    Keys(window, GERMAN).scan("LOTZ99")
    assert (hall.scans[0].text, hall.scans[0].other) == ("LOTZ99", "LOTY99")


def test_a_scanner_set_to_the_layout_in_force_is_read_by_its_text(window: MainWindow, hall: Hall) -> None:
    window.bus.set_wedge(Wedge(reading="text"))
    Keys(window, GERMAN).scan("LOTZ99")
    assert hall.scans[0].text == "LOTY99"


def test_live_keys_with_real_waits(qtbot: QtBot, window: MainWindow, hall: Hall) -> None:
    handle = window.windowHandle()
    assert handle is not None
    before = hall.held
    for place, wait in zip(hall.places, (5, 15, 30, 45, 60), strict=True):
        place.setFocus()
        for character in "69011":
            QTest.keyClick(handle, Qt.Key(ord(character)), Qt.KeyboardModifier.NoModifier, wait)
        QTest.keyClick(handle, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, wait)
    qtbot.waitUntil(lambda: len(hall.scans) == 5)
    assert [scan.text for scan in hall.scans] == ["69011"] * 5
    assert hall.held == before


def test_typing_reaches_its_field_whole(qtbot: QtBot, window: MainWindow, hall: Hall) -> None:
    keys = Keys(window)
    hall.line.setFocus()
    keys.write("keychain pendants 35 900", gap=110)
    hall.area.setFocus()
    keys.write("Nothing odd\\", gap=300)
    qtbot.waitUntil(lambda: hall.area.toPlainText() == "Nothing odd\\")
    assert hall.line.text() == "keychain pendants 35 900"
    assert hall.scans == []
    assert hall.pressed == []


@pytest.mark.parametrize("gap", [12, 30, 55, 84])
def test_a_fast_hand_is_given_back_in_order(qtbot: QtBot, window: MainWindow, hall: Hall, gap: int) -> None:
    hall.line.setFocus()
    keys = Keys(window)
    for word in ("the", "station", "nihao"):
        keys.write(word, gap)
    qtbot.waitUntil(lambda: hall.line.text() == "thestationnihao")
    assert hall.scans == []


def test_a_stall_in_the_middle_of_a_code_does_not_split_it(window: MainWindow, hall: Hall) -> None:
    hall.line.setFocus()
    gaps = [12] * 14
    gaps[10] = 180
    Keys(window).scan("6901234567892", gaps)
    assert [scan.text for scan in hall.scans] == ["6901234567892"]
    assert hall.line.text() == ""


def test_a_fast_word_and_a_normal_enter_are_a_persons(qtbot: QtBot, window: MainWindow, hall: Hall) -> None:
    hall.line.setFocus()
    keys = Keys(window)
    keys.write("inspection", gap=70)
    keys.press(Qt.Key.Key_Return, 150)
    qtbot.waitUntil(lambda: hall.line.text() == "inspection")
    assert hall.scans == []


def test_rollover_and_arrow_keep_their_order(qtbot: QtBot, window: MainWindow, hall: Hall) -> None:
    hall.line.setFocus()
    keys = Keys(window)
    keys.write("ab", 20)
    keys.press(Qt.Key.Key_Left, 20)
    keys.write("c", 20)
    qtbot.waitUntil(lambda: hall.line.text() == "acb")


def test_a_click_elsewhere_gives_back_to_the_old_field_first(qtbot: QtBot, window: MainWindow, hall: Hall) -> None:
    hall.line.setFocus()
    Keys(window).write("ab", 20)
    at = hall.area.viewport().mapTo(window, hall.area.viewport().rect().center())
    handle = window.windowHandle()
    assert handle is not None
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert hall.line.text() == "ab"
    assert hall.area.toPlainText() == ""


def test_printed_letters_still_work_and_a_code_presses_none(qtbot: QtBot, window: MainWindow, hall: Hall) -> None:
    hall.button.setFocus()
    keys = Keys(window)
    keys.scan("NNNN1")
    assert hall.pressed == []
    keys.write("n")
    qtbot.waitUntil(lambda: hall.pressed == ["N"])
    keys.press(Qt.Key.Key_Return)
    assert hall.pressed == ["N", "Enter"]


def test_a_shortcut_of_a_bare_letter_survives_the_wait(qtbot: QtBot, window: MainWindow, hall: Hall) -> None:
    fired: list[int] = []
    QShortcut(QKeySequence("G"), hall).activated.connect(lambda: fired.append(1))
    hall.button.setFocus()
    keys = Keys(window)
    keys.scan("GGGG1")
    assert fired == []
    keys.write("g")
    qtbot.waitUntil(lambda: fired == [1])


def test_a_live_code_fires_no_shortcut_of_the_window(qtbot: QtBot, window: MainWindow, hall: Hall) -> None:
    """Through the window system's own way: there shortcuts are asked before any widget."""
    fired: list[int] = []
    for letters in ("G", "Ctrl+]"):
        QShortcut(QKeySequence(letters), hall).activated.connect(lambda: fired.append(1))
    handle = window.windowHandle()
    assert handle is not None
    hall.button.setFocus()
    for key in (Qt.Key.Key_G, Qt.Key.Key_1, Qt.Key.Key_G, Qt.Key.Key_G, Qt.Key.Key_Return):
        QTest.keyClick(handle, key)
    qtbot.waitUntil(lambda: len(hall.scans) == 1)
    assert fired == []
    assert hall.pressed == []


def test_a_dead_key_of_the_layout_is_read_by_its_place(window: MainWindow, hall: Hall) -> None:
    hall.button.setFocus()
    Keys(window, {"=": "", "-": "ß"}).scan("https://x?n=7-1")
    assert hall.scans[0].text == "https://x?n=7-1"


def test_tab_ends_a_code_and_moves_no_focus(window: MainWindow, hall: Hall) -> None:
    hall.line.setFocus()
    Keys(window).scan("MSCU1234565", end=Qt.Key.Key_Tab)
    assert hall.scans[0].text == "MSCU1234565"
    assert hall.line.hasFocus()


def test_a_code_without_suffix_counts_when_it_is_long_and_of_digits(
    qtbot: QtBot, window: MainWindow, hall: Hall
) -> None:
    hall.line.setFocus()
    Keys(window).scan("6901234567892", end=None)
    qtbot.waitUntil(lambda: len(hall.scans) == 1)
    assert hall.line.text() == ""


def test_a_late_suffix_of_such_a_code_presses_nothing(qtbot: QtBot, window: MainWindow, hall: Hall) -> None:
    hall.button.setFocus()
    keys = Keys(window)
    keys.scan("6901234567892", end=None)
    qtbot.waitUntil(lambda: len(hall.scans) == 1)
    keys.press(Qt.Key.Key_Return, 250)
    assert hall.pressed == []
    keys.press(Qt.Key.Key_Return, 900)
    assert hall.pressed == ["Enter"]


def test_a_prefix_lets_typing_through_at_once(window: MainWindow, hall: Hall) -> None:
    window.bus.set_wedge(Wedge(prefix="~"))
    hall.line.setFocus()
    keys = Keys(window)
    keys.write("ab", 20)
    assert hall.line.text() == "ab"
    keys.scan("~4006381333931")
    assert [scan.text for scan in hall.scans] == ["4006381333931"]
    assert hall.line.text() == "ab"


def test_a_group_separator_comes_through(window: MainWindow, hall: Hall) -> None:
    hall.line.setFocus()
    Keys(window).scan("010690123456789210LOT7\x1d21SER9")
    assert hall.scans[0].text == "010690123456789210LOT7\x1d21SER9"
    assert hall.line.text() == ""


def test_a_held_key_repeats_into_its_field(qtbot: QtBot, window: MainWindow, hall: Hall) -> None:
    hall.line.setFocus()
    handle = window.windowHandle()
    assert handle is not None
    for at in range(12):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_0, Qt.KeyboardModifier.NoModifier, 11, 0, 0, "0", at > 0)
        event.setTimestamp(5_000_000 + 30 * at)
        QCoreApplication.sendEvent(handle, event)
    qtbot.waitUntil(lambda: hall.line.text() == "0" * 12)
    assert hall.scans == []


def test_a_locked_window_gives_keys_to_the_passphrase(qtbot: QtBot, window: MainWindow, hall: Hall) -> None:
    window.lock("李 明")
    Keys(window).scan("6901234567892")
    assert hall.scans == []
    window.unlock()
    Keys(window).scan("6901234567892")
    assert len(hall.scans) == 1


def test_a_code_the_page_has_no_use_for_goes_to_the_window(qtbot: QtBot) -> None:
    window = MainWindow((Stop("plain", "scan", lambda: "Plain"),))
    window.add_page("plain", Page)
    window.go("plain")
    qtbot.addWidget(window)
    left: list[Scan] = []
    window.scanned.connect(left.append)
    window.bus.offer("6901234567892", "camera")
    assert [(scan.text, scan.source) for scan in left] == [("6901234567892", "camera")]


IME_CODES = ("6901234567892", "RR123456785CN", "LABUBU2026", "https://id.gs1.org/01/06901234567892")


@pytest.mark.parametrize(("gap", "codes", "places"), [(5, IME_CODES, 5), (40, IME_CODES[1:3], 1)])
def test_an_active_chinese_input_method_is_passed_by(
    qtbot: QtBot, window: MainWindow, hall: Hall, gap: int, codes: Sequence[str], places: int
) -> None:
    pinyin, before = InputMethod(window), hall.held
    for place in hall.places[:places]:
        place.setFocus()
        for code in codes:
            pinyin.scan(code, gap)
            qtbot.waitUntil(lambda: window.bus.idle)
    assert [scan.text for scan in hall.scans] == list(codes) * places
    assert hall.held == before


def test_a_code_that_the_input_method_has_eaten_is_told_not_guessed_and_read_the_second_time(
    qtbot: QtBot, window: MainWindow, hall: Hall
) -> None:
    hall.line.setFocus()
    scanner = InputMethod(window)
    with qtbot.waitSignal(window.bus.garbled):
        scanner.scan("l6901234567892", 5)
    assert hall.scans == []
    assert "scan again" in window.message_bar.text
    scanner.scan("l6901234567892", 5)
    assert [scan.text for scan in hall.scans] == ["l6901234567892"]
    assert hall.line.text() == ""
    assert hall.line.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


@pytest.mark.parametrize("gap", [20, 120])
def test_composing_by_hand_reaches_the_field(qtbot: QtBot, window: MainWindow, hall: Hall, gap: int) -> None:
    hall.line.setFocus()
    InputMethod(window).write("ni3", gap)
    qtbot.waitUntil(lambda: hall.line.text() == InputMethod.CHOSEN[2])
    assert hall.scans == []
