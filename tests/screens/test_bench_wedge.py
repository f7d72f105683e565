"""The wedge scanner at the real bench: 200 codes, any focus and layout, an input method on; none lost or leaked."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.bench.records.counting import scans
from app.bench.screen.bench import BenchPage
from tests.screens.bench_ground import Desk
from tests.screens.input_method import InputMethod
from tests.screens.keyboard import Keys
from tests.screens.test_bench_page import inspection, opened
from tests.screens.test_desk_scan import FRENCH, GERMAN, codes

Begin = Callable[..., Desk]

CODES = 200
LAYOUTS: tuple[dict[str, str], ...] = ({}, GERMAN, FRENCH)
CHOOSES = re.compile(r"[A-Z]\d")
"""What an input method makes a Chinese character of before anybody can know that a scanner types."""


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


def scanners_of(desk: Desk, *, composing: bool) -> Sequence[Keys | InputMethod]:
    """The scanner before an input method, or before each keyboard layout."""
    keys = [Keys(desk.window, layout) for layout in LAYOUTS]
    if not composing:
        return keys
    desk.window.bus.clock = keys[0].now
    return [InputMethod(desk.window, keys[0])]


@pytest.mark.parametrize("composing", [False, True], ids=["three layouts", "input method"])
def test_two_hundred_codes_reach_the_record_once_and_none_leaks(desk_of: Begin, composing: bool) -> None:
    desk = desk_of("li")
    page = opened(desk)
    places, scanners = places_of(desk, page), scanners_of(desk, composing=composing)
    draw, wanted = random.Random(20261122), codes(CODES)  # noqa: S311
    before, leaks, eaten = held(places), Leaks(places), list[str]()
    code = ""
    desk.window.bus.garbled.connect(lambda: eaten.append(code))
    for at, code in enumerate(wanted):
        place, scanner = places[at % len(places)], scanners[at // 5 % len(scanners)]
        place.setFocus()
        assert place.hasFocus()
        for _attempt in ("first", "told to scan again"):
            scanner.scan(code, [draw.randint(5, 60) for _ in range(len(code) + 1)])
            assert desk.window.bus.idle
            if code not in eaten:
                break
    desk.settle()
    assert arrived(desk, page) == wanted
    assert held(places) == before
    assert leaks.seen == []
    assert bool(eaten) == composing
    assert all(CHOOSES.match(code) for code in eaten)
