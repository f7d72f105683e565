"""`risk report|propose|confirm|retire|outcomes`: how a desk's targeting stands, and rules and campaigns of its own."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.call import Answer, Call, Commands, command
from app.cli.steering import add_steering
from app.core.errors import Refused
from app.core.wording import in_words

if TYPE_CHECKING:
    from app.risk.rules import CampaignTally


def add_acts(acts: Commands) -> None:
    """Add the acts of a desk to the `risk` command."""
    command(acts, "report", targeting_report, "does targeting beat chance, rule by rule, with intervals and drift")
    proposing = command(
        acts, "propose", propose, "propose a rule or campaign of the office's own; it is replayed on the past first"
    )
    proposing.add_argument("file", type=Path, metavar="RULE.toml")
    confirming = command(acts, "confirm", confirm, "switch a proposed rule or campaign on; by another supervisor")
    confirming.add_argument("proposal", metavar="PROPOSAL")
    retiring = command(acts, "retire", retire, "switch one of the office's own rules or campaigns off")
    retiring.add_argument("proposal", metavar="PROPOSAL")
    retiring.add_argument("--reason", required=True)
    writing = command(acts, "outcomes", outcomes, "write this station's inspected lines for training")
    writing.add_argument("file", type=Path, metavar="OUTCOMES.csv")
    add_steering(acts)


def targeting_report(args: argparse.Namespace, call: Call) -> Answer:
    """The supervisor's report: verdict, rates with their intervals, drift, campaigns, the model."""
    from app import bootstrap
    from app.identity.rules import Power, require
    from app.risk.view import campaign_words, targeting_view

    with call.open() as (station, officer):
        require(officer, Power.EDIT_RULES)
        view = targeting_view(station, bootstrap.screener(station))
    running = [campaign_words(row) for row in view.running]
    said = [view.report.verdict, view.draws, *view.drift, *running, view.model, view.models.contest]
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
        "calibration": [{"foretold": each.foretold, **_rate(each.found), "off": each.off} for each in view.tenths],
        "draws": in_words(view.draws, call.lang),
        "contest": in_words(view.models.contest, call.lang),
        "campaigns": [
            {"id": row.rule, "text": in_words(campaign_words(row), call.lang), **_tally(row.tally)}
            for row in view.running
        ],
        "model": in_words(view.model, call.lang),
        "rules": [{"rule": row.rule, "proposal": row.proposal, "state": row.state} for row in view.rules],
    }
    return Answer(result, lines=lines)


def _tally(told: CampaignTally | None) -> dict[str, int]:
    return asdict(told) if told else {}


def _rate(told: Any) -> dict[str, Any]:
    return {"hits": told.hits, "of": told.of, "share": told.share, "low": told.low, "high": told.high}


def propose(args: argparse.Namespace, call: Call) -> Answer:
    """Propose the rule or campaign of a file; its replay is recorded with it."""
    import json

    from app import bootstrap
    from app.risk.records.steering import proposal_of
    from app.risk.rules.packs import MAX_BYTES
    from app.risk.view.targeting import replay_of
    from app.risk.work.proposing import propose as propose_text

    try:
        with args.file.open("rb") as file:
            text = file.read(MAX_BYTES + 1).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Refused("risk.pack_unread", file=args.file.name) from None
    with call.open() as (station, officer):
        proposal = propose_text(station, officer, bootstrap.screener(station).pack, text)
        with station.read() as conn:
            row = proposal_of(conn, proposal)
    if row is None:
        raise Refused("targeting.no_proposal")
    replay = json.loads(row.replay)
    lines = [call.say("targeting.proposed", rule=row.rule), in_words(replay_of(replay).say, call.lang), proposal]
    return Answer({"proposal": proposal, "rule": row.rule, "replay": replay}, lines=lines)


def confirm(args: argparse.Namespace, call: Call) -> Answer:
    """Switch a proposed rule on."""
    from app.risk.work.proposing import confirm as confirm_proposal

    with call.open() as (station, officer):
        rule = confirm_proposal(station, officer, args.proposal)
    return Answer({"rule": rule}, lines=[call.say("targeting.confirmed", rule=rule)])


def retire(args: argparse.Namespace, call: Call) -> Answer:
    """Switch a rule off."""
    from app.risk.work.proposing import retire as retire_proposal

    with call.open() as (station, officer):
        rule = retire_proposal(station, officer, args.proposal, args.reason)
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
