"""Text on packaging and labels, read offline by an optional extra and matched to the register like a goods line."""

from __future__ import annotations

import importlib.util
import multiprocessing
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.bench import reading_worker
from app.bench.pictures import Picture, open_picture
from app.core.errors import Refused, Trouble

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from app.bench.codes.reads import Box
    from app.register.matching import Match, Matches, MatchIndex

LIMIT_S = 30.0
"""A picture takes one to five seconds on an idle machine."""
FIRST_LIMIT_S = 120.0
"""The first picture also loads the models, on a busy machine slowly."""
MOST_PIXELS = 4_000_000
SURE_FROM = 0.5
"""Lines below this confidence are noise."""


@dataclass(frozen=True)
class TextLine:
    """A line of text on a picture with the reader's confidence, 0 to 1."""

    text: str
    confidence: float
    box: Box = ()


def installed() -> bool:
    """Whether the extra `ocr` is part of this installation."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


class Reader:
    """Reads pictures in a worker that starts with the first one; call it off the GUI thread, it waits."""

    def __init__(self, limit_s: float = LIMIT_S) -> None:
        self._limit_s = limit_s
        self._lock = threading.Lock()
        self._warm = False
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None

    def read(self, picture: Picture | bytes | Path) -> tuple[TextLine, ...]:
        """The lines of text on a picture, top to bottom; Refused without the extra, Trouble where the worker failed."""
        if not installed():
            raise Refused("bench.reader_absent")
        if not isinstance(picture, Picture):
            picture = open_picture(picture)
        grey = picture.grey(MOST_PIXELS)
        with self._lock:
            lines = self._ask(grey.shape, grey.tobytes())
        found = [TextLine(text, score, tuple(box)) for text, score, box in lines if score >= SURE_FROM and text.strip()]
        return tuple(found)

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            self._end()

    def _ask(self, shape: tuple[int, ...], pixels: bytes) -> reading_worker.Lines:
        pipe = self._started()
        try:
            pipe.send(shape)
            pipe.send_bytes(pixels)
            limit = self._limit_s if self._warm else max(self._limit_s, FIRST_LIMIT_S)
            answer = pipe.recv() if pipe.poll(limit) else None
        except (OSError, EOFError):
            answer = None
        if answer is None:
            self._end()
            raise Trouble("bench.reader_stopped")
        if answer == reading_worker.ABSENT:
            self._end()
            raise Refused("bench.reader_absent")
        self._warm = True
        lines: reading_worker.Lines = answer
        return lines

    def _started(self) -> Connection:
        if self._pipe is None or self._process is None or not self._process.is_alive():
            self._end()
            spawn = multiprocessing.get_context("spawn")
            self._pipe, theirs = spawn.Pipe()
            self._process = spawn.Process(target=reading_worker.serve, args=(theirs,), daemon=True, name="reader")
            self._process.start()
            theirs.close()
        return self._pipe

    def _end(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join(2.0)
            self._process.close()
        self._pipe, self._process, self._warm = None, None, False


def matched(lines: Iterable[TextLine], index: MatchIndex) -> Matches:
    """What the register says of a picture's text: every line for itself, and all of them as one, best first."""
    from app.register.matching import LineText, Matches

    texts = [line.text for line in lines]
    asked = [*dict.fromkeys(texts), " ".join(texts)] if len(texts) > 1 else texts
    answers = [index.match(LineText(goods=text)) for text in asked]
    alerts = _best(match for answer in answers for match in answer.alerts)
    sure = {match.recordation_no for match in alerts}
    review = _best(match for answer in answers for match in answer.review)
    return Matches(alerts, tuple(match for match in review if match.recordation_no not in sure))


def _best(matches: Iterable[Match]) -> tuple[Match, ...]:
    """Of each right its best match, the best first."""
    best: dict[str, Match] = {}
    for match in matches:
        if match.recordation_no not in best or match.score > best[match.recordation_no].score:
            best[match.recordation_no] = match
    return tuple(sorted(best.values(), key=lambda match: -match.score))
