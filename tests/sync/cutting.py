"""A line to the centre that breaks where a test says: a small TCP relay in front of the server's socket."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from sqlalchemy import make_url

from app.sync.embedded import Embedded


@dataclass(frozen=True)
class Cut:
    """How many bytes one connection may carry up and down before it breaks; None is any number."""

    up: int | None = None
    down: int | None = None


class CuttingLine:
    """Listens on 127.0.0.1 and relays to a Unix socket; each new connection takes the next cut, then none is cut."""

    def __init__(self, server_socket: Path, cuts: Iterator[Cut]) -> None:
        self._server_socket = server_socket
        self._cuts = cuts
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads: list[threading.Thread] = []
        self._open: list[socket.socket] = []
        self.port = self._listener.getsockname()[1]
        self.breaks = 0

    def __enter__(self) -> CuttingLine:
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, stack: TracebackType | None
    ) -> None:
        # Closing alone does not wake the thread that waits in accept().
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for one in self._open:
            _break(one)
        for thread in self._threads:
            thread.join()

    def address(self, database: str, options: str = "") -> str:
        """The address of a database at the other end of the line."""
        return f"postgresql://127.0.0.1:{self.port}/{database}{options}"

    def _start(self, run: object, *args: object) -> None:
        thread = threading.Thread(target=run, args=args)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            far = socket.socket(socket.AF_UNIX)
            far.connect(str(self._server_socket))
            self._open += [near, far]
            self._carry(near, far)

    def _carry(self, near: socket.socket, far: socket.socket) -> None:
        cut = next(self._cuts, Cut())
        self._start(self._relay, near, far, cut.up)
        self._start(self._relay, far, near, cut.down)

    def _relay(self, source: socket.socket, target: socket.socket, left: int | None) -> None:
        with suppress(OSError):
            while data := source.recv(65536 if left is None else min(65536, left)):
                target.sendall(data)
                if left is not None:
                    left -= len(data)
                    if left == 0:
                        self.breaks += 1
                        break
        _break(source)
        _break(target)


def socket_of(postgres: Embedded) -> Path:
    """Where a server of the wheel listens."""
    return Path(str(make_url(postgres.url()).query["host"])) / ".s.PGSQL.5432"


def _break(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
