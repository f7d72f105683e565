"""Learned models: which one weighs, what it was measured at, which is tried beside it, and whose keys are trusted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.core.errors import Say
from app.desk.fields import Field, TextField
from app.desk.files import ask_file
from app.desk.language import words
from app.desk.signs import label
from app.desk.table import Column, RecordTable
from app.risk.screen.part import Part, act, card, give_way
from app.risk.screen.words import key_word, model_word
from app.risk.view import KeyRow, ModelRow, TargetingView
from app.risk.work import Screener
from app.risk.work.modelling import former_model, promote_challenger, take_model, trust_key, withdraw_key
from app.seat import Seat


class ModelsPart(Part):
    """Models above, keys below; a model is taken only when its key is trusted by two supervisors."""

    def __init__(self, seat: Seat, screener: Screener) -> None:
        super().__init__(seat, screener)
        self.models: RecordTable[ModelRow] = RecordTable(
            "targeting-models", self._model_columns(), same=lambda row: row.sha256
        )
        self.keys: RecordTable[KeyRow] = RecordTable(
            "targeting-keys", self._key_columns(), same=lambda row: row.public_key
        )
        self.contest = label(wrap=True)
        self.use = label(kind="heading", wrap=True)
        self.key, self.reason = TextField("", latin=True), TextField("")
        self._take = act("L", "file-import", partial(self._on_choose, beside=False))
        self._try = act("B", "scale", partial(self._on_choose, beside=True))
        self._promote = act("P", "arrow-up", self._on_promote)
        self._former = act("G", "arrow-back-up", self._on_former)
        self._trust = act("T", "key", self._on_trust)
        self._withdraw = act("X", "ban", self._on_withdraw)
        self.acts = (self._take, self._try, self._promote, self._former, self._trust, self._withdraw)
        self.keys.chosen.connect(self._on_key)
        self._view: TargetingView | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        said = QVBoxLayout()
        said.addWidget(self.use)
        said.addWidget(self.contest)
        column.addWidget(card(said))
        column.addWidget(self.models, 3)
        column.addWidget(self.keys, 2)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.key, 3)
        row.addWidget(self.reason, 2)
        column.addLayout(row)
        give_way(self.models, self.keys)

    def _model_columns(self) -> Sequence[Column[ModelRow]]:
        return (
            Column("state", self.tr("state"), model_word, width=124),
            Column("version", self.tr("version"), lambda row: row.version, width=100),
            Column("window", self.tr("learned from"), lambda row: " – ".join(row.window), width=190),
            Column("rows", self.tr("inspections"), lambda row: row.rows, width=96),
            Column("new", self.tr("new cargo: AUC, top 5 %"), _measured("new_cargo"), stretch=True),
            Column("all", self.tr("all: AUC, top 5 %"), _measured(""), width=180),
            Column("calibration", self.tr("off by"), _calibration, width=72),
            Column("by", self.tr("taken by"), lambda row: f"{row.taken_by} · {row.taken_on}", width=176),
            Column("signer", self.tr("signed by key"), lambda row: row.signer[:12], width=112),
        )

    def _key_columns(self) -> Sequence[Column[KeyRow]]:
        return (
            Column("state", self.tr("state"), key_word, width=108),
            Column("key", self.tr("key of a centre"), lambda row: row.public_key, stretch=True),
            Column("first", self.tr("proposed by"), lambda row: f"{row.proposed_by} · {row.proposed_on}", width=160),
            Column("second", self.tr("confirmed by"), lambda row: row.confirmed_by, width=110),
            Column("reason", self.tr("withdrawn"), _withdrawn, width=180),
        )

    def retranslate(self) -> None:
        self.models.set_words(
            self._model_columns(), self.tr("No model was taken yet. Trust the centre's key below, then load its file.")
        )
        self.keys.set_words(
            self._key_columns(), self.tr("No key yet. Enter the centre's key; a second supervisor confirms it.")
        )
        self.key.set_title(self.tr("Key of the centre (64 digits, as risk fit prints it)"))
        self.reason.set_title(self.tr("Reason for withdrawing the key"))
        self._take.set_text(self.tr("use a model…"))
        self._try.set_text(self.tr("try one beside it…"))
        self._promote.set_text(self.tr("use the tried one"))
        self._former.set_text(self.tr("go back"))
        self._trust.set_text(self.tr("trust the key"))
        self._withdraw.set_text(self.tr("withdraw the key"))
        self._show()

    def fields(self) -> Mapping[str, Field]:
        return {"public_key": self.key, "reason": self.reason}

    def render_view(self, view: TargetingView) -> None:
        self._view = view
        self.models.set_rows(view.models.models)
        self.keys.set_rows(view.models.keys)
        states = {row.state for row in view.models.models}
        self._try.setEnabled("in_use" in states)
        self._promote.setEnabled("beside" in states)
        self._former.setEnabled("beside" in states or sum(s != "beside" for s in states) > 1)
        self._show()

    def _show(self) -> None:
        if self._view is not None:
            self.use.setText(words(self._view.model))
            self.contest.setText(words(self._view.models.contest))
        self._withdraw.setEnabled(self.keys.row is not None and self.keys.row.state != "withdrawn")

    @Slot(object)
    def _on_key(self, row: KeyRow | None) -> None:
        if row is not None:
            self.key.set_value(row.public_key)
        self._show()

    def _on_choose(self, *, beside: bool) -> None:
        ask_file(self, self.tr("Model of the centre"), partial(self.take, beside=beside))

    def take(self, name: str, *, beside: bool = False) -> None:
        """Take a model's file into use, or beside the one in use."""
        seat, key = self._seat, "targeting.model_beside" if beside else "targeting.model_taken"
        self._do(lambda: take_model(seat.station, seat.officer, Path(name), beside=beside), key)

    def _on_promote(self) -> None:
        self._do(lambda: promote_challenger(self._seat.station, self._seat.officer))

    def _on_former(self) -> None:
        self._do(lambda: former_model(self._seat.station, self._seat.officer))

    def _do(self, op: Callable[[], str], key: str = "targeting.model_taken") -> None:
        self.change(op, lambda version: Say(key, {"version": version}))

    def _on_trust(self) -> None:
        seat, key = self._seat, self.key.value()
        self.change(
            lambda: trust_key(seat.station, seat.officer, key),
            lambda trusted: Say("targeting.key_trusted" if trusted else "targeting.key_proposed"),
        )

    def _on_withdraw(self) -> None:
        row, reason, seat = self.keys.row, self.reason.value(), self._seat
        if row is not None:
            self.change(
                lambda: withdraw_key(seat.station, seat.officer, row.public_key, reason),
                lambda _none: Say("targeting.key_withdrawn"),
            )


def _measured(part: str) -> Callable[[ModelRow], str | None]:
    """AUC and the precision of the top 5 %, of all rows or of one part of them."""

    def read(row: ModelRow) -> str | None:
        told = (row.metrics or {}).get(part, {}) if part else row.metrics or {}
        if "auc" not in told:
            return None
        low, high = told["precision_interval"]["5"]
        return f"{told['auc']:.3f}; {told['precision']['5']:.0%} ({low * 100:.0f} – {high * 100:.0f})"

    return read


def _calibration(row: ModelRow) -> str | None:
    error = (row.metrics or {}).get("calibration_error")
    return None if error is None else f"{error:.3f}"


def _withdrawn(row: KeyRow) -> str:
    return f"{row.withdrawn_by}: {row.reason}" if row.withdrawn_by else ""
