"""Runs many lines through the index: in batches of like length, over as many processes as asked for."""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.register.matching.answers import LineText, Matches
from app.register.matching.screening import screened

if TYPE_CHECKING:
    from app.register.matching.index import MatchIndex

BATCH: Final = 400
WORTH_A_PROCESS: Final = 2000
"""Fewer lines than this a process are done sooner than it has started."""

Run = Callable[[Sequence[LineText]], Iterator[Matches]]
_worker: list[MatchIndex] = []


def batches(lines: Sequence[LineText], size: int) -> list[list[int]]:
    """The places of lines, in batches of like length."""
    order = sorted(range(len(lines)), key=lambda at: len(lines[at].goods) + len(lines[at].brand))
    return [order[begin : begin + size] for begin in range(0, len(order), size)]


def in_batches(index: MatchIndex, lines: Sequence[LineText], processes: int) -> Iterator[Matches]:
    """The answers of many lines, in their order."""
    wanted = min(processes, len(lines) // WORTH_A_PROCESS)
    if wanted <= 1:
        return iter(_alone(index, lines))
    with crew(index, wanted) as run:
        return iter(list(run(lines)))


def _alone(index: MatchIndex, lines: Sequence[LineText]) -> list[Matches]:
    answers = [Matches()] * len(lines)
    for chosen in batches(lines, BATCH):
        for at, answer in zip(chosen, screened(index, [lines[at] for at in chosen]), strict=True):
            answers[at] = answer
    return answers


@contextmanager
def crew(index: MatchIndex, processes: int) -> Iterator[Run]:
    """Processes that share an index and stay for as many runs as are wanted."""
    forking = sys.platform == "linux" and threading.active_count() == 1
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "index.npz")
        if forking:
            _worker[:] = [index]
        else:
            index.save(path)
        context = multiprocessing.get_context("fork" if forking else "spawn")
        try:
            with ProcessPoolExecutor(processes, context, _start, (str(path),)) as pool:
                yield lambda lines: _shared(pool, lines)
        finally:
            _worker.clear()


def _start(path: str) -> None:
    from app.register.matching.index import MatchIndex

    if not _worker:
        _worker.append(MatchIndex.load(Path(path)))


def _work(lines: list[LineText]) -> list[Matches]:
    return screened(_worker[0], lines)


def _shared(pool: ProcessPoolExecutor, lines: Sequence[LineText]) -> Iterator[Matches]:
    answers = [Matches()] * len(lines)
    parts = batches(lines, BATCH)
    for chosen, done in zip(parts, pool.map(_work, [[lines[at] for at in part] for part in parts]), strict=True):
        for at, answer in zip(chosen, done, strict=True):
            answers[at] = answer
    return iter(answers)
