"""What the words on packaging say about a shipment: they name a right, may name one, or are only noted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final

from app.bench.codes.meaning import meaning
from app.bench.judging import Judged
from app.core.errors import Say
from app.intake.rules import Declaration
from app.register.licences import may_use
from app.register.rules import Recordation

if TYPE_CHECKING:
    from app.bench.reading import TextLine
    from app.register.matching import Match, MatchIndex

SYMBOLOGY: Final = "text"
"""As what words are kept in the stream of scans."""
LONGEST: Final = 400
RIGHTS_AT_MOST: Final = 3


def judge_words(
    lines: Iterable[TextLine],
    shipment: Declaration,
    index: MatchIndex,
    right_of: Callable[[str], Recordation | None],
) -> Judged:
    """Match the words like a goods line, every line for itself and all as one; licensed parties turn it green."""
    from app.bench.reading import matched

    read = tuple(lines)
    text = " · ".join(line.text for line in read)[:LONGEST]
    found = matched(read, index)
    sure = {match.recordation_no for match in found.alerts}
    named = list(_named((*found.alerts, *found.review)[:RIGHTS_AT_MOST], right_of))
    rights = tuple(right.recordation_no for _, right in named)
    strangers = [(match, right) for match, right in named if not _licensed(right, shipment)]
    if not read:
        return Judged("blue", Say("inspection.words_none"), (), meaning(""))
    if not named:
        return Judged("blue", Say("inspection.words_noted"), (Say("inspection.words", {"text": text}),), meaning(text))
    reasons = tuple(_reason(match, right) for match, right in strangers or named)
    if not strangers:
        return Judged("green", Say("inspection.words_licensed"), reasons, meaning(text), rights=rights)
    alarm = any(match.recordation_no in sure for match, _ in strangers)
    headline = Say("inspection.words_name" if alarm else "inspection.words_may_name")
    return Judged("red" if alarm else "yellow", headline, reasons, meaning(text), rights=rights)


def _named(
    matches: Iterable[Match], right_of: Callable[[str], Recordation | None]
) -> Iterator[tuple[Match, Recordation]]:
    for match in matches:
        right = right_of(match.recordation_no)
        if right is not None:
            yield match, right


def _licensed(right: Recordation, shipment: Declaration) -> bool:
    return may_use(right, (shipment.consignor, shipment.consignee))


def _reason(match: Match, right: Recordation) -> Say:
    told = {"matched": match.matched, "mark": right.mark, "number": right.recordation_no, "holder": right.holder}
    return Say("inspection.words_match", told)
