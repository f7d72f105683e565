"""The peers of the scorecard, as the published paper prepares and as its notebook sets them, for the same folds."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.risk.scorecard.evaluation import Rank
from app.risk.scorecard.indicators import number
from app.risk.scorecard.measures import Floats
from app.risk.scorecard.outcomes import Outcomes

NUMBERS = ("mass", "price", "tax_rate", "unit_ratio")
LEFT_OUT = ("declaration_no", "declared_on", "critical")


def peers() -> dict[str, Rank]:
    """XGBoost and LightGBM on integer codes (the paper's preparation), ridge logistic regression on one-hot codes."""
    return {"XGBoost, notebook": xgboost, "LightGBM, paper coding": lightgbm, "logistic, one-hot": logistic}


def coded(train: Outcomes, test: Outcomes) -> tuple[Floats, Floats]:
    """Categories numbered by appearance, one code for all that training lacks; numbers as they are."""
    columns = []
    for name, column in train.columns.items():
        if name in LEFT_OUT:
            continue
        if name in NUMBERS:
            columns.append(tuple(np.array([number(text) or 0.0 for text in each]) for each in _both(train, test, name)))
            continue
        codes = {text: float(place) for place, text in enumerate(dict.fromkeys(column))}
        columns.append(tuple(np.array([codes.get(text, -1.0) for text in each]) for each in _both(train, test, name)))
    one, two = (np.column_stack([column[side] for column in columns]) for side in (0, 1))
    return one, two


def _both(train: Outcomes, test: Outcomes, name: str) -> tuple[Any, Any]:
    return train.columns[name], test.columns[name]


def xgboost(train: Outcomes, test: Outcomes) -> Floats:
    """XGBoost with the notebook's oversampling to half and half."""
    import xgboost as peer

    one, two = coded(train, test)
    rows = _oversampled(train.found)
    model = peer.XGBClassifier(n_estimators=100, max_depth=6, n_jobs=1, random_state=0)
    model.fit(one[rows], train.found[rows])
    return np.asarray(model.predict_proba(two)[:, 1], float)


def _oversampled(found: NDArray[np.int8]) -> NDArray[np.intp]:
    hits, misses = np.flatnonzero(found == 1), np.flatnonzero(found == 0)
    extra = np.random.default_rng(0).choice(hits, len(misses) - len(hits))
    return np.concatenate([misses, hits, extra])


def lightgbm(train: Outcomes, test: Outcomes) -> Floats:
    """LightGBM, 500 trees of 31 leaves: the best of the published table."""
    import lightgbm as peer

    one, two = coded(train, test)
    settings = {"objective": "binary", "num_leaves": 31, "verbose": -1, "num_threads": 1, "seed": 0}
    model = peer.train(settings, peer.Dataset(one, train.found), 500)
    return np.asarray(model.predict(two), float)


def logistic(train: Outcomes, test: Outcomes) -> Floats:
    """Ridge logistic regression on one-hot codes of HS levels, route and tax."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import OneHotEncoder

    encoder = OneHotEncoder(handle_unknown="ignore")
    model = LogisticRegression(C=0.1, max_iter=300)
    model.fit(encoder.fit_transform(_table(train)), train.found)
    return np.asarray(model.predict_proba(encoder.transform(_table(test)))[:, 1], float)


def _table(outcomes: Outcomes) -> NDArray[np.str_]:
    there = [name for name in ("departure", "origin", "tax_rate", "tax_type", "importer") if name in outcomes.columns]
    hs = np.array(outcomes.columns["hs6"])
    levels = [np.array([code[:length] for code in hs]) for length in (2, 4, 6)]
    mass = np.array([number(text) or 0.0 for text in outcomes.columns["mass"]])
    band = np.round(2 * np.log1p(mass)).astype(int).astype(str)
    return np.column_stack([*levels, band, *(np.array(outcomes.columns[name]) for name in there)])
