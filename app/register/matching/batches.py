"""Runs many lines through the index: in batches of like length, over as many processes as asked for."""

from __future__ import annotations

import gc
import multiprocessing
import pickle
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.register.matching.answers import LineText, Matches
from app.register.matching.garbage import uncollected
from app.register.matching.screening import screened

if TYPE_CHECKING:
    from app.register.matching.index import MatchIndex

BATCH: Final = 400
WORTH_A_FORK: Final = 500
WORTH_A_START: Final = 10_000
"""Fewer lines than this a process are done sooner than it has begun: forked, or started anew with its own index."""


def batches(lines: Sequence[LineText], size: int) -> list[list[int]]:
    """The places of lines, in batches of like length, the longest first so that the last ones are soon done."""
    order = sorted(range(len(lines)), key=lambda at: -len(lines[at].goods) - len(lines[at].brand))
    return [order[begin : begin + size] for begin in range(0, len(order), size)]


def in_batches(index: MatchIndex, lines: Sequence[LineText], processes: int) -> Iterator[Matches]:
    """The answers of many lines, in their order, by as many processes as are worth it."""
    forking = sys.platform == "linux" and threading.active_count() == 1
    worth = len(lines) // (WORTH_A_FORK if forking else WORTH_A_START)
    return iter(answers_of(index, lines, others=min(processes, worth) - 1, forking=forking))


def answers_of(index: MatchIndex, lines: Sequence[LineText], others: int = 0, forking: bool = False) -> list[Matches]:
    """The answers of lines, in their order, by this process and so many others, forked or started anew."""
    work = _Work(lines, batches(lines, BATCH))
    answers = [Matches()] * len(lines)
    with uncollected():  # answers hold no cycles
        done = dict(_shared(index, work, others, forking)) if others > 0 else {}
        for part, places in enumerate(work.parts):
            found = done[part] if part in done else work.done(index, part)  # also what a process that died had taken
            for at, answer in zip(places, found, strict=True):
                answers[at] = answer
    return answers


@dataclass(frozen=True)
class _Work:
    """Lines, and the places of those of each batch."""

    lines: Sequence[LineText]
    parts: list[list[int]]

    def done(self, index: MatchIndex, part: int) -> list[Matches]:
        """The answers of one batch."""
        return screened(index, [self.lines[at] for at in self.parts[part]])

    def taken(self, index: MatchIndex, next_part: Any) -> Iterator[tuple[int, list[Matches]]]:
        """One batch after the other that no other process has taken, as long as there are any."""
        while True:
            with next_part.get_lock():
                part = next_part.value
                next_part.value = part + 1
            if part >= len(self.parts):
                return
            yield part, self.done(index, part)


def _shared(index: MatchIndex, work: _Work, others: int, forking: bool) -> Iterator[tuple[int, list[Matches]]]:
    """Batches by number with their answers, worked on by this process and others."""
    context: Any = multiprocessing.get_context("fork" if forking else "spawn")
    next_part = context.Value("q", 0)
    with tempfile.TemporaryDirectory() as folder:
        source: MatchIndex | Path = index
        if not forking:
            source = Path(folder, "index")
            index.save(source)
        crew = [_helper(context, source, work, next_part) for _ in range(others)]
        try:
            yield from work.taken(index, next_part)
            for _, answers in crew:
                yield from _received(answers)
        finally:
            for process, answers in crew:
                answers.close()  # one that still writes ends here
                process.join()


def _helper(context: Any, source: MatchIndex | Path, work: _Work, next_part: Any) -> tuple[Any, Connection]:
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_help, args=(source, work, next_part, theirs), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def _help(source: MatchIndex | Path, work: _Work, next_part: Any, answers: Connection) -> None:
    """What a further process does: batches as long as there are any, then all its answers at once."""
    from app.register.matching.index import MatchIndex

    gc.disable()  # its own process, and a short one
    index = MatchIndex.load(source) if isinstance(source, Path) else source
    written = [pickle.dumps(done, pickle.HIGHEST_PROTOCOL) for done in work.taken(index, next_part)]
    with suppress(BrokenPipeError):
        for done in written:
            answers.send_bytes(done)
    answers.close()


def _received(answers: Connection) -> Iterator[tuple[int, list[Matches]]]:
    """What a process sends, to its end."""
    with suppress(EOFError):
        while True:
            yield pickle.loads(answers.recv_bytes())  # noqa: S301 - from a process of our own
