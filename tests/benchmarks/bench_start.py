"""Measures a warm start: from the call to a window that can be used, off-screen, median of five.

Compared with the floor that nothing built on Qt for Python can go below: a process that shows one empty window.
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
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GOAL_S = 1.5
ROUNDS = 5
WINDOW = [sys.executable, "-m", "app", "--sample", "--exit-when-ready"]
EMPTY_WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication(sys.argv)
window = QMainWindow()
window.show()
QTimer.singleShot(0, lambda: (print("ready", flush=True), application.quit()))
sys.exit(application.exec())
"""


def main() -> int:
    """Print the table; 1 where the goal is missed or the window never said that it was ready."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("data", nargs="?", help="not used: a start needs no data")
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    rounds = asked.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="tidewaiter-start-") as home:
        surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TIDEWAITER_HOME": home}
        first = seconds_to_ready(WINDOW, surroundings)
        ours = [seconds_to_ready(WINDOW, surroundings) for _ in range(rounds)]
        floor = [seconds_to_ready([sys.executable, "-c", EMPTY_WINDOW], surroundings) for _ in range(rounds)]
    if first is None or None in ours:
        print("bench-start: the window ended without saying that it was ready")
        return 1
    return told(first, [s for s in ours if s is not None], [s for s in floor if s is not None])


def seconds_to_ready(command: Sequence[str], surroundings: Mapping[str, str]) -> float | None:
    """Seconds from the call to the line 'ready' on standard output; None where it never came."""
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip() == "ready":
                return time.perf_counter() - began
    return None


def told(first: float, ours: Sequence[float], floor: Sequence[float]) -> int:
    """Print the figures and say whether the goal was met."""
    median, least = statistics.median(ours), statistics.median(floor)
    print(f"{'start to a usable window':34}{'median s':>10}{'worst s':>10}{'ratio':>8}")
    print(f"{'Tidewaiter, warm':34}{median:>10.2f}{max(ours):>10.2f}{median / least:>8.1f}")
    print(f"{'an empty Qt window (the floor)':34}{least:>10.2f}{max(floor):>10.2f}{1.0:>8.1f}")
    print(f"{'Tidewaiter, very first (sample made)':34}{first:>10.2f}")
    print(f"goal: at most {GOAL_S} s: {'met' if median <= GOAL_S else 'MISSED'}")
    return 0 if median <= GOAL_S else 1


if __name__ == "__main__":
    sys.exit(main())
