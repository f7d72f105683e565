"""The scorecard learns, adds up, travels signed, and refuses what is not one."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.core.errors import Refused
from app.core.wording import LANGS, catalogue, in_words
from app.risk.scorecard.evaluation import chances, cross_validated, evaluated, folds, looked_up, unique_cargo
from app.risk.scorecard.fitting import fit
from app.risk.scorecard.indicators import CUSTOMS, Spec, repeat_bucket
from app.risk.scorecard.measures import auc, average_precision, calibration_error, top
from app.risk.scorecard.model import ModelTerm, Scorecard
from app.risk.scorecard.outcomes import Outcomes, read_outcomes
from app.risk.scorecard.publishing import card_of, signing_key, write_model
from app.risk.scorecard.signed import opened, public_hex, read_model, sealed
from app.risk.scorecard.worlds import planted_world

DAY = date(2026, 5, 4)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
WORLD = planted_world(1, rows=6000, rate=0.15)
TRAIN, TEST = WORLD.outcomes.take(~WORLD.test), WORLD.outcomes.take(WORLD.test)
MODEL = fit(TRAIN, version="1", made_on=DAY)


def test_each_score_is_its_base_and_the_sum_of_its_terms() -> None:
    told = MODEL.explained(TEST.columns, len(TEST))
    sums = MODEL.log_odds(TEST.columns, len(TEST))
    for terms, total in zip(told, sums, strict=True):
        assert math.isclose(MODEL.base + sum(term.log_odds for term in terms), total, abs_tol=1e-9)


def test_one_row_at_the_desk_is_told_what_a_thousand_at_the_centre_are() -> None:
    row = {name: column[5] for name, column in TEST.columns.items()}
    assert list(MODEL.evidence(row)) == MODEL.explained(TEST.columns, len(TEST))[5]


def test_it_ranks_better_than_chance_and_is_calibrated() -> None:
    told = chances(MODEL, TEST)
    assert auc(TEST.found, told) > 0.65
    assert calibration_error(TEST.found, told) < 0.04
    assert top(TEST.found, told, 0.05).share > 2 * TEST.found.mean()


def test_a_rare_value_weighs_less_than_a_common_one_with_the_same_rate() -> None:
    origin = ["A"] * 400 + ["B"] * 4 + ["C"] * 400
    found = np.array([1, 1, 0, 0] * 100 + [1, 1, 0, 0] + [0, 0, 0, 1] * 100, np.int8)
    outcomes = Outcomes({"origin": origin}, found, np.zeros(len(found), np.int64))
    weights = fit(outcomes, version="1", made_on=DAY, specs=(Spec("origin", "value", ("origin",)),)).weights["origin"]
    assert weights["A"][0] > 3 * weights.get("B", (0.0, 0, 0))[0] > 0
    assert weights["C"][0] < 0


def test_a_row_does_not_learn_from_its_own_outcome() -> None:
    """Cargo that is never repeated says nothing: were a row's own label in its bucket, it would say everything."""
    rng = np.random.default_rng(3)
    rows = 2000
    names = ("hs6", "departure", "origin", "tax_rate", "tax_type", "mass")
    columns = {name: [str(number) for number in rng.integers(0, 10**6, rows)] for name in names}
    outcomes = Outcomes(columns, (rng.random(rows) < 0.3).astype(np.int8), np.zeros(rows, np.int64))
    model = fit(outcomes, version="1", made_on=DAY, specs=CUSTOMS[:1])
    assert dict(model.weights["repeat"]) == {}
    assert len(model.memory) == rows


def test_repeated_cargo_is_recognised_and_weighs_most() -> None:
    cargo = [str(number % 300) for number in range(3000)]
    bad = np.random.default_rng(4).random(300) < 0.2
    columns = dict.fromkeys(("hs6", "departure", "origin", "tax_rate", "tax_type", "mass"), cargo)
    found = np.array([bad[int(number)] for number in cargo], np.int8)
    model = fit(Outcomes(columns, found, np.zeros(3000, np.int64)), version="1", made_on=DAY, specs=CUSTOMS[:1])
    again = {name: column[:300] for name, column in columns.items()}
    assert model.recognised(again, 300) == [True] * 300
    assert auc(found[:300], chances(model, Outcomes(again, found[:300], np.zeros(300, np.int64)))) == 1.0
    assert model.recognised({name: ["x"] for name in columns}, 1) == [False]


@pytest.mark.parametrize(
    ("seen", "found", "bucket"),
    [(0, 0, ""), (1, 1, "1all"), (1, 0, "1none"), (2, 1, "2most"), (5, 1, "3few"), (9, 9, "6all"), (9, 8, "6most")],
)
def test_repeat_buckets(seen: int, found: int, bucket: str) -> None:
    assert repeat_bucket(seen, found) == bucket


def test_a_missing_column_adds_nothing() -> None:
    assert MODEL.log_odds({}, 2) == [MODEL.base, MODEL.base]
    assert MODEL.explained({"origin": ["O0000"]}, 1)[0][0].indicator == "origin"


def test_every_indicator_has_its_name_in_both_languages() -> None:
    told = catalogue("risk")
    assert all(told[f"feature_{spec.id}"].keys() == set(LANGS) for spec in CUSTOMS)


@pytest.mark.parametrize(
    ("term", "words"),
    [
        (ModelTerm("hs4", "9503", 0.4, 14, 3), "3 of 14 inspected were irregular"),
        (ModelTerm("hs4", "9503", 0.4, 4, 3), "a hint only"),
        (ModelTerm("repeat", "ab", 4.0, 2, 2), "inspected 2 times, 2 of them irregular"),
        (ModelTerm("mass", "1", 0.1, 99, 3, (1.5, 4.25)), "1.5 - 4.25"),
        (ModelTerm("mass", "1", 0.1, 99, 3, (4.25, math.inf)), "≥ 4.25"),
    ],
)
def test_terms_speak_of_what_lies_behind_them(term: ModelTerm, words: str) -> None:
    assert words in in_words(term.say, "en")
    assert in_words(term.say, "zh")


def test_a_model_travels_signed_and_scores_the_same(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    write_model(card_of(MODEL, TRAIN), KEY, path)
    back = read_model(path, frozenset({public_hex(KEY.public_key())}))
    assert back.model.log_odds(TEST.columns, len(TEST)) == MODEL.log_odds(TEST.columns, len(TEST))
    assert back.model.card["metrics"]["auc"] > 0.6
    assert back.model.card["window"]
    assert not list(tmp_path.glob("*.part"))


def test_a_byte_changed_or_a_strange_key_is_refused() -> None:
    data = sealed(MODEL, KEY)
    changed = data.replace(b'"base":-', b'"base":-9', 1)
    with pytest.raises(Refused) as forged:
        opened(changed, "m.json")
    with pytest.raises(Refused) as strange:
        opened(data, "m.json", frozenset({"00" * 32}))
    assert (forged.value.say.key, strange.value.say.key) == ("risk.model_forged", "risk.model_stranger")


def _signed(document: object) -> bytes:
    """A file that is rightly signed but holds something else than a model."""
    payload = json.dumps(document).encode()
    head = json.loads(sealed(MODEL, KEY).partition(b"\n")[0])
    import base64

    head["signature"] = base64.b64encode(KEY.sign(payload)).decode()
    return json.dumps(head).encode() + b"\n" + payload


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"\xff\n\xff",
        b"[1]\n{}",
        b"x" * 3_000_001,
        _signed([]),
        _signed({"format": "other"}),
        _signed({"format": "tidewaiter-scorecard/1", "base": math.inf, "version": "1", "indicators": [], "memory": {}}),
    ],
)
def test_what_is_no_model_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        opened(data, "m.json")
    assert all("risk." not in in_words(refused.value.say, lang) for lang in LANGS)


def test_a_model_larger_than_a_station_takes_is_not_written() -> None:
    memory = {f"{number:01000x}": (1, 0) for number in range(3_000)}  # three megabytes, of long keys: few to write
    with pytest.raises(Refused, match=r"risk\.model_large"):
        sealed(replace(MODEL, memory=memory), KEY)


def test_a_signing_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "centre.key"
    first = public_hex(signing_key(path).public_key())
    assert public_hex(signing_key(path).public_key()) == first
    assert path.stat().st_mode & 0o077 == 0
    path.write_bytes(b"no key")
    with pytest.raises(Refused):
        signing_key(path)


def _csv(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_the_customs_data_set_is_read_as_it_is(tmp_path: Path) -> None:
    head = "Declaration ID,Date,HS6 Code,Country of Departure,Net Mass,Item Price,Fraud\n"
    told = read_outcomes(_csv(tmp_path / "a.csv", head + "1,2020-01-02,90510,CN,1.5,9,1\n2,bad,440890,BE,2,3,0\n"))
    assert told.columns["hs6"] == ["090510", "440890"]
    assert told.found.tolist() == [1, 0]
    assert told.days.tolist() == [date(2020, 1, 2).toordinal(), 0]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "risk.outcomes_unlabelled"),
        ("HS6 Code\n1\n", "risk.outcomes_unlabelled"),
        ("HS6 Code,Fraud\n", "risk.outcomes_empty"),
        ("HS6 Code,Fraud\n1,2,3\n", "risk.outcomes_ragged"),
        ("HS6 Code,Fraud\n1,maybe\n", "risk.outcomes_label"),
    ],
)
def test_outcomes_that_cant_be_used_are_refused(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(Refused) as refused:
        read_outcomes(_csv(tmp_path / "a.csv", text))
    assert refused.value.say.key == key


def test_too_little_to_learn_from_is_refused() -> None:
    with pytest.raises(Refused):
        fit(TRAIN.take(np.arange(20)), version="1", made_on=DAY)


def test_no_cargo_is_on_both_sides_of_a_fold() -> None:
    cargo = {name: [str(n % 50) for n in range(200)] for name in ("hs6", "departure", "origin", "mass")}
    unique = unique_cargo(Outcomes(cargo, np.zeros(200, np.int8), np.zeros(200, np.int64)))
    assert len(unique) == 50
    for fold in folds(unique, seed=1):
        assert not set(fold.train.cargo()) & set(fold.test.cargo())
        assert len(fold.train) + len(fold.test) == 50


def test_a_look_up_knows_nothing_of_new_cargo() -> None:
    unique = unique_cargo(WORLD.outcomes.take(np.arange(2000)))
    told = cross_validated(unique, looked_up, seeds=[0])
    assert told["auc"]["mean"] == 0.5


def test_new_and_recognised_cargo_are_reported_apart() -> None:
    told = evaluated(MODEL, TEST)
    assert told["new_cargo"]["rows"] + told["recognised_cargo"]["rows"] == told["rows"]


def test_measures_on_what_is_known_by_hand() -> None:
    found, scores = np.array([1, 0, 1, 0], np.int8), np.array([0.9, 0.8, 0.7, 0.1])
    assert auc(found, scores) == 0.75
    assert average_precision(found, scores) == pytest.approx((1 + 2 / 3) / 2)
    assert auc(found, np.zeros(4)) == 0.5
    assert calibration_error(found, np.full(4, 0.5), bins=1) == 0.0
    assert top(found, scores, 0.25).share == 1.0


def test_an_empty_scorecard_says_its_base_only() -> None:
    bare = Scorecard("0", -1.5, (), {}, {}, {})
    assert (bare.log_odds({"hs6": ["1"]}, 1), bare.evidence({"hs6": "1"})) == ([-1.5], [])
