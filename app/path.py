"""The steps of the work in their order, drawn as the navigation rail."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.desk.rail import Stop

STEPS: tuple[Stop, ...] = (
    Stop("queue", "layout-list", lambda: QCoreApplication.translate("Path", "Queue")),
    Stop("bench", "scan", lambda: QCoreApplication.translate("Path", "Bench")),
    Stop("cases", "briefcase", lambda: QCoreApplication.translate("Path", "Cases")),
    Stop("tallies", "chart-bar", lambda: QCoreApplication.translate("Path", "Tallies")),
    Stop("register", "certificate", lambda: QCoreApplication.translate("Path", "Register")),
    Stop("sync", "refresh", lambda: QCoreApplication.translate("Path", "Sync")),
    Stop("settings", "settings", lambda: QCoreApplication.translate("Path", "Settings")),
)
"""Queue (intake, register match, risk) · Bench (and detention) · Cases (clocks, notices, custody) · … · Settings."""
