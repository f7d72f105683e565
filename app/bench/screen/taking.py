"""Pictures on the bench: taken, dropped, pasted or shot, kept as evidence, and the codes and words in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QImage

from app.bench import work
from app.bench.codes.reads import Code
from app.bench.pictures import Picture, open_picture
from app.bench.screen.sitting import Sitting
from app.bench.screen.sources import as_jpeg, brought
from app.bench.seeing import Eyes
from app.bench.view.bench import BenchLine
from app.core.errors import Refused
from app.seat import Seat


class Taking(QObject):
    """Keeps each picture first, then looks at it; what is sure in it is judged like a scan."""

    text_brought = Signal(str)
    """A code was dropped or pasted as text."""
    doubted = Signal(object)
    """Codes (tuple of Code) that a picture may hold; none of them is sure."""

    kept = Signal(object)
    """A picture (Picture) is on disk."""

    def __init__(self, seat: Seat, eyes: Eyes, sitting: Sitting, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat, self._eyes, self._sitting = seat, eyes, sitting

    def bring(self, mime: QMimeData, line: BenchLine | None) -> None:
        """Take what was dropped or pasted."""
        try:
            found = brought(mime)
        except Refused as refused:
            self._seat.messages.tell(refused)
            return
        if found.text:
            self.text_brought.emit(found.text)
        elif found.picture:
            self._keep(partial(open_picture, found.picture, self._name("pasted", "png")), line)
        else:
            self.files(found.files, line)

    def files(self, paths: Sequence[Path | str], line: BenchLine | None, clue: str = "") -> None:
        """Take picture files."""
        for path in paths:
            self._keep(partial(open_picture, Path(path)), line, clue)

    def shot(self, image: Callable[[], QImage], line: BenchLine | None, clue: str = "") -> None:
        """Take what the camera saw; `image` unpacks the frame off the GUI thread."""
        name = self._name("camera", "jpg")
        self._keep(lambda: open_picture(as_jpeg(image()), name), line, clue)

    def _name(self, what: str, ending: str) -> str:
        return f"{what}-{self._seat.station.clock.now():%Y%m%d-%H%M%S}.{ending}"

    def _keep(self, opened: Callable[[], Picture], line: BenchLine | None, clue: str = "") -> None:
        view, seat = self._sitting.view, self._seat
        if view is None or not self._sitting.at_work:
            return

        def op() -> Picture:
            picture = opened()
            kind, key = f"image/{picture.format.lower()}", line.key if line else ""
            kept = partial(work.photograph, seat.station, seat.officer, view.inspection, picture.data, kind)
            kept(picture.name, line_key=key, clue=clue)
            return picture

        seat.jobs.change(op, partial(self._on_kept, view.inspection, line), self._on_failed, owner=self)

    def _on_failed(self, failure: Any) -> None:
        self._seat.messages.tell(failure)

    def _on_kept(self, inspection: str, line: BenchLine | None, picture: Picture) -> None:
        self._sitting.reload()
        self.kept.emit(picture)
        found = partial(self._on_codes, inspection, line)
        self._seat.jobs.read(lambda: self._eyes.decoder().decode(picture), found, self._on_failed, owner=self)

    def _on_codes(self, inspection: str, line: BenchLine | None, codes: tuple[Code, ...]) -> None:
        view = self._sitting.view
        if view is None or view.inspection != inspection:
            return  # the next shipment lies here already: these codes are not its own
        sure = [code for code in codes if code.sure]
        for code in sure:
            self._sitting.scan(code.text, "picture", line, symbology=code.symbology)
        if codes and not sure:
            self.doubted.emit(codes)
