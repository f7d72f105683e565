"""`case …`: open a case, the whole of it, its clocks with their working-out, one lawful step, its illegal revenue."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.call import Answer, Call, Commands, command, read_object, read_objects
from app.cli.case_acts import OTHERS, amount, decimal, table, text, whole
from app.core.plain import decimal_text

if TYPE_CHECKING:
    from app.core.wording import Lang
    from app.deadlines.rules import Due
    from app.detention.standing import CaseFile, NextAct
    from app.identity.rules import Officer
    from app.journal.work import Station


def add_to(commands: Commands) -> None:
    """Add the `case` commands."""
    whole = commands.add_parser("case", help="a case: show it, its clocks, and one lawful step")
    inner = whole.add_subparsers(dest="what", metavar="open|show|clocks|act|revenue", required=True)
    opening = command(inner, "open", open_one, "open a case whose goods are not held yet")
    opening.add_argument("file", type=Path, metavar="FILE.json")
    for name, run, about in (
        ("show", show, "the whole case"),
        ("clocks", clocks, "each clock with how it was worked out"),
        ("act", act, "one lawful step of the procedure"),
    ):
        command(inner, name, run, about).add_argument("case", metavar="CASE")
    valuing = command(
        inner, "revenue", revenue, "the illegal revenue of goods, by the first price that the rules allow"
    )
    valuing.add_argument("case", metavar="CASE")
    valuing.add_argument("file", type=Path, metavar="FILE.json", help="[{count, sold, prices: {basis: price}}]")
    acting = inner.choices["act"]
    acting.add_argument("act", metavar="ACT", help=f"a move such as A5; or record, {', '.join(OTHERS)}")
    acting.add_argument("--with", dest="given", type=Path, default=None, metavar="FILE.json")
    acting.add_argument("--print", dest="folder", type=Path, default=None, metavar="DIR")


def open_one(args: argparse.Namespace, call: Call) -> Answer:
    """Open a case at the start of its track, from the same file as `detain`; its goods are held by a later act."""
    from dataclasses import replace

    from app.detention.rulebook import law_in_force
    from app.detention.rules import detention_from_json
    from app.detention.standing import case_file
    from app.detention.work import open_case

    plain = read_object(args.file)
    with call.open() as (station, officer):
        detention = detention_from_json(plain, held=False, currency=law_in_force(station).pack.currency)
        opened = open_case(station, officer, replace(detention, officer=officer.officer_id))
        with station.read() as conn:
            file = case_file(conn, station, opened.case_id)
        acts = [act for n in file.rows for act in _acts_json(file, n, station.clock.now(), call.lang)]
    return Answer({"case": opened.case_id, "state": _state(file), "next_acts": acts})


def show(args: argparse.Namespace, call: Call) -> Answer:
    """The case with its procedures, lines, rights, documents, next acts and clocks."""
    from app.detention.parties import parties_of, sums_of
    from app.detention.records import campaign_table, line_table, parts, photo_table, right_table
    from app.detention.settled import costs_of, fines_of, links_of
    from app.detention.standing import case_file
    from app.notice.records import notices_of

    with call.open() as (station, _officer), station.read() as conn:
        file = case_file(conn, station, args.case)
        now = station.clock.now()
        row = file.row
        result = {
            "case": file.case_id,
            "state": _state(file),
            "declaration_no": row.declaration_no,
            "track": row.track,
            "detained_at": row.detained_at,
            "party": row.party,
            "items": row.item_count,
            "value": decimal_text(row.value),
            "currency": row.currency,
            "pack": row.pack,
            "owner": row.owner,
            "procedures": [_procedure_json(file, n, call.lang) for n in file.rows],
            "lines": [_plain(each) for each in parts(conn, line_table, args.case)],
            "rights": [_plain(each) for each in parts(conn, right_table, args.case)],
            "campaigns": [each.campaign for each in parts(conn, campaign_table, args.case)],
            "parties": [_plain(each) for each in parties_of(conn, args.case)],
            "links": [{"case": each.other, "reason": each.reason} for each in links_of(conn, args.case)],
            "fines": [_plain(each) for each in fines_of(conn, args.case)],
            "costs": [_plain(each) for each in costs_of(conn, args.case)],
            "sums": [_plain(each) for each in sums_of(conn, args.case)],
            "photos": [{"name": p.name, "sha256": p.sha256} for p in parts(conn, photo_table, args.case)],
            "documents": [
                {"number": d.number, "kind": d.kind, "issued_at": d.issued_at, "sha256": d.pdf, "void": d.void_reason}
                for d in notices_of(conn, args.case)
            ],
            "next_acts": [act for n in file.rows for act in _acts_json(file, n, now, call.lang)],
            "clocks": list(_clocks_json(file, call.lang)),
        }
    return Answer(result)


def clocks(args: argparse.Namespace, call: Call) -> Answer:
    """Each clock with every step of its working-out."""
    from app.detention.standing import case_file

    with call.open() as (station, _officer), station.read() as conn:
        file = case_file(conn, station, args.case)
        found = list(_clocks_json(file, call.lang, steps=True))
        acts = [act for n in file.rows for act in _acts_json(file, n, station.clock.now(), call.lang)]
    return Answer({"case": args.case, "state": _state(file), "next_acts": acts, "clocks": found})


def revenue(args: argparse.Namespace, call: Call) -> Answer:
    """Each entry's amount with the basis used and its rule, and the sum; for the officer's referral and decision."""
    from app.core.wording import in_words
    from app.detention.procedure.money import Priced, illegal_revenue
    from app.detention.standing import case_file

    plain = read_objects(args.file)
    priced = [
        Priced(
            amount(each, "count"),
            each.get("sold") is True,
            {basis: amount(table(each, "prices"), basis) for basis in table(each, "prices")},
        )
        for each in plain
    ]
    with call.open() as (station, _officer), station.read() as conn:
        found = illegal_revenue(priced, case_file(conn, station, args.case).procedure)
    told = [
        {"amount": decimal_text(each.amount), "basis": each.basis, "why": in_words(each.why, call.lang),
         "source": each.source.text}
        for each in found
    ]  # fmt: skip
    return Answer({"case": args.case, "lines": told, "sum": decimal_text(sum((e.amount for e in found), Decimal(0)))})


def act(args: argparse.Namespace, call: Call) -> Answer:
    """One step; an unlawful one is refused with the rule and its source, and leaves nothing behind."""
    plain = read_object(args.given) if args.given else {}
    other = OTHERS.get(args.act)
    with call.open() as (station, officer):
        before = _head(station)
        if other is not None:
            other(station, officer, args.case, plain)
            documents: list[dict[str, Any]] = []
            due: list[str] = []
        else:
            documents, due = _step(station, officer, args, plain)
        from app.detention.standing import case_file

        with station.read() as conn:
            file = case_file(conn, station, args.case)
        entries = _head(station) - before
    return Answer(
        {"case": args.case, "state": _state(file), "entries": entries, "documents": documents, "documents_due": due}
    )


def _step(
    station: Station, officer: Officer, args: argparse.Namespace, plain: Mapping[str, Any]
) -> tuple[list[dict[str, Any]], list[str]]:
    from app.notice.acts import take_step
    from app.notice.work import save

    done = take_step(station, officer, args.case, step_from_json("" if args.act == "record" else args.act, plain))
    paths = save(done.issued, args.folder) if args.folder else [None] * len(done.issued)
    made = [
        {"number": each.number, "kind": each.kind, "pdf": str(path) if path else None, "sha256": each.sha256}
        for each, path in zip(done.issued, paths, strict=True)
    ]
    return made, list(done.due)


def step_from_json(move: str, plain: Mapping[str, Any]) -> Any:
    """A step from `{n?, facts?: {fact: day}, by_hand?, security?, counter_security?, second_officer?, confirmed_by?,
    remark?, texts?: {field: text}}`; Refused names the field that does not fit."""
    from app.detention.moves import Step
    from app.detention.standing import moment

    facts = table(plain, "facts")
    return Step(
        move=move,
        n=whole(plain, "n", 1),
        facts={fact: moment(str(day), fact) for fact, day in facts.items()},
        security=decimal(plain, "security"),
        counter_security=decimal(plain, "counter_security"),
        by_hand=plain.get("by_hand") is True,
        texts={name: str(text)[:2000] for name, text in table(plain, "texts").items()},
        **{name: text(plain, name) for name in ("second_officer", "confirmed_by", "remark")},
    )


# ---- JSON in and out


def _head(station: Station) -> int:
    from app.journal.records import head_of

    with station.read() as conn:
        head = head_of(conn, station.stream)
    return head[0] if head else 0


def _state(file: CaseFile) -> str:
    """The state of the case: that of its procedure, or of each where right holders' procedures differ."""
    return ", ".join(dict.fromkeys(standing.state for standing in file.standings.values()))


def _procedure_json(file: CaseFile, n: int, lang: Lang) -> dict[str, Any]:
    row, standing = file.rows[n], file.standings[n]
    return {
        "n": n,
        "holder": row.holder,
        "state": standing.state,
        "state_name": file.procedure.states[standing.state].name.in_lang(lang),
        "facts": {fact: when.isoformat() for fact, when in standing.facts.items()},
        "value": decimal_text(row.value),
        "security_due": decimal_text(row.security_due),
        "security": None if standing.security is None else decimal_text(standing.security),
        "ended_at": row.ended_at,
    }


def _acts_json(file: CaseFile, n: int, now: Any, lang: Lang) -> Iterator[dict[str, Any]]:
    from app.core.wording import in_words
    from app.detention.standing import next_acts

    def plain(act: NextAct) -> dict[str, Any]:
        move = act.offer.move
        return {
            "act": move.id,
            "n": n,
            "name": move.name.in_lang(lang),
            "lawful": act.offer.allowed,
            "open": act.open,
            "needs": [*act.asked.facts, *([act.asked.amount] if act.asked.amount else [])],
            "or": list(act.asked.either),
            "unverified": act.offer.unverified,
            "two_officers": move.two_officers,
            "reason": in_words(act.offer.reason, lang),
            "source": move.source.text,
        }

    return (plain(act) for act in next_acts(file, n, now))


def _clocks_json(file: CaseFile, lang: Lang, *, steps: bool = False) -> Iterator[dict[str, Any]]:
    from app.core.wording import in_words

    for n, standing in file.standings.items():
        for clock in sorted(standing.clocks.values(), key=lambda each: (each.day, each.id)):
            yield {
                "id": clock.id,
                "n": n,
                "name": file.procedure.pack.deadline(clock.id).name.in_lang(lang),
                "starts": clock.starts.isoformat(),
                "due": f"{clock.day.isoformat()} {clock.at}",
                "days": clock.days,
                "unit": clock.unit,
                "provisional": clock.provisional,
                "extended": clock.extended,
                "suspended": [[begin.isoformat(), end.isoformat()] for begin, end in clock.suspended],
                "source": clock.source.text,
                "verified": clock.source.verified,
                "steps": _steps_json(clock, lang, in_words) if steps else len(clock.steps),
            }


def _steps_json(clock: Due, lang: Lang, in_words: Callable[..., str]) -> list[dict[str, Any]]:
    return [
        {"day": s.day.isoformat(), "counted": s.counted, "count": s.count, "why": in_words(s.why, lang)}
        for s in clock.steps
    ]


def _plain(row: Any) -> dict[str, Any]:
    left_out = {"stream", "case_id"}
    return {
        name: decimal_text(value) if isinstance(value, Decimal) else value
        for name, value in row._mapping.items()
        if name not in left_out
    }
