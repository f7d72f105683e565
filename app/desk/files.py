"""Asking a person for a file, to read or to write: beside the page, which works on while it is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

READ = ("csv", "xlsx", "json", "xml")
"""The endings of tables that are taken in."""
PICTURES = ("jpg", "jpeg", "png", "webp", "bmp", "gif", "tif", "tiff")


def ask_file(over: QWidget, title: str, take: Callable[[str], object], kind: str = "", *endings: str) -> None:
    """Ask for one file to read; `kind` says in words what files with these endings are."""
    dialog = _dialog(over, title, kind, endings)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(take)
    dialog.open()


def ask_files(over: QWidget, title: str, take: Callable[[list[str]], object], kind: str, *endings: str) -> None:
    """Ask for one or several files to read."""
    dialog = _dialog(over, title, kind, endings)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(take)
    dialog.open()


def ask_target(
    over: QWidget, title: str, take: Callable[[str], object], kind: str, ending: str, *, name: str = ""
) -> None:
    """Ask where to write a file; it gets the ending where a person types none, and `name` is proposed."""
    dialog = _dialog(over, title, kind, (ending,))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(ending)
    dialog.selectFile(name)
    dialog.fileSelected.connect(take)
    dialog.open()


def _dialog(over: QWidget, title: str, kind: str, endings: Sequence[str]) -> QFileDialog:
    dialog = QFileDialog(over, title)
    if endings:
        dialog.setNameFilter(f"{kind} ({' '.join(f'*.{ending}' for ending in endings)})".strip())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog
