"""The traders of a shipment as they are shown: each fact with its source, personal data by role only (S15)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, case, func, select

from app.core.errors import Say
from app.core.wording import Lang, in_words
from app.identity.rules import Officer, Power
from app.intake.records import declaration_table
from app.intake.rules import Declaration
from app.register.rules import Recordation
from app.risk.records import outcome_table
from app.risk.records.contexts import PARTS, contexts_of, first_declared
from app.risk.records.seen import seen_with
from app.risk.records.steering import credit_table
from app.risk.rules import Link, TraderHistory, Tuning
from app.risk.rules.seen import links
from app.risk.rules.subject import credit_now, faded

SHOWN = 8
LISTED = 200


@dataclass(frozen=True)
class Named:
    """In which recordations each name stands as licensee, and in which as known infringer."""

    licences: dict[str, tuple[str, ...]]
    accused: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, rights: Iterable[Recordation]) -> Named:
        """Every name of a register, gathered once for any number of shipments."""
        told = cls({}, {})
        for right in rights:
            for name in right.licensees:
                told.licences[name] = (*told.licences.get(name, ()), right.recordation_no)
            for name in right.known_infringers:
                told.accused[name] = (*told.accused.get(name, ()), right.recordation_no)
        return told


@dataclass(frozen=True)
class TraderFact:
    """One fact of a trader: what it is, what it says (several, or none), and where that is written."""

    name: Say
    values: tuple[Say | str | int | date, ...]
    source: Say | str


@dataclass(frozen=True)
class TraderProfile:
    """One party of a shipment; where `hidden`, whatever is personal has been left out before it came here."""

    part: str
    history: TraderHistory
    first_seen: date | None
    credit: str
    faded: float
    weights: tuple[float, ...]
    """What each earlier infringement weighs today, beside `history.infringements`."""
    infringer_of: tuple[str, ...]
    hidden: bool


@dataclass(frozen=True)
class Traders:
    """Both parties of a shipment and the earlier shipments that share something with it."""

    declaration_no: str
    profiles: tuple[TraderProfile, ...]
    seen_before: tuple[Link, ...]

    def in_words(self) -> tuple[Say, ...]:
        """The earlier shipments in words, newest first."""
        return tuple(
            Say(
                "targeting.link_found" if link.irregular else "targeting.link",
                {"day": link.on, "number": link.declaration_no, "kind": Say(f"targeting.kind_{link.kind}")},
            )
            for link in self.seen_before[:SHOWN]
        )


@dataclass(frozen=True)
class TraderRow:
    """A trader that declared here: by what it is known, how often it came, and what is noted of its credit."""

    party: str
    """The id that declarations carry, or the name where they carry none: credit is noted under it."""
    name: str
    part: str
    shipments: int
    found: int
    credit: str
    number: str
    """One of its shipments."""


def traders_named(conn: Connection, text: str) -> tuple[TraderRow, ...]:
    """The traders whose id or name holds a text, those with the most finds first."""
    told: list[TraderRow] = []
    credits_ = {row.party: row.credit for row in conn.execute(select(credit_table.c.party, credit_table.c.credit))}
    for part in PARTS:
        for row in conn.execute(_traders_query(part, text)):
            party = row.party_id or row.name
            told.append(
                TraderRow(party, row.name, part, row.many, int(row.found), credits_.get(party, "unknown"), row.number)
            )
    return tuple(sorted(told, key=lambda row: (-row.found, -row.shipments, row.name))[:LISTED])


def _traders_query(part: str, text: str) -> Select[Any]:
    party, name = declaration_table.c[f"{part}_id"], declaration_table.c[part]
    found = func.sum(case((outcome_table.c.result == "found", 1), else_=0))
    same = (outcome_table.c.stream == declaration_table.c.stream) & (
        outcome_table.c.declaration_no == declaration_table.c.declaration_no
    )
    return (
        select(
            party.label("party_id"),
            name.label("name"),
            func.count().label("many"),
            found.label("found"),
            func.max(declaration_table.c.declaration_no).label("number"),
        )
        .outerjoin(outcome_table, same)
        .where((name != "") | (party != ""))
        .where(name.icontains(text, autoescape=True) | party.icontains(text, autoescape=True))
        .group_by(party, name)
        .order_by(found.desc(), func.count().desc())
        .limit(LISTED)
    )


def traders_view(
    conn: Connection,
    declaration: Declaration,
    named: Named,
    officer: Officer,
    *,
    on: date,
    tuning: Tuning,
) -> Traders:
    """The traders of a shipment on a day; without the power to see personal data, names and records stay hidden."""
    context = contexts_of(conn, [declaration])[declaration.declaration_no]
    names = {part: getattr(declaration, part) for part in PARTS}
    hidden = not officer.may(Power.SEE_PERSONAL_DATA)
    profiles = []
    for part, name in names.items():
        history = replace(getattr(context, part), name=name, licence_of=named.licences.get(name, ()))
        first = first_declared(conn, declaration, part)
        profiles.append(_profile(part, history, first, named.accused.get(name, ()), on, tuning, hidden=hidden))
    earlier = links(declaration, seen_with(conn, declaration, outcome_table))
    return Traders(declaration.declaration_no, tuple(profiles), () if hidden else earlier)


def _profile(
    part: str,
    history: TraderHistory,
    first: date | None,
    infringer_of: tuple[str, ...],
    on: date,
    tuning: Tuning,
    *,
    hidden: bool,
) -> TraderProfile:
    weights = tuple(faded(replace(history, infringements=(each,)), on, tuning) for each in history.infringements)
    total = faded(history, on, tuning)
    shown = replace(history, party_id="", name="", infringements=(), licence_of=()) if hidden else history
    return TraderProfile(
        part=part,
        history=shown,
        first_seen=first,
        credit=credit_now(history, on).value,
        faded=total,
        weights=() if hidden else weights,
        infringer_of=() if hidden else infringer_of,
        hidden=hidden,
    )


def facts_of(profile: TraderProfile) -> Iterator[TraderFact]:
    """A profile fact by fact, for showing."""
    told, here, outcomes = profile.history, Say("targeting.source_declarations"), Say("targeting.source_outcomes")
    register, hidden = Say("targeting.source_register"), Say("targeting.hidden")
    if profile.hidden:
        yield TraderFact(Say("targeting.fact_name"), (hidden,), here)
    else:
        yield TraderFact(Say("targeting.fact_name"), (told.name,) if told.name else (), here)
        yield TraderFact(Say("targeting.fact_party_id"), (told.party_id,) if told.party_id else (), here)
    yield TraderFact(Say("targeting.fact_first_seen"), (profile.first_seen,) if profile.first_seen else (), here)
    yield TraderFact(Say("targeting.fact_consignments"), (told.consignments,), here)
    credit_from: Say | str = told.credit_source or Say("targeting.source_none")
    yield TraderFact(Say("targeting.fact_credit"), (Say(f"targeting.credit_{profile.credit}"),), credit_from)
    if told.restored_on is not None:
        yield TraderFact(Say("targeting.fact_restored_on"), (told.restored_on,), credit_from)
    yield TraderFact(Say("targeting.fact_inspected"), (told.inspected,), outcomes)
    yield TraderFact(Say("targeting.fact_found"), (told.found,), outcomes)
    yield TraderFact(Say("targeting.fact_faded"), (f"{profile.faded:.2f}",), outcomes)
    if profile.hidden:
        return
    yield TraderFact(Say("targeting.fact_infringements"), tuple(_infringements(profile)), outcomes)
    yield TraderFact(Say("targeting.fact_licence_of"), told.licence_of[:SHOWN], register)
    yield TraderFact(Say("targeting.fact_infringer_of"), profile.infringer_of[:SHOWN], register)


def _infringements(profile: TraderProfile) -> Iterator[Say]:
    told = zip(profile.history.infringements, profile.weights, strict=True)
    for each, weight in sorted(told, key=lambda pair: pair[0].on, reverse=True)[:SHOWN]:
        gaps = {"day": each.on, "recordation": each.recordation_no or "–", "weight": f"{weight:.2f}"}
        yield Say("targeting.infringement", gaps)


def traders_json(traders: Traders, lang: Lang) -> dict[str, Any]:
    """The traders for a script: plain values, and each fact in words with its source."""
    return {
        **{profile.part: _profile_json(profile, lang) for profile in traders.profiles},
        "seen_before": [
            {"kind": link.kind, "number": link.declaration_no, "on": link.on.isoformat(), "irregular": link.irregular}
            for link in traders.seen_before
        ],
    }


def _profile_json(profile: TraderProfile, lang: Lang) -> dict[str, Any]:
    told = profile.history
    return {
        "hidden": profile.hidden,
        "name": told.name,
        "party_id": told.party_id,
        "credit": profile.credit,
        "credit_source": told.credit_source,
        "restored_on": told.restored_on.isoformat() if told.restored_on else None,
        "first_seen": profile.first_seen.isoformat() if profile.first_seen else None,
        "consignments": told.consignments,
        "inspected": told.inspected,
        "found": told.found,
        "faded": round(profile.faded, 4),
        "infringements": [
            {"on": each.on.isoformat(), "recordation_no": each.recordation_no, "weight": round(weight, 4)}
            for each, weight in zip(told.infringements, profile.weights, strict=True)
        ],
        "licence_of": list(told.licence_of),
        "infringer_of": list(profile.infringer_of),
        "facts": [
            {"fact": in_words(fact.name, lang), "value": _shown(fact, lang), "source": _one(fact.source, lang)}
            for fact in facts_of(profile)
        ],
    }


def _shown(fact: TraderFact, lang: Lang) -> str:
    return "; ".join(_one(value, lang) for value in fact.values)


def _one(value: Say | str | int | date, lang: Lang) -> str:
    return in_words(value, lang) if isinstance(value, Say) else str(value)
