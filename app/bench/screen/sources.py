"""What was dropped or pasted on the bench: picture files, a picture itself, or a code as text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage

from app.bench.pictures import MOST_PIXELS
from app.core.errors import Refused

LONGEST_TEXT: Final = 4_296
"""The most that a QR code holds: longer text is no code."""
MOST_FILES: Final = 50


@dataclass(frozen=True)
class Brought:
    """Files to open, a picture's bytes, or a text; the first that there is."""

    files: tuple[Path, ...] = ()
    picture: bytes = b""
    text: str = ""


def brings(mime: QMimeData) -> bool:
    """Whether there is anything that the bench can use."""
    return any(url.isLocalFile() for url in mime.urls()) or mime.hasImage() or bool(mime.text().strip())


def brought(mime: QMimeData) -> Brought:
    """What there is; Refused where it is too much."""
    files = tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
    if len(files) > MOST_FILES:
        raise Refused("bench.too_many_files", most=MOST_FILES)
    if files:
        return Brought(files=files)
    image = mime.imageData() if mime.hasImage() else None
    if isinstance(image, QImage):
        return Brought(picture=as_png(image))
    text = mime.text().strip()
    if len(text) > LONGEST_TEXT:
        raise Refused("bench.text_too_long")
    return Brought(text=text)


def as_png(image: QImage) -> bytes:
    """A picture of the clipboard as a file, so that it goes through the one decoder; Refused where it is too large."""
    if image.width() * image.height() > MOST_PIXELS:
        raise Refused("bench.picture_too_large", name="", megapixels=MOST_PIXELS // 1_000_000)
    return _written(image, "PNG", -1)


def as_jpeg(image: QImage) -> bytes:
    """A shot of the camera as a file."""
    return _written(image, "JPEG", 92)


def _written(image: QImage, kind: str, quality: int) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind, quality)  # type: ignore[call-overload]  # the stub wants the format as bytes
    buffer.close()
    return bytes(data.data())
