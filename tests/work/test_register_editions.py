"""Editions: what an import changes, which open cases it touches, what it teaches, and the commands around them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from app import bootstrap
from app.bench.cleared import cleared
from app.bench.work import Result, close, open_inspection, release
from app.cli.parser import run
from app.core.clock import SetClock
from app.core.errors import Refused
from app.core.wording import LANGS, in_words
from app.identity.rules import Role
from app.intake.work import receive_declarations
from app.journal.work import Station
from app.register.difference import Turn
from app.register.editions import edition_differences
from app.register.finding import search_as_of
from app.register.reading import write_recordations
from app.register.records import recordation
from app.register.rules import Recordation, RightType, Status
from app.register.view import record_view
from app.register.work import Edition, import_register
from app.risk.work import screen
from tests.conftest import LI_MING, PASSPHRASE

RIGHT = Recordation(
    "T2024-000001", RightType.TRADEMARK, "1001", "Rokutavex", "罗库公司", date(2024, 1, 1), date(2033, 12, 31),
    nice_classes=(25,),
)  # fmt: skip
OTHER = replace(RIGHT, recordation_no="T2024-000002", mark="Zemblavio", holder="Zemblavio AG")
SUPERVISOR_TOO = replace(LI_MING, roles=LI_MING.roles | {Role.SUPERVISOR})

Import = Callable[..., Edition]


@pytest.fixture
def bring(station: Station, tmp_path: Path) -> Import:
    def brought(*rights: Recordation, cases: Mapping[str, Sequence[str]] | None = None, **named: Any) -> Edition:
        def open_cases(_conn: Connection, numbers: Sequence[str]) -> Mapping[str, Sequence[str]]:
            return {number: found for number in numbers if (found := (cases or {}).get(number))}

        path = tmp_path / "register.csv"
        write_recordations(path, rights)
        return import_register(station, LI_MING, path, open_cases=open_cases, **named)

    return brought


def test_a_lapse_lists_the_open_cases_it_touches(bring: Import) -> None:
    cases = {RIGHT.recordation_no: ["C-1", "C-2"], OTHER.recordation_no: ["C-3"]}
    assert bring(RIGHT, OTHER, cases=cases).touched == ()
    edition = bring(replace(RIGHT, status=Status.REVOKED), replace(OTHER, licensees=("甲",)), cases=cases)
    assert [(each.case, each.change.turn) for each in edition.touched] == [
        ("C-1", Turn.LAPSED),
        ("C-2", Turn.LAPSED),
        ("C-3", Turn.CHANGED),
    ]
    for lang, field in zip(LANGS, ("合法使用人", "licensees"), strict=True):
        assert "C-1" in in_words(edition.touched[0].say, lang)
        assert field in in_words(edition.touched[2].say, lang)


def test_a_dry_run_tells_the_same_and_keeps_nothing(station: Station, bring: Import) -> None:
    cases = {RIGHT.recordation_no: ["C-1"]}
    bring(RIGHT)
    dry = bring(replace(RIGHT, goods="鞋"), cases=cases, dry_run=True)
    assert [each.case for each in dry.touched] == ["C-1"]
    with station.read() as conn:
        assert recordation(conn, RIGHT.recordation_no) == RIGHT


def test_a_new_picture_alone_is_a_change(station: Station, tmp_path: Path, bring: Import) -> None:
    from PIL import Image

    right = replace(RIGHT, image="mark.png")
    for colour in ("red", "blue"):
        Image.new("RGB", (8, 8), colour).save(tmp_path / "mark.png")
        assert bring(right).edition
    assert bring(right).unchanged == 1
    view = record_view(station, RIGHT.recordation_no)
    assert [(line.edition, line.fields, line.new_picture) for line in view.history] == [(2, (), True), (1, (), False)]
    assert view.picture == (tmp_path / "mark.png").read_bytes()


def test_the_record_and_the_search_as_they_stood(station: Station, clock: SetClock, bring: Import) -> None:
    bring(RIGHT)
    clock.advance(timedelta(days=10))
    bring(replace(RIGHT, mark="Zemblavio", status=Status.CANCELLED))
    then, now = date(2024, 11, 25), date(2024, 11, 30)
    assert record_view(station, RIGHT.recordation_no, then).right == RIGHT
    assert record_view(station, RIGHT.recordation_no, now).status is Status.CANCELLED
    assert [line.turn for line in record_view(station, RIGHT.recordation_no).history] == [Turn.LAPSED, Turn.ADDED]
    with pytest.raises(Refused) as refused:
        record_view(station, RIGHT.recordation_no, date(2024, 11, 19))
    assert refused.value.field == "as_of"
    with station.read() as conn:
        assert [hit.right.mark for hit in search_as_of(conn, "rokutavex", then, 5).hits] == ["Rokutavex"]
        assert search_as_of(conn, "rokutavex", now, 5).hits == ()


def test_differences_of_editions(station: Station, bring: Import) -> None:
    bring(RIGHT)
    bring(OTHER, replace(RIGHT, goods="鞋"))
    with station.read() as conn:
        changes = edition_differences(conn, station.stream, 1, 2)
        assert [(each.recordation_no, each.turn, each.field_names) for each in changes] == [
            (RIGHT.recordation_no, Turn.CHANGED, ("goods",)),
            (OTHER.recordation_no, Turn.ADDED, ()),
        ]
        assert [each.turn for each in edition_differences(conn, station.stream, 0, 2)] == [Turn.ADDED, Turn.ADDED]
        assert edition_differences(conn, station.stream, 2, 2) == []
        with pytest.raises(Refused):
            edition_differences(conn, station.stream, 1, 3)


def shipments(station: Station, tmp_path: Path) -> None:
    head = "declaration_no,declared_on,direction,channel,trade_mode,consignor,line_no,hs_code,goods,spec,quantity,unit"
    goods = {"D1": "棉布手帕", "D2": "塑料梳子", "D3": "运动鞋 ROKUTAVEX", "D4": "陶瓷碗"}
    rows = [f"{no},2024-11-20,E,freight,0110,甲,1,640399,{text},0,100,个" for no, text in goods.items()]
    path = tmp_path / "declarations.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    receive_declarations(station, LI_MING, path)
    screen(station, LI_MING, bootstrap.screener(station))


def test_only_goods_that_ended_without_a_find_and_without_a_mark_in_earnest_are_learned(
    station: Station, tmp_path: Path, clock: SetClock, bring: Import
) -> None:
    bring(RIGHT)
    shipments(station, tmp_path)
    for number, result in (
        ("D1", Result.NOTHING_FOUND),
        ("D2", Result.OTHER_OFFENCE),
        ("D3", Result.NOTHING_FOUND),
    ):
        close(station, LI_MING, open_inspection(station, LI_MING, number), result)
        clock.advance(timedelta(minutes=1))
    with station.read() as conn:
        learned = cleared(conn, "")
        assert learned.texts == ["棉布手帕"], "D3 is genuine goods of the mark's own class: no ordinary text"
        assert cleared(conn, learned.until).texts == []
    assert learned.until == "2024-11-20T12:02:00.000+08:00"
    release_green(station, "D4")
    with station.read() as conn:
        assert cleared(conn, learned.until).texts == ["陶瓷碗"]


def release_green(station: Station, number: str) -> None:
    from app.risk.records import screening_table

    with station.act("") as act:  # the draw is secret, so the lane is set here
        act.conn.execute(screening_table.update().values(lane="green", control=False))
    release(station, SUPERVISOR_TOO, [number], "李明")


def tidewaiter(home: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any, str]:
    status = run(["--home", str(home), "--lang", "en", "--json", *arguments])
    said = capsys.readouterr()
    return status, json.loads(said.out) if said.out.startswith("{") else said.out, said.err


def test_search_and_diff_as_commands(
    home: Path, bring: Import, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIDEWAITER_PASSPHRASE", PASSPHRASE)
    bring(RIGHT)
    bring(OTHER)
    status, found, _ = tidewaiter(home, capsys, "register", "search", "rokutavx", "--limit", "1")
    assert status == 0
    assert found["results"] == [
        {
            "recordation_no": RIGHT.recordation_no,
            "mark": "Rokutavex",
            "holder": "罗库公司",
            "status": "active",
            "valid_to": "2033-12-31",
            "similarity": found["results"][0]["similarity"],
            "why": "mark",
        }
    ]
    assert 0.5 < found["results"][0]["similarity"] < 1
    _, past, _ = tidewaiter(home, capsys, "register", "search", "rokutavex", "--as-of", "2024-11-19")
    assert past["results"] == []
    _, changes, _ = tidewaiter(home, capsys, "register", "diff", "1", "2")
    assert changes["counts"] == {"added": 1}
    assert changes["changes"][0]["recordation_no"] == OTHER.recordation_no
    status, out, err = tidewaiter(home, capsys, "register", "diff", "1", "9")
    assert (status, out) == (2, "")
    assert "edition 9" in err
    assert "register search" not in err
    assert tidewaiter(home, capsys, "register", "search", "x", "--limit", "0")[0] == 2


LINES = [
    {"id": "a", "goods": "运动鞋 ROKUTAVEX", "nice": 25},
    {"id": 7, "goods": "陶瓷碗", "brand": "", "hs_code": "6911"},
]


def test_match_needs_no_station_and_answers_a_line_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register, lines = tmp_path / "register.csv", tmp_path / "lines.jsonl"
    write_recordations(register, [RIGHT, replace(OTHER, mark="陶瓷", status=Status.EXPIRED)])
    lines.write_text("\n".join(map(json.dumps, LINES)) + "\n\n", encoding="utf-8")
    status = run(["--home", str(tmp_path / "none"), "register", "match", str(lines), "--register", str(register)])
    said = capsys.readouterr()
    assert status == 0
    answers = [json.loads(line) for line in said.out.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", 7]
    assert [alert["recordation_no"] for alert in answers[0]["alerts"]] == [RIGHT.recordation_no]
    assert answers[0]["alerts"][0]["method"] == "case"
    assert answers[1]["alerts"] == answers[1]["review"] == []
    told = json.loads(said.err)
    assert (told["lines"], told["marks"], told["alerts"]) == (2, 1, 1)
    assert {"lines_s", "build_s", "memory_mb"} <= told.keys()


@pytest.mark.parametrize(
    "bad",
    [
        "{",
        "[]",
        '{"goods": "a"}',
        '{"id": 1, "goods": 5}',
        '{"id": 1, "goods": "a", "nice": 46}',
        r'{"id": "\ud800", "goods": "a"}',
        "[" * 9000,
    ],
)
def test_a_line_that_is_none_is_told_by_its_row(bad: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text('{"id": 1, "goods": "a"}\n' + bad + "\n", encoding="utf-8")
    assert run(["--lang", "en", "register", "match", str(lines), "--register", str(lines)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("Row 2 of lines.jsonl")
