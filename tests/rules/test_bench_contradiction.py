"""Which pair disagrees, and how sure that is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from app.bench.rules.clones import Sighting, clone_alarm
from app.bench.rules.contradiction import CodeOnGoods, Contradiction, Owners, contradictions
from app.core.wording import in_words
from app.intake.rules import Channel, Declaration, Direction, GoodsLine
from app.register.rules import Recordation, RightType


def right(number: str, mark: str, holder: str, **more: object) -> Recordation:
    return Recordation(
        number,
        RightType.TRADEMARK,
        "1",
        mark,
        holder,
        date(2020, 1, 1),
        date(2030, 1, 1),
        **more,  # type: ignore[arg-type]
    )


TIDE = right(
    "T1", "TIDECO", "Tideco Sports Co., Ltd.", mark_alt=("潮汐",), licensees=("Harbour Shoes Ltd",),
    gtin_prefixes=("690123",), domains=("tideco.example",), known_infringers=("Rogue Trading",),
)  # fmt: skip
OTHER = right("O1", "OTTER", "Otter GmbH", gtin_prefixes=("400012",), domains=("otter.example",))
OWNERS = Owners.of([TIDE, OTHER])


def line(brand: str = "TIDECO", gtin: str = "") -> GoodsLine:
    return GoodsLine(1, "shoes", brand=brand, gtin=gtin)


def declaration(consignor: str = "Harbour Shoes Ltd", consignee: str = "", origin: str = "CN") -> Declaration:
    return Declaration(
        "D1", date(2026, 1, 1), Direction.EXPORT, Channel.FREIGHT, (line(),),
        consignor=consignor, consignee=consignee, origin=origin,
    )  # fmt: skip


def pairs(found: tuple[Contradiction, ...]) -> list[tuple[str, str]]:
    return [one.pair for one in found]


def test_when_everything_agrees_nothing_is_said() -> None:
    code = CodeOnGoods("06901234567892", gtin="06901234567892", host="www.tideco.example", origin="CN")
    assert contradictions(code, line(gtin="6901234567892"), declaration(), TIDE, OWNERS) == ()


def test_a_number_of_another_company_is_the_surest_sign() -> None:
    code = CodeOnGoods("4000123456789", gtin="04000123456789")
    found = contradictions(code, line(), declaration(), TIDE, OWNERS)
    assert pairs(found) == [("code", "right"), ("code", "brand")]
    assert found[0].strength == 0.9
    assert found[0].alarm
    assert "Otter GmbH" in in_words(found[0].say, "en")
    assert "Otter GmbH" in in_words(found[0].say, "zh")


def test_a_licensee_s_own_number_is_no_contradiction() -> None:
    harbour = right("H1", "HARBOUR", "Harbour Shoes Ltd", gtin_prefixes=("400012",))
    code = CodeOnGoods("4000123456789", gtin="04000123456789")
    owners = Owners.of([TIDE, harbour])
    assert ("code", "right") not in pairs(contradictions(code, None, None, TIDE, owners))


def test_a_prefix_nobody_recorded_is_weaker() -> None:
    code = CodeOnGoods("8710000000008", gtin="08710000000008")
    found = contradictions(code, line(), declaration(), TIDE, OWNERS)
    assert [(one.pair, one.strength) for one in found] == [(("code", "right"), 0.6)]


def test_a_prefix_is_never_held_against_the_origin() -> None:
    code = CodeOnGoods("4000123456789", gtin="04000123456789")
    assert ("code", "origin") not in pairs(contradictions(code, line("OTTER"), declaration(origin="VN"), None, OWNERS))


def test_the_origin_in_the_code_is_held_against_the_declared_one() -> None:
    code = CodeOnGoods("x", origin="VN")
    assert pairs(contradictions(code, line(), declaration(), None, OWNERS)) == [("code", "origin")]


def test_the_declared_number_is_compared_whatever_its_length() -> None:
    code = CodeOnGoods("x", gtin="06901234567892")
    assert not contradictions(code, line(gtin="6901234567892"), None, None, OWNERS)
    assert pairs(contradictions(code, line(gtin="6901234567885"), None, None, OWNERS)) == [("code", "line")]


def test_a_link_to_another_domain() -> None:
    near = CodeOnGoods("x", host="tideco.example.shop.example")
    assert pairs(contradictions(near, None, None, TIDE, OWNERS)) == [("link", "right")]
    assert not contradictions(CodeOnGoods("x", host="id.gs1.org"), None, None, TIDE, OWNERS)
    assert not contradictions(CodeOnGoods("x", host="m.tideco.example:443"), None, None, TIDE, OWNERS)
    stronger = contradictions(CodeOnGoods("x", host="otter.example"), None, None, TIDE, OWNERS)
    assert stronger[0].strength > contradictions(near, None, None, TIDE, OWNERS)[0].strength


def test_a_known_infringer_and_a_party_without_licence() -> None:
    code = CodeOnGoods("x")
    assert contradictions(code, line(), declaration("ROGUE TRADING CO., LTD"), TIDE, OWNERS)[0].strength == 0.95
    stranger = contradictions(code, line(), declaration("Nobody Known"), TIDE, OWNERS)
    assert [one.pair for one in stranger] == [("party", "right")]
    assert not contradictions(code, line("OTHER"), declaration("Nobody Known"), TIDE, OWNERS)


def test_a_broken_code_speaks_for_itself() -> None:
    assert pairs(contradictions(CodeOnGoods("x", sound=False), None, None, None, OWNERS)) == [("code", "check")]


def test_the_longest_prefix_wins_and_a_upc_prefix_needs_no_zero() -> None:
    short = right("S", "S", "S Inc", gtin_prefixes=("6901",))
    upc = right("U", "U", "U Inc", gtin_prefixes=("12345",))
    owners = Owners.of([TIDE, short, upc])
    assert owners.of_gtin("06901234567892") == (TIDE,)
    assert owners.of_gtin("06901934567892") == (short,)
    assert owners.of_gtin("00123456789012") == (upc,)


NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def test_a_number_seen_elsewhere_is_a_clone_and_the_first_sighting_is_named() -> None:
    earlier = [Sighting("B", NOON - timedelta(days=1)), Sighting("C", NOON - timedelta(days=9), picture="ab")]
    alarm = clone_alarm("n", earlier, inspection="i")
    assert alarm is not None
    assert alarm.earliest.station == "C"


def test_handling_the_same_piece_again_is_no_alarm() -> None:
    assert clone_alarm("n", [Sighting("A", NOON, inspection="i")], inspection="i") is None
    assert clone_alarm("n", [Sighting("A", NOON, inspection="h")], inspection="i") is not None
    assert clone_alarm("", [Sighting("B", NOON)]) is None
