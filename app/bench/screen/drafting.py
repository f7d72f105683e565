"""What is being entered at the bench and not recorded yet: kept against a power cut, put back at the next start."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Slot

from app.bench.screen.counting import CountPane
from app.bench.screen.goods import GoodsPane
from app.bench.screen.recounting import RecountPane
from app.bench.screen.sitting import Sitting


class Drafting(QObject):
    """The fields of the bench as one draft. What a second officer typed unseen waits until they sign in again."""

    def __init__(self, sitting: Sitting, goods: GoodsPane, counts: CountPane, recount: RecountPane) -> None:
        super().__init__(sitting)
        self._sitting, self._goods, self._counts, self._recount = sitting, goods, counts, recount
        self._waiting: Mapping[str, Any] = {}
        self._blind: Mapping[str, Any] = {}
        self._blind_of = self._counter = ""

    def draft(self) -> dict[str, object]:
        """The shipment on the bench and what its fields hold; counts and scans are on disk already."""
        view, line, entering = self._sitting.view, self._goods.line, self._counts.draft()
        if view is None or not self._sitting.at_work:
            return dict(self._waiting)
        parts: dict[str, Mapping[str, object]] = {
            "entering": {} if self._counter else entering,
            "blind": {"officer": self._counter, "entering": entering} if self._counter else self._blind,
            "goods": self._goods.draft(),
            "recount": self._recount.draft(),
        }
        kept = {name: part for name, part in parts.items() if part}
        return {"inspection": view.inspection, "line": line.key if line is not None else "", **kept}

    def take(self, draft: Mapping[str, object]) -> None:
        """Ask for the shipment of a draft; its fields are filled once it lies here."""
        self._waiting = draft
        self._sitting.load(str(draft["inspection"]))

    @Slot()
    def put_back(self) -> None:
        """Fill the fields, if a draft waits for the shipment that lies here now."""
        draft, self._waiting, view = self._waiting, {}, self._sitting.view
        if view is None or view.inspection != self._blind_of:
            self._blind, self._blind_of = {}, ""
        if not draft or view is None or view.closed or view.inspection != draft["inspection"]:
            return
        self._blind, self._blind_of = draft.get("blind", {}), view.inspection
        self._counts.take_draft(draft.get("entering", {}))
        self._goods.take_draft(draft.get("goods", {}))
        self._recount.take_draft(draft.get("recount", {}))

    @Slot()
    def turn_blind(self) -> None:
        """Give the second officer what they had typed, and put it away when they leave: another one never sees it."""
        before, self._counter = self._counter, self._recount.second.officer_id if self._recount.second else ""
        if before and not self._counter:
            self._blind = {"officer": before, "entering": self._counts.draft()}
            self._blind_of = self._sitting.view.inspection if self._sitting.view is not None else ""
            self._counts.drop()
        elif self._counter and not before:
            blind, self._blind = self._blind, {}
            if blind.get("officer") == self._counter:
                self._counts.take_draft(blind["entering"])
