"""`risk fit|evaluate|simulate|replay`: the learned scorecard, and what rules and the random share are worth."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.arguments import share, whole
from app.cli.call import Answer, Call, Commands, command
from app.cli.targeting import add_acts
from app.core.errors import Refused
from app.core.wording import in_words

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from app.risk.scorecard.outcomes import Outcomes


def add_to(commands: Commands) -> None:
    """Add the `risk` commands."""
    group = commands.add_parser("risk", help="the learned scorecard and the worth of rules")
    acts = group.add_subparsers(dest="act", required=True, metavar="ACT", parser_class=type(group))
    fitting = command(acts, "fit", fit_model, "learn a scorecard from inspected outcomes")
    fitting.add_argument("file", type=Path, metavar="OUTCOMES.csv")
    fitting.add_argument("--out", type=Path, required=True, metavar="MODEL")
    fitting.add_argument("--key", type=Path, default=None, help="the centre's Ed25519 key (PEM); made if missing")
    judging = command(acts, "evaluate", evaluate, "how good a scorecard is, on new and on recognised cargo apart")
    judging.add_argument("file", type=Path, nargs="?", metavar="FILE.csv")
    judging.add_argument("--model", type=Path, default=None)
    judging.add_argument("--train", type=Path, default=None)
    judging.add_argument("--test", type=Path, default=None)
    judging.add_argument("--folds", action="store_true", help="five folds over unique cargo of FILE: the gate")
    simulating = command(acts, "simulate", simulate, "week by week with labels only for what is opened")
    simulating.add_argument("file", type=Path, nargs="?", metavar="OUTCOMES.csv", help="planted trade without it")
    simulating.add_argument("--capacity", type=share, default=0.10)
    simulating.add_argument("--random-share", type=share, default=0.10)
    simulating.add_argument("--runs", type=whole(1, 10_000), default=100, help="years the control is tried on")
    simulating.add_argument("--seed", type=whole(0, 1_000_000_000), default=1)
    replaying = command(acts, "replay", replay_rule, "a rule or campaign on this desk's past, before it is switched on")
    replaying.add_argument("rule", metavar="RULE")
    replaying.add_argument("--pack", type=Path, default=None, help="a pack that holds the new rule")
    add_acts(acts)


def fit_model(args: argparse.Namespace, call: Call) -> Answer:
    """Learn, measure on the latest fifth, sign and write the model file."""
    from app.risk.scorecard.fitting import fit
    from app.risk.scorecard.outcomes import read_outcomes
    from app.risk.scorecard.publishing import card_of, write_model

    outcomes = read_outcomes(args.file)
    today = call.clock.now().date()
    model = card_of(fit(outcomes, version=today.isoformat(), made_on=today), outcomes)
    key = _signing_key(args.key or args.out.with_suffix(".key"))
    signed = write_model(model, key, args.out)
    return Answer(
        {
            "model": str(args.out),
            "version": model.version,
            "signer": signed.signer,
            "sha256": signed.sha256,
            "model_bytes": args.out.stat().st_size,
            **{name: model.card[name] for name in ("window", "rows", "found", "metrics")},
        }
    )


def _signing_key(path: Path) -> Ed25519PrivateKey:
    """The key of a PEM file; a missing one is made, readable by its owner only."""
    from app.risk.scorecard.publishing import signing_key

    return signing_key(path)


def evaluate(args: argparse.Namespace, call: Call) -> Answer:
    """Figures of a model on outcomes, or of a model of one file on another."""
    from app.risk.scorecard.evaluation import evaluated, folded, in_words_of, trained_and_evaluated
    from app.risk.scorecard.outcomes import read_outcomes
    from app.risk.scorecard.publishing import measured_bytes
    from app.risk.scorecard.signed import read_model

    if args.folds:
        if not args.file or args.model or args.train or args.test:
            raise Refused("risk.evaluate_how")
        return _folded(folded(read_outcomes(args.file)), call)
    if args.model and args.file and not (args.train or args.test):
        told = evaluated(read_model(args.model).model, read_outcomes(args.file))
        lines = [in_words(said, call.lang) for said in in_words_of(told)]
        return Answer(told | {"model_bytes": args.model.stat().st_size}, lines=lines)
    if not (args.train and args.test) or args.model or args.file:
        raise Refused("risk.evaluate_how")
    today = call.clock.now().date()
    model, told = trained_and_evaluated(read_outcomes(args.train), read_outcomes(args.test), today=today)
    lines = [in_words(said, call.lang) for said in in_words_of(told)]
    return Answer(told | {"model_bytes": measured_bytes(model)}, lines=lines)


def _folded(told: dict[str, Any], call: Call) -> Answer:
    """The gate in one line: new cargo only, against its base rate."""
    gaps = {name: f"{told[name]['mean']:.3f} ±{told[name]['spread']:.3f}" for name in ("auc", "precision_5")}
    said = call.say("risk.figure_folds", cargoes=told["cargoes"], base=f"{told['base_rate']:.3f}", **gaps)
    return Answer(told, lines=[said])


def simulate(args: argparse.Namespace, call: Call) -> Answer:
    """Targeting with and without random control over the same weeks, and how often the control's interval is right."""
    from app.risk.scorecard.simulation import Setting, covered, simulated

    outcomes = _trade(args.file, args.seed)
    setting = Setting(capacity=args.capacity, random_share=args.random_share)
    with_control = simulated(outcomes, setting, seed=args.seed)
    alone = simulated(outcomes, Setting(capacity=args.capacity, random_share=0.0), seed=args.seed)
    told: dict[str, Any] = {
        "weeks": len(with_control.weeks),
        "with_control": asdict(with_control.hits()),
        "targeted": asdict(with_control.hits("targeted")),
        "control": asdict(with_control.hits("control")),
        "targeting_only": asdict(alone.hits()),
        "kept": with_control.hits().share / max(alone.hits().share, 1e-9),
        "kept_targeted": with_control.hits("targeted").share / max(alone.hits().share, 1e-9),
        "control_covers": covered(outcomes, setting, runs=args.runs, seed=args.seed),
        "runs": args.runs,
    }
    return Answer(told)


def _trade(file: Path | None, seed: int) -> Outcomes:
    from app.risk.scorecard.outcomes import read_outcomes
    from app.risk.scorecard.worlds import planted_world

    return read_outcomes(file) if file else planted_world(seed, rows=20_000).outcomes


def replay_rule(args: argparse.Namespace, call: Call) -> Answer:
    """What a rule would have hit on this desk, how right it was, and the work it would have added."""
    from app.risk.past import past_cases
    from app.risk.rules import load_pack, shipped
    from app.risk.rules.replay import replay
    from app.risk.work import pack_in_force, proposed

    offered = load_pack(args.pack).indicators if args.pack else None
    with call.open() as (station, _officer), station.read() as conn:
        standing = pack_in_force(conn, shipped())
        choice = offered if offered is not None else (*proposed(conn), *standing.indicators)
        chosen = next((each for each in choice if each.id == args.rule), None)
        if chosen is None:
            raise Refused("risk.no_rule", rule=args.rule, rules=[each.id for each in choice])
        told = replay(chosen, standing, past_cases(conn, standing.tuning))
    return Answer(asdict(told), lines=[in_words(told.say, call.lang)])
