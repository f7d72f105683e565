"""Measures a warm start: from the call to the sign-in, and from the passphrase to the filled queue; median of five.

Off-screen, on the sample station, with real key presses. Beside it the floor that nothing built on Qt for Python can go
below: a process that shows one empty window.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GOAL_S = 1.5
ROUNDS = 5
# A timer looks on from outside: the window is driven by keys alone and nothing of it is called.
OFFICER = """
import sys
from PySide6.QtCore import QTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView
application = QApplication(sys.argv[:1])
signed_in = []

def look():
    visible = [widget for widget in application.topLevelWidgets() if widget.isVisible()]
    fields = [field for window in visible for field in window.findChildren(QLineEdit)]
    secret = [field for field in fields if field.echoMode() == QLineEdit.EchoMode.Password and field.isVisible()]
    if secret and not signed_in:
        print("sign-in", flush=True)
        signed_in.append(True)
        QTest.keyClicks(secret[0], "tidewaiter sample")
        QTest.keyClick(secret[0], Qt.Key.Key_Return)
    tables = [table for window in visible for table in window.findChildren(QTableView)]
    if any(table.isVisible() and table.model().rowCount() > 0 for table in tables):
        print("queue", flush=True)
        application.quit()

watch = QTimer()
watch.timeout.connect(look)
watch.start(5)
from app.__main__ import main
sys.exit(main(["--sample"]))
"""
EMPTY_WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication(sys.argv)
window = QMainWindow()
window.show()
QTimer.singleShot(0, lambda: (print("sign-in", "queue", sep="\\n", flush=True), application.quit()))
sys.exit(application.exec())
"""


@dataclass(frozen=True)
class Start:
    """Seconds from the call to the sign-in, and from there to the filled queue."""

    to_sign_in: float
    to_queue: float


def main() -> int:
    """Print the table; 1 where the goal is missed or the window never came."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("data", nargs="?", help="not used: a start needs no data")
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    rounds = asked.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="tidewaiter-start-") as home:
        surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TIDEWAITER_HOME": home}
        first = started(OFFICER, surroundings)
        ours = [started(OFFICER, surroundings) for _ in range(rounds)]
        floor = [started(EMPTY_WINDOW, surroundings) for _ in range(rounds)]
    if first is None or None in ours:
        print("bench-start: the window ended before its queue was filled")
        return 1
    return told(first, [one for one in ours if one], [one for one in floor if one])


def started(program: str, surroundings: Mapping[str, str]) -> Start | None:
    """Start a process and note when it says what; None where it ended without a word."""
    marks: dict[str, float] = {}
    began = time.perf_counter()
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            marks.setdefault(line.strip(), time.perf_counter() - began)
    if "queue" not in marks:
        return None
    return Start(marks["sign-in"], marks["queue"] - marks["sign-in"])


def told(first: Start, ours: Sequence[Start], floor: Sequence[Start]) -> int:
    """Print the figures and say whether the goal was met."""
    sign_in = statistics.median(one.to_sign_in for one in ours)
    queue = statistics.median(one.to_queue for one in ours)
    least = statistics.median(one.to_sign_in for one in floor)
    print(f"{'seconds, off-screen':44}{'median':>8}{'worst':>8}{'ratio':>8}")
    row("an empty Qt window (the floor)", least, max(one.to_sign_in for one in floor), 1.0)
    row("Tidewaiter: call to sign-in", sign_in, max(one.to_sign_in for one in ours), sign_in / least)
    row("Tidewaiter: passphrase to filled queue", queue, max(one.to_queue for one in ours), queue / least)
    row("Tidewaiter: very first call (sample is made)", first.to_sign_in, first.to_sign_in, first.to_sign_in / least)
    print(f"goal: a window that can be used in {GOAL_S} s: {'met' if sign_in <= GOAL_S else 'MISSED'}")
    return 0 if sign_in <= GOAL_S else 1


def row(what: str, median: float, worst: float, ratio: float) -> None:
    """Print one line of the table."""
    print(f"{what:44}{median:>8.2f}{worst:>8.2f}{ratio:>8.1f}")


if __name__ == "__main__":
    sys.exit(main())
