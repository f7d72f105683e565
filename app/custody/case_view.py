"""What the tabs of a case show of its custody, of what others were told, and of what was shown to whom."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Connection

from app.core.errors import Say
from app.custody.records import keeping, telling
from app.custody.rules import RETURN, ParcelState
from app.custody.view import DisposalRow, ParcelRow, view_of
from app.custody.work.disclosing import addressees
from app.custody.work.keeping import still_loose
from app.custody.work.telling import thresholds_reached
from app.deadlines.reading import Both
from app.detention.procedure.law import DisposalWay, Procedure, Threshold
from app.detention.records import rule_words
from app.detention.standing import CaseFile, case_file
from app.journal.records import about
from app.journal.work import Station
from app.notice.records import notices_of

STEPS: Final = frozenset(
    {"parcelled", "sampled", "moved", "sealed", "resealed", "unsealed", "sent", "came_back", "stocktaken", RETURN}
)


@dataclass(frozen=True)
class ChainRow:
    """One step in the chain of custody, in words."""

    at: datetime
    what: Say
    parcel: str
    people: str
    way: str
    seal: str
    note: str


@dataclass(frozen=True)
class LooseRow:
    """What of a line lies in no parcel yet."""

    line: int
    goods: str
    left: Decimal
    unit: str


@dataclass(frozen=True)
class CaseCustody:
    """The custody of one case, and what its acts choose from."""

    parcels: tuple[ParcelRow, ...]
    chain: tuple[ChainRow, ...]
    disposals: tuple[DisposalRow, ...]
    loose: tuple[LooseRow, ...]
    places: tuple[tuple[str, str], ...]
    ways: tuple[DisposalWay, ...]
    conditions: tuple[tuple[str, Both], ...]

    @property
    def held(self) -> tuple[ParcelRow, ...]:
        """What still lies in a store."""
        return tuple(each for each in self.parcels if each.state is ParcelState.STORED)

    def parcel(self, code: str) -> ParcelRow | None:
        """A parcel or sample by its code."""
        return next((each for each in self.parcels if each.parcel == code), None)


def case_custody(station: Station, case_id: str) -> CaseCustody:
    """The custody of a case as its tab shows it."""
    with station.read() as conn:
        file = case_file(conn, station, case_id)
        found = view_of(conn, case_id, station.today().isoformat())
        loose = still_loose(conn, case_id).items()
        ways = {way.id: way.name for way in file.procedure.disposal}
        return CaseCustody(
            parcels=found.parcels,
            chain=tuple(_step(row, ways) for row in found.steps),
            disposals=found.disposals,
            loose=tuple(LooseRow(n, goods, left, unit) for n, (goods, left, unit) in loose if left > 0),
            places=open_places(conn, station),
            ways=file.procedure.disposal,
            conditions=asked_conditions(file.procedure),
        )


def open_places(conn: Connection, station: Station) -> tuple[tuple[str, str], ...]:
    """The open places of a station: code and name."""
    return tuple((row.place, row.name) for row in keeping.places(conn, station.stream) if row.open)


def asked_conditions(procedure: Procedure) -> tuple[tuple[str, Both], ...]:
    """The conditions on which the ladder of disposal depends."""
    names = dict.fromkeys(name for way in procedure.disposal for name in (*way.needs, *way.bars))
    return tuple((name, procedure.conditions[name]) for name in names)


def _step(row: Any, ways: dict[str, Both]) -> ChainRow:
    what = Say(f"custody.act_{row.act}") if row.act in STEPS or row.act not in ways else ways[row.act].say
    people = "、".join(part for part in (row.officer, row.second_officer) if part)
    way = " → ".join(part for part in (row.from_place, row.to_place) if part)
    note = row.note
    if row.act == "stocktaken":
        way, note = row.to_place, ""
        what = Say(f"custody.found_{row.note}")
    return ChainRow(datetime.fromisoformat(row.at), what, row.parcel, people, way, row.seal, note)


# ---- what others were told


@dataclass(frozen=True)
class MatterRow:
    """A referral, an opinion asked for or a platform notice, and its answer once there is one."""

    kind: str
    id: str
    at: datetime
    whom: str
    about: str
    answer: Say | None
    answered_on: str
    note: str


@dataclass(frozen=True)
class ExpertRow:
    """An expert of the roster."""

    id: str
    name: str
    fields: str


@dataclass(frozen=True)
class Beyond:
    """A case beyond customs: thresholds it reaches, what others were told and answered, and whom to ask."""

    reached: tuple[Threshold, ...]
    confirmed: frozenset[str]
    matters: tuple[MatterRow, ...]
    experts: tuple[ExpertRow, ...]
    samples: tuple[str, ...]
    packs: tuple[tuple[str, str], ...]


def beyond(station: Station, case_id: str) -> Beyond:
    """What stands between a case and others."""
    with station.read() as conn:
        file = case_file(conn, station, case_id)
        words = rule_words(conn, station.stream, file.procedure.pack.edition)
        roster = telling.experts(conn, station.stream)
        given = telling.of_case(conn, telling.disclosure_table, case_id)
        return Beyond(
            reached=thresholds_reached(conn, file, station.today()),
            confirmed=frozenset(words),
            matters=tuple(sorted(_matters(conn, case_id), key=lambda each: each.at)),
            experts=tuple(ExpertRow(row.expert, row.name, row.fields.replace("|", ", ")) for row in roster),
            samples=tuple(row.parcel for row in keeping.parcels_of(conn, case_id) if row.parent),
            packs=tuple(
                (row.package, f"{row.addressee} {row.at[:10]}") for row in given if row.withheld or "|" in row.shows
            ),
        )


def _matters(conn: Connection, case_id: str) -> Iterator[MatterRow]:
    for row in telling.of_case(conn, telling.referral_table, case_id):
        answer = Say(f"custody.answer_{row.answer}") if row.answer else None
        whom = f"{row.name}"
        note = " · ".join(part for part in (row.answer_no, row.answer_note) if part)
        yield MatterRow("referral", row.referral, _when(row.at), whom, row.reason, answer, row.answered_on, note)
    for row in telling.of_case(conn, telling.opinion_table, case_id):
        answer = Say(f"custody.effect_{row.effect}") if row.effect else None
        yield MatterRow(
            "opinion", row.opinion, _when(row.asked_at), row.expert_name, row.question, answer, row.given_on, row.text
        )
    for row in telling.of_case(conn, telling.platform_table, case_id):
        answer = Say(f"custody.platform_{row.answer}", {"count": row.removed}) if row.answer else None
        listings = json.loads(row.listings)
        about_it = f"{row.shop} ({len(listings)})"
        yield MatterRow(
            "platform", row.notice, _when(row.told_at), row.platform, about_it, answer, row.answered_on, row.answer_note
        )


def _when(text: str) -> datetime:
    return datetime.fromisoformat(text)


# ---- what was shown to whom


@dataclass(frozen=True)
class ShownRow:
    """One thing that was given to somebody: what it was, what it shows and what was kept back."""

    at: datetime
    addressee: str
    what: str
    shows: int
    hides: tuple[Both, ...]
    withheld: int
    officer: str


@dataclass(frozen=True)
class Shown:
    """The log of disclosure of a case, and to whom more may be given."""

    rows: tuple[ShownRow, ...]
    addressees: tuple[str, ...]
    hides: dict[str, tuple[Both, ...]]


def shown(station: Station, case_id: str) -> Shown:
    """What was shown to whom, the last first."""
    with station.read() as conn:
        file = case_file(conn, station, case_id)
        rows = [*_issued(conn, file), *_given(conn, file)]
        whom = addressees(file)
    hides = {each: _fields(file, file.procedure.disclosures[each].hides) for each in file.procedure.disclosures}
    return Shown(tuple(sorted(rows, key=lambda row: row.at, reverse=True)), whom, hides)


def _issued(conn: Connection, file: CaseFile) -> Iterator[ShownRow]:
    for row in notices_of(conn, file.case_id):
        for entry in about(conn, row.number):
            if entry.kind == "notice.issued":
                rule, body = file.procedure.document(row.kind), entry.body
                hidden = _fields(file, tuple(body.get("hides", ())))
                count = len(body.get("shows", ()))
                yield ShownRow(_when(row.issued_at), rule.addressee, row.number, count, hidden, 0, row.officer)


def _given(conn: Connection, file: CaseFile) -> Iterator[ShownRow]:
    for row in telling.of_case(conn, telling.disclosure_table, file.case_id):
        shows = [part for part in row.shows.split("|") if part]
        what = shows[0] if len(shows) == 1 else f"{row.package[:16]}…"
        hidden = _fields(file, tuple(filter(None, row.hides.split("|"))))
        withheld = len([part for part in row.withheld.split("|") if part])
        yield ShownRow(_when(row.at), row.addressee, what, len(shows), hidden, withheld, row.officer)


def _fields(file: CaseFile, names: tuple[str, ...]) -> tuple[Both, ...]:
    return tuple(file.procedure.fields[name] for name in names if name in file.procedure.fields)
