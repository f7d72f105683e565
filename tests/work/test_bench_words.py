"""Words on packaging, matched like a goods line: they name a right, may name one, are licensed, or only noted."""

from __future__ import annotations

from datetime import date

import pytest

from app.bench.findings import judge_words
from app.bench.judging import Judged
from app.bench.reading import TextLine, matched
from app.intake.rules import Channel, Declaration, Direction, GoodsLine
from app.register.matching import MatchIndex
from app.register.rules import Recordation, RightType

RIGHT = Recordation(
    "T1", RightType.TRADEMARK, "1", "TIDECOVA", "Tide Ltd", date(2020, 1, 1), date(2030, 1, 1), nice_classes=(25,),
    licensees=("Licensed Ltd; id=91330; until=2029-12-31",),
)  # fmt: skip
INDEX = MatchIndex.build([RIGHT])


def judged(*texts: str, consignor: str = "Stranger Ltd") -> Judged:
    shipment = Declaration(
        "D-1", date(2024, 11, 20), Direction.EXPORT, Channel.FREIGHT, (GoodsLine(1, "shoes"),), consignor=consignor
    )
    lines = [TextLine(text, 0.9) for text in texts]
    return judge_words(lines, shipment, INDEX, {"T1": RIGHT}.get)


def test_each_line_is_matched_for_itself_and_all_as_one() -> None:
    found = matched([TextLine("RUNNING SHOES", 0.9), TextLine("T1DECOVA sport", 0.8)], INDEX)
    assert [match.recordation_no for match in (*found.alerts, *found.review)] == ["T1"]
    assert not matched([], INDEX).alerts


@pytest.mark.parametrize(
    ("texts", "consignor", "state", "headline"),
    [
        (("TIDECOVA", "RUNNING SHOES"), "Stranger Ltd", "red", "inspection.words_name"),
        (("TIDECOVA",), "Licensed Ltd", "green", "inspection.words_licensed"),
        (("TIDECOVA",), "Tide Ltd", "green", "inspection.words_licensed"),
        (("MADE IN CHINA",), "Stranger Ltd", "blue", "inspection.words_noted"),
        ((), "Stranger Ltd", "blue", "inspection.words_none"),
    ],
)
def test_what_words_say_of_a_shipment(texts: tuple[str, ...], consignor: str, state: str, headline: str) -> None:
    found = judged(*texts, consignor=consignor)
    assert (found.state, found.headline.key) == (state, headline)
    assert found.rights == (("T1",) if "TIDECOVA" in texts else ())


def test_the_right_that_words_name_is_said_with_its_holder() -> None:
    (reason,) = judged("TIDECOVA").reasons
    assert (reason.params["mark"], reason.params["number"], reason.params["holder"]) == ("TIDECOVA", "T1", "Tide Ltd")
