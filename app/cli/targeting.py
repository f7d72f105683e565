"""`risk report|propose|confirm|retire|outcomes|trust|use|credit`: how a desk's targeting stands, and what steers it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli.arguments import day
from app.cli.call import Answer, Call, Commands, command
from app.core.errors import Refused
from app.core.wording import in_words


def add_acts(acts: Commands) -> None:
    """Add the acts of a desk to the `risk` command."""
    command(acts, "report", targeting_report, "does targeting beat chance, rule by rule, with intervals and drift")
    proposing = command(
        acts, "propose", propose, "propose a rule of the office's own; it is replayed on the past first"
    )
    proposing.add_argument("file", type=Path, metavar="INDICATOR.toml")
    confirming = command(acts, "confirm", confirm, "switch a proposed rule on; by another supervisor")
    confirming.add_argument("proposal", metavar="PROPOSAL")
    retiring = command(acts, "retire", retire, "switch one of the office's own rules off")
    retiring.add_argument("proposal", metavar="PROPOSAL")
    retiring.add_argument("--reason", required=True)
    writing = command(acts, "outcomes", outcomes, "write this station's inspected lines for training")
    writing.add_argument("file", type=Path, metavar="OUTCOMES.csv")
    trusting = command(acts, "trust", trust, "take the models that this key signs")
    trusting.add_argument("key", metavar="PUBLIC_KEY", help="raw Ed25519 public key in hex")
    using = command(acts, "use", use, "weigh with a signed model from now on")
    using.add_argument("file", type=Path, nargs="?", metavar="MODEL", help="the former model without it")
    noting = command(acts, "credit", credit, "note a trader's credit class with its source")
    noting.add_argument("party", metavar="ID_OR_NAME")
    noting.add_argument("credit", choices=("advanced", "general", "dishonest", "unknown"))
    noting.add_argument("--source", required=True)
    noting.add_argument("--restored", type=day, default=None, metavar="DATE")


def targeting_report(args: argparse.Namespace, call: Call) -> Answer:
    """The supervisor's report: verdict, rates with their intervals, drift, campaigns, the model."""
    from app import bootstrap
    from app.identity.rules import Power, require
    from app.risk.view import targeting_view

    with call.open() as (station, officer):
        require(officer, Power.EDIT_RULES)
        view = targeting_view(station, bootstrap.screener(station))
    said = [view.report.verdict, *view.drift, *(each.say for each in view.campaigns), view.model]
    lines = [in_words(each, call.lang) for each in said]
    result: dict[str, Any] = {
        "verdict": lines[0],
        "random": _rate(view.report.random),
        "targeted": _rate(view.report.targeted),
        "groups": [
            {
                "kind": group.kind,
                "name": group.name,
                **_rate(group.rate),
                "above_random": group.above_random,
                "above_low": group.low,
                "above_high": group.high,
            }
            for group in view.report.groups
        ],
        "drift": [in_words(each, call.lang) for each in view.drift],
        "campaigns": [in_words(each.say, call.lang) for each in view.campaigns],
        "model": in_words(view.model, call.lang),
        "rules": [{"rule": row.rule, "proposal": row.proposal, "state": row.state} for row in view.rules],
    }
    return Answer(result, lines=lines)


def _rate(told: Any) -> dict[str, Any]:
    return {"hits": told.hits, "of": told.of, "share": told.share, "low": told.low, "high": told.high}


def propose(args: argparse.Namespace, call: Call) -> Answer:
    """Propose the rule of a file; its replay is recorded with it."""
    from app import bootstrap
    from app.risk.records.steering import proposal_of
    from app.risk.rules.packs import MAX_BYTES
    from app.risk.view.targeting import replay_of
    from app.risk.work.steering import propose_rule

    try:
        with args.file.open("rb") as file:
            text = file.read(MAX_BYTES + 1).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Refused("risk.pack_unread", file=args.file.name) from None
    with call.open() as (station, officer):
        proposal = propose_rule(station, officer, bootstrap.screener(station).pack, text)
        with station.read() as conn:
            row = proposal_of(conn, proposal)
    if row is None:
        raise Refused("targeting.no_proposal")
    import json

    replay = json.loads(row.replay)
    lines = [call.say("targeting.proposed", rule=row.rule), in_words(replay_of(replay).say, call.lang), proposal]
    return Answer({"proposal": proposal, "rule": row.rule, "replay": replay}, lines=lines)


def confirm(args: argparse.Namespace, call: Call) -> Answer:
    """Switch a proposed rule on."""
    from app.risk.work.steering import confirm_rule

    with call.open() as (station, officer):
        rule = confirm_rule(station, officer, args.proposal)
    return Answer({"rule": rule}, lines=[call.say("targeting.confirmed", rule=rule)])


def retire(args: argparse.Namespace, call: Call) -> Answer:
    """Switch a rule off."""
    from app.risk.work.steering import retire_rule

    with call.open() as (station, officer):
        rule = retire_rule(station, officer, args.proposal, args.reason)
    return Answer({"rule": rule}, lines=[call.say("targeting.retired", rule=rule)])


def outcomes(args: argparse.Namespace, call: Call) -> Answer:
    """This station's inspected lines as `risk fit` reads them."""
    from app.identity.rules import Power, require
    from app.risk.past import write_outcomes

    with call.open() as (station, officer):
        require(officer, Power.SEE_PERSONAL_DATA)
        with station.read() as conn:
            rows = write_outcomes(conn, args.file)
    lines = [call.say("targeting.outcomes_written", rows=rows, file=args.file.name)]
    return Answer({"rows": rows, "file": str(args.file)}, lines=lines)


def trust(args: argparse.Namespace, call: Call) -> Answer:
    """Trust the models of a key."""
    from app.risk.work.steering import trust_key

    with call.open() as (station, officer):
        trust_key(station, officer, args.key)
    return Answer({"key": args.key}, lines=[call.say("targeting.trusted")])


def use(args: argparse.Namespace, call: Call) -> Answer:
    """Take a model into use, or go back to the one before."""
    from app.risk.work.steering import former_model, take_model

    with call.open() as (station, officer):
        version = take_model(station, officer, args.file) if args.file else former_model(station, officer)
    return Answer({"version": version}, lines=[call.say("targeting.model_taken", version=version)])


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
