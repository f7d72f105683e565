"""A field for files: pictures of goods or a signed sheet, chosen one by one or several at a time."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.desk.buttons import ActButton
from app.desk.fields import Field
from app.desk.layouts import ShortLabel

PICTURES = "*.jpg *.jpeg *.png *.webp *.tif *.tiff *.bmp"


class FilesField(Field):
    """Names of files; the button adds, the cross takes all away."""

    def __init__(self, title: str, *, most: int = 20) -> None:
        self._paths: tuple[Path, ...] = ()
        self._most = most
        self._shown = ShortLabel()
        self._add = ActButton("", icon="photo")
        self._add.clicked.connect(self._on_add)
        self._none = ActButton("", icon="x", kind="link")
        self._none.clicked.connect(self._on_none)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._add)
        row.addWidget(self._shown, 1)
        row.addWidget(self._none)
        super().__init__(title, inside)
        self.setFocusProxy(self._add)
        self._add.set_text(self.tr("add …"))
        self._none.setAccessibleName(self.tr("take the files away"))
        self._show()

    def value(self) -> tuple[Path, ...]:
        return self._paths

    def set_value(self, value: object) -> None:
        self._paths = tuple(Path(str(each)) for each in value)[: self._most] if isinstance(value, tuple) else ()
        self._show()

    def _show(self) -> None:
        self._shown.setText(", ".join(path.name for path in self._paths))
        self._shown.setToolTip("\n".join(path.name for path in self._paths))
        self._none.setVisible(bool(self._paths))

    @Slot()
    def _on_add(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose pictures"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(f"{self.tr('Pictures')} ({PICTURES})")
        dialog.filesSelected.connect(self.add)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(list)
    def add(self, names: list[str]) -> None:
        """Add chosen files."""
        self.set_value((*self._paths, *map(Path, names)))
        self._on_edited()

    @Slot()
    def _on_none(self) -> None:
        self.set_value(())
        self._on_edited()
