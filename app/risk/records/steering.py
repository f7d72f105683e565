"""What supervisors have set: own rules and campaigns, capacity, credit, trusted keys, models, priors, other lanes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Double, Integer, Row, String, Table, Text, select

from app.core.canonical import canonical
from app.journal.applying import Applies, Applying
from app.journal.entry import Entry
from app.risk.records.weighed import screening_table
from app.risk.rules import CreditClass
from app.store.base import READING, metadata
from app.store.writing import put

rule_table = Table(
    "risk_rule",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("proposal", String(36), primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("rule", String(80), nullable=False),
    Column("toml", Text, nullable=False),
    Column("replay", Text, nullable=False),
    Column("state", String(12), nullable=False),
    Column("proposed_by", String(40), nullable=False),
    Column("proposed_at", String(40), nullable=False),
    Column("confirmed_by", String(40), nullable=False),
    Column("confirmed_at", String(40), nullable=False),
    Column("retired_by", String(40), nullable=False),
    Column("retired_at", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    info=READING,
)

capacity_table = Table(
    "risk_capacity",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("opened", Integer, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("red", Double, nullable=False),
    Column("yellow", Double, nullable=False),
    Column("red_share", Double, nullable=False),
    Column("yellow_share", Double, nullable=False),
    Column("officer", String(40), nullable=False),
    Column("at", String(40), nullable=False),
    info=READING,
)

credit_table = Table(
    "trader_credit",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("party", String(300), primary_key=True),
    Column("credit", String(12), nullable=False),
    Column("source", String(300), nullable=False),
    Column("restored_on", String(10), nullable=False),
    Column("officer", String(40), nullable=False),
    Column("at", String(40), nullable=False),
    info=READING,
)

model_key_table = Table(
    "risk_model_key",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("public_key", String(64), primary_key=True),
    Column("state", String(12), nullable=False),
    Column("proposed_by", String(40), nullable=False),
    Column("proposed_at", String(40), nullable=False),
    Column("confirmed_by", String(40), nullable=False),
    Column("confirmed_at", String(40), nullable=False),
    Column("withdrawn_by", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    info=READING,
)

model_table = Table(
    "risk_model",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("version", String(60), nullable=False),
    Column("signer", String(64), nullable=False),
    Column("role", String(12), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("officer", String(40), nullable=False),
    Column("at", String(40), nullable=False),
    info=READING,
)

prior_table = Table(
    "risk_prior",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("most", Integer, nullable=False),
    Column("officer", String(40), nullable=False),
    Column("at", String(40), nullable=False),
    info=READING,
)

CHAMPION = "champion"
CHALLENGER = "challenger"


# Built once: they are asked at every weighing.
IN_FORCE = (
    select(rule_table)
    .where(rule_table.c.state == "confirmed")
    .order_by(rule_table.c.confirmed_at, rule_table.c.proposal)
)
CAPACITY = select(capacity_table).order_by(capacity_table.c.at.desc())
TRUSTED = select(model_key_table.c.public_key).where(model_key_table.c.state == "trusted")
TAKEN = select(model_table).order_by(model_table.c.seq.desc())
PRIOR = select(prior_table.c.most)


def rules_kept(conn: Connection, kind: str = "rule") -> list[Row[Any]]:
    """Every proposal of the office's own rules (or campaigns), oldest first."""
    query = select(rule_table).where(rule_table.c.kind == kind)
    return list(conn.execute(query.order_by(rule_table.c.proposed_at, rule_table.c.proposal)))


def rules_in_force(conn: Connection) -> list[Row[Any]]:
    """The office's own rules and campaigns that two supervisors stand for, in the order they were confirmed."""
    return list(conn.execute(IN_FORCE))


def proposal_of(conn: Connection, proposal: str) -> Row[Any] | None:
    """One proposal."""
    return conn.execute(select(rule_table).where(rule_table.c.proposal == proposal)).first()


def capacity_set(conn: Connection) -> Row[Any] | None:
    """What the desk can open a day and the thresholds fitted to it, once that was set."""
    return conn.execute(CAPACITY).first()


def trusted_keys(conn: Connection) -> frozenset[str]:
    """The public keys whose models this desk takes (hex)."""
    return frozenset(conn.execute(TRUSTED).scalars())


def keys_kept(conn: Connection) -> list[Row[Any]]:
    """Every key that was ever proposed, the newest first."""
    return list(conn.execute(select(model_key_table).order_by(model_key_table.c.proposed_at.desc())))


def key_kept(conn: Connection, public_key: str) -> Row[Any] | None:
    """One key."""
    return conn.execute(select(model_key_table).where(model_key_table.c.public_key == public_key)).first()


def models_taken(conn: Connection) -> list[Row[Any]]:
    """Every model that was taken, the last first."""
    return list(conn.execute(TAKEN))


def champions(taken: Iterable[Row[Any]]) -> list[Row[Any]]:
    """The models that weighed by themselves, the one in use first."""
    return [row for row in taken if row.role == CHAMPION]


def challenger(taken: Sequence[Row[Any]]) -> Row[Any] | None:
    """The model that is tried beside the one in use: taken since, and not in its place."""
    return taken[0] if taken and taken[0].role == CHALLENGER else None


def prior_points(conn: Connection) -> int | None:
    """What one published figure may add at most, once supervisors have set it."""
    told: int | None = conn.execute(PRIOR).scalar()
    return told


def _proposed(to: Applying, entry: Entry) -> None:
    row = dict.fromkeys(("confirmed_by", "confirmed_at", "retired_by", "retired_at", "reason"), "")
    put(
        to.conn,
        rule_table,
        {
            **row,
            "stream": entry.stream,
            "proposal": entry.body["proposal"],
            "kind": entry.body["kind"],
            "rule": entry.subject,
            "toml": entry.body["toml"],
            "replay": canonical(entry.body["replay"]).decode(),
            "state": "proposed",
            "proposed_by": entry.officer,
            "proposed_at": entry.occurred_at,
        },
    )


def _confirmed(to: Applying, entry: Entry) -> None:
    """The rule of that name that was in force until now is replaced."""
    own = rule_table.c.stream == entry.stream
    to.conn.execute(
        rule_table.update()
        .where(
            own,
            rule_table.c.rule == entry.subject,
            rule_table.c.kind == entry.body["kind"],
            rule_table.c.state == "confirmed",
        )
        .values(state="replaced", retired_by=entry.officer, retired_at=entry.occurred_at)
    )
    to.conn.execute(
        rule_table.update()
        .where(own, rule_table.c.proposal == entry.body["proposal"])
        .values(state="confirmed", confirmed_by=entry.officer, confirmed_at=entry.occurred_at)
    )


def _retired(to: Applying, entry: Entry) -> None:
    to.conn.execute(
        rule_table.update()
        .where(rule_table.c.stream == entry.stream, rule_table.c.proposal == entry.body["proposal"])
        .values(state="retired", retired_by=entry.officer, retired_at=entry.occurred_at, reason=entry.body["reason"])
    )


def _capacity_set(to: Applying, entry: Entry) -> None:
    names = ("opened", "documents", "red", "yellow", "red_share", "yellow_share")
    told = {name: entry.body[name] for name in names}
    row = {"stream": entry.stream, **told, "officer": entry.officer, "at": entry.occurred_at}
    put(to.conn, capacity_table, row)


def _rerouted(to: Applying, entry: Entry) -> None:
    body = entry.body
    to.conn.execute(
        screening_table.update()
        .where(screening_table.c.stream == entry.stream, screening_table.c.declaration_no == entry.subject)
        .values(
            lane=body["lane"],
            rerouted_by=entry.officer,
            rerouted_at=entry.occurred_at,
            authority=body["authority"],
            reroute_reason=body["reason"],
        )
    )


def _credit_noted(to: Applying, entry: Entry) -> None:
    body = entry.body
    put(
        to.conn,
        credit_table,
        {
            "stream": entry.stream,
            "party": entry.subject,
            "credit": CreditClass(body["credit"]).value,
            "source": body["source"],
            "restored_on": body["restored_on"],
            "officer": entry.officer,
            "at": entry.occurred_at,
        },
    )


def _key_proposed(to: Applying, entry: Entry) -> None:
    row = dict.fromkeys(("confirmed_by", "confirmed_at", "withdrawn_by", "reason"), "")
    row |= {"stream": entry.stream, "public_key": entry.subject, "state": "proposed"}
    put(to.conn, model_key_table, row | {"proposed_by": entry.officer, "proposed_at": entry.occurred_at})


def _key_trusted(to: Applying, entry: Entry) -> None:
    _set_key(to, entry, state="trusted", confirmed_by=entry.officer, confirmed_at=entry.occurred_at)


def _key_withdrawn(to: Applying, entry: Entry) -> None:
    _set_key(to, entry, state="withdrawn", withdrawn_by=entry.officer, reason=entry.body["reason"])


def _set_key(to: Applying, entry: Entry, **told: str) -> None:
    own, key = model_key_table.c.stream == entry.stream, model_key_table.c.public_key == entry.subject
    to.conn.execute(model_key_table.update().where(own, key).values(**told))


def _prior_set(to: Applying, entry: Entry) -> None:
    row = {"stream": entry.stream, "most": entry.body["most"], "officer": entry.officer, "at": entry.occurred_at}
    put(to.conn, prior_table, row)


def _model_taken(to: Applying, entry: Entry) -> None:
    told = {name: entry.body[name] for name in ("sha256", "version", "signer", "role")}
    put(
        to.conn,
        model_table,
        {"stream": entry.stream, **told, "seq": entry.seq, "officer": entry.officer, "at": entry.occurred_at},
    )


APPLIES: Applies = {
    ("risk.rule_proposed", 1): _proposed,
    ("risk.rule_confirmed", 1): _confirmed,
    ("risk.rule_retired", 1): _retired,
    ("risk.capacity_set", 1): _capacity_set,
    ("risk.rerouted", 1): _rerouted,
    ("risk.credit_noted", 1): _credit_noted,
    ("risk.model_key_proposed", 1): _key_proposed,
    ("risk.model_key_trusted", 1): _key_trusted,
    ("risk.model_key_withdrawn", 1): _key_withdrawn,
    ("risk.prior_set", 1): _prior_set,
    ("risk.model_taken", 1): _model_taken,
}
