"""One style sheet from one set of tokens: contrast, sizes, no colour elsewhere; Chinese labels; crash files."""

from __future__ import annotations

import importlib.util
import re
import sys
import threading
from datetime import datetime
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.core import places
from app.core.clock import CHINA, SetClock
from app.core.errors import Bug
from app.desk import memory, taste
from app.desk.crash import CrashFiles, LastResort, told
from app.desk.icons import STATE_ICONS, pixmap, put_icon
from app.desk.keyboards import set_one, us_character
from app.desk.language import language
from app.desk.scan import ScanBus
from app.desk.theme import DARK, LIGHT, Look, Tokens, style_sheet, theme

NOON = datetime(2024, 11, 20, 12, 0, tzinfo=CHINA)
DESK = Path(places.root()) / "app"


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [channel / 255 for channel in (QColor(colour).red(), QColor(colour).green(), QColor(colour).blue())]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_the_tokens_keep_the_contrast_of_the_design(tokens: Tokens) -> None:
    assert min(contrast(tokens.text, tokens.page), contrast(tokens.text, tokens.surface)) >= 13
    assert min(contrast(tokens.muted, tokens.page), contrast(tokens.muted, tokens.surface)) >= 5.9
    for state in ("red", "yellow", "green", "blue"):
        assert contrast(getattr(tokens, state), getattr(tokens, f"{state}_tint")) >= 5.2
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5


@pytest.mark.parametrize("scale", [100, 150, 200])
@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_the_sheet_is_filled_and_nothing_is_under_12_px(tmp_path: Path, tokens: Tokens, scale: int) -> None:
    sheet = style_sheet(tokens, Look("light", scale), tmp_path)  # type: ignore[arg-type]  # the three sizes there are
    assert "@" not in sheet
    sizes = [int(size) for size in re.findall(r"font-size: (\d+)px", sheet)]
    assert min(sizes) == 12 * scale // 100


def test_colours_are_written_in_the_tokens_alone() -> None:
    # Paper and photographs have no dark side: what they are made of stands with the code that makes them.
    files = [path for path in DESK.rglob("*.py") if path.name not in ("theme.py", "paper.py", "sample_pictures.py")]
    files.append(places.resources("theme", "desk.qss"))
    found = [
        f"{path.name}: {line.strip()}"
        for path in files
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"[\"' ]#[0-9A-Fa-f]{6}\b|QColor\([\"'0-9]|Qt\.GlobalColor\.(?!transparent)", line)
    ]
    assert found == []


def test_a_look_is_in_force_at_once_and_icons_follow(qtbot: QtBot) -> None:
    button = QPushButton("x")
    qtbot.addWidget(button)
    put_icon(button, "check", "text")
    before = button.icon().pixmap(20, 20).toImage()
    theme().set_look(Look("dark", 150))
    assert theme().tokens is DARK
    assert theme().px(14) == 21
    assert button.iconSize().width() == 30
    assert button.icon().pixmap(20, 20).toImage() != before
    assert button.fontInfo().pixelSize() == 21


def test_the_shipped_font_is_the_one_in_force(qtbot: QtBot) -> None:
    assert "Noto Sans SC" in QFontDatabase.families()
    field = QLineEdit("义乌 義烏")
    qtbot.addWidget(field)
    field.ensurePolished()
    assert "Noto Sans" in QFontInfo(field.font()).family()


def test_every_state_has_an_icon_and_every_icon_its_file() -> None:
    for state, name in STATE_ICONS.items():
        assert not pixmap(name, state).isNull()
    used = set(re.findall(r"put_(?:icon|pixmap)\([^,]+, \"([a-z-]+)\"", "".join(map(_text, DESK.rglob("*.py")))))
    used |= set(re.findall(r"\bicon=\"([a-z-]+)\"", "".join(map(_text, DESK.rglob("*.py")))))
    assert used
    assert [name for name in used if not places.resources("icons", f"{name}.svg").exists()] == []


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_taste_is_restored_at_the_next_start(qtbot: QtBot, tmp_path: Path) -> None:
    memory.remember_in(tmp_path / "desk.ini")
    for key, value in {"look.mode": "dark", "look.scale": "150", "language": "zh", "wedge.gap_ms": "120"}.items():
        memory.keep(key, value)
    memory.remember_in(tmp_path / "desk.ini")
    bus = ScanBus()
    taste.restore(bus)
    assert (theme().look, language().lang, bus.wedge.gap_ms) == (Look("dark", 150), "zh", 120)
    memory.remember_in(None)


def test_spoiled_taste_is_forgotten_and_the_window_still_starts(qtbot: QtBot, tmp_path: Path) -> None:
    memory.remember_in(tmp_path / "desk.ini")
    for key in ("look.mode", "look.scale", "language", "wedge.gap_ms", "wedge.reading"):
        memory.keep(key, "purple")
    bus = ScanBus()
    taste.restore(bus)
    assert theme().look == Look("system")
    assert bus.wedge.gap_ms == 85
    memory.remember_in(None)


@pytest.fixture(scope="module")
def translations() -> ModuleType:
    path = Path(places.root()) / "packaging" / "translations.py"
    spec = importlib.util.spec_from_file_location("translations", path)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_every_label_has_its_chinese(translations: ModuleType) -> None:
    assert translations.missing() == []


def test_the_kept_labels_are_those_of_the_code(translations: ModuleType) -> None:
    assert not translations.stale()


def test_a_label_without_chinese_is_found(translations: ModuleType, tmp_path: Path) -> None:
    spoiled = tmp_path / "t.ts"
    kept = places.resources("translations", "tidewaiter_zh.ts").read_text(encoding="utf-8")
    spoiled.write_text(
        kept.replace("<translation>停止</translation>", '<translation type="unfinished" />'), encoding="utf-8"
    )
    assert translations.unfinished(spoiled) == ["BusyBar: Stop"]


def failing(secret: str) -> None:
    raise ValueError(secret)


def caught(secret: str) -> BaseException:
    try:
        failing(secret)
    except ValueError as error:
        return error
    raise AssertionError


def test_a_crash_file_tells_where_and_never_what_was_typed(tmp_path: Path) -> None:
    files = CrashFiles(tmp_path / "crash", SetClock(NOON))
    bug = Bug("ValueError")
    bug.__cause__ = caught("correct horse battery 310120260000012345")
    path = files.write(bug)
    assert path is not None
    text = path.read_text(encoding="utf-8")
    assert "in failing" in text
    assert "ValueError" in text
    assert "horse" not in text
    assert "3101202" not in text
    assert str(places.root()) not in text
    assert files.unseen() == [path]
    files.seen()
    assert files.unseen() == []
    assert len(list((tmp_path / "crash").iterdir())) == 1


def test_a_crash_file_that_can_not_be_written_is_no_second_crash(tmp_path: Path) -> None:
    (tmp_path / "crash").write_text("a file where the folder should be")
    assert CrashFiles(tmp_path / "crash", SetClock(NOON)).write(ValueError()) is None


def test_our_own_words_are_kept() -> None:
    assert "division by zero" in told(ZeroDivisionError("division by zero"))


def test_what_nobody_caught_is_told_on_the_gui_thread(qtbot: QtBot) -> None:
    got: list[tuple[str, bool]] = []
    last = LastResort(lambda error: got.append((str(error), threading.current_thread() is threading.main_thread())))
    before = sys.excepthook
    last.install()
    try:
        thread = threading.Thread(target=failing, args=("elsewhere",))
        thread.start()
        thread.join()
        error = caught("here")
        sys.excepthook(type(error), error, None)
        qtbot.waitUntil(lambda: len(got) == 2)
    finally:
        last.remove()
    assert sorted(got) == [("elsewhere", True), ("here", True)]
    assert sys.excepthook is before
    assert QCoreApplication.instance() is not None


@pytest.mark.parametrize(
    ("native", "system", "typed"), [(10, "xcb", "1"), (2, "windows", "1"), (24, "wayland", "q"), (16, "windows", "q")]
)
def test_keys_are_found_by_their_place_on_each_system(native: int, system: str, typed: str) -> None:
    assert us_character(set_one(native, qt_platform=system), shift=False) == typed


def test_the_keypad_is_digits_whatever_the_layout() -> None:
    assert "".join(us_character(code, shift=False, keypad=True) for code in (82, 79, 80, 81, 75)) == "01234"
