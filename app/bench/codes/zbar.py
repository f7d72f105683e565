"""The second engine as the program sees it: a worker that may be missing, slow or killed without harm."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.bench.codes import retail, zbar_worker
from app.bench.codes.reads import Box, Read
from app.bench.codes.text import text_of
from app.core.errors import Say

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from app.bench.pictures import Grey

START_LIMIT_S = 20.0
"""Importing in a cold process on a busy machine; it never waits on the officer's path."""
TRIES = 5
"""After so many deaths the worker is left alone until the program starts again."""

_NAMES = {
    "EAN13": "EAN-13",
    "EAN8": "EAN-8",
    "UPCA": "UPC-A",
    "UPCE": "UPC-E",
    "CODE128": "Code128",
    "CODE39": "Code39",
    "CODE93": "Code93",
    "CODABAR": "Codabar",
    "I25": "ITF",
    "QRCODE": "QR",
}


class Zbar:
    """Asks pyzbar in its worker; answers nothing where it is absent, and says once when it had to be restarted."""

    def __init__(self, told: Callable[[Say], None], limit_s: float = 1.0) -> None:
        self._told = told
        self._limit_s = limit_s
        self._lock = threading.Lock()
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._ready = False
        self._deaths = 0
        self._waiting: list[tuple[str, float]] = []

    @property
    def pid(self) -> int | None:
        """The worker's process id while there is one."""
        return self._process.pid if self._process else None

    @property
    def absent(self) -> bool:
        """Whether it will not answer any more: no libzbar here, or it died too often."""
        return self._deaths >= TRIES

    def start(self, *, wait: bool = False) -> None:
        """Start the worker; its first answers come when it is warm."""
        with self._lock:
            self._start()
            if wait and self._pipe is not None:
                self._warm(START_LIMIT_S)

    def ask(self, grey: Grey, variant: str) -> bool:
        """Hand over a picture; False where the worker can't take one now."""
        with self._lock:
            self._start()
            self._throw_away()
            if self._pipe is None or self._waiting or not self._warm(0.0):
                return False
            try:
                self._pipe.send(grey.shape)
                self._pipe.send_bytes(grey.tobytes())
            except OSError:
                self._died()
                return False
            self._waiting.append((variant, time.monotonic()))
            return True

    def answer(self, patience_s: float) -> list[Read]:
        """What it found in the picture it was handed; waits at most `patience_s`, and kills it past its own limit."""
        with self._lock:
            if not self._waiting or self._pipe is None:
                return []
            variant, since = self._waiting[0]
            try:
                if not self._pipe.poll(max(0.0, patience_s)):
                    if time.monotonic() - since > self._limit_s:
                        self._died()
                    return []
                found = self._pipe.recv()
            except (OSError, EOFError):
                self._died()
                return []
            self._waiting.clear()
            return [read for one in found if (read := _heard(*one, variant=variant)) is not None]

    def drop(self) -> None:
        """Forget the picture it still works on: its late answer is thrown away."""
        with self._lock:
            self._throw_away()

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            self._end()

    def _start(self) -> None:
        if self._process is not None or self.absent:
            return
        spawn = multiprocessing.get_context("spawn")
        self._pipe, theirs = spawn.Pipe()
        self._process = spawn.Process(target=zbar_worker.serve, args=(theirs,), daemon=True, name="zbar")
        self._process.start()
        theirs.close()
        self._ready = False

    def _warm(self, patience_s: float) -> bool:
        """Whether its first word came; `absent` is remembered for good."""
        if self._ready or self._pipe is None:
            return self._ready
        try:
            if not self._pipe.poll(patience_s):
                return False
            word = self._pipe.recv()
        except (OSError, EOFError):
            self._died()
            return False
        if word == zbar_worker.ABSENT:
            self._end()
            self._deaths = TRIES
            self._told(Say("bench.zbar_absent"))
            return False
        self._ready = True
        return True

    def _throw_away(self) -> None:
        """Take a late answer off the pipe if it came; a worker stuck past its limit is killed."""
        if not self._waiting or self._pipe is None:
            return
        try:
            if self._pipe.poll(0.0):
                self._pipe.recv()
                self._waiting.clear()
            elif time.monotonic() - self._waiting[0][1] > self._limit_s:
                self._died()
        except (OSError, EOFError):
            self._died()

    def _died(self) -> None:
        self._end()
        self._deaths += 1
        self._told(Say("bench.zbar_stopped" if self._deaths < TRIES else "bench.zbar_given_up"))

    def _end(self) -> None:
        self._waiting.clear()
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join(2.0)
            self._process.close()
        self._pipe, self._process, self._ready = None, None, False


def _heard(kind: str, raw: bytes, polygon: Box, *, variant: str) -> Read | None:
    symbology = _NAMES.get(kind)
    if symbology is None or not raw:
        return None
    text, encoding = text_of(raw)
    if symbology == "QR" and encoding != "UTF-8":
        return None  # libzbar turns GBK into wrong Big5 and loses bytes (barcodes.md, Chinese QR content)
    symbology, text = retail.as_printed(symbology, text)
    return Read(symbology, text, raw, encoding, "zbar", variant, tuple((int(x), int(y)) for x, y in polygon))
