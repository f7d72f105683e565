"""The camera on the bench: a live picture, each sure code offered once, and a shot as evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from app.bench.codes.gaze import Gaze
from app.bench.codes.reads import Code
from app.bench.seeing import Eyes
from app.desk.camera import Camera
from app.desk.signs import label
from app.desk.theme import mark, theme
from app.seat import Seat

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame

    from app.bench.pictures import Grey

HEIGHT = 180
SHOWN_WIDTH = 960


@dataclass(frozen=True)
class Looked:
    """A frame as it is shown, and what is in it; places are in the full frame's pixels."""

    image: QImage
    scale: float
    codes: tuple[Code, ...]


class CameraPane(QFrame):
    """Live picture with a frame around each code; frames that come while one is being looked at are dropped."""

    code_read = Signal(str, str, str)
    """Text, "camera", symbology: as the scan bus takes it."""
    looked = Signal(object)
    """The newest live picture (QImage)."""

    def __init__(self, seat: Seat, eyes: Eyes) -> None:
        super().__init__()
        mark(self, kind="card")
        self.camera = Camera(self)
        self._seat, self._eyes = seat, eyes
        self._gaze = Gaze()
        self._looking = self._afresh = False
        self._frame: QVideoFrame | None = None
        self._picture, self._words = QLabel(), label(kind="note", wrap=True)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self._picture)
        column.addWidget(self._words)
        self.camera.framed.connect(self._on_frame)
        self.camera.opened.connect(self._on_opened)
        self.camera.closed.connect(self._on_closed)
        self.camera.failed.connect(seat.messages.tell)
        self.hide()

    @Slot()
    def turn(self) -> None:
        """Open the camera, or close it."""
        if self.camera.is_open:
            self.camera.close()
        else:
            self.camera.open()

    def shot(self) -> Callable[[], QImage]:
        """The newest frame, to be unpacked off the GUI thread."""
        frame = self._frame
        return frame.toImage if frame is not None else QImage

    @property
    def has_picture(self) -> bool:
        """Whether a frame is here."""
        return self._frame is not None

    @Slot()
    def _on_opened(self) -> None:
        self._gaze = Gaze()
        self._afresh = True
        self._picture.setFixedHeight(theme().px(HEIGHT))
        self._say(())
        self.show()

    @Slot()
    def _on_closed(self) -> None:
        self._frame = None
        self._picture.clear()
        self.hide()

    @Slot(object)
    def _on_frame(self, frame: QVideoFrame) -> None:
        self._frame = frame
        if not self._looking:
            look = partial(_look, self._eyes, frame, afresh=self._afresh)
            self._looking, self._afresh = True, False
            self._seat.jobs.read(look, self._on_looked, self._on_failed, owner=self)

    def _on_failed(self, failure: object) -> None:
        self._looking = False
        self._seat.messages.tell(failure)  # type: ignore[arg-type]  # whatever jobs hand over

    def _on_looked(self, looked: Looked) -> None:
        self._looking = False
        if not self.camera.is_open:
            return
        side = self._picture.size() * self._picture.devicePixelRatioF()
        pixmap = QPixmap.fromImage(_framed(looked))
        kept = Qt.AspectRatioMode.KeepAspectRatio
        self._picture.setPixmap(pixmap.scaled(side, kept, Qt.TransformationMode.SmoothTransformation))
        self.looked.emit(looked.image)
        self._say(looked.codes)
        for code in self._gaze.fresh(looked.codes):
            self.code_read.emit(code.text, "camera", code.symbology)

    def _say(self, codes: tuple[Code, ...]) -> None:
        doubtful = [code.text for code in codes if not code.sure]
        if doubtful:
            self._words.setText(self.tr("Read once, not sure yet: {text}. Hold it still.").format(text=doubtful[0]))
        else:
            self._words.setText(self.tr("Hold a code before the camera. [P] takes a photo, [K] closes the camera."))


def _look(eyes: Eyes, frame: QVideoFrame, *, afresh: bool) -> Looked:
    """A frame decoded and made small enough to show; off the GUI thread."""
    image, decoder = frame.toImage(), eyes.decoder()
    if afresh:
        decoder.forget_frames()
    codes = decoder.preview(_grey(image))
    small = image.scaledToWidth(min(SHOWN_WIDTH, image.width()), Qt.TransformationMode.FastTransformation)
    return Looked(small, small.width() / max(1, image.width()), codes)


def _grey(image: QImage) -> Grey:
    """One byte a pixel; Qt pads each row to a whole number of four bytes."""
    import numpy as np

    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), dtype=np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return np.ascontiguousarray(rows[:, : grey.width()])


def _framed(looked: Looked) -> QImage:
    """The live picture with a line around each code: its colour says whether it is sure, and the words below do too."""
    if not looked.codes:
        return looked.image
    image = looked.image.copy()
    painter = QPainter(image)
    for code in looked.codes:
        painter.setPen(QPen(theme().color("green" if code.sure else "yellow"), 4))
        corners = [(x * looked.scale, y * looked.scale) for x, y in code.box]
        for (x0, y0), (x1, y1) in zip(corners, corners[1:] + corners[:1], strict=True):
            painter.drawLine(round(x0), round(y0), round(x1), round(y1))
    painter.end()
    return image
