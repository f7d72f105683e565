"""Pictures of marks that lie beside a register file: found by name, never outside its folder, and truly pictures."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path

from app.core.canonical import sha256
from app.core.errors import Refused

MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")


@dataclass(frozen=True)
class Picture:
    """A picture as it was found: its bytes, their SHA-256, its format and its size in pixels."""

    name: str
    data: bytes
    sha256: str
    format: str
    width: int
    height: int


def picture_beside(register_file: Path, name: str) -> Picture:
    """The picture of that name in the register file's folder or below; Refused where it can't be used."""
    folder = register_file.resolve().parent
    path = (folder / name.replace("\\", "/")).resolve()
    if not path.is_relative_to(folder):
        raise Refused("register.picture_outside", name=name)
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise Refused("register.picture_missing", name=name) from error
    if len(data) > MOST_BYTES:
        raise Refused("register.picture_too_large", name=name, most=MOST_BYTES // 1024 // 1024)
    return _checked(name, data)


def _checked(name: str, data: bytes) -> Picture:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                width, height = image.size
                kind = image.format or ""
                if width * height > MOST_PIXELS:
                    raise Refused("register.picture_too_large", name=name, most=MOST_BYTES // 1024 // 1024)
                image.verify()
    except Refused:
        raise
    except Exception as error:  # Pillow raises whatever the damaged bytes lead to
        raise Refused("register.picture_unreadable", name=name) from error
    return Picture(name, data, sha256(data), kind, width, height)
