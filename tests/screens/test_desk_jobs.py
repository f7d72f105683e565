"""Both forms of jobs sign one contract: GUI thread, later than the call, owner alive, failures in three kinds."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.errors import Bug, Refused, Trouble
from app.desk.jobs import Failure, InlineJobs, Moved, Steps, ThreadJobs

Forms = ThreadJobs | InlineJobs


@pytest.fixture(params=[ThreadJobs, InlineJobs])
def jobs(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Forms]:
    made: Forms = request.param()
    yield made
    made.close()


def raising(error: Exception) -> Callable[[], int]:
    def op() -> int:
        raise error

    return op


def test_done_runs_on_the_gui_thread_after_the_call_returned(qtbot: QtBot, jobs: Forms) -> None:
    seen: list[tuple[int, bool]] = []
    jobs.read(lambda: 42, lambda answer: seen.append((answer, jobs.thread().isCurrentThread())))
    assert seen == []
    qtbot.waitUntil(lambda: seen == [(42, True)])


def test_changes_run_one_after_the_other_in_the_order_asked(qtbot: QtBot, jobs: Forms) -> None:
    order: list[int] = []
    answered: list[int] = []

    def noted(number: int) -> int:
        order.append(number)
        return number

    for number in range(50):
        jobs.change(partial(noted, number), answered.append)
    qtbot.waitUntil(lambda: len(answered) == 50)
    assert order == answered == list(range(50))


@pytest.mark.parametrize(
    "error", [Refused("desk.garbled_scan", field="count"), Trouble("desk.garbled_scan"), Bug("broken")]
)
def test_known_failures_arrive_as_they_are(qtbot: QtBot, jobs: Forms, error: Failure) -> None:
    failed: list[Failure] = []
    jobs.change(raising(error), lambda _: None, failed.append)
    qtbot.waitUntil(lambda: failed == [error])


def test_an_unknown_failure_arrives_as_a_bug_without_its_text(qtbot: QtBot, jobs: Forms) -> None:
    failed: list[Failure] = []
    with qtbot.waitSignal(jobs.bug) as told:
        jobs.read(raising(ValueError("passphrase tiger")), lambda _: None, failed.append)
    qtbot.waitUntil(lambda: len(failed) == 1)
    assert isinstance(failed[0], Bug)
    assert "tiger" not in str(failed[0])
    assert isinstance(failed[0].__cause__, ValueError)
    assert told.args == failed


def test_a_failure_nobody_asked_about_is_told_by_signal(qtbot: QtBot, jobs: Forms) -> None:
    trouble = Trouble("desk.garbled_scan")
    with qtbot.waitSignal(jobs.unanswered) as told:
        jobs.read(raising(trouble), lambda _: None)
    assert told.args == [trouble]


class Screen(QObject):
    """Somebody who asks and may be gone before the answer."""

    def __init__(self) -> None:
        super().__init__()
        self.got: list[int] = []

    @Slot(object)
    def take(self, answer: int) -> None:
        self.got.append(answer)


def test_an_owner_that_is_gone_is_not_called(qtbot: QtBot, jobs: Forms) -> None:
    screen, got, after = Screen(), [], list[int]()
    got = screen.got
    jobs.change(lambda: 1, screen.take)
    jobs.change(lambda: 2, after.append)
    shiboken6.delete(screen)
    qtbot.waitUntil(lambda: after == [2])
    assert got == []


def test_long_work_says_how_far_it_is(qtbot: QtBot, jobs: Forms) -> None:
    seen: list[Moved] = []
    finished: list[str] = []

    def op(steps: Steps) -> str:
        for done in range(1, 4):
            steps.moved(done, 3)
        return "read"

    jobs.long(op, finished.append, moved=seen.append)
    qtbot.waitUntil(lambda: finished == ["read"])
    assert seen == [Moved(1, 3), Moved(2, 3), Moved(3, 3)]


def test_long_work_stops_when_told_and_answers_nobody(qtbot: QtBot) -> None:
    jobs = ThreadJobs()
    running, ended = threading.Event(), threading.Event()

    def op(steps: Steps) -> None:
        running.set()
        try:
            while True:
                steps.moved(0)
                ended.wait(0.002)
        finally:
            ended.set()

    answers: list[object] = []
    job = jobs.long(op, answers.append, answers.append)
    assert running.wait(5)
    job.stop()
    qtbot.waitUntil(lambda: not job.running)
    assert ended.is_set()
    assert answers == []
    jobs.close()


def test_a_stopped_job_that_never_began_does_nothing(qtbot: QtBot, jobs: Forms) -> None:
    began: list[int] = []
    block = threading.Event()
    jobs.change(lambda: block.wait(5), lambda _: None)
    job = jobs.long(lambda _: began.append(1), lambda _: None, lane="change")
    job.stop()
    block.set()
    qtbot.waitUntil(lambda: not job.running)
    assert began == []


def test_closing_finishes_changes_and_leaves_no_thread(qapp: QApplication) -> None:
    before = set(threading.enumerate())
    jobs, written = ThreadJobs(), list[int]()
    release = threading.Event()
    jobs.change(lambda: release.wait(5), lambda _: None)
    for number in range(20):
        jobs.change(partial(written.append, number), lambda _: None)
    for _ in range(20):
        jobs.read(lambda: 1, lambda _: None)
    threading.Timer(0.02, release.set).start()
    jobs.close()
    jobs.read(lambda: written.append(99), lambda _: None)  # what a closing window still asks for is let be
    assert written == list(range(20))
    assert {thread for thread in threading.enumerate() if thread.name.startswith("tidewaiter")} <= before


def test_settling_runs_what_waits_and_what_that_asks_for(qapp: QApplication) -> None:
    jobs, seen = InlineJobs(), list[int]()

    def go_on(answer: int) -> None:
        jobs.change(lambda: answer + 1, seen.append)

    jobs.read(lambda: 1, go_on)
    jobs.settle()
    assert seen == [2]
