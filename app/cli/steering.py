"""`risk capacity|reroute|credit|figures|gtric|trust|use`: what supervisors set, as on the Targeting page."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.arguments import day, whole
from app.cli.call import Answer, Call, Commands, command
from app.core.errors import Refused

if TYPE_CHECKING:
    from app.risk.gtric import Gtric


def add_steering(acts: Commands) -> None:
    """Add the acts that steer a desk to the `risk` command."""
    fitting = command(acts, "capacity", capacity, "fit the lanes to what the desk can open and read a day")
    fitting.add_argument("opened", type=whole(1, 100_000), metavar="OPENED")
    fitting.add_argument("documents", type=whole(0, 100_000), metavar="DOCUMENTS")
    moving = command(acts, "reroute", move, "move a shipment to another lane, with authority and reason")
    moving.add_argument("number", metavar="NUMBER")
    moving.add_argument("lane", choices=("red", "yellow", "green", "blue"))
    moving.add_argument("--authority", required=True)
    moving.add_argument("--reason", required=True)
    noting = command(acts, "credit", credit, "note a trader's credit class with its source")
    noting.add_argument("party", metavar="ID_OR_NAME")
    noting.add_argument("credit", choices=("advanced", "general", "dishonest", "unknown"))
    noting.add_argument("--source", required=True)
    noting.add_argument("--restored", type=day, default=None, metavar="DATE")
    weighing = command(acts, "figures", figures, "how many points a published figure may add; 0 switches them off")
    weighing.add_argument("most", type=whole(0, 20), metavar="POINTS")
    indexing = command(acts, "gtric", index, "the index of counterfeits by product and economy (GTRIC)")
    indexing.add_argument("file", type=Path, nargs="?", metavar="AMOUNTS.csv", help="this station's own without it")
    trusting = command(acts, "trust", trust, "propose the key of a centre's models, or confirm another's proposal")
    trusting.add_argument("key", metavar="PUBLIC_KEY", help="raw Ed25519 public key in hex")
    trusting.add_argument("--withdraw", metavar="REASON", default="", help="trust it no longer")
    using = command(acts, "use", use, "weigh with a signed model from now on")
    using.add_argument("file", type=Path, nargs="?", metavar="MODEL", help="the former model without it")
    using.add_argument("--beside", action="store_true", help="try it on every second shipment first")
    using.add_argument("--promote", action="store_true", help="put the model that is tried in the other's place")


def capacity(args: argparse.Namespace, call: Call) -> Answer:
    """Fit the lanes to a day's capacity."""
    from app import bootstrap
    from app.risk.rules import Capacity
    from app.risk.work.steering import set_capacity

    with call.open() as (station, officer):
        told = Capacity(args.opened, args.documents)
        lanes = set_capacity(station, officer, bootstrap.screener(station).pack, told)
    points = {"red": f"{lanes.red:g}", "yellow": f"{lanes.yellow:g}"}
    return Answer(asdict(lanes), lines=[call.say("targeting.capacity_kept", opened=args.opened, **points)])


def move(args: argparse.Namespace, call: Call) -> Answer:
    """Move a shipment to another lane."""
    from app.core.errors import Say
    from app.risk.rules import Lane
    from app.risk.work.steering import reroute

    with call.open() as (station, officer):
        reroute(station, officer, args.number, Lane(args.lane), authority=args.authority, reason=args.reason)
    said = call.say("targeting.rerouted", number=args.number, lane=Say(f"risk.lane_{args.lane}"))
    return Answer({"number": args.number, "lane": args.lane}, lines=[said])


def credit(args: argparse.Namespace, call: Call) -> Answer:
    """Note a trader's credit class."""
    from app.core.errors import Say
    from app.risk.rules import CreditClass
    from app.risk.work.steering import note_credit

    with call.open() as (station, officer):
        told = CreditClass(args.credit)
        note_credit(station, officer, args.party, told, source=args.source, restored_on=args.restored)
    said = call.say("targeting.credit_kept", party=args.party, credit=Say(f"targeting.credit_{told.value}"))
    return Answer({"party": args.party, "credit": told.value}, lines=[said])


def figures(args: argparse.Namespace, call: Call) -> Answer:
    """Set what a published figure may add."""
    from app.risk.work.steering import set_prior_points

    with call.open() as (station, officer):
        set_prior_points(station, officer, args.most)
    return Answer({"most": args.most}, lines=[call.say("targeting.prior_kept", most=args.most)])


def index(args: argparse.Namespace, call: Call) -> Answer:
    """The index of a file of seizures and imports, or of this station's own finds and trade."""
    from app.risk.gtric import gtric_of, ranks, read_amounts
    from app.risk.view.watching import index_words

    told = gtric_of(read_amounts(args.file)) if args.file else _own_index(call)
    said, heat = index_words(told), told.heat()
    lines = [call.say(said.key, **said.params)]
    result: dict[str, Any] = {"heat": {"economies": heat.economies, "products": heat.products, "cells": heat.cells}}
    for name, index, factors in (
        ("products", told.products, told.product_factors),
        ("economies", told.economies, told.economy_factors),
    ):
        rows = list(ranks(index, factors))
        result[name] = [{"key": key, "index": at, "factor": factor} for key, at, factor in rows]
        lines.append(call.say(f"targeting.index_{name}"))
        lines += [f"{key:<12}{at:8.3f}{factor:10.2f}" for key, at, factor in rows]
    return Answer(result, lines=lines)


def _own_index(call: Call) -> Gtric:
    from app.risk.view.watching import own_index

    with call.open() as (station, _officer), station.read() as conn:
        told, said = own_index(conn)
    if told is None:
        raise Refused("targeting.own_index_none", found=said.params["found"], least=said.params["least"])
    return told


def trust(args: argparse.Namespace, call: Call) -> Answer:
    """Propose or confirm a key, or trust it no longer."""
    from app.risk.work.modelling import trust_key, withdraw_key

    with call.open() as (station, officer):
        if args.withdraw:
            withdraw_key(station, officer, args.key, args.withdraw)
            state = "withdrawn"
        else:
            state = "trusted" if trust_key(station, officer, args.key) else "proposed"
    return Answer({"key": args.key, "state": state}, lines=[call.say(f"targeting.key_{state}")])


def use(args: argparse.Namespace, call: Call) -> Answer:
    """Take a model into use or beside the one in use, put the tried one in its place, or go back."""
    from app.risk.work.modelling import former_model, promote_challenger, take_model

    if (args.promote and (args.file or args.beside)) or (args.beside and not args.file):
        raise Refused("targeting.use_how")
    with call.open() as (station, officer):
        if args.promote:
            version = promote_challenger(station, officer)
        elif args.file:
            version = take_model(station, officer, args.file, beside=args.beside)
        else:
            version = former_model(station, officer)
    key = "targeting.model_beside" if args.beside else "targeting.model_taken"
    return Answer({"version": version, "beside": args.beside}, lines=[call.say(key, version=version)])
