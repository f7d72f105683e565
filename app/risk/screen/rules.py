"""The rules of the desk with what they are worth, and an editor for one of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.desk.language import words
from app.desk.table import Column
from app.risk.screen.editing import EditorPart
from app.risk.screen.words import amount_text, rate_text, state_word
from app.risk.view import RuleRow, TargetingView
from app.risk.work import Screener
from app.seat import Seat


class RulesPart(EditorPart):
    """Shipped rules and the office's own."""

    def __init__(self, seat: Seat, screener: Screener) -> None:
        super().__init__(seat, screener, "targeting-rules")

    def columns(self) -> Sequence[Column[RuleRow]]:
        return (
            Column("state", self.tr("state"), state_word, width=124),
            Column("weight", self.tr("points"), lambda row: row.told.weight if row.told else None, width=64),
            Column("rule", self.tr("rule"), _means, stretch=True, width=240),
            Column("hits", self.tr("hits, 95 %"), lambda row: rate_text(row.rate), width=160),
            Column("worth", self.tr("above random"), lambda row: amount_text(row.above), width=104),
            Column("valid", self.tr("validity"), _validity, width=186),
            Column("source", self.tr("source"), lambda row: row.told.source if row.told else "", width=90),
        )

    def retranslate(self) -> None:
        super().retranslate()
        self.table.set_words(
            self.columns(), self.tr("No rules: the shipped pack is missing. Set the program up again.")
        )
        self.editor.set_title(
            self.tr("The rule as text (TOML)"),
            self.tr("Change it and propose it: a new id adds a rule, the same id takes its place, valid_to ends it."),
        )

    def render_view(self, view: TargetingView) -> None:
        self.set_rows(view.rules)


def _means(row: RuleRow) -> str:
    if row.indicator is None:
        return row.rule
    gaps = dict.fromkeys(("lines", "marks", "times"), "…") if row.indicator.means.has_gaps else {}
    return words(row.indicator.means.say(**gaps))


def _validity(row: RuleRow) -> str | None:
    if row.told is None or (row.told.valid_from, row.told.valid_to) == (date.min, date.max):
        return None
    first, last = row.told.valid_from, row.told.valid_to
    return f"{'' if first == date.min else first} – {'' if last == date.max else last}"
