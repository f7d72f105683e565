"""The LABUBU case (S5) once through the commands: declaration file to central tally, each step by its command."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from app.cli.parser import run
from app.core import places
from app.core.clock import CHINA, SetClock
from app.identity import home as homes
from app.identity.keyslots import KeySlots
from tests.journey.conftest import CHEAP, MORNING, shipment_file
from tests.journey.conftest import MAIN_CASE as DECLARATION
from tests.journey.papers import check_notice

pytestmark = pytest.mark.journey

Tidewaiter = Callable[..., dict[str, Any]]


@pytest.fixture
def tidewaiter(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Tidewaiter:
    """Runs commands as a script would: JSON on standard output, the exit status checked."""
    monkeypatch.setenv("TIDEWAITER_PASSPHRASE", "correct horse battery")
    clock = SetClock(datetime(2024, 11, 13, 9, 0, tzinfo=CHINA))

    def call(*arguments: str, status: int = 0) -> dict[str, Any]:
        clock.advance(timedelta(minutes=1))
        found = run(["--home", str(tmp_path / "home"), "--lang", "en", "--json", *arguments], clock)
        said = capsys.readouterr()
        assert found == status, said.err
        assert said.err == ""
        answer: dict[str, Any] = json.loads(said.out)
        return answer

    return call


def test_the_labubu_case_through_the_commands(tidewaiter: Tidewaiter, tmp_path: Path) -> None:
    sample = places.resources("sample")
    tidewaiter("station", "init", "--station", "NB-MS-01", "--customs", "3101", "--office-zh", "宁波海关（样例）",
               "--office-en", "Ningbo Customs (sample)")  # fmt: skip
    ease(tmp_path / "home", "admin")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIDEWAITER_NEW_PASSPHRASE", "another long passphrase")
        for officer, role in (("li.ming", "bench"), ("wang.fang", "bench")):
            tidewaiter("station", "admit", officer, "--role", role, "--name-zh", officer)

    edition = tidewaiter("register", "import", str(sample / "register.csv"))
    assert (edition["edition"], edition["added"], edition["rejected"]) == (1, edition["read"], [])
    again = tidewaiter("register", "import", str(sample / "register.csv"))
    assert (again["edition"], again["unchanged"]) == (0, edition["read"])

    received = tidewaiter("declarations", "import", str(shipment_file(tmp_path)))
    assert received["rejected"] == []

    screened = tidewaiter("screen", DECLARATION, "--explain")["declarations"][0]
    assert screened["lane"] == "red"
    alerted = {line["line"] for line in screened["lines"] if any(match["alert"] for match in line["matches"])}
    assert alerted == {2, 3}, "two lines are noticed, the other three are found by widening"
    assert screened["score"] == pytest.approx(sum(term["contribution"] for term in screened["terms"]))

    inspection = tmp_path / "inspection.json"
    script = json.loads((sample / "s5" / "scans.json").read_text(encoding="utf-8"))
    counts = [{"line_no": line["line_no"], "quantity": line["counted"]} for line in script["lines"]]
    inspection.write_text(json.dumps({"widen": True, "scans": ["9521007000028"], "counts": counts}), encoding="utf-8")
    assert tidewaiter("inspect", DECLARATION, "--result", str(inspection))["entries"] == 8

    shutil.copytree(sample / "s5", tmp_path / "s5")
    detained = tidewaiter(
        "detain", str(tmp_path / "s5" / "detain.json"), "--print", str(tmp_path / "notices"), "--officer", "admin"
    )
    assert (detained["batches"], detained["items"], detained["value"]) == (1, 199_100, "370000")
    assert {clock["id"]: clock["due"][:10] for clock in detained["clocks"]} == {
        "CN.A.REPLY": "2024-11-18",
        "CN.A.INVESTIGATE": "2024-12-25",
        "CN.A.COURT": "2025-01-23",
    }
    assert [notice["kind"] for notice in detained["notices"]] == ["D08", "D09", "D04"]
    for notice in detained["notices"]:
        check_notice(Path(notice["pdf"]).read_bytes(), notice["kind"], notice["number"], detained["case"])

    # The batch stands once, under Longteng and under the office's code.
    for field, value in (("campaign", "longteng-2024"), ("customs", "3101"), ("right", "C2021-000123")):
        groups = tidewaiter("tally", "--by", field)["groups"]
        assert (value, 1, 199_100) in [(group[field], group["batches"], group["items"]) for group in groups]

    share_and_compare(tidewaiter, tmp_path, detained)


def ease(home: Path, officer: str) -> None:
    """The slot that `station init` made at full cost is made anew at little: each command opens it from now on."""
    slots, passphrase = KeySlots.of(home), os.environ["TIDEWAITER_PASSPHRASE"]
    slots.add(slots.unlock(officer, passphrase, MORNING), officer, passphrase, cost=CHEAP)


def share_and_compare(tidewaiter: Tidewaiter, tmp_path: Path, detained: dict[str, Any]) -> None:
    """Enrolment, push, projection and proof against a real PostgreSQL; then the same tally at the centre."""
    from sqlalchemy import select

    from app import bootstrap
    from app.store.engine import reading
    from app.sync.central import enrol, initialise, open_centre, write_handover
    from app.sync.embedded import Embedded
    from app.sync.projector import Projector
    from app.sync.records.tables import enrolment_table
    from app.sync.work import read_card
    from app.tally.records import grouped
    from app.tally.rules import Cut, Period

    with Embedded(tmp_path / "centre", durable=False) as server:
        engine = open_centre(server.database(), allow_plain=True)
        initialise(engine)
        tidewaiter("sync", "--card", str(tmp_path / "card.json"))
        handed = enrol(engine, read_card(tmp_path / "card.json"), server.database())
        write_handover(handed, tmp_path / "handover.json")
        tidewaiter("sync", "--join", str(tmp_path / "handover.json"), "--plain")
        stop = Event()
        projector = Thread(target=Projector(engine, bootstrap.appliers()).serve, args=(stop,))
        projector.start()
        try:
            pushed = tidewaiter("sync")
            proved = next(done for _ in range(60) if not (done := tidewaiter("sync"))["only_here"])
        finally:
            stop.set()
            projector.join()
        assert pushed["errors"] == []
        assert pushed["pushed"] > 0
        assert proved["errors"] == [], "the centre has verified and proved every entry"
        day = datetime(2024, 11, 13, tzinfo=CHINA).date()
        with reading(engine) as conn:
            groups = {group.cuts[0]: group.figures for group in grouped(conn, Period.day(day), [Cut.CAMPAIGN])}
            assert conn.execute(select(enrolment_table)).all()
        engine.dispose()
    assert (groups["longteng-2024"].batches, groups["longteng-2024"].items) == (1, detained["items"])


def test_a_home_that_is_taken_is_refused_in_one_line(
    tidewaiter: Tidewaiter, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tidewaiter("station", "init", "--station", "X-1", "--customs", "3101")
    assert homes.database_of(tmp_path / "home").exists()
    clock = SetClock(datetime(2024, 11, 13, 9, 0, tzinfo=CHINA))
    assert (
        run(
            ["--home", str(tmp_path / "home"), "--json", "station", "init", "--station", "X-1", "--customs", "1"], clock
        )
        == 2
    )
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
