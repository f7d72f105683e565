"""The rules of a case stay those it ran under: an edition changed in place or taken away judges no old case anew."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from app.core import places
from app.detention.standing import case_file
from app.notice.records import notices_of
from app.notice.work import detain, reprint
from tests.shipment_ground import LI, Stocked, counted, held
from tests.work.case_ground import CASE


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The resources of another version of the program, to be changed by a test."""
    root = tmp_path / "next-version"
    shutil.copytree(places.resources(), root / "resources")
    monkeypatch.setattr(places, "root", lambda: root)
    return root / "resources" / "packs" / "cn"


def reply_day(at: Stocked, case: str = CASE) -> date:
    with at.station.read() as conn:
        return case_file(conn, at.station, case).standing(1).clocks["CN.A.REPLY"].day


def change(edition: Path) -> None:
    """The reply clock gets five days, and the decision another title, under the same edition."""
    for name, old, new in (
        ("deadlines.toml", "length = 3\n", "length = 5\n"),
        ("documents.toml", "扣留（侵权嫌疑货物）决定书", "扣留决定"),
    ):
        text = (edition / name).read_text(encoding="utf-8")
        assert old in text
        (edition / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_an_edition_changed_in_place_is_for_new_cases_only(detained: Stocked, program: Path) -> None:
    before = reply_day(detained)
    change(program / "2026")
    assert reply_day(detained) == before
    fresh = detain(detained.station, LI, held(counted(1, "7", "700", "R-1"), declaration="D-OWN"))
    assert reply_day(detained, fresh.recorded.case_id) > before
    with detained.station.read() as conn:
        number = next(row.number for row in notices_of(conn, CASE) if row.kind == "D08")
        assert case_file(conn, detained.station, CASE).procedure.document("D08").title.zh != "扣留决定"
    assert reprint(detained.station, LI, number).startswith(b"%PDF")


def test_an_edition_that_was_taken_away_still_judges_its_cases(detained: Stocked, program: Path) -> None:
    before = reply_day(detained)
    text = (program / "2026" / "pack.toml").read_text(encoding="utf-8")
    (program / "2026" / "pack.toml").write_text(text.replace("cn-2026.1", "cn-2027.1"), encoding="utf-8")
    assert reply_day(detained) == before


def test_a_year_that_was_published_since_is_counted_by_all_cases(detained: Stocked, program: Path) -> None:
    before = reply_day(detained)
    calendar = program / "2026" / "calendar.toml"
    text = calendar.read_text(encoding="utf-8")
    assert 'off = ["01-01", "02-10..02-17"' in text
    calendar.write_text(
        text.replace('off = ["01-01", "02-10..02-17"', 'off = ["11-21..11-22", "02-10..02-17"')
        + '\n[[year]]\nid = 2027\noff = ["01-01"]\nsource = "notice"\nverified = "V"\n',
        encoding="utf-8",
    )
    assert reply_day(detained) == before, "2024 was known when the case began"
    with detained.station.read() as conn:
        assert case_file(conn, detained.station, CASE).calendar.published(2027)
