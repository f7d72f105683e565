"""The one place where a picture from outside is opened: within limits, upright, and never with a crash."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.core.canonical import sha256
from app.core.errors import Refused

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image

    Grey = np.ndarray[tuple[int, int], np.dtype[np.uint8]]

FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF")
MOST_BYTES = 64 * 1024 * 1024
MOST_PIXELS = 64_000_000
"""Above any camera at a bench; a decompression bomb stops here, before a pixel is unpacked."""
THINNEST = 3
"""Sides below this many pixels hold nothing that an officer could see."""

_ORIENTATION = 0x0112
_GPS = 0x8825
_TAKEN = 0x9003
_EXIF_IFD = 0x8769


@dataclass(frozen=True)
class Picture:
    """A picture as it came (`data`, EXIF and all: the evidence copy) with what its header says."""

    data: bytes
    format: str
    width: int
    height: int
    name: str = ""
    taken: str = ""
    """When the camera says it was taken (EXIF, no zone), or empty."""
    has_location: bool = False

    @cached_property
    def sha256(self) -> str:
        """The hash of the evidence copy."""
        return sha256(self.data)

    def grey(self, most_pixels: int = MOST_PIXELS) -> Grey:
        """Upright brightness, one byte a pixel, reduced so that it holds at most `most_pixels`."""
        import numpy as np

        return np.asarray(_upright_grey(self, most_pixels), dtype=np.uint8)

    def shared_copy(self, longest_side: int = 2400, quality: int = 88) -> bytes:
        """A JPEG for others: upright, reduced, without the place or anything else that the camera wrote into it."""
        from PIL import Image

        image = _flattened(_unpacked(self, longest_side * longest_side)).convert("RGB")
        image.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
        image.info.clear()  # Pillow would carry a comment over by itself
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality, optimize=True)
        return out.getvalue()


def open_picture(source: bytes | Path, name: str = "") -> Picture:
    """Read a picture's header and check it against the limits; Refused says in words what is wrong with it."""
    name = name or (source.name if isinstance(source, Path) else "")
    data = _bytes_of(source, name)
    with _opened(data, name) as image:
        width, height = image.size
        if width * height > MOST_PIXELS:
            raise Refused("bench.picture_too_large", name=name, megapixels=MOST_PIXELS // 1_000_000)
        if min(width, height) < THINNEST:
            raise Refused("bench.picture_too_small", name=name)
        exif = _exif(image)
        return Picture(data, image.format or "", width, height, name, taken=_taken(exif), has_location=bool(_gps(exif)))


def _bytes_of(source: bytes | Path, name: str) -> bytes:
    if isinstance(source, bytes):
        data = source
    else:
        try:
            if source.stat().st_size > MOST_BYTES:
                raise Refused("bench.picture_too_heavy", name=name, megabytes=MOST_BYTES // 1024 // 1024)
            data = source.read_bytes()
        except OSError as error:
            raise Refused("bench.picture_not_found", name=name) from error
    if len(data) > MOST_BYTES:
        raise Refused("bench.picture_too_heavy", name=name, megabytes=MOST_BYTES // 1024 // 1024)
    return data


def _opened(data: bytes, name: str) -> Image.Image:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise Refused("bench.picture_too_large", name=name, megapixels=MOST_PIXELS // 1_000_000) from error
    except Exception as error:  # broken files raise anything from OSError to struct.error; all mean the same
        raise Refused("bench.picture_unreadable", name=name) from error


def _exif(image: Image.Image) -> Any:
    try:
        return image.getexif()
    except Exception:  # noqa: BLE001 - a broken EXIF block must not hide a good picture
        return {}


def _taken(exif: Any) -> str:
    try:
        return str(exif.get_ifd(_EXIF_IFD).get(_TAKEN, ""))
    except Exception:  # noqa: BLE001 - as above
        return ""


def _gps(exif: Any) -> Any:
    try:
        return exif.get_ifd(_GPS)
    except Exception:  # noqa: BLE001 - as above
        return {}


def _upright_grey(picture: Picture, most_pixels: int) -> Image.Image:
    from PIL import Image

    image = _flattened(_unpacked(picture, most_pixels)).convert("L")
    factor = (most_pixels / (image.width * image.height)) ** 0.5
    if factor >= 1:
        return image
    size = (max(1, int(image.width * factor)), max(1, int(image.height * factor)))
    return image.resize(size, Image.Resampling.BOX if factor < 0.7 else Image.Resampling.BILINEAR, reducing_gap=None)


def _unpacked(picture: Picture, most_pixels: int) -> Image.Image:
    """The pixels, upright; JPEGs are unpacked at a smaller scale where that is enough."""
    from PIL import ImageOps

    with _opened(picture.data, picture.name) as image:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                if picture.format == "JPEG":
                    factor = min(1.0, (most_pixels / (image.width * image.height)) ** 0.5)
                    image.draft(None, (int(image.width * factor), int(image.height * factor)))
                image.load()
                return ImageOps.exif_transpose(image)
        except Exception as error:  # cut short, damaged, lying about its size: all mean the same
            raise Refused("bench.picture_unreadable", name=picture.name) from error


def _flattened(image: Image.Image) -> Image.Image:
    """Transparency laid on white, sixteen bits brought down to eight: what a person would see."""
    from PIL import Image

    if image.mode.startswith("I") or image.mode == "F":
        return _eight_bits(image)
    if image.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in image.info:
        paper = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(paper, image.convert("RGBA"))
    return image


def _eight_bits(image: Image.Image) -> Image.Image:
    import numpy as np
    from PIL import Image

    values = np.nan_to_num(np.asarray(image, dtype=np.float64))
    low, high = float(values.min()), float(values.max())
    span = (high - low) or 1.0
    return Image.fromarray(((values - low) * (255.0 / span)).astype(np.uint8), mode="L")
