"""Guards of every screen test: no Qt thread, timer or window outlives it; each starts in English and the light look."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desk import memory
from app.desk.language import language
from app.desk.theme import Look, theme
from tests.screens.bench_ground import Desk
from tests.shipment_ground import Stocked

HERE = Path(__file__).resolve().parent
ROOT = Path(__file__).resolve().parents[2]

NOT_OURS = (
    "^This plugin does not support ",
    "^Couldn't (load|resolve) .* (library|symbols)$",
    "No RHI backend. Using CPU conversion",
    "^PulseAudioService: ",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What Qt says of a machine without screen, graphics processor and sound is no warning of ours."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.qt_log_ignore(*NOT_OURS, extend=True))


@pytest.fixture(scope="session", autouse=True)
def _chinese_labels() -> None:
    """The compiled translations are made at set-up; a test run after an edit makes them itself."""
    source = ROOT / "resources" / "translations" / "tidewaiter_zh.ts"
    compiled = source.with_suffix(".qm")
    if source.exists() and (not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime):
        subprocess.run([sys.executable, str(ROOT / "packaging" / "translations.py"), "compile"], check=True)


@pytest.fixture(autouse=True)
def _plain_desk(qapp: QApplication) -> None:
    memory.remember_in(None)
    language().set("en")
    if theme().look != Look("light"):
        theme().set_look(Look("light"))


@pytest.fixture(autouse=True)
def _nothing_lives_on(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    started: list[QObject] = []
    for kind in (QThread, QTimer):
        monkeypatch.setattr(kind, "start", _noting(kind.start, started))
    windows = set(map(id, QApplication.topLevelWidgets()))
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not left_over(started), f"still running: {left_over(started)}"
    open_now = [widget for widget in QApplication.topLevelWidgets() if id(widget) not in windows and widget.isVisible()]
    assert not open_now, f"still open: {open_now}"


def _noting(start: object, started: list[QObject]) -> object:
    def noted(self: QObject, *arguments: object) -> object:
        started.append(self)
        return start(self, *arguments)  # type: ignore[operator]  # a method of Qt

    return noted


def left_over(started: Sequence[QObject]) -> list[str]:
    """Threads and timers among these that still run."""
    alive = [thing for thing in started if shiboken6.isValid(thing)]
    running = [thing for thing in alive if isinstance(thing, QThread) and thing.isRunning()]
    ticking = [thing for thing in alive if isinstance(thing, QTimer) and thing.isActive()]
    return [f"{thing} of {thing.parent()}" for thing in (*running, *ticking)]


@pytest.fixture
def desk_of(stocked: Stocked, qtbot: QtBot, _nothing_lives_on: None) -> Iterator[Callable[..., Desk]]:
    """Begins an officer's shift at the stocked station: `desk_of("li")`."""
    begun: list[Desk] = []

    def begin(officer: str, **more: int) -> Desk:
        begun.append(Desk(stocked, officer, **more))
        begun[-1].begin(qtbot)
        return begun[-1]

    yield begin
    for desk in begun:
        desk.end()
