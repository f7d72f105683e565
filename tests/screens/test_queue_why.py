"""Why a shipment is in the queue: reasons, what would change them, likelihood and value, clues, traders by role."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.bench.screen.queue import QueuePage
from app.bench.screen.why import Why
from tests.screens.bench_ground import Desk

Begin = Callable[..., Desk]


def shown(desk: Desk) -> str:
    panel = desk.page("queue", QueuePage).findChild(Why)
    assert panel is not None
    return " | ".join(each.text() for each in panel.findChildren(QLabel) if each.isVisible())


def test_everything_that_speaks_for_opening_it_stands_beside_the_queue(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("li")
    desk.jobs.settle()
    qtbot.waitUntil(lambda: "value at stake" in shown(desk))
    told = shown(desk)
    assert "+60  Recorded mark" in told
    assert "Look for: Differences from the recorded picture" in told
    assert "Do: Open, photograph" in told
    assert "What would change it | If " in told
    assert "genuine: " in told
    assert "fake: " in told
    assert "shipments here, 0 inspected, 0 irregular; credit not known" in told


def test_a_traders_name_is_shown_to_those_who_may_see_it(desk_of: Begin, qtbot: QtBot) -> None:
    bench = desk_of("li")
    bench.jobs.settle()
    qtbot.waitUntil(lambda: "Consignor" in shown(bench))
    assert "Consignor  甲贸易行" not in shown(bench)
    supervisor = desk_of("zhao")
    supervisor.jobs.settle()
    qtbot.waitUntil(lambda: "Consignor  甲贸易行" in shown(supervisor))
