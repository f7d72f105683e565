"""Fields for files: pictures to take in, chosen one by one or several at a time, and a file to write."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.desk.buttons import ActButton
from app.desk.fields import Field
from app.desk.files import PICTURES, ask_files, ask_target
from app.desk.layouts import ShortLabel


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
        ask_files(self, self.tr("Choose pictures"), self.add, self.tr("Pictures"), *PICTURES)

    @Slot(list)
    def add(self, names: list[str]) -> None:
        """Add chosen files."""
        self.set_value((*self._paths, *map(Path, names)))
        self._on_edited()

    @Slot()
    def _on_none(self) -> None:
        self.set_value(())
        self._on_edited()


class TargetField(Field):
    """A file to write: a name stands there at first, the button chooses another place."""

    def __init__(self, title: str, name: str, kind: str) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._path, self._kind = Path(folder or Path.home()) / name, kind
        self._shown = ShortLabel()
        self._choose = ActButton("", icon="folder")
        self._choose.clicked.connect(self._on_choose)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._choose)
        row.addWidget(self._shown, 1)
        super().__init__(title, inside)
        self.setFocusProxy(self._choose)
        self._choose.set_text(self.tr("where …"))
        self.set_value(str(self._path))

    def value(self) -> str:
        return str(self._path)

    def set_value(self, value: object) -> None:
        if value:
            self._path = Path(str(value))
        self._shown.setText(self._path.name)
        self._shown.setToolTip(str(self._path))

    @Slot()
    def _on_choose(self) -> None:
        ask_target(self, self.tr("Choose where to write"), self._on_chosen, "", self._kind, name=str(self._path))

    @Slot(str)
    def _on_chosen(self, name: str) -> None:
        self.set_value(name)
        self._on_edited()
