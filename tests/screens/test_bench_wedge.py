"""The wedge scanner at the real bench: 200 codes, any focus and layout, an input method on; none lost or leaked."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.bench.records.counting import scans
from app.bench.screen.bench import BenchPage
from tests.screens.bench_ground import Desk
from tests.screens.keyboard import Keys
from tests.screens.test_bench_page import inspection, opened
from tests.screens.test_desk_scan import FRENCH, GERMAN, Pinyin, codes

Begin = Callable[..., Desk]

CODES = 200
LAYOUTS: tuple[dict[str, str], ...] = ({}, GERMAN, FRENCH)
IME_CODES = ("6901234567892", "RR123456785CN", "LABUBU2026", "https://id.gs1.org/01/06901234567892", "AB-20241113")


class Leaks(QObject):
    """Notes every key and every composed text that reaches a widget while a code is being typed."""

    def __init__(self, places: Sequence[QWidget]) -> None:
        super().__init__()
        self.seen: list[str] = []
        for place in places:
            place.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.InputMethod):
            self.seen.append(f"{watched}: {event}")
        return False


def places_of(desk: Desk, page: BenchPage) -> tuple[QWidget, ...]:
    """Five places that an officer's focus may have: the lines, the count, cartons, new goods, the search field."""
    desk.press(Qt.Key.Key_U)
    page.counts.ask_carton("")
    desk.settle()
    search = next(each for each in desk.window.findChildren(QLineEdit) if "search" in each.placeholderText().lower())
    return (
        page.goods._table,
        page.goods.goods.editor,
        page.counts.cartons["pieces"].editor,
        page.counts.cartons["loose"].editor,
        search,
    )


def held(places: Sequence[QWidget]) -> list[str]:
    """What the fields among these hold."""
    return [place.text() for place in places if isinstance(place, QLineEdit)]


def arrived(desk: Desk, page: BenchPage) -> list[str]:
    """The scans on the station's record, first to last."""
    with desk.station.read() as conn:
        return [row.text for row in reversed(scans(conn, inspection(page), limit=2 * CODES))]


def test_two_hundred_codes_reach_the_record_once_and_none_leaks(desk_of: Begin) -> None:
    desk = desk_of("li")
    page = opened(desk)
    places = places_of(desk, page)
    draw, wanted = random.Random(20261122), [f"{at:03}{code}" for at, code in enumerate(codes(CODES))]  # noqa: S311
    keyboards = [Keys(desk.window, layout) for layout in LAYOUTS]
    before, leaks = held(places), Leaks(places)
    for at, code in enumerate(wanted):
        place = places[at % len(places)]
        place.setFocus()
        assert place.hasFocus()
        keyboards[at // 5 % len(keyboards)].scan(code, [draw.randint(5, 60) for _ in range(len(code) + 1)])
    desk.settle()
    assert arrived(desk, page) == wanted
    assert held(places) == before
    assert leaks.seen == []


class Hand(Pinyin):
    """The scanner before an input method, in real time; knows whether the machine let it type as fast as a scanner."""

    SLOWEST_MS = 40

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._last, self.slowest = 0.0, 0.0

    def _key(self, character: str, gap: int) -> None:
        super()._key(character, gap)
        now = time.monotonic() * 1000
        self.slowest, self._last = max(self.slowest, now - self._last), now

    def types(self, code: str) -> bool:
        """Type a code at 5 ms a key; False where the machine stalled, so that this was no scanner's hand."""
        self._last, self.slowest = time.monotonic() * 1000, 0.0
        self.scan(code, 5)
        return self.slowest <= self.SLOWEST_MS


def test_an_active_chinese_input_method_loses_none_and_leaks_none(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("li")
    page = opened(desk)
    places = places_of(desk, page)
    hand, before = Hand(desk.window), held(places)
    for place, code in zip(places, IME_CODES, strict=True):
        earlier: list[str] = []
        for _attempt in range(20):
            earlier = arrived(desk, page)
            place.setFocus()
            typed = hand.types(code)
            qtbot.waitUntil(lambda: desk.window.bus.idle)
            desk.settle()
            if typed:
                break
            if isinstance(place, QLineEdit):
                place.clear()
        assert arrived(desk, page) == [*earlier, code]
        assert held(places) == before
