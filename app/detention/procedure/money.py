"""Securities, counter-securities, fine tiers, the disposal ladder and crime thresholds, worked out from a pack."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from app.core.errors import Refused, Say
from app.deadlines.reading import Source
from app.detention.procedure.law import DisposalWay, FineTier, Procedure, SecurityBracket, Threshold

CENT: Final = Decimal("0.01")


@dataclass(frozen=True)
class SecurityDue:
    """An amount of security in the pack's currency, how it came about, and by which rule."""

    amount: Decimal
    why: Say
    source: Source


@dataclass(frozen=True)
class FineAdvice:
    """A tier of discretion in money for these goods; advice only, the officer decides and says why."""

    tier: FineTier
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True)
class DisposalOffer:
    """A way of disposal, whether it is open now, and why or why not."""

    way: DisposalWay
    allowed: bool
    reason: Say


def security_due(
    value: Decimal, procedure: Procedure, track: str, right_type: str = "trademark", *, general: bool = False
) -> SecurityDue:
    """The security a right holder must lodge for goods of that value; nothing under a general security in force."""
    if not value.is_finite() or value < 0:
        raise Refused("procedure.bad_value", field="value", value=str(value))
    umbrella = procedure.general_security
    if general and umbrella and track in umbrella.tracks and right_type in umbrella.rights:
        return SecurityDue(Decimal(0), Say("procedure.security_general", {"name": umbrella.name.say}), umbrella.source)
    if not procedure.securities:
        return SecurityDue(Decimal(0), Say("procedure.security_none"), Source("", "V"))
    for bracket in procedure.securities:
        if bracket.track == track and bracket.holds(value):
            return _by_bracket(bracket, value)
    raise Refused("procedure.no_security_rule", field="track", track=track)


def _by_bracket(bracket: SecurityBracket, value: Decimal) -> SecurityDue:
    if bracket.flat is not None:
        why = Say("procedure.security_flat", {"amount": bracket.flat, "over": bracket.low})
        return SecurityDue(min(bracket.flat, value), why, bracket.source)
    share = (value * bracket.rate).quantize(CENT, ROUND_HALF_UP)
    amount = min(max(share, bracket.floor), value)  # never above the goods' value (Reg 14)
    why = Say("procedure.security_share", {"value": value, "rate": _percent(bracket.rate), "floor": bracket.floor})
    return SecurityDue(amount, why, bracket.source)


def _percent(rate: Decimal) -> str:
    return f"{(rate * 100).normalize():f} %"


def counter_security_due(value: Decimal, procedure: Procedure, right_type: str) -> SecurityDue:
    """What a party deposits to have goods back that are suspected of infringing such a right."""
    rule = procedure.counter_security
    if rule is None or right_type not in rule.rights:
        raise Refused("procedure.no_counter_security", field="right_type")
    why = Say("procedure.security_share", {"value": value, "rate": _percent(rule.rate), "floor": Decimal(0)})
    return SecurityDue((value * rule.rate).quantize(CENT, ROUND_HALF_UP), why, rule.source)


def fine_advice(offence: str, goods_value: Decimal, procedure: Procedure) -> tuple[FineAdvice, ...]:
    """Every tier for an offence, in money; `goods_value` is value plus duty and taxes (APR 64)."""
    tiers = [tier for tier in procedure.fines if tier.offence == offence]
    if not tiers:
        known = sorted({tier.offence for tier in procedure.fines})
        raise Refused("procedure.unknown_offence", field="offence", offence=offence, known=known)
    return tuple(
        FineAdvice(tier, _in_money(tier.low, tier, goods_value), _in_money(tier.high, tier, goods_value))
        for tier in tiers
    )


def _in_money(bound: Decimal | None, tier: FineTier, goods_value: Decimal) -> Decimal | None:
    if bound is None:
        return None
    return (bound * goods_value if tier.per_value else bound).quantize(CENT, ROUND_HALF_UP)


def fine_allowed(advice: FineAdvice, amount: Decimal) -> bool:
    """Whether an amount lies within a tier."""
    low, high, tier = advice.low, advice.high, advice.tier
    above = low is None or amount > low or (tier.low_included and amount == low)
    below = high is None or amount < high or (tier.high_included and amount == high)
    return amount >= 0 and above and below


def disposal_offers(procedure: Procedure, conditions: Collection[str]) -> tuple[DisposalOffer, ...]:
    """The ladder in order; a rung is open when its conditions hold and no rung above it is."""
    offers: list[DisposalOffer] = []
    for way in procedure.disposal:
        higher = [offer.way for offer in offers if offer.allowed and offer.way.rung < way.rung]
        offers.append(_offer(way, procedure, conditions, higher))
    return tuple(offers)


def _offer(
    way: DisposalWay, procedure: Procedure, conditions: Collection[str], higher: Collection[DisposalWay]
) -> DisposalOffer:
    names = procedure.conditions
    missing = [names[name].say for name in way.needs if name not in conditions]
    barring = [names[name].say for name in way.bars if name in conditions]
    rule: Mapping[str, object] = {"way": way.name.say, "source": way.source.text}
    if missing:
        return DisposalOffer(way, False, Say("procedure.way_needs", {**rule, "needs": missing}))
    if barring:
        return DisposalOffer(way, False, Say("procedure.way_barred", {**rule, "bars": barring}))
    if higher:
        return DisposalOffer(way, False, Say("procedure.way_later", {**rule, "first": [w.name.say for w in higher]}))
    return DisposalOffer(way, True, Say("procedure.way_open", rule))


@dataclass(frozen=True)
class Priced:
    """Goods of one line to be valued: how many, whether sold, and the unit prices known by basis."""

    count: Decimal
    sold: bool
    prices: Mapping[str, Decimal]


@dataclass(frozen=True)
class Revenue:
    """A line's share of the illegal revenue, the basis that was used, and its rule."""

    amount: Decimal
    basis: str
    why: Say
    source: Source


def illegal_revenue(lines: Sequence[Priced], procedure: Procedure) -> tuple[Revenue, ...]:
    """Each line valued by the first basis of the pack's order that is known for it; none known is refused."""
    return tuple(_revenue(place, line, procedure) for place, line in enumerate(lines, 1))


def _revenue(place: int, line: Priced, procedure: Procedure) -> Revenue:
    order = sorted(procedure.price_bases, key=lambda basis: basis.rung)
    allowed = [basis for basis in order if (basis.sold if line.sold else basis.unsold)]
    for basis in allowed:
        price = line.prices.get(basis.id)
        if price is not None:
            why = Say("procedure.price_chosen", {"basis": basis.name.say, "count": line.count, "price": price})
            return Revenue((line.count * price).quantize(CENT, ROUND_HALF_UP), basis.id, why, basis.source)
    raise Refused("procedure.no_price", field="prices", line=place, bases=[basis.name.say for basis in allowed])


def thresholds_met(
    procedure: Procedure, on: date, figures: Mapping[str, Decimal], conditions: Collection[str] = ()
) -> tuple[Threshold, ...]:
    """The crime thresholds in force on a day that the figures reach: a warning to refer, the officer decides."""
    return tuple(
        threshold
        for threshold in procedure.thresholds
        if threshold.valid_from <= on
        and (threshold.valid_to is None or on <= threshold.valid_to)
        and (not threshold.condition or threshold.condition in conditions)
        and figures.get(threshold.measure, Decimal(-1)) >= threshold.least
    )
