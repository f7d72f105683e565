"""Presses the shortcut that a given-back key would have pressed, had it not been held."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget


def press_shortcut(window: QWidget | None, event: QKeyEvent) -> bool:
    """Trigger the one enabled shortcut or action of the window with exactly this key; False if there is none."""
    if window is None:
        return False
    pressed = QKeySequence(event.keyCombination())
    for shortcut in window.findChildren(QShortcut):
        keys = shortcut.keys()
        if shortcut.isEnabled() and pressed in keys and _reaches(shortcut.parent(), shortcut.context()):
            shortcut.activated.emit()
            return True
    for action in window.findChildren(QAction):
        if action.isEnabled() and pressed in action.shortcuts() and _reaches(action.parent(), action.shortcutContext()):
            action.trigger()
            return True
    return False


def _reaches(parent: object, context: Qt.ShortcutContext) -> bool:
    if not isinstance(parent, QWidget) or not (parent.isVisible() or parent.isWindow()):
        return False
    focus = QApplication.focusWidget()
    match context:
        case Qt.ShortcutContext.WidgetShortcut:
            return parent is focus
        case Qt.ShortcutContext.WidgetWithChildrenShortcut:
            return focus is not None and (parent is focus or parent.isAncestorOf(focus))
        case _:
            return True
