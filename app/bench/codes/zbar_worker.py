"""The second engine's own process: pyzbar may abort, hang or shout on standard error, so it does that alone."""

from __future__ import annotations

import contextlib
import os
from multiprocessing.connection import Connection
from typing import Any

READY, ABSENT = "ready", "absent"
Found = list[tuple[str, bytes, list[tuple[int, int]]]]


def serve(pipe: Connection) -> None:
    """Answer pictures until the pipe closes; the first word says whether libzbar is here at all."""
    _be_quiet()
    engine = _engine()
    pipe.send(READY if engine else ABSENT)
    if engine is None:
        return
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            height, width = pipe.recv()
            pipe.send(_decoded(engine, pipe.recv_bytes(), width, height))


def _be_quiet() -> None:
    """libzbar writes assertions to standard error (barcodes.md 4); they mean nothing to an officer."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 2)


def _engine() -> Any:
    try:
        from pyzbar import pyzbar
    except Exception:  # noqa: BLE001 - no libzbar shows as ImportError, OSError or worse, by platform
        return None
    return pyzbar


def _decoded(engine: Any, pixels: bytes, width: int, height: int) -> Found:
    kinds = engine.ZBarSymbol
    symbols = [kinds.EAN13, kinds.EAN8, kinds.UPCA, kinds.UPCE, kinds.CODE128, kinds.CODE39, kinds.I25]
    symbols += [kinds.CODE93, kinds.CODABAR, kinds.QRCODE]
    try:
        answers = engine.decode((pixels, width, height), symbols=symbols)
    except Exception:  # noqa: BLE001 - pyzbar raises on some symbols and loses the picture (pyzbar issue 139)
        return []
    return [(answer.type, bytes(answer.data), [(point.x, point.y) for point in answer.polygon]) for answer in answers]
