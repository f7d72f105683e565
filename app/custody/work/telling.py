"""Telling others: referrals with their answers, technical opinions, and notices to platforms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Row, Table

from app.core.errors import Refused
from app.core.ids import new_id
from app.custody.records import telling
from app.custody.rules import Effect, PlatformAnswer, Receiver, ReferralAnswer, chosen, need
from app.custody.work.following import follow
from app.custody.work.standing import our_case, parcel_scanned, past_day
from app.detention.procedure.law import Threshold
from app.detention.procedure.money import thresholds_met
from app.detention.records import parts, right_table
from app.detention.standing import CaseFile, case_file
from app.identity.rules import Officer, Power, require
from app.journal.work import Act, Station
from app.notice.work import Issued

MOST_LISTINGS: Final = 1_000


@dataclass(frozen=True)
class Referred:
    """A referral as it was made: its id, and the letters that went with it."""

    id: str
    issued: tuple[Issued, ...] = ()


def thresholds(station: Station, case_id: str) -> tuple[Threshold, ...]:
    """The crime thresholds a case reaches today: a warning, the officer decides."""
    with station.read() as conn:
        return thresholds_reached(conn, case_file(conn, station, case_id), station.today())


def thresholds_reached(conn: Connection, file: CaseFile, today: date) -> tuple[Threshold, ...]:
    """The same in an open view of the tables.

    The goods' value counts as illegal business and as unsold goods; two marks are seen by themselves.
    """
    marks = {right.mark for right in parts(conn, right_table, file.case_id) if right.right_type == "trademark"}
    known = {"two_or_more_marks"} if len(marks) > 1 else set()
    own = {"business": file.row.value, "unsold": file.row.value} if marks else {}
    return thresholds_met(file.procedure, today, own, known)


def refer(
    station: Station,
    officer: Officer,
    case_id: str,
    receiver: str,
    name: str,
    reason: str,
    *,
    package: str = "",
    second: str = "",
    texts: Mapping[str, str] | None = None,
) -> Referred:
    """Record that a case is referred; `package` is the SHA-256 of the evidence pack that goes with it.

    To the police the procedure's own move is taken in the same act, with its letter: `texts` are what it says.
    """
    require(officer, Power.MOVE_CASE)
    to = chosen(Receiver, receiver, "receiver")
    with station.act(officer.officer_id) as act:
        our_case(act.conn, station, case_id)
        if package and telling.disclosed_last(act.conn, case_id, package) is None:
            raise Refused("custody.unknown_package", field="package", package=package[:64])
        met = thresholds_reached(act.conn, case_file(act.conn, station, case_id), act.at.date())
        referral = new_id()
        body = {
            "referral": referral,
            "receiver": to.value,
            "name": need(name, "name")[:300],
            "reason": need(reason, "reason"),
            "thresholds": [each.id for each in met],
            "package": package,
        }
        act.record("custody.referred", case_id, body)
        issued: tuple[Issued, ...] = ()
        if to is Receiver.POLICE:
            letter = {"police": name, "facts": reason, **(texts or {})}
            today = act.at.date()
            issued = follow(act, station, officer, case_id, "crime_suspected", today, second=second, texts=letter)
    return Referred(referral, issued)


def answer_referral(
    station: Station, officer: Officer, referral: str, answer: str, on: date, number: str = "", note: str = ""
) -> None:
    """Record the answer to a referral, with the move of the procedure it brings; a second answer is refused."""
    require(officer, Power.MOVE_CASE)
    said = chosen(ReferralAnswer, answer, "answer")
    with station.act(officer.officer_id) as act:
        row = _unanswered(act, station, telling.referral_table, referral, "answered_on")
        body = {
            "asked_by": row.stream,
            "referral": referral,
            "answer": said.value,
            "answer_no": number.strip()[:120],
            "answered_on": past_day(act, on, "on"),
            "answer_note": note,
        }
        act.record("custody.referral_answered", row.case_id, body)
        if row.receiver == Receiver.POLICE.value:
            fact = "police_accepted" if said is ReferralAnswer.ACCEPTED else "police_returned"
            follow(act, station, officer, row.case_id, fact, on)


def _unanswered(act: Act, station: Station, table: Table, key: str, answered: str) -> Row[Any]:
    row = telling.one(act.conn, table, key)
    if row is None:
        raise Refused("custody.unknown_question", field="id", id=key[:60])
    our_case(act.conn, station, row.case_id)
    if getattr(row, answered):
        raise Refused("custody.answered_already", field="id", day=getattr(row, answered))
    return row


def keep_expert(
    station: Station,
    officer: Officer,
    name: str,
    fields: Sequence[str],
    *,
    body: str = "",
    expert: str = "",
    active: bool = True,
) -> str:
    """Put an expert on the roster, by fields (S9), or change one."""
    require(officer, Power.MOVE_CASE)
    known = [field.strip() for field in fields if field.strip() and "|" not in field]
    if not known:
        raise Refused("custody.lacks", field="fields", name="fields")
    key = expert or new_id()
    with station.act(officer.officer_id) as act:
        told = {"name": need(name, "name")[:300], "body": body.strip()[:300], "fields": known, "active": active}
        act.record("custody.expert_kept", key, told)
    return key


def ask_opinion(
    station: Station, officer: Officer, case_id: str, expert: str, question: str, *, due: date, sample: str = ""
) -> str:
    """Ask an expert of the roster for a technical opinion, with the sample it is about."""
    require(officer, Power.MOVE_CASE)
    with station.act(officer.officer_id) as act:
        our_case(act.conn, station, case_id)
        person = telling.one(act.conn, telling.expert_table, expert)
        if person is None or not person.active:
            raise Refused("custody.no_expert", field="expert", expert=expert[:60])
        if due < act.at.date():
            raise Refused("custody.due_passed", field="due", day=due)
        taken = parcel_scanned(act.conn, sample) if sample else None
        if taken is not None and (taken.case_id != case_id or not taken.parent):
            raise Refused("custody.not_a_sample", field="sample", parcel=taken.parcel)
        opinion = new_id()
        body = {
            "opinion": opinion,
            "expert": expert,
            "expert_name": person.name,
            "question": need(question, "question"),
            "sample": taken.parcel if taken is not None else "",
            "due": due.isoformat(),
        }
        act.record("custody.opinion_asked", case_id, body)
    return opinion


def give_opinion(station: Station, officer: Officer, opinion: str, text: str, effect: str, on: date) -> None:
    """Record an opinion and what it does to the case."""
    require(officer, Power.MOVE_CASE)
    does = chosen(Effect, effect, "effect")
    with station.act(officer.officer_id) as act:
        row = _unanswered(act, station, telling.opinion_table, opinion, "given_on")
        body = {"asked_by": row.stream, "opinion": opinion, "text": need(text, "text"), "effect": does.value}
        act.record("custody.opinion_given", row.case_id, {**body, "given_on": past_day(act, on, "on")})


def tell_platform(
    station: Station, officer: Officer, case_id: str, platform: str, shop: str, listings: Sequence[str]
) -> str:
    """Record a notice to a platform: the shop and its listings that offer the goods (S11)."""
    require(officer, Power.MOVE_CASE)
    found = list(dict.fromkeys(each.strip() for each in listings if each.strip()))
    if not found or len(found) > MOST_LISTINGS or any(len(each) > 2_000 for each in found):
        raise Refused("custody.no_listings", field="listings", most=MOST_LISTINGS)
    with station.act(officer.officer_id) as act:
        our_case(act.conn, station, case_id)
        notice = new_id()
        told = {"platform": need(platform, "platform")[:120], "shop": need(shop, "shop")[:300], "listings": found}
        act.record("custody.platform_told", case_id, {"notice": notice, **told})
    return notice


def answer_platform(
    station: Station, officer: Officer, notice: str, answer: str, on: date, *, removed: int = 0, note: str = ""
) -> None:
    """Record what a platform did, and how many listings it took down."""
    require(officer, Power.MOVE_CASE)
    said = chosen(PlatformAnswer, answer, "answer")
    with station.act(officer.officer_id) as act:
        row = _unanswered(act, station, telling.platform_table, notice, "answered_on")
        if removed < 0 or (said is PlatformAnswer.REFUSED and removed):
            raise Refused("custody.bad_removed", field="removed")
        body = {"asked_by": row.stream, "notice": notice, "answer": said.value, "removed": removed}
        answered = {"answered_on": past_day(act, on, "on"), "answer_note": note}
        act.record("custody.platform_answered", row.case_id, {**body, **answered})
