"""What the desk remembers of a person's taste between two starts: look, language, widths; nothing of the work."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

_STORE: dict[str, QSettings] = {}
_FORGETFUL: dict[str, str] = {}


def remember_in(path: Path | None) -> None:
    """Keep taste in this INI file from now on; None: forget everything at the end (tests)."""
    _STORE.clear()
    _FORGETFUL.clear()
    if path is not None:
        _STORE["file"] = QSettings(str(path), QSettings.Format.IniFormat)


def recall(key: str, otherwise: str = "") -> str:
    """What was kept under a key."""
    if "file" in _STORE:
        return str(_STORE["file"].value(key, otherwise))
    return _FORGETFUL.get(key, otherwise)


def keep(key: str, value: str) -> None:
    """Keep a value under a key like `table.queue.widths`."""
    if "file" in _STORE:
        _STORE["file"].setValue(key, value)
    else:
        _FORGETFUL[key] = value
