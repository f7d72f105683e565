"""Reads procedure.toml and documents.toml of a pack and refuses what does not hold together."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from app.deadlines.pack import Pack, load_pack
from app.deadlines.reading import Both, Table, by_id
from app.detention.procedure.law import (
    CHANNELS,
    RIGHTS,
    After,
    ClockStart,
    Disclosure,
    DocumentRule,
    Held,
    Move,
    Procedure,
    State,
    Track,
    Within,
)
from app.detention.procedure.money_loading import brackets, counter, general, ladder, price_basis, threshold, tier

ACTORS: Final = ("customs", "holder", "party", "court", "police", "timer", "both", "register_office")
ROLES: Final = ("bench", "case", "supervisor")
SECURED: Final = ("", "bracket", "value")
ANYWHERE: Final = "*"
_READ: Final[dict[str, Procedure]] = {}


def load_procedure(profile: str, on: date, *, root: Path | None = None) -> Procedure:
    """The procedure in force on a day."""
    return procedure_of(load_pack(profile, on, root=root))


def procedure_of(pack: Pack) -> Procedure:
    """The procedure of a pack edition, such as the one an old case ran under; parsed once."""
    if pack.digest not in _READ:
        _READ[pack.digest] = _parsed(pack)
    return _READ[pack.digest]


def _parsed(pack: Pack) -> Procedure:
    papers = pack.part("documents.toml")
    fields, documents = _documents(papers)
    hidden = by_id(
        papers,
        (
            (row.text("addressee"), _disclosure(row, fields, documents))
            for row in papers.rows("disclosure", required=False)
        ),
        "disclosure",
    )
    papers.finish()
    money = pack.part("money.toml")
    table = pack.part("procedure.toml")
    states = by_id(table, ((row.text("id"), _state(row)) for row in table.rows("state")), "state")
    facts = by_id(table, ((row.text("id"), _named(row)) for row in table.rows("fact")), "fact")
    reader = _Tracks(pack, states, facts, documents)
    tracks = by_id(table, ((row.text("id"), reader.track(row)) for row in table.rows("track")), "track")
    mover = _Moves(pack, tracks, states, facts, documents)
    moves = by_id(table, ((row.text("id"), mover.move(row)) for row in table.rows("move")), "move")
    table.finish()
    conditions = by_id(
        money, ((row.text("id"), _named(row)) for row in money.rows("condition", required=False)), "condition"
    )
    procedure = Procedure(
        pack=pack,
        tracks=tracks,
        states=states,
        facts=facts,
        conditions=conditions,
        moves=moves,
        documents=documents,
        fields=fields,
        disclosures=hidden,
        securities=brackets(money, tracks),
        general_security=general(money, tracks),
        counter_security=counter(money),
        fines=tuple(tier(row) for row in money.rows("fine", required=False)),
        disposal=ladder(money, conditions),
        thresholds=tuple(threshold(row, conditions) for row in money.rows("threshold", required=False)),
        price_bases=tuple(price_basis(row) for row in money.rows("price_basis", required=False)),
    )
    money.finish()
    _graph_holds(table, procedure)
    return procedure


def _named(row: Table) -> Both:
    row.text("id")
    name = row.both("name")
    row.finish()
    return name


def _state(row: Table) -> State:
    state = State(row.text("id"), row.both("name"), row.flag("end", False), row.flag("before", False))
    row.finish()
    return state


@dataclass(frozen=True)
class _Tracks:
    """Reads tracks and checks every name they use."""

    pack: Pack
    states: Mapping[str, State]
    facts: Mapping[str, Both]
    documents: Mapping[str, DocumentRule]

    def track(self, row: Table) -> Track:
        """One `[[track]]`."""
        track = Track(
            row.text("id"),
            row.both("name"),
            row.text("start"),
            self._held(row.table("held")),
            _names(row, "channels", CHANNELS, ", ".join(CHANNELS), ()),
        )
        row.among("start", [track.start], self.states, "[[state]]")
        row.finish()
        return track

    def _held(self, row: Table) -> Held:
        held = Held(
            row.text("state"),
            _names(row, "clocks", self.pack.deadlines, "deadlines.toml", ()),
            _names(row, "facts", self.facts, "[[fact]]", ()),
            _names(row, "documents", self.documents, "documents.toml", ()),
        )
        row.among("state", [held.state], self.states, "[[state]]")
        row.finish()
        return held


def _names(
    row: Table, key: str, known: Collection[str], where: str, default: Sequence[str] | None = None
) -> tuple[str, ...]:
    names = row.texts(key, default)
    row.among(key, names, known, where)
    return names


class _Moves:
    """Reads moves and checks every name they use."""

    def __init__(
        self,
        pack: Pack,
        tracks: Mapping[str, Track],
        states: Mapping[str, State],
        facts: Mapping[str, Both],
        documents: Mapping[str, DocumentRule],
    ) -> None:
        self._pack, self._tracks, self._states = pack, tracks, states
        self._facts, self._documents = facts, documents

    def move(self, row: Table) -> Move:
        """One `[[move]]`."""
        name = row.text("id")
        source = row.source()
        within = tuple(self._within(inner) for inner in row.rows("within", required=False))
        after = tuple(self._after(inner) for inner in row.rows("after", required=False))
        move = Move(
            id=name,
            row=row.text("row", name),
            name=row.both("name"),
            tracks=_names(row, "tracks", self._tracks, "[[track]]"),
            origins=self._origins(row),
            target=row.text("to"),
            who=row.choice("who", ACTORS),
            roles=_names(row, "roles", ROLES, ", ".join(ROLES), ("case", "supervisor")),
            source=source,
            needs=_names(row, "needs", self._facts, "[[fact]]", ()),
            bars=_names(row, "bars", self._facts, "[[fact]]", ()),
            rights=_names(row, "rights", RIGHTS, ", ".join(RIGHTS), ()),
            channels=_names(row, "channels", CHANNELS, ", ".join(CHANNELS), ()),
            within=within,
            after=after,
            secured=row.choice("secured", SECURED, ""),
            starts=tuple(self._start(inner) for inner in row.rows("starts", required=False)),
            stops=_names(row, "stops", self._pack.deadlines, "deadlines.toml", ()),
            issues=_names(row, "issues", self._documents, "documents.toml", ()),
            receives=_names(row, "receives", self._documents, "documents.toml", ()),
            two_officers=row.flag("two_officers", False),
            anywhere=row.data.get("from") == [ANYWHERE],
            unverified=(
                *([name] if source.needs_word else []),
                *self._unverified([*(each.clock for each in within), *(each.clock for each in after)]),
            ),
        )
        row.among("to", [move.target], self._states, "[[state]]")
        row.finish()
        return move

    def _origins(self, row: Table) -> tuple[str, ...]:
        written = row.texts("from")
        if written == (ANYWHERE,):
            return tuple(state.id for state in self._states.values() if not state.end)
        row.among("from", written, self._states, "[[state]]")
        return written

    def _unverified(self, clocks: Iterable[str]) -> tuple[str, ...]:
        """The clocks a move waits for whose rule nobody has verified."""
        return tuple(dict.fromkeys(name for name in clocks if self._pack.deadlines[name].source.needs_word))

    def _clock(self, row: Table) -> str:
        clock = row.text("clock")
        row.among("clock", [clock], self._pack.deadlines, "deadlines.toml")
        return clock

    def _within(self, row: Table) -> Within:
        found = Within(self._clock(row), _names(row, "facts", self._facts, "[[fact]]", ()))
        row.finish()
        return found

    def _after(self, row: Table) -> After:
        unless = _names(row, "unless", self._facts, "[[fact]]", ())
        found = After(self._clock(row), unless, _names(row, "instead", self._facts, "[[fact]]", ()))
        row.finish()
        return found

    def _start(self, row: Table) -> ClockStart:
        fact = row.text("fact", "") or None
        row.among("fact", [fact] if fact else [], self._facts, "[[fact]]")
        found = ClockStart(self._clock(row), fact)
        row.finish()
        return found


def _documents(table: Table) -> tuple[Mapping[str, Both], Mapping[str, DocumentRule]]:
    listed = table.table("fields")
    fields = {key: listed.both(key) for key in listed.data}
    documents = by_id(table, ((row.text("id"), _document(row, fields)) for row in table.rows("document")), "document")
    return fields, documents


def _disclosure(row: Table, fields: Mapping[str, Both], documents: Mapping[str, DocumentRule]) -> Disclosure:
    demanding = row.texts("except", ())
    row.among("except", demanding, documents, "[[document]]")
    hides = _names(row, "hides", fields, "[fields]")
    demanded = {kind: tuple(name for name in documents[kind].required if name in hides) for kind in demanding}
    found = Disclosure(row.text("addressee"), hides, row.source(), demanded)
    for kind, rule in documents.items():
        masked = [name for name in rule.required if name in found.hidden_in(kind)]
        if rule.issued and rule.addressee == found.addressee and masked:
            raise row.refuse("hides_required", "hides", found=masked[0], document=kind)
    row.finish()
    return found


def _document(row: Table, fields: Mapping[str, Both]) -> DocumentRule:
    document = DocumentRule(
        id=row.text("id"),
        title=row.both("title"),
        title_verified=row.choice("title_verified", ("V", "S", "U"), "V"),
        sender=row.text("sender"),
        addressee=row.text("addressee"),
        source=row.source(),
        issued=row.flag("issued", False),
        two_officers=row.flag("two_officers", False),
        copies=row.whole("copies", 1, 9, 1),
        required=row.texts("required"),
        line_fields=row.texts("line_fields", ()),
        line_required=row.texts("line_required", ()),
        signatures=row.texts("signatures", ()),
    )
    for key in ("required", "line_fields", "signatures"):
        row.among(key, getattr(document, key), fields, "[fields]")
    row.among("line_required", document.line_required, document.line_fields, "line_fields")
    row.finish()
    return document


def _graph_holds(table: Table, procedure: Procedure) -> None:
    """On each track no reachable state without an end; no state unreachable; none left that is an end."""
    for move in procedure.moves.values():
        for origin in move.origins:
            if procedure.states[origin].end:
                raise table.refuse("end_with_moves", f"state[{origin}]", found=move.id)
    met: set[str] = set()
    for track in procedure.tracks.values():
        forward = edges(procedure, track.id)
        reached = _reached([track.start], forward)
        backward: dict[str, set[str]] = {name: set() for name in procedure.states}
        for origin, targets in edges(procedure, track.id, anywhere=False).items():
            for target in targets:
                backward[target].add(origin)
        ends = [state.id for state in procedure.states.values() if state.end]
        for lost in sorted(reached - _reached(ends, backward)):
            raise table.refuse("no_end", f"state[{lost}]")
        met |= reached
    for lost in sorted(set(procedure.states) - met):
        raise table.refuse("unreached", f"state[{lost}]")


def edges(procedure: Procedure, track: str, *, anywhere: bool = True) -> dict[str, set[str]]:
    """From each state the states that one move of a track leads to; moves lawful anywhere prove no proper end."""
    found: dict[str, set[str]] = {name: set() for name in procedure.states}
    for move in procedure.moves.values():
        if track in move.tracks and (anywhere or not move.anywhere):
            for origin in move.origins:
                found[origin].add(move.target)
    return found


def _reached(starts: Iterable[str], edges: Mapping[str, set[str]]) -> set[str]:
    seen, open_ends = set(starts), deque(starts)
    while open_ends:
        for target in edges[open_ends.popleft()] - seen:
            seen.add(target)
            open_ends.append(target)
    return seen


def with_word(procedure: Procedure, confirmed: Collection[str]) -> Procedure:
    """The procedure after a supervisor's word on the rules `confirmed`: moves that rest on them bind without asking."""
    if not any(rule in confirmed for move in procedure.moves.values() for rule in move.unverified):
        return procedure
    moves = {
        name: replace(move, unverified=tuple(rule for rule in move.unverified if rule not in confirmed))
        for name, move in procedure.moves.items()
    }
    return replace(procedure, moves=moves)
