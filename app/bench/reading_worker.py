"""The text reader's own process: the models are large, slow to load and written in C++, so they live apart."""

from __future__ import annotations

import contextlib
import os
from multiprocessing.connection import Connection
from typing import Any

ABSENT = "absent"
Lines = list[tuple[str, float, list[tuple[int, int]]]]


def serve(pipe: Connection) -> None:
    """Answer pictures until the pipe closes; `absent` where the extra is not installed."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    engine = _engine()
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            height, width = pipe.recv()
            pixels = pipe.recv_bytes()
            pipe.send(ABSENT if engine is None else _read(engine, pixels, height, width))


def _engine() -> Any:
    try:
        from rapidocr import RapidOCR

        return RapidOCR()
    except Exception:  # noqa: BLE001 - not installed, no model, no memory: all mean that nothing can be read here
        return None


def _read(engine: Any, pixels: bytes, height: int, width: int) -> Lines:
    import numpy as np

    grey = np.frombuffer(pixels, dtype=np.uint8).reshape(height, width)
    try:
        answer = engine(np.repeat(grey[:, :, None], 3, axis=2))
    except Exception:  # noqa: BLE001 - one bad picture must not end the worker
        return []
    if answer.txts is None:
        return []
    return [
        (str(text), float(score), [(int(x), int(y)) for x, y in box])
        for text, score, box in zip(answer.txts, answer.scores, answer.boxes, strict=True)
    ]
