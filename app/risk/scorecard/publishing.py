"""A fitted scorecard made ready for the stations: its own measured figures in it, signed, and written whole."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from app.core.errors import Refused, Trouble
from app.risk.scorecard.evaluation import evaluated
from app.risk.scorecard.fitting import FEWEST_ROWS, fit
from app.risk.scorecard.model import Scorecard
from app.risk.scorecard.outcomes import Outcomes
from app.risk.scorecard.signed import Signed, opened, sealed

HELD_BACK = 0.2
ON_CARD = (
    *("rows", "auc", "average_precision", "precision", "precision_interval", "recall"),
    *("calibration_error", "new_cargo"),
)
ON_CARD = (
    *("rows", "auc", "average_precision", "precision", "precision_interval", "recall"),
    *("calibration_error", "new_cargo"),
)


def card_of(model: Scorecard, outcomes: Outcomes) -> Scorecard:
    """The model with its metrics: a twin learned from the earlier four fifths is measured on the latest fifth."""
    order = np.argsort(outcomes.days, kind="stable")
    cut = round(len(order) * (1 - HELD_BACK))
    early, late = outcomes.take(order[:cut]), outcomes.take(order[cut:])
    if cut < FEWEST_ROWS or not 0 < int(early.found.sum()) < len(early):
        return model
    told = evaluated(fit(early, version="twin", made_on=date.min), late)
    return replace(model, card={**model.card, "metrics": {name: told[name] for name in ON_CARD}})


def write_model(model: Scorecard, key: Ed25519PrivateKey, path: Path) -> Signed:
    """The signed file, written beside its place and then moved there; read back before it counts."""
    data = sealed(model, key)
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Trouble("risk.model_unwritten", file=path.name) from error
    return opened(data, path.name)


def measured_bytes(model: Scorecard) -> int:
    """How large the signed file would be."""
    return len(sealed(model, Ed25519PrivateKey.generate()))


def signing_key(path: Path) -> Ed25519PrivateKey:
    """The key of a PEM file; a missing one is made, readable by its owner only."""
    if not path.exists():
        return _new_key(path)
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError, TypeError) as error:
        raise Refused("risk.key_bad", file=path.name) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise Refused("risk.key_bad", file=path.name)
    return key


def _new_key(path: Path) -> Ed25519PrivateKey:
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(pem)
    except OSError as error:
        raise Trouble("risk.model_unwritten", file=path.name) from error
    return key
