"""`demo`: a throw-away home with sample data; a window to look at, or one officer's day without a screen."""

from __future__ import annotations

import argparse
import tempfile
from datetime import datetime, time
from pathlib import Path
from typing import Any

from app.cli.call import DONE, SOMETHING_FOUND, Answer, Call, Commands, Progress, command
from app.core.clock import CHINA, SetClock
from app.core.wording import in_words


def add_to(commands: Commands) -> None:
    """Add the `demo` command."""
    demo = command(commands, "demo", run_demo, "sample data in a throw-away home")
    demo.add_argument("--headless", action="store_true", help="run one officer's day without a window and report")


def run_demo(args: argparse.Namespace, call: Call) -> Answer:
    """The sample day; without `--headless` the window opens on its station afterwards."""
    from app.sample import SAMPLE_DAY
    from app.sample_day import run_day

    home = Path(tempfile.mkdtemp(prefix="tidewaiter-demo-"))
    bars: dict[str, Progress] = {}

    def told(what: str, done: int, total: int) -> None:
        bars.setdefault(what, call.progress(what))(done, total)

    clock = SetClock(datetime.combine(SAMPLE_DAY, time(9, 0), CHINA))
    day = run_day(home, clock, told)
    result: dict[str, Any] = {
        "home": str(home),
        "declarations": day.declarations,
        "lanes": day.lanes,
        "detentions": day.detentions,
        "batches": day.here.batches,
        "items": day.here.items,
        "notices": list(day.notices),
        "synced": day.synced,
        "errors": [in_words(error, call.lang) for error in day.errors],
        "central": {"entries": day.central_entries, "batches": day.central.batches, "items": day.central.items},
    }
    same = (day.here.batches, day.here.items) == (day.central.batches, day.central.items)
    status = DONE if day.synced and day.central_ok and same else SOMETHING_FOUND
    if not args.headless:
        from app.shift.opening import run_window

        run_window(home, clock, call.lang)
    return Answer(result, status)
