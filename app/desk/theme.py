"""One look from one set of tokens: a QSS file, a palette and a text size, in light or dark, for the whole program."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Literal, cast

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app.core import places

Mode = Literal["system", "light", "dark"]
Scale = Literal[100, 150, 200]
State = Literal["red", "yellow", "green", "blue", "muted"]

SCALES: tuple[Scale, ...] = (100, 150, 200)
FAMILIES = (*{"win32": ("Microsoft YaHei UI",), "darwin": ("PingFang SC",)}.get(sys.platform, ()), "Noto Sans SC")
"""The system's own Chinese-capable sans where it has one of known quality, then the one that is shipped."""

INDICATORS = {
    "box": ("square", "muted"),
    "box_ticked": ("square-check", "accent"),
    "box_part": ("square-minus", "accent"),
    "ring": ("circle", "muted"),
    "ring_dot": ("circle-dot", "accent"),
    "arrow": ("chevron-down", "muted"),
    "arrow_up": ("chevron-up", "muted"),
}
"""Signs that only a style sheet can draw: an icon of the set and its token; made as files, for QSS takes no other."""


@dataclass(frozen=True)
class Tokens:
    """Every colour there is, as `#RRGGBB`; contrast on page and tints was checked in the design's look.md."""

    page: str
    surface: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    hover: str
    red: str
    red_tint: str
    yellow: str
    yellow_tint: str
    green: str
    green_tint: str
    blue: str
    blue_tint: str


LIGHT = Tokens(
    page="#F5F6F8", surface="#FFFFFF", line="#D5DAE1", text="#16202C", muted="#51606F", accent="#0B5CAD",
    on_accent="#FFFFFF", hover="#E9EDF2", red="#B3261E", red_tint="#FCE8E6", yellow="#8A5A00", yellow_tint="#FFF3D6",
    green="#1B6B3A", green_tint="#E3F4E8", blue="#0B5CAD", blue_tint="#E4F0FC",
)  # fmt: skip
DARK = Tokens(
    page="#12171D", surface="#1A2129", line="#36414D", text="#E7EDF3", muted="#A3B1BF", accent="#7CB7F5",
    on_accent="#12171D", hover="#232C36", red="#FF8A80", red_tint="#3A1B1A", yellow="#F2BE5C", yellow_tint="#33290F",
    green="#7BD39A", green_tint="#13301E", blue="#7CB7F5", blue_tint="#14293F",
)  # fmt: skip


@dataclass(frozen=True)
class Look:
    """What a person sets: light, dark or the system's; text size in per cent; rows for gloved hands."""

    mode: Mode = "system"
    scale: Scale = 100
    gloves: bool = False


class Theme(QObject):
    """The look in force; `changed` tells whoever paints by hand to paint again."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName("theme")
        self._app = app
        self._look = Look()
        self._tokens = LIGHT
        self._drawn = QTemporaryDir()
        app.setStyle("Fusion")
        _load_fonts()
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self.set_look(self._look)

    @property
    def look(self) -> Look:
        return self._look

    @property
    def tokens(self) -> Tokens:
        return self._tokens

    @property
    def dark(self) -> bool:
        return self._tokens is DARK

    @property
    def row_height(self) -> int:
        """Height of a table row in pixels: 32, or 40 in gloves size, grown with the text."""
        return self.px(40 if self._look.gloves else 32)

    def px(self, size: int) -> int:
        """A design pixel at the text size in force."""
        return round(size * self._look.scale / 100)

    def color(self, token: str) -> QColor:
        """A token as a colour for paint code and charts."""
        return QColor(cast("str", getattr(self._tokens, token)))

    def font(self, size: int, *, bold: bool = False) -> QFont:
        """The program's font at a design size, with tabular figures, for paint code and charts."""
        font = QFont(self._app.font())
        font.setPixelSize(self.px(size))
        font.setBold(bold)
        return font

    def set_look(self, look: Look) -> None:
        """Put a look in force at once."""
        self._look = look
        self._tokens = DARK if self._wants_dark() else LIGHT
        self._dress()
        self.changed.emit()

    @Slot()
    def _system_changed(self) -> None:
        if self._look.mode == "system":
            self.set_look(self._look)

    def _wants_dark(self) -> bool:
        if self._look.mode == "system":
            return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._look.mode == "dark"

    def _dress(self) -> None:
        font = QFont(list(FAMILIES))
        font.setPixelSize(self.px(14))
        self._app.setFont(font)
        self._app.setPalette(_palette(self._tokens))
        self._app.setStyleSheet(style_sheet(self._tokens, self._look, Path(self._drawn.path())))


def theme() -> Theme:
    """The theme of the running application; made at the first call."""
    app = cast("QApplication", QApplication.instance())
    found = app.findChild(Theme, "theme", Qt.FindChildOption.FindDirectChildrenOnly)
    return found if isinstance(found, Theme) else Theme(app)


def mark(widget: QWidget, **properties: str | bool) -> None:
    """Set the properties that the style sheet selects by (state="red"), and let it look again."""
    if all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return  # dressed when first shown; dressed earlier, it would be dressed anew with each parent it is put into
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def style_sheet(tokens: Tokens, look: Look, drawn: Path) -> str:
    """The QSS with `@token` and `@14px` filled in, its signs drawn into a folder; KeyError names an unknown token."""
    values = {field.name: cast("str", getattr(tokens, field.name)) for field in fields(tokens)}
    values["font"] = ", ".join(f'"{family}"' for family in FAMILIES)
    values |= _indicators(tokens, drawn)

    def filled(found: re.Match[str]) -> str:
        pixels = found.group("px")
        return f"{round(int(pixels) * look.scale / 100)}px" if pixels else values[found.group("name")]

    return re.sub(r"@(?:(?P<px>\d+)px|(?P<name>[a-z_]+))", filled, _source())


def _indicators(tokens: Tokens, drawn: Path) -> dict[str, str]:
    made: dict[str, str] = {}
    for sign, (name, token) in INDICATORS.items():
        colour = cast("str", getattr(tokens, token))
        path = drawn / f"{sign}-{colour[1:]}.svg"
        source = places.resources("icons", f"{name}.svg").read_text(encoding="utf-8")
        path.write_text(source.replace("currentColor", colour), encoding="utf-8")
        made[sign] = f"url({path.as_posix()})"
    return made


@cache
def _source() -> str:
    text = places.resources("theme", "desk.qss").read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


@cache
def _load_fonts() -> None:
    for path in sorted(places.resources("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    pairs = {
        role.Window: tokens.page, role.WindowText: tokens.text, role.Base: tokens.surface, role.Text: tokens.text,
        role.AlternateBase: tokens.page, role.Button: tokens.surface, role.ButtonText: tokens.text,
        role.Highlight: tokens.accent, role.HighlightedText: tokens.on_accent, role.Link: tokens.accent,
        role.LinkVisited: tokens.accent, role.PlaceholderText: tokens.muted, role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.text, role.BrightText: tokens.red, role.Mid: tokens.line, role.Dark: tokens.line,
        role.Light: tokens.surface, role.Accent: tokens.accent,
    }  # fmt: skip
    palette = QPalette()
    for name, colour in pairs.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.muted))
    return palette
