"""Reads money.toml of a pack: securities, fines, disposal, thresholds and price bases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from app.deadlines.reading import Both, Table
from app.detention.procedure.law import (
    RIGHTS,
    CounterSecurity,
    DisposalWay,
    FineTier,
    GeneralSecurity,
    PriceBasis,
    SecurityBracket,
    Threshold,
    Track,
)
from app.detention.rules import PriceBasis as Basis

MEASURES: Final = ("business", "gains", "sales", "unsold", "copies", "labels")


def brackets(money: Table, tracks: Mapping[str, Track]) -> tuple[SecurityBracket, ...]:
    """The security brackets of each track, without gap or overlap."""
    found = tuple(_bracket(row, tracks) for row in money.rows("security", required=False))
    for track in {bracket.track for bracket in found}:
        _no_gap(money, [bracket for bracket in found if bracket.track == track])
    return found


def _bracket(row: Table, tracks: Mapping[str, Track]) -> SecurityBracket:
    track = row.text("track")
    row.among("track", [track], tracks, "[[track]]")
    over = row.amount_or_none("over")
    up_to = row.amount_or_none("up_to")
    bracket = SecurityBracket(
        track=track,
        low=row.amount("from", Decimal(0)) if over is None else over,
        low_included=over is None,
        high=row.amount_or_none("below") if up_to is None else up_to,
        high_included=up_to is not None,
        rate=row.amount("rate", Decimal(0)),
        floor=row.amount("floor", Decimal(0)),
        flat=row.amount_or_none("flat"),
        source=row.source(),
    )
    if bracket.flat is None and not bracket.rate:
        raise row.refuse("missing", "rate", example='rate = "1"')
    row.finish()
    return bracket


def _no_gap(money: Table, brackets: Sequence[SecurityBracket]) -> None:
    """Each bracket begins exactly where the one before ends; the first at nothing, the last without end."""
    reached, reached_included = Decimal(0), False
    for bracket in brackets:
        if reached is None or bracket.low != reached or bracket.low_included == reached_included:
            raise money.refuse("gap", f"security[{bracket.track}]", found=bracket.low)
        reached, reached_included = bracket.high, bracket.high_included  # type: ignore[assignment]  # None ends it
    if reached is not None:
        raise money.refuse("gap", f"security[{brackets[-1].track}]", found=reached)


def general(money: Table, tracks: Mapping[str, Track]) -> GeneralSecurity | None:
    """The rule of the general security, if the pack has one."""
    if not money.has("general_security"):
        return None
    row = money.table("general_security")
    found = GeneralSecurity(
        row.both("name"), row.texts("tracks"), row.texts("rights"), row.amount("least"), row.source()
    )
    row.among("tracks", found.tracks, tracks, "[[track]]")
    row.among("rights", found.rights, RIGHTS, ", ".join(RIGHTS))
    row.finish()
    return found


def counter(money: Table) -> CounterSecurity | None:
    """The rule of the counter-security, if the pack has one."""
    if not money.has("counter_security"):
        return None
    row = money.table("counter_security")
    found = CounterSecurity(row.both("name"), row.texts("rights"), row.amount("rate"), row.source())
    row.among("rights", found.rights, RIGHTS, ", ".join(RIGHTS))
    row.finish()
    return found


def tier(row: Table) -> FineTier:
    """One tier of fines."""
    least, over = row.amount_or_none("from"), row.amount_or_none("over")
    below, most = row.amount_or_none("below"), row.amount_or_none("up_to")
    tier = FineTier(
        offence=row.text("offence"),
        id=row.text("id"),
        name=row.both("name"),
        per_value=row.choice("of", ("goods_value", "amount")) == "goods_value",
        low=least if least is not None else over,
        low_included=over is None,
        high=most if most is not None else below,
        high_included=below is None,
        confiscates=row.flag("confiscates", False),
        usual=row.flag("usual", False),
        source=row.source(),
    )
    if tier.low is not None and tier.high is not None and tier.high < tier.low:
        raise row.refuse("gap", "up_to", found=tier.high)
    row.finish()
    return tier


def ladder(money: Table, conditions: Mapping[str, Both]) -> tuple[DisposalWay, ...]:
    """The ways of disposal by rung."""
    ways = [_way(row, conditions) for row in money.rows("disposal", required=False)]
    return tuple(sorted(ways, key=lambda way: way.rung))


def _way(row: Table, conditions: Mapping[str, Both]) -> DisposalWay:
    way = DisposalWay(
        row.text("id"),
        row.both("name"),
        row.whole("rung", 1, 20),
        row.texts("needs", ()),
        row.texts("bars", ()),
        row.source(),
    )
    row.among("needs", way.needs, conditions, "[[condition]]")
    row.among("bars", way.bars, conditions, "[[condition]]")
    row.finish()
    return way


def threshold(row: Table, conditions: Mapping[str, Both]) -> Threshold:
    """One threshold of suspected crime."""
    threshold = Threshold(
        id=row.text("id"),
        name=row.both("name"),
        article=row.text("article"),
        measure=row.choice("measure", MEASURES),
        least=row.amount("least"),
        condition=row.text("condition", ""),
        valid_from=row.day("valid_from"),
        valid_to=row.day_or_none("valid_to"),
        source=row.source(),
    )
    row.among("condition", [threshold.condition] if threshold.condition else [], conditions, "[[condition]]")
    if threshold.valid_to is not None and threshold.valid_to < threshold.valid_from:
        raise row.refuse("dates_backwards", "valid_to")
    row.finish()
    return threshold


def price_basis(row: Table) -> PriceBasis:
    """One price basis of the illegal revenue."""
    basis = PriceBasis(
        row.choice("id", tuple(Basis)),
        row.both("name"),
        row.whole("rung", 1, 20),
        row.flag("sold", False),
        row.flag("unsold", False),
        row.source(),
    )
    row.finish()
    return basis
