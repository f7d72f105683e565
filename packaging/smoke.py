"""Runs one officer's day without a screen, in the source or in the frozen program, and checks what it reports.

Of a frozen program it also looks whether every module loads, and that nothing under the GPL alone is carried.

python packaging/smoke.py                               (this checkout)
python packaging/smoke.py dist/tidewaiter/tidewaiter    (a frozen program)
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LIMIT_S = 60  # on two cores, after set-up: the promise of the demo
GIVES_UP_S = 300
GPL_ALONE = re.compile(r"virtualkeyboard|readline|gdbm|Qt6?(Charts|DataVis|Graphs|NetworkAuth)", re.IGNORECASE)


def main() -> int:
    """Run the demo and print one line; 0 where the day was whole."""
    program, wrong_parts = [sys.executable, "-m", "app"], list[str]()
    if sys.argv[1:2]:
        frozen = Path(sys.argv[1]).resolve()
        program, wrong_parts = [str(frozen)], not_to_be_carried(frozen.parent) + not_loaded(frozen)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="tidewaiter-smoke-") as home:
        done = subprocess.run(
            [*program, "demo", "--headless", "--json"],
            cwd=ROOT,
            env={**os.environ, "TIDEWAITER_HOME": home, "QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=GIVES_UP_S,
            check=False,
        )
        took = time.monotonic() - began
        wrong = wrong_parts + wrong_with(done.returncode, done.stdout, took)
    if wrong:
        sys.stderr.write(done.stderr[-2000:])
        sys.stderr.write("".join(f"smoke: {line}\n" for line in wrong))
        return 1
    sys.stdout.write(f"smoke: one day in {took:.1f} s; the centre's figures equal the station's\n")
    return 0


def not_to_be_carried(folder: Path) -> list[str]:
    """What a frozen program carries that is under the GPL alone, in plain words; empty where nothing is."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if GPL_ALONE.search(path.name))
    return [f"{path} is under the GPL alone and must not be shipped" for path in sorted(found)]


def not_loaded(frozen: Path) -> list[str]:
    """Why a frozen program can't load some module of ours, in Python's own line; empty where it loads all."""
    asked = [str(frozen), "--load-everything"]
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(asked, env=surroundings, capture_output=True, text=True, timeout=GIVES_UP_S, check=False)
    if done.returncode == 0 and done.stdout.strip().isdigit():
        return []
    why = [line for line in done.stderr.splitlines() if line.strip() and not line.startswith("[PYI")]
    return [f"not every module can be loaded: {(why or ['it says nothing'])[-1]}"]


def wrong_with(status: int, printed: str, took_s: float) -> list[str]:
    """What is wrong with a demo's end, in plain words; empty where nothing is."""
    if status != 0:
        return [f"the demo ended with exit {status}"]
    try:
        told = json.loads(printed)
    except json.JSONDecodeError:
        return [f"standard output is not one JSON document: {printed[:200]!r}"]
    late = [f"it took {took_s:.0f} s, more than {LIMIT_S}"] if took_s > LIMIT_S else []
    return late + wrong_figures(told)


def wrong_figures(told: Mapping[str, Any]) -> list[str]:
    """Figures of a demo that do not agree: nothing detained, or the centre's differ from the station's."""
    wrong = [f"{name} is {told.get(name)!r}" for name in ("declarations", "detentions", "items") if not told.get(name)]
    central = told.get("central", {})
    for figure in ("batches", "items"):
        if central.get(figure) != told.get(figure):
            wrong.append(f"{figure}: {told.get(figure)} at the station, {central.get(figure)} at the centre")
    if not told.get("notices"):
        wrong.append("no notice was printed")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
