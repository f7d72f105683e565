"""The one way to leave the GUI thread: one serial lane for what writes, a small pool for what reads.

`done` and `failed` always run on the GUI thread, never before the call that asked for the work has returned, and not at
all once their owner widget is gone. `failed` gets `Refused`, `Trouble` or `Bug`, never a raw exception.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.core.errors import Bug, Say, Told

T = TypeVar("T")
Lane = Literal["change", "read"]
Failure = Told | Bug
Failed = Callable[[Failure], None]


class Stopped(Exception):
    """Raised inside long work when a person has stopped it; rolls back like any other exception."""


@dataclass(frozen=True)
class Moved:
    """How far long work has come: `done` of `total` (0: unknown), and what it does in words."""

    done: int
    total: int
    what: Say | None = None


class Steps:
    """What long work holds to say how far it is and to learn that it was stopped."""

    def __init__(self, report: Callable[[Moved], None]) -> None:
        self._report = report
        self._stop = threading.Event()

    @property
    def stopped(self) -> bool:
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def moved(self, done: int, total: int = 0, what: Say | None = None) -> None:
        """Say how far the work is; raises Stopped if it is to end here."""
        if self._stop.is_set():
            raise Stopped
        self._report(Moved(done, total, what))


class Job:
    """A piece of work that was handed in; `stop()` asks long work to end, anything else to drop its answer."""

    def __init__(self, owner: QObject | None, done: Callable[[Any], None], failed: Failed | None) -> None:
        self.running = True
        self.stopped = False
        self.steps: Steps | None = None
        self._owner = owner
        self._done = done
        self._failed = failed

    def stop(self) -> None:
        """Ask for an end; neither `done` nor `failed` will be called."""
        self.stopped = True
        if self.steps is not None:
            self.steps.stop()

    @property
    def wanted(self) -> bool:
        """Whether there still is somebody to answer to."""
        return not self.stopped and (self._owner is None or shiboken6.isValid(self._owner))

    def answer(self, outcome: object, otherwise: Failed) -> None:
        """Hand the outcome over; on the GUI thread only."""
        self.running = False
        if not self.wanted or isinstance(outcome, Stopped):
            return
        if isinstance(outcome, Told | Bug):
            (self._failed or otherwise)(outcome)
        else:
            self._done(outcome)


class Jobs(Protocol):
    """What screens are given; the threaded form at a desk, the inline form in tests."""

    def change(
        self, op: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None, owner: QObject | None = None
    ) -> Job:
        """Do what writes, one after the other in the order asked."""
        ...

    def read(
        self, op: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None, owner: QObject | None = None
    ) -> Job:
        """Do what only reads, beside whatever else is going on."""
        ...

    def long(
        self,
        op: Callable[[Steps], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        owner: QObject | None = None,
        *,
        moved: Callable[[Moved], None] | None = None,
        lane: Lane = "read",
    ) -> Job:
        """Do long work that says how far it is and can be stopped."""
        ...


class _Ground(QObject):
    """What both forms share: who answers for a failure that nobody asked about, and delivery on the GUI thread."""

    bug = Signal(object)
    """A Bug happened in some work, told once, whoever else is told."""
    unanswered = Signal(object)
    """A failure that the asking screen left to the bar."""
    busy = Signal(int)
    """How many pieces of work are under way."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._under_way = 0

    def change(
        self, op: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None, owner: QObject | None = None
    ) -> Job:
        return self._start("change", op, Job(_owner_of(done, owner), done, failed))

    def read(
        self, op: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None, owner: QObject | None = None
    ) -> Job:
        return self._start("read", op, Job(_owner_of(done, owner), done, failed))

    def long(
        self,
        op: Callable[[Steps], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        owner: QObject | None = None,
        *,
        moved: Callable[[Moved], None] | None = None,
        lane: Lane = "read",
    ) -> Job:
        job = Job(_owner_of(done, owner), done, failed)
        steps = job.steps = Steps(lambda how: self._report(job, how, moved))
        return self._start(lane, lambda: op(steps), job)

    def _start(self, lane: Lane, op: Callable[[], Any], job: Job) -> Job:
        self._under_way += 1
        self.busy.emit(self._under_way)
        self._run(lane, lambda: _outcome(op, job), job)
        return job

    def _run(self, lane: Lane, work: Callable[[], object], job: Job) -> None:
        raise NotImplementedError

    def _report(self, job: Job, how: Moved, moved: Callable[[Moved], None] | None) -> None:
        raise NotImplementedError

    def _deliver(self, job: Job, outcome: object) -> None:
        self._under_way -= 1
        self.busy.emit(self._under_way)
        if isinstance(outcome, Bug):
            self.bug.emit(outcome)
        job.answer(outcome, self._left_over)

    def _left_over(self, failure: Failure) -> None:
        self.unanswered.emit(failure)


def _owner_of(done: Callable[..., None], owner: QObject | None) -> QObject | None:
    bound = getattr(done, "__self__", None)
    return owner or (bound if isinstance(bound, QObject) else None)


def _outcome(op: Callable[[], Any], job: Job) -> object:
    if job.stopped and job.steps is not None:
        return Stopped()
    try:
        return op()
    except (Told, Bug, Stopped) as known:
        return known
    except Exception as unknown:  # noqa: BLE001 - whatever it was, it was ours
        bug = Bug(type(unknown).__name__)
        bug.__cause__ = unknown
        return bug


class ThreadJobs(_Ground):
    """Work on threads: one for all changes, `readers` for the rest; `close()` leaves none of them alive."""

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None, readers: int = 2) -> None:
        super().__init__(parent)
        self._lanes: dict[Lane, ThreadPoolExecutor] = {
            "change": ThreadPoolExecutor(1, "tidewaiter-change"),
            "read": ThreadPoolExecutor(readers, "tidewaiter-read"),
        }
        self._open: set[Job] = set()
        self._closing = threading.Event()
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def _run(self, lane: Lane, work: Callable[[], object], job: Job) -> None:
        if lane == "read" and self._closing.is_set():
            return  # a window that is closing still draws and asks; nobody is left to be answered
        self._open.add(job)
        self._lanes[lane].submit(self._work, work, job)

    def _work(self, work: Callable[[], object], job: Job) -> None:
        outcome = work()
        if not self._closing.is_set():
            self._arrived.emit(lambda: self._arrive(job, outcome))

    def _arrive(self, job: Job, outcome: object) -> None:
        self._open.discard(job)
        self._deliver(job, outcome)

    def _report(self, job: Job, how: Moved, moved: Callable[[Moved], None] | None) -> None:
        if moved is not None:
            self._arrived.emit(lambda: moved(how) if job.wanted and job.running else None)

    @Slot(object)
    def _on_arrived(self, act: Callable[[], None]) -> None:
        act()

    def close(self) -> None:
        """Finish the changes that were asked for, stop the rest, and end every thread; answers are dropped."""
        self._closing.set()
        for job in self._open:
            if job.steps is not None:
                job.stop()
        self._lanes["read"].shutdown(wait=True, cancel_futures=True)
        self._lanes["change"].shutdown(wait=True)


class InlineJobs(_Ground):
    """The same contract on one thread, for tests: work runs at the next turn of the event loop, in order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: deque[tuple[Callable[[], object], Job]] = deque()

    def _run(self, lane: Lane, work: Callable[[], object], job: Job) -> None:
        self._queue.append((work, job))
        QTimer.singleShot(0, self, self._next)

    def _report(self, job: Job, how: Moved, moved: Callable[[Moved], None] | None) -> None:
        if moved is not None and job.wanted:
            moved(how)

    @Slot()
    def _next(self) -> None:
        if self._queue:
            work, job = self._queue.popleft()
            self._deliver(job, work())

    def settle(self) -> None:
        """Run all work that waits, and what it asks for in turn, now."""
        while self._queue:
            self._next()

    def close(self) -> None:
        """Finish what was asked for."""
        self.settle()
