"""The register as it stands: kept between starts, built once, brought up by difference, taught by cleared shipments."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from app.core.clock import SetClock
from app.journal.work import Station
from app.register.matching import LineText, MatchIndex
from app.register.matching.search import SearchIndex
from app.register.reading import write_recordations
from app.register.records import kept_index_table
from app.register.rules import Recordation, RightType, Status
from app.register.standing import Cleared, Experience, StandingRegister
from app.register.work import import_register
from tests.conftest import LI_MING

ROKUTA = Recordation(
    "T2024-000001", RightType.TRADEMARK, "1001", "Rokutavex", "罗库公司", date(2024, 1, 1), date(2033, 12, 31),
    mark_alt=("罗库塔",), nice_classes=(25,), gtin_prefixes=("6901234",),
)  # fmt: skip
SHOE = LineText("运动鞋 ROKUTAVEX 男款")


def brought(station: Station, tmp_path: Path, rights: Iterable[Recordation]) -> None:
    path = tmp_path / "register.csv"
    write_recordations(path, rights)
    import_register(station, LI_MING, path)


def alerts(register: StandingRegister, line: LineText = SHOE) -> list[str]:
    return [match.recordation_no for match in register.index().match(line).alerts]


def first(register: StandingRegister, text: str) -> str:
    found = register.search(text).hits
    return found[0].right.recordation_no if found else ""


def counting(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Notes each time an index is built from nothing."""
    built: list[str] = []
    match, search = MatchIndex.build, SearchIndex.build

    def match_build(*given: object, **named: object) -> MatchIndex:
        built.append("match")
        return match(*given, **named)  # type: ignore[arg-type]

    def search_build(rights: Iterable[Recordation]) -> SearchIndex:
        listed = list(rights)
        if listed:
            built.append("search")
        return search(listed)

    monkeypatch.setattr(MatchIndex, "build", match_build)
    monkeypatch.setattr(SearchIndex, "build", search_build)
    return built


def test_a_new_start_takes_what_was_kept(station: Station, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    brought(station, tmp_path, [ROKUTA])
    before = StandingRegister(station)
    assert (alerts(before), first(before, "rokutavx")) == ([ROKUTA.recordation_no], ROKUTA.recordation_no)
    built = counting(monkeypatch)
    after = StandingRegister(station)
    assert (alerts(after), first(after, "rokutavx")) == ([ROKUTA.recordation_no], ROKUTA.recordation_no)
    assert built == []


def test_what_is_kept_is_sealed_and_the_one_before_is_deleted(station: Station, home: Path, tmp_path: Path) -> None:
    def kept() -> str:
        with station.read() as conn:
            return str(
                conn.execute(select(kept_index_table.c.digest).where(kept_index_table.c.name == "match")).scalar()
            )

    brought(station, tmp_path, [ROKUTA])
    StandingRegister(station).index()
    old = kept()
    files = list(home.rglob(old))
    assert len(files) == 1
    assert b"Rokutavex" in station.blobs.get(old)
    assert b"Rokutavex" not in files[0].read_bytes()
    brought(station, tmp_path, [replace(ROKUTA, mark="Zemblavio")])
    StandingRegister(station).index()
    assert kept() != old
    assert not station.blobs.has(old)


def test_a_damaged_index_is_made_again(station: Station, home: Path, tmp_path: Path) -> None:
    brought(station, tmp_path, [ROKUTA])
    StandingRegister(station).prepare()
    with station.read() as conn:
        digests = list(conn.execute(select(kept_index_table.c.digest)).scalars())
    assert len(digests) == 2
    for digest in digests:
        next(home.rglob(digest)).write_bytes(b"damaged")
    again = StandingRegister(station)
    assert (alerts(again), first(again, "rokutavex")) == ([ROKUTA.recordation_no], ROKUTA.recordation_no)


def test_many_threads_build_it_once(station: Station, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    brought(station, tmp_path, [ROKUTA])
    built = counting(monkeypatch)
    register, answers = StandingRegister(station), []
    gate = threading.Barrier(4)

    def ask() -> None:
        gate.wait()
        answers.append((alerts(register), first(register, "rokutavex")))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(built) == ["match", "search"]
    assert answers == [([ROKUTA.recordation_no], ROKUTA.recordation_no)] * 4


def test_an_edition_brings_the_indexes_up_by_its_difference(
    station: Station, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [
        replace(ROKUTA, recordation_no=f"T2023-{number:06}", mark=f"Qelwimor{chr(97 + number)}", mark_alt=())
        for number in range(10)
    ]
    brought(station, tmp_path, [ROKUTA, *others])
    register = StandingRegister(station)
    register.prepare()
    built = counting(monkeypatch)
    brought(station, tmp_path, [replace(ROKUTA, mark="Zemblavio", mark_alt=())])
    assert register.right(ROKUTA.recordation_no) == replace(ROKUTA, mark="Zemblavio", mark_alt=())
    assert alerts(register) == []
    assert alerts(register, LineText("运动鞋 Zemblavio 男款")) == [ROKUTA.recordation_no]
    assert first(register, "Zemblavio") == ROKUTA.recordation_no
    assert all(hit.right.mark != "Rokutavex" for hit in register.search("rokutavex").hits)
    assert register.search("zemblavio").over == 11
    assert built == ["search"], "the small index of what is newer, nothing else"


def test_a_lapsed_right_alerts_no_more_but_is_still_found(station: Station, tmp_path: Path) -> None:
    other = replace(ROKUTA, recordation_no="T2024-000002", mark="Zemblavio", mark_alt=())
    brought(station, tmp_path, [ROKUTA, other])
    register = StandingRegister(station)
    assert alerts(register) == [ROKUTA.recordation_no]
    brought(station, tmp_path, [replace(ROKUTA, status=Status.REVOKED)])
    assert alerts(register) == []
    assert first(register, "rokutavex") == ROKUTA.recordation_no
    brought(station, tmp_path, [ROKUTA])
    assert alerts(register) == [ROKUTA.recordation_no]


def test_owners_of_a_scanned_number_follow_the_newest_edition(station: Station, tmp_path: Path) -> None:
    inner = replace(ROKUTA, recordation_no="T2024-000002", gtin_prefixes=("69012345", "0012345"))
    brought(station, tmp_path, [ROKUTA, inner])
    register = StandingRegister(station)
    assert register.owners("06901234567892") == [ROKUTA, inner]
    assert register.owners("06901239999990") == []
    assert register.owners("00012345000010") == [inner]
    assert register.owners("") == []
    brought(station, tmp_path, [replace(ROKUTA, gtin_prefixes=("4006381",))])
    assert [each.recordation_no for each in register.owners("06901234567892")] == [inner.recordation_no]
    assert [each.recordation_no for each in register.owners("04006381333931")] == [ROKUTA.recordation_no]


def test_cleared_goods_make_it_quieter_and_are_learned_once(station: Station, tmp_path: Path, clock: SetClock) -> None:
    plain = replace(ROKUTA, mark="梭织面料", mark_alt=(), nice_classes=())
    brought(station, tmp_path, [plain])
    asked: list[str] = []
    texts = [f"{word} 梭织面料 {word}布" for word in ("红色", "蓝色", "白色", "黑色") for _ in range(200)]

    def cleared(_conn: Connection, since: str) -> Cleared:
        asked.append(since)
        return Cleared("2024-11-20T11:00", texts) if since < "2024-11-20T11:00" else Cleared(since)

    def shown(register: StandingRegister) -> float:
        return said(register.index())

    def said(index: MatchIndex) -> float:
        found = index.match(LineText("纯棉梭织面料"))
        return max((match.score for match in (*found.alerts, *found.review)), default=0.0)

    assert said(MatchIndex.build([plain])) > 0.5
    taught = StandingRegister(station, Experience(cleared=cleared))
    assert shown(taught) < 0.5
    clock.advance(timedelta(days=1))
    assert shown(taught) < 0.5
    assert asked == ["", "2024-11-20T11:00"]
    # Kept with the index: another start learns only what is newer.
    assert shown(StandingRegister(station, Experience(cleared=cleared))) < 0.5
    assert asked[-1] == "2024-11-20T11:00"


def test_no_cleared_goods_silence_a_mark_once_found_infringing(station: Station, tmp_path: Path) -> None:
    brought(station, tmp_path, [ROKUTA])
    worn = Cleared("2024-11-20T11:00", ["运动鞋 ROKUTAVEX 男款"] * 3_000)
    silenced = StandingRegister(station, Experience(cleared=lambda _conn, _since: worn))
    assert alerts(silenced) == []
    guarded = Experience(cleared=lambda _conn, since: Cleared(since), infringed=lambda _conn: [ROKUTA.recordation_no])
    assert alerts(StandingRegister(station, guarded)) == [ROKUTA.recordation_no]
