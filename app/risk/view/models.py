"""Which learned model weighs, which is tried beside it, what each was measured at, and whose keys are trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, select

from app.core.clock import day_of
from app.core.errors import Say
from app.journal.work import Station
from app.risk.past import SAME
from app.risk.records import outcome_table, screening_table
from app.risk.records.steering import challenger, champions, keys_kept, models_taken, trusted_keys
from app.risk.rules.contest import contest
from app.risk.scorecard.signed import opened

FEWEST_EACH = 30
"""Below this many openings on either side the two models are not compared."""


@dataclass(frozen=True)
class ModelRow:
    """A model that was taken: where it stands, what its own file says of it, and who took it."""

    version: str
    sha256: str
    state: str
    """in_use, beside, former, or untrusted (its key is not trusted any more)."""
    taken_by: str
    taken_on: date
    signer: str
    window: tuple[str, ...] = ()
    rows: int = 0
    found: int = 0
    metrics: Mapping[str, Any] | None = None
    """What the file says it reached on the latest fifth of its window: all cargo, and new cargo apart."""


@dataclass(frozen=True)
class KeyRow:
    """A key whose models are taken once two supervisors stand for it."""

    public_key: str
    state: str
    """proposed, trusted or withdrawn."""
    proposed_by: str
    proposed_on: date
    confirmed_by: str
    withdrawn_by: str
    reason: str


@dataclass(frozen=True)
class ModelsView:
    """The models and keys of a desk, and how two models stand against each other."""

    models: tuple[ModelRow, ...]
    keys: tuple[KeyRow, ...]
    contest: Say


def models_view(station: Station) -> ModelsView:
    """The models as they stand."""
    with station.read() as conn:
        taken, trusted = models_taken(conn), trusted_keys(conn)
        rival = challenger(taken)
        first = next(iter(champions(taken)), None)
        states = {row.sha256: state for row, state in ((first, "in_use"), (rival, "beside")) if row is not None}
        models = tuple(_model(station, row, _state(row, states, trusted)) for row in taken)
        keys = tuple(_key(row) for row in keys_kept(conn))
        return ModelsView(models, keys, _contest_words(conn, first, rival))


def _state(row: Row[Any], states: Mapping[str, str], trusted: frozenset[str]) -> str:
    return states.get(row.sha256, "former") if row.signer in trusted else "untrusted"


def _model(station: Station, row: Row[Any], state: str) -> ModelRow:
    card = opened(station.blobs.get(row.sha256), row.version).model.card
    return ModelRow(
        *(row.version, row.sha256, state, row.officer, day_of(row.at), row.signer),
        window=tuple(card.get("window", ())),
        rows=card.get("rows", 0),
        found=card.get("found", 0),
        metrics=card.get("metrics") or None,
    )


def _key(row: Row[Any]) -> KeyRow:
    return KeyRow(
        row.public_key,
        row.state,
        row.proposed_by,
        day_of(row.proposed_at),
        row.confirmed_by,
        row.withdrawn_by,
        row.reason,
    )


def _contest_words(conn: Connection, first: Row[Any] | None, rival: Row[Any] | None) -> Say:
    if first is None or rival is None:
        return Say("targeting.contest_none")
    told = contest(_hits(conn, first.version, since=rival.at), _hits(conn, rival.version, since=rival.at))
    if min(told.champion.of, told.challenger.of) < FEWEST_EACH:
        gaps = {"champion": told.champion.of, "challenger": told.challenger.of, "least": FEWEST_EACH}
        return Say("targeting.contest_few", gaps)
    return told.say


def _hits(conn: Connection, version: str, *, since: str) -> tuple[int, int]:
    """Finds and openings among the shipments that a model weighed since both weigh, without the random draw."""
    query = (
        select(outcome_table.c.result, func.count())
        .join(screening_table, SAME)
        .where(
            screening_table.c.model == version,
            screening_table.c.screened_at >= since,
            screening_table.c.control.is_(False),
            outcome_table.c.result != "inconclusive",
        )
        .group_by(outcome_table.c.result)
    )
    counts: dict[str, int] = {row.result: row[1] for row in conn.execute(query)}
    return counts.get("found", 0), sum(counts.values())
