"""The files of a tally: the figures in them, text that stays text, both languages, embedded fonts; and the command."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from app.cli.parser import run
from app.core.clock import SetClock
from app.core.errors import Trouble
from app.core.wording import Lang
from app.identity.rules import Role
from app.identity.work import keep_officer
from app.intake.work import receive_declarations
from app.journal.work import Station
from app.tally.exports import export
from app.tally.rules import Cut, Period
from app.tally.view import Choice
from app.tally.work import close_day
from tests.conftest import LI_MING, PASSPHRASE
from tests.work.tally_ground import (
    DECLARATIONS,
    SUPERVISOR,
    TODAY,
    YESTERDAY,
    four_cases,
    hold,
    line,
    officer_of,
    stock,
)

DAY = Period.day(TODAY)
Tally = Callable[..., dict[str, Any]]


def written(station: Station, folder: Path, lang: Lang = "zh", period: Period = DAY, *cuts: Cut) -> tuple[Path, Path]:
    xlsx, pdf = folder / "tally.xlsx", folder / "tally.pdf"
    with station.read() as conn:
        export(
            conn, period, cuts, lang, xlsx=xlsx, pdf=pdf, station="NB-MS-01", stream=station.stream,
            choice=Choice.TODAY,
        )  # fmt: skip
    return xlsx, pdf


def sheet(book: Any, word: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for name in book.sheetnames if word in name for row in book[name].values]


def test_the_workbook_holds_the_figures_as_numbers_and_text_as_text(
    station: Station, clock: SetClock, tmp_path: Path
) -> None:
    four_cases(station, clock, tmp_path)
    book = load_workbook(written(station, tmp_path, "en", DAY, Cut.CHANNEL, Cut.RIGHT)[0])
    headline = sheet(book, "Tally of detentions")
    assert headline[0][2:] == (
        "批次（批） Batches",
        "数量（件） Items (pieces)",
        "价值 Value (CNY)",
        "价值 Value (USD)",
    )
    assert headline[1][1:] == ("2025-11-20", 2, 103, 700, 30)
    assert headline[2][1:] == ("2025-11-19", 1, 100, 1000, 0)
    assert headline[3][1:] == ("2024-11-20", 1, 7, 70, 0)
    assert sheet(book, "Channel ×")[1:] == [
        ("post", "C-1 小熊", 1, 60, 300, 0),
        ("post", "T-1 ALPHA", 1, 40, 400, 0),
        ("post", "T-2 ALPHA TWO", 1, 40, 400, 0),
        ("express", "T-1 ALPHA", 1, 3, 0, 30),
    ]
    assert [tuple(row) for row in book["权利 Right"].values][1] == ("T-1 ALPHA", 2, 43, 400, 30)
    days = sheet(book, "Days")
    assert len(days) == 31
    assert (days[-1][0].date(), *days[-1][1:]) == (TODAY, 2, 103, 700, 30)
    records = book[next(name for name in book.sheetnames if "Records" in name)]
    assert records.max_row == 3
    cells = [cell for row in records.iter_rows(min_row=2) for cell in row if cell.value == "=cmd()"]
    assert [cell.data_type for cell in cells] == ["s"]
    assert not [cell for one in book for row in one.iter_rows() for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_pdf_says_both_figures_in_both_languages_with_embedded_fonts(
    lang: Lang, station: Station, clock: SetClock, tmp_path: Path
) -> None:
    four_cases(station, clock, tmp_path)
    reader = PdfReader(written(station, tmp_path, lang)[1])
    text = "\n".join(page.extract_text() for page in reader.pages)
    headline = (
        "侵权嫌疑货物扣留统计 Tally of detentions",
        "昨日 yesterday: 1",
        "去年同日 same day last year: 7",
        "+3%",
    )
    for wanted in (
        *headline,
        "批次（批）",
        "Batches",
        "103",
        "USD",
        "T-2 ALPHA TWO",
        "邮递" if lang == "zh" else "post",
    ):
        assert wanted in text, wanted
    fonts = [font for page in reader.pages for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert fonts
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)


def test_an_empty_period_says_so(station: Station, clock: SetClock, tmp_path: Path) -> None:
    stock(station, tmp_path)
    text = PdfReader(written(station, tmp_path)[1]).pages[0].extract_text()
    assert "该时段无扣留记录。 No detentions in these days." in text


def test_signs_that_no_font_has_do_not_stop_a_tally(station: Station, clock: SetClock, tmp_path: Path) -> None:
    four_cases(station, clock, tmp_path)
    with station.read() as conn:
        export(conn, DAY, (Cut.STATION,), "en", xlsx=tmp_path / "a.xlsx", pdf=tmp_path / "a.pdf", station="شاطئ\x07")
    assert "?" in PdfReader(tmp_path / "a.pdf").pages[0].extract_text()


def test_restated_figures_stand_in_both_files(station: Station, clock: SetClock, tmp_path: Path) -> None:
    stock(station, tmp_path)
    clock.advance(timedelta(days=365))
    hold(station, "D1", line(1, "T-1", "100", "1000"))
    closing = close_day(station, SUPERVISOR, TODAY)
    hold(station, "D3", line(1, "T-1", "3", "30", currency="USD"))
    xlsx, pdf = written(station, tmp_path)
    restated = sheet(load_workbook(xlsx), "Restated")
    assert restated[1][1:] == ("全日合计", None, "2025-11-20 12:00", 1, 100, 2, 103, None)
    text = "".join(page.extract_text() for page in PdfReader(pdf).pages)
    assert "更正数据 Restated figures" in text
    assert closing.digest in text


def test_a_file_that_cannot_be_written_leaves_nothing(station: Station, clock: SetClock, tmp_path: Path) -> None:
    stock(station, tmp_path)
    (tmp_path / "in the way").write_text("", encoding="utf-8")
    with station.read() as conn, pytest.raises(Trouble):
        export(conn, DAY, (), "zh", xlsx=tmp_path / "in the way" / "a.xlsx", pdf=None, station="NB-MS-01")
    folder = tmp_path / "out"
    (folder / "a.xlsx").mkdir(parents=True)
    with station.read() as conn, pytest.raises(Trouble):
        export(conn, DAY, (), "zh", xlsx=folder / "a.xlsx", pdf=None, station="NB-MS-01")
    assert [path.name for path in folder.iterdir()] == ["a.xlsx"]


# the command


@pytest.fixture
def tally(
    station: Station, clock: SetClock, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Tally:  # fmt: skip
    four_cases(station, clock, tmp_path)
    keep_officer(station, "NB001", replace(LI_MING, roles=LI_MING.roles | {Role.SUPERVISOR}))
    monkeypatch.setenv("TIDEWAITER_PASSPHRASE", PASSPHRASE)

    def call(*arguments: str, status: int = 0) -> dict[str, Any]:
        assert run(["--home", str(home), "--lang", "en", "--json", "tally", *arguments], clock) == status
        said = capsys.readouterr()
        if status:
            assert len(said.err.strip().splitlines()) == 1
            assert "Traceback" not in said.err
            return {"said": said.err}
        answer: dict[str, Any] = json.loads(said.out)
        return answer

    return call


def test_the_command_counts_cuts_signs_and_lists_what_changed(tally: Tally, station: Station, clock: SetClock) -> None:
    found = tally("--date", "2025-11-20", "--by", "holder")
    assert (found["batches"], found["items"], found["values"]) == (2, 103, {"CNY": "700", "USD": "30"})
    assert [(row["holder"], row["batches"], row["items"]) for row in found["groups"]] == [
        ("Alpha Co", 2, 43),
        ("熊猫公司", 1, 60),
    ]
    assert found["restated"] == []
    signed = tally("--date", YESTERDAY.isoformat(), "--close")
    assert (signed["closed"]["day"], signed["closed"]["n"]) == ("2025-11-19", 1)
    assert "signed already" in tally("--date", YESTERDAY.isoformat(), "--close", status=2)["said"]
    assert "--date" in tally("--from", "2025-11-19", "--to", "2025-11-20", "--close", status=2)["said"]


def test_the_command_lists_what_was_restated(tally: Tally, station: Station, clock: SetClock, tmp_path: Path) -> None:
    tally("--close")
    clock.advance(timedelta(minutes=1))
    more = tmp_path / "more.csv"
    more.write_text(DECLARATIONS.replace("D1", "D8"), encoding="utf-8")
    receive_declarations(station, officer_of(station), more)
    hold(station, "D8", line(1, "T-1", "9", "90"))
    found = tally()["restated"]
    assert (found[0]["cut"], found[0]["closed"]["items"], found[0]["now"]["items"]) == ("", 103, 112)
    assert {row["cut"] for row in found} >= {"", "channel", "right"}


def test_the_command_writes_both_files(tally: Tally, tmp_path: Path) -> None:
    tally(
        "--from",
        "2025-11-19",
        "--to",
        "2025-11-20",
        "--xlsx",
        str(tmp_path / "t.xlsx"),
        "--pdf",
        str(tmp_path / "t.pdf"),
    )
    assert sheet(load_workbook(tmp_path / "t.xlsx"), "Tally")[1][1:4] == ("2025-11-19 – 2025-11-20", 3, 203)
    assert len(PdfReader(tmp_path / "t.pdf").pages) >= 1
