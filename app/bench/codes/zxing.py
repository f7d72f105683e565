"""The first engine, zxing-cpp, asked for the symbologies of trade and heard in our own words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from app.bench.codes import retail
from app.bench.codes.reads import Box, Read
from app.bench.codes.text import text_of

if TYPE_CHECKING:
    from app.bench.pictures import Grey

_NAMES = {
    "Code 128": "Code128",
    "Code 39": "Code39",
    "Code 39 Standard": "Code39",
    "Code 39 Extended": "Code39",
    "Code 93": "Code93",
    "DataBar Omni": "DataBar",
    "DataBar Stacked": "DataBar",
    "DataBar Stacked Omni": "DataBar",
    "DataBar Limited": "DataBarLimited",
    "DataBar Expanded": "DataBarExp",
    "DataBar Expanded Stacked": "DataBarExpStacked",
    "Data Matrix": "DataMatrix",
    "QR Code": "QR",
    "QR Code Model 1": "QR",
    "QR Code Model 2": "QR",
    "Micro QR Code": "MicroQR",
    "rMQR Code": "rMQR",
    "Aztec Code": "Aztec",
    "ITF-14": "ITF",
    "Compact PDF417": "PDF417",
}
_ECI_SIGNS = frozenset({"]Q2", "]Q4", "]Q6", "]d4", "]d5", "]d6", "]z3", "]z4", "]z5", "]L1", "]U2", "]U3"})
"""Symbology identifiers (ISO/IEC 15424) that say: the code names its own encoding."""


@cache
def _formats(which: str) -> Any:
    from zxingcpp import BarcodeFormat as F

    retail_ones = [F.EAN13, F.EAN8, F.UPCA, F.UPCE]
    linear = [*retail_ones, F.Code128, F.Code39, F.Code93, F.Codabar, F.ITF, F.DataBar, F.DataBarLtd, F.DataBarExp]
    matrix = [F.QRCode, F.MicroQRCode, F.DataMatrix, F.PDF417, F.Aztec, F.MaxiCode]
    preview = [*retail_ones, F.Code128, F.ITF, F.QRCode, F.DataMatrix]
    return {"linear": linear, "matrix": matrix, "preview": preview, "trade": [*linear, *matrix]}[which]


def read(
    grey: Grey, variant: str, which: str = "trade", *, whole_page: bool = False, thorough: bool = True
) -> list[Read]:
    """Every code zxing-cpp finds; `whole_page` thresholds the picture as one (for strips and even light)."""
    import zxingcpp

    binarizer = zxingcpp.Binarizer.GlobalHistogram if whole_page else zxingcpp.Binarizer.LocalAverage
    found = zxingcpp.read_barcodes(
        grey,
        formats=_formats(which),
        binarizer=binarizer,
        try_rotate=thorough,
        try_downscale=thorough,
        try_invert=thorough,
        text_mode=zxingcpp.TextMode.Plain,
    )
    return [_heard(barcode, variant) for barcode in found]


def _heard(barcode: Any, variant: str) -> Read:
    symbology = _NAMES.get(str(barcode.format), str(barcode.format))
    raw = bytes(barcode.bytes)
    named = barcode.text if barcode.symbology_identifier in _ECI_SIGNS else None
    text, encoding = text_of(raw, named)
    symbology, text = retail.as_printed(symbology, text)
    return Read(symbology, text, raw, encoding, "zxing", variant, _box(barcode.position))


def _box(position: Any) -> Box:
    corners = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    return tuple((int(corner.x), int(corner.y)) for corner in corners)
