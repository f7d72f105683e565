"""`custody …`: places, parcels, seals, samples, stocktakes, disposal, and what others were told and answered."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.arguments import day
from app.cli.call import SOMETHING_FOUND, Answer, Call, Commands, command, read_object, read_objects
from app.core.errors import Refused

if TYPE_CHECKING:
    from app.identity.rules import Officer
    from app.journal.work import Station

Done = Mapping[str, Any]
Doing = Callable[["Station", "Officer", argparse.Namespace], Done]


def add_to(commands: Commands) -> None:
    """Add the `custody` commands."""
    whole = commands.add_parser("custody", help="goods in custody and their end")
    inner = whole.add_subparsers(dest="what", metavar="COMMAND", required=True)
    _show(inner)
    _keeping(inner)
    _samples(inner)
    _telling(inner)


def _one(commands: Commands, name: str, doing: Doing, about: str, *positional: str) -> argparse.ArgumentParser:
    def run(args: argparse.Namespace, call: Call) -> Answer:
        with call.open() as (station, officer):
            done = doing(station, officer, args)
        return Answer(done, 0 if done.get("agrees", True) else SOMETHING_FOUND)

    made = command(commands, name, run, about)
    for each in positional:
        made.add_argument(each, metavar=each.upper())
    return made


def _second(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--second", required=True, metavar="OFFICER", help="the second officer")


def _show(commands: Commands) -> None:
    command(commands, "show", show, "a case's chain of custody and what was done with it").add_argument(
        "case", metavar="CASE"
    )
    ended = command(commands, "ended", show_ended, "what was ended between two days, by way: kinds, tonnes, value")
    for name in ("--from", "--to"):
        ended.add_argument(name, dest=name.strip("-") + "_day", type=day, required=True, metavar="DATE")
    labels = command(commands, "labels", print_labels, "the labels of a case's parcels and samples")
    labels.add_argument("case", metavar="CASE")
    labels.add_argument("file", type=Path, metavar="FILE.pdf")


def show(args: argparse.Namespace, call: Call) -> Answer:
    """The whole custody of a case."""
    from app.custody.view import custody_view, totals_json

    with call.open() as (station, _officer):
        view = custody_view(station, args.case)
    plain = asdict(view)
    for row, told in zip(view.disposals, plain["disposals"], strict=True):
        told["whole"] = totals_json(row.whole)
    return Answer(_jsonable(plain))


def _jsonable(value: Any) -> Any:
    from app.core.plain import decimal_text

    match value:
        case Decimal():
            return decimal_text(value)
        case dict():
            return {name: _jsonable(part) for name, part in value.items()}
        case list() | tuple():
            return [_jsonable(part) for part in value]
        case _:
            return value


def show_ended(args: argparse.Namespace, call: Call) -> Answer:
    """The totals of destruction and the other ways over all cases."""
    from app.custody.view import ended_between, totals_json

    with call.open() as (station, _officer):
        found = ended_between(station, args.from_day, args.to_day)
    return Answer({"ways": {way: totals_json(each) for way, each in found.items()}})


def print_labels(args: argparse.Namespace, call: Call) -> Answer:
    """Write the labels as one PDF."""
    from app.custody.work.keeping import labels
    from app.store.blobs import write_durably

    with call.open() as (station, _officer):
        pdf = labels(station, args.case)
    write_durably(args.file, pdf)
    return Answer({"case": args.case, "file": str(args.file)})


# ---- keeping


def _keeping(commands: Commands) -> None:
    place = _one(commands, "place", _place, "make or change a place of custody", "place", "name")
    place.add_argument("--kind", default="store", metavar="store|yard|safe|bench")
    place.add_argument("--close", action="store_true")
    parcels = _one(commands, "pack", _pack, "pack a case's goods into parcels", "case", "place")
    parcels.add_argument(
        "file", type=Path, metavar="FILE.json", help="[{line, goods, quantity, unit, weight_kg, seal}]"
    )
    move = _one(commands, "move", _move, "move a parcel: its code, then the place's", "parcel", "place")
    move.add_argument("--note", default="")
    seal = _one(commands, "seal", _seal, "put a seal on; with --reason break or replace the one there", "parcel")
    seal.add_argument("--seal", default="", metavar="NUMBER")
    seal.add_argument("--reason", default="")
    stock = _one(commands, "stocktake", _stocktake, "scanned codes against what should lie there", "place")
    stock.add_argument("codes", nargs="*", metavar="CODE")
    disposal = _one(commands, "dispose", _dispose, "end custody of parcels of one case or many")
    disposal.add_argument("file", type=Path, metavar="FILE.json")
    for each in (parcels, seal, stock, disposal):
        _second(each)


def _place(station: Station, officer: Officer, args: argparse.Namespace) -> Done:
    from app.custody.work.keeping import keep_place

    keep_place(station, officer, args.place, args.name, args.kind, is_open=not args.close)
    return {"place": args.place, "open": not args.close}


def _pack(station: Station, officer: Officer, args: argparse.Namespace) -> Done:
    from app.custody.rules import NewParcel
    from app.custody.work.keeping import pack_parcels

    plain = read_objects(args.file)
    parcels = [
        NewParcel(
            _whole(each, "line"),
            _text(each, "goods"),
            _number(_text(each, "quantity"), "quantity"),
            _text(each, "unit"),
            _number(_text(each, "weight_kg"), "weight_kg") if _table(each).get("weight_kg") else None,
            _text(each, "seal"),
        )
        for each in plain
    ]
    return {"parcels": list(pack_parcels(station, officer, args.case, args.place, parcels, second=args.second))}


def _move(station: Station, officer: Officer, args: argparse.Namespace) -> Done:
    from app.custody.work.keeping import move

    return {"parcel": args.parcel, "from": move(station, officer, args.parcel, args.place, args.note), "to": args.place}


def _seal(station: Station, officer: Officer, args: argparse.Namespace) -> Done:
    from app.custody.work.keeping import break_seal, put_seal, replace_seal

    if args.reason and args.seal:
        replace_seal(station, officer, args.parcel, args.seal, args.reason, second=args.second)
    elif args.reason:
        break_seal(station, officer, args.parcel, args.reason, second=args.second)
    else:
        put_seal(station, officer, args.parcel, args.seal, second=args.second)
    return {"parcel": args.parcel, "seal": args.seal}


def _stocktake(station: Station, officer: Officer, args: argparse.Namespace) -> Done:
    from app.custody.work.keeping import take_stock

    counted = take_stock(station, officer, args.place, args.codes, second=args.second)
    return {"place": args.place, "agrees": counted.agrees, "findings": dict(counted.findings)}


def _dispose(station: Station, officer: Officer, args: argparse.Namespace) -> Done:
    """The file: {way, method, place, witness, recipient?, conditions?, features_removed?, holder_asked_on?, remark?,
    parcels: {code: kilograms}, pictures?: [file]}."""
    from app.custody.rules import Disposal
    from app.custody.view import totals_json
    from app.custody.work.ending import dispose
    from app.custody.work.standing import day
    from app.notice.work import as_photo

    plain = read_object(args.file)
    conditions, asked = plain.get("conditions") or [], _text(plain, "holder_asked_on")
    pictures, weights = plain.get("pictures") or [], plain.get("parcels")
    if not isinstance(weights, dict) or not isinstance(conditions, list) or not isinstance(pictures, list):
        raise _bad_field("parcels")
    disposal = Disposal(
        **{name: _text(plain, name) for name in ("way", "method", "place", "witness", "recipient", "remark")},
        conditions=frozenset(map(str, conditions)),
        features_removed=plain.get("features_removed") is True,
        holder_asked_on=day(asked, "holder_asked_on") if asked else None,
    )
    shot = [as_photo(args.file.parent / str(name)) for name in pictures]
    done = dispose(
        station,
        officer,
        disposal,
        {code: _number(str(weight), "parcels") for code, weight in weights.items()},
        second=args.second,
        pictures=[(photo.name, photo.data, photo.media_type) for photo in shot],
    )
    documents = [each.number for each in done.issued]
    return {"action": done.action, "documents": documents, **totals_json(done.totals)}


# ---- samples


def _samples(commands: Commands) -> None:
    sample = commands.add_parser("sample", help="samples: taken, out and back")
    inner = sample.add_subparsers(dest="step", metavar="take|send|return", required=True)
    take = _one(inner, "take", _take, "take a sample out of an unsealed parcel", "parcel", "quantity")
    take.add_argument("--seal", default="", metavar="NUMBER")
    _second(take)
    send = _one(inner, "send", _send, "give a sample out until a day", "parcel", "receiver", "due")
    send.add_argument("--purpose", default="")
    back = _one(inner, "return", _return, "take a sample back", "parcel", "place")
    back.add_argument("--note", default="")


def _take(station: Station, officer: Officer, args: argparse.Namespace) -> Done:
    from app.custody.work.keeping import take_sample

    count = _number(args.quantity, "quantity")
    return {"sample": take_sample(station, officer, args.parcel, count, second=args.second, seal=args.seal)}


def _send(station: Station, officer: Officer, args: argparse.Namespace) -> Done:
    from app.custody.work.keeping import send_sample
    from app.custody.work.standing import day

    send_sample(station, officer, args.parcel, args.receiver, day(args.due, "due"), args.purpose)
    return {"sample": args.parcel, "receiver": args.receiver, "due": args.due}


def _return(station: Station, officer: Officer, args: argparse.Namespace) -> Done:
    from app.custody.work.keeping import return_sample

    return_sample(station, officer, args.parcel, args.place, args.note)
    return {"sample": args.parcel, "place": args.place}


# ---- telling


def _telling(commands: Commands) -> None:
    refer = _one(commands, "refer", _refer, "refer a case to police, prosecutor, court or market regulator", "case")
    for name in ("receiver", "name", "reason"):
        refer.add_argument(name, metavar=name.upper())
    refer.add_argument("--second", default="", metavar="OFFICER", help="the second officer of the letter")
    refer.add_argument("--package", default="", metavar="SHA256", help="the evidence pack that goes with it")
    expert = _one(commands, "expert", _expert, "put an expert on the roster", "name")
    expert.add_argument("fields", nargs="+", metavar="FIELD")
    expert.add_argument("--body", default="")
    opinion = _one(commands, "opinion", _opinion, "ask an expert", "case", "expert", "question", "due")
    opinion.add_argument("--sample", default="")
    platform = _one(
        commands, "platform", _platform, "notify a platform of a shop's listings", "case", "platform", "shop"
    )
    platform.add_argument("listings", nargs="+", metavar="LISTING")
    answer = _one(commands, "answer", _answer, "the answer to a referral, opinion or platform notice", "kind", "id")
    answer.add_argument("answer", metavar="ANSWER")
    answer.add_argument("--on", required=True, metavar="DATE")
    answer.add_argument("--text", default="", metavar="TEXT", help="number of the answer, or the opinion itself")
    answer.add_argument("--removed", type=int, default=0, metavar="COUNT")


def _refer(station: Station, officer: Officer, args: argparse.Namespace) -> Done:
    from app.custody.work.telling import refer, thresholds

    met = thresholds(station, args.case)
    made = refer(
        station, officer, args.case, args.receiver, args.name, args.reason, package=args.package, second=args.second
    )
    documents = [each.number for each in made.issued]
    return {
        "referral": made.id,
        "documents": documents,
        "thresholds": [{"id": each.id, "source": each.source.text} for each in met],
    }


def _expert(station: Station, officer: Officer, args: argparse.Namespace) -> Done:
    from app.custody.work.telling import keep_expert

    return {"expert": keep_expert(station, officer, args.name, args.fields, body=args.body)}


def _opinion(station: Station, officer: Officer, args: argparse.Namespace) -> Done:
    from app.custody.work.standing import day
    from app.custody.work.telling import ask_opinion

    due = day(args.due, "due")
    made = ask_opinion(station, officer, args.case, args.expert, args.question, due=due, sample=args.sample)
    return {"opinion": made}


def _platform(station: Station, officer: Officer, args: argparse.Namespace) -> Done:
    from app.custody.work.telling import tell_platform

    return {"notice": tell_platform(station, officer, args.case, args.platform, args.shop, args.listings)}


def _answer(station: Station, officer: Officer, args: argparse.Namespace) -> Done:
    from app.custody.work.standing import day
    from app.custody.work.telling import answer_platform, answer_referral, give_opinion

    on = day(args.on, "on")
    if args.kind == "referral":
        answer_referral(station, officer, args.id, args.answer, on, args.text)
    elif args.kind == "opinion":
        give_opinion(station, officer, args.id, args.text, args.answer, on)
    elif args.kind == "platform":
        answer_platform(station, officer, args.id, args.answer, on, removed=args.removed, note=args.text)
    else:
        raise Refused("custody.bad_choice", field="kind", value=args.kind[:60], known="referral, opinion, platform")
    return {"id": args.id, "answer": args.answer}


# ---- reading what is given


def _bad_field(name: str) -> Refused:
    return Refused("custody.bad_field", field=name, name=name)


def _table(plain: Any) -> dict[str, Any]:
    if not isinstance(plain, dict):
        raise _bad_field("parcels")
    return plain


def _text(plain: Any, name: str) -> str:
    value = _table(plain).get(name)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float) or len(str(value)) > 2_000:
        raise _bad_field(name)
    return str(value).strip()


def _whole(plain: Any, name: str) -> int:
    value = _table(plain).get(name, 0)
    if isinstance(value, bool) or not isinstance(value, int):
        raise _bad_field(name)
    return value


def _number(text: str, name: str) -> Decimal:
    try:
        found = Decimal(text)
    except InvalidOperation:
        raise _bad_field(name) from None
    if not found.is_finite():
        raise _bad_field(name)
    return found
