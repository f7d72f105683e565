"""The tables of what others were told and answered: referrals, opinions, platform notices, and what each was shown."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Connection, Index, Integer, Row, String, Table, Text, select

from app.journal.applying import Applies, Applying
from app.journal.entry import Entry
from app.store.base import READING, metadata
from app.store.writing import put

referral_table = Table(
    "custody_referral",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("referral", String(36), primary_key=True),
    Column("case_id", String(60), nullable=False),
    Column("receiver", String(20), nullable=False),
    Column("name", String(300), nullable=False),
    Column("reason", Text, nullable=False),
    Column("thresholds", Text, nullable=False),
    Column("package", String(64), nullable=False),
    Column("at", String(40), nullable=False),
    Column("officer", String(40), nullable=False),
    Column("answer", String(12), nullable=False),
    Column("answer_no", String(120), nullable=False),
    Column("answered_on", String(10), nullable=False),
    Column("answer_note", Text, nullable=False),
    Index("ix_custody_referral_case", "case_id"),
    info=READING,
)

expert_table = Table(
    "custody_expert",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("expert", String(36), primary_key=True),
    Column("name", String(300), nullable=False),
    Column("body", String(300), nullable=False),
    Column("fields", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    info=READING,
)

opinion_table = Table(
    "custody_opinion",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("opinion", String(36), primary_key=True),
    Column("case_id", String(60), nullable=False),
    Column("expert", String(36), nullable=False),
    Column("expert_name", String(300), nullable=False),
    Column("question", Text, nullable=False),
    Column("sample", String(80), nullable=False),
    Column("due", String(10), nullable=False),
    Column("asked_at", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("effect", String(20), nullable=False),
    Column("given_on", String(10), nullable=False),
    Index("ix_custody_opinion_case", "case_id"),
    info=READING,
)

platform_table = Table(
    "custody_platform_notice",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("notice", String(36), primary_key=True),
    Column("case_id", String(60), nullable=False),
    Column("platform", String(120), nullable=False),
    Column("shop", String(300), nullable=False),
    Column("listings", Text, nullable=False),
    Column("told_at", String(40), nullable=False),
    Column("officer", String(40), nullable=False),
    Column("answer", String(12), nullable=False),
    Column("removed", Integer, nullable=False),
    Column("answered_on", String(10), nullable=False),
    Column("answer_note", Text, nullable=False),
    Index("ix_custody_platform_notice_case", "case_id"),
    info=READING,
)

disclosure_table = Table(
    "custody_disclosure",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("case_id", String(60), nullable=False),
    Column("addressee", String(20), nullable=False),
    Column("package", String(64), nullable=False),
    Column("shows", Text, nullable=False),
    Column("hides", Text, nullable=False),
    Column("withheld", Text, nullable=False),
    Column("at", String(40), nullable=False),
    Column("officer", String(40), nullable=False),
    Index("ix_custody_disclosure_case", "case_id"),
    info=READING,
)


def of_case(conn: Connection, table: Table, case_id: str) -> list[Row[Any]]:
    """The referrals, opinions, platform notices or disclosures of a case, in their order."""
    return list(conn.execute(select(table).where(table.c.case_id == case_id).order_by(*table.primary_key.columns)))


def one(conn: Connection, table: Table, key: str) -> Row[Any] | None:
    """One referral, expert, opinion or platform notice by its id."""
    column = list(table.primary_key.columns)[1]
    return conn.execute(select(table).where(column == key)).first()


def experts(conn: Connection, stream: str, field: str = "") -> list[Row[Any]]:
    """The roster of a station's active experts, or those of a field."""
    c = expert_table.c
    found = conn.execute(select(expert_table).where(c.stream == stream, c.active).order_by(c.name, c.expert))
    return [row for row in found if not field or field.casefold() in row.fields.casefold().split("|")]


def disclosed_last(conn: Connection, case_id: str, package: str) -> Row[Any] | None:
    """The log's line of a package that was made of a case."""
    c = disclosure_table.c
    found = select(disclosure_table).where(c.case_id == case_id, c.package == package).order_by(c.seq.desc())
    return conn.execute(found.limit(1)).first()


def _referred(to: Applying, entry: Entry) -> None:
    body = entry.body
    row = {name: body[name] for name in ("referral", "receiver", "name", "reason", "package")}
    told = {"case_id": entry.subject, "at": entry.occurred_at, "officer": entry.officer}
    blank = dict.fromkeys(("answer", "answer_no", "answered_on", "answer_note"), "")
    thresholds = json.dumps(body["thresholds"], ensure_ascii=False)
    put(to.conn, referral_table, {"stream": entry.stream, **row, **told, **blank, "thresholds": thresholds})


def _referral_answered(to: Applying, entry: Entry) -> None:
    _answer(to, referral_table, entry, "referral", ("answer", "answer_no", "answered_on", "answer_note"))


def _answer(to: Applying, table: Table, entry: Entry, key: str, names: tuple[str, ...]) -> None:
    """An answer goes to the row of the question, under the stream that asked."""
    this = (table.c.stream == entry.body["asked_by"]) & (table.c[key] == entry.body[key])
    to.conn.execute(table.update().where(this).values(**{name: entry.body[name] for name in names}))


def _expert_kept(to: Applying, entry: Entry) -> None:
    row = {name: entry.body[name] for name in ("name", "body", "active")}
    fields = "|".join(entry.body["fields"])
    put(to.conn, expert_table, {"stream": entry.stream, "expert": entry.subject, **row, "fields": fields})


def _opinion_asked(to: Applying, entry: Entry) -> None:
    row = {name: entry.body[name] for name in ("opinion", "expert", "expert_name", "question", "sample", "due")}
    own = {"stream": entry.stream, "case_id": entry.subject, "asked_at": entry.occurred_at}
    put(to.conn, opinion_table, {**own, **row, "text": "", "effect": "", "given_on": ""})


def _opinion_given(to: Applying, entry: Entry) -> None:
    _answer(to, opinion_table, entry, "opinion", ("text", "effect", "given_on"))


def _platform_told(to: Applying, entry: Entry) -> None:
    row = {name: entry.body[name] for name in ("notice", "platform", "shop")}
    own = {"stream": entry.stream, "case_id": entry.subject, "told_at": entry.occurred_at, "officer": entry.officer}
    listings = json.dumps(entry.body["listings"], ensure_ascii=False)
    blank = {"answer": "", "removed": 0, "answered_on": "", "answer_note": ""}
    put(to.conn, platform_table, {**own, **row, **blank, "listings": listings})


def _platform_answered(to: Applying, entry: Entry) -> None:
    _answer(to, platform_table, entry, "notice", ("answer", "removed", "answered_on", "answer_note"))


def _disclosed(to: Applying, entry: Entry) -> None:
    body = entry.body
    own = {"stream": entry.stream, "seq": entry.seq, "case_id": entry.subject}
    told = {"addressee": body["addressee"], "package": body["package"], "at": entry.occurred_at}
    lists = {name: "|".join(body[name]) for name in ("shows", "hides", "withheld")}
    put(to.conn, disclosure_table, {**own, **told, **lists, "officer": entry.officer})


APPLIES: Applies = {
    ("custody.referred", 1): _referred,
    ("custody.referral_answered", 1): _referral_answered,
    ("custody.expert_kept", 1): _expert_kept,
    ("custody.opinion_asked", 1): _opinion_asked,
    ("custody.opinion_given", 1): _opinion_given,
    ("custody.platform_told", 1): _platform_told,
    ("custody.platform_answered", 1): _platform_answered,
    ("custody.disclosed", 1): _disclosed,
}
