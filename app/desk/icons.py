"""Icons of one kept set (Tabler, MIT), drawn in the colour of a token and drawn again when the theme changes."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from app.core import places
from app.desk.theme import theme

STATE_ICONS = {
    "red": "circle-x-filled",
    "yellow": "alert-triangle-filled",
    "green": "circle-check-filled",
    "blue": "info-circle-filled",
    "muted": "help-circle-filled",
}


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return places.resources("icons", f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=1024)
def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def pixmap(name: str, colour: str = "text", size: int = 20, ratio: float = 1.0) -> QPixmap:
    """The icon in the colour of a token, `size` design pixels wide at the text size in force."""
    look = theme()
    return _drawn(name, look.color(colour).name(), look.px(size), ratio)


def icon(name: str, colour: str = "text", size: int = 20) -> QIcon:
    """The icon for a button; the disabled form is drawn in the muted colour."""
    made = QIcon(pixmap(name, colour, size))
    made.addPixmap(pixmap(name, "muted", size), QIcon.Mode.Disabled)
    return made


def put_icon(button: QAbstractButton, name: str, colour: str = "text", size: int = 20) -> None:
    """Give a button an icon that follows the theme."""
    _wear(button, name, colour, size)


def put_pixmap(label: QLabel, name: str, colour: str = "text", size: int = 20) -> None:
    """Give a label an icon that follows the theme."""
    _wear(label, name, colour, size)


def _wear(widget: QWidget, name: str, colour: str, size: int) -> None:
    widget.setProperty("worn_icon", [name, colour, size])
    _draw(widget)
    look = theme()
    if not look.property("icons_follow"):
        look.setProperty("icons_follow", True)
        look.changed.connect(_draw_all)


def _draw_all() -> None:
    for widget in QApplication.allWidgets():
        _draw(widget)


def _draw(widget: QWidget) -> None:
    worn = widget.property("worn_icon")
    if not isinstance(worn, list):
        return
    name, colour, size = worn
    if isinstance(widget, QAbstractButton):
        widget.setIcon(icon(name, colour, size))
        widget.setIconSize(QSize(theme().px(size), theme().px(size)))
    elif isinstance(widget, QLabel):
        widget.setPixmap(pixmap(name, colour, size, widget.devicePixelRatioF()))
