"""Campaigns (S3): shipped and the office's own, with period, weight, quota and tally, and an editor for one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.desk.language import words
from app.desk.table import Column
from app.risk.rules import Campaign, CampaignTally
from app.risk.screen.editing import EditorPart
from app.risk.screen.words import state_word
from app.risk.view import RuleRow, TargetingView
from app.risk.work import Screener
from app.seat import Seat


class CampaignsPart(EditorPart):
    """Each campaign with its tally; its scope stands in the text."""

    def __init__(self, seat: Seat, screener: Screener) -> None:
        super().__init__(seat, screener, "targeting-campaigns")

    def columns(self) -> Sequence[Column[RuleRow]]:
        return (
            Column("state", self.tr("state"), state_word, width=124),
            Column("name", self.tr("campaign"), _name, stretch=True),
            Column("first", self.tr("from"), _of(lambda told: told.valid_from), width=100),
            Column("last", self.tr("to"), _of(lambda told: told.valid_to), width=100),
            Column("weight", self.tr("points"), _of(lambda told: told.weight), width=64),
            Column("scope", self.tr("in scope"), _came(lambda tally: tally.in_scope), width=84),
            Column("opened", self.tr("opened"), _came(lambda tally: tally.opened), width=80),
            Column("found", self.tr("finds"), _came(lambda tally: tally.found), width=72),
            Column("left", self.tr("quota left"), _came(lambda tally: tally.left), width=96),
        )

    def retranslate(self) -> None:
        super().retranslate()
        self.table.set_words(self.columns(), self.tr("No campaigns. Write one below as [[campaign]] and propose it."))
        self.editor.set_title(
            self.tr("The campaign as text (TOML)"),
            self.tr("Change it and propose it: a new id adds a campaign, the same id takes its place."),
        )

    def render_view(self, view: TargetingView) -> None:
        self.set_rows(view.campaigns)


def _name(row: RuleRow) -> str:
    return words(row.campaign.name.say()) if row.campaign else row.rule


def _of(read: Callable[[Campaign], object]) -> Callable[[RuleRow], object]:
    return lambda row: read(row.campaign) if row.campaign else None


def _came(read: Callable[[CampaignTally], int]) -> Callable[[RuleRow], object]:
    return lambda row: read(row.tally) if row.tally else None
