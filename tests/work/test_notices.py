"""Documents on a real station file: numbered without gaps whatever happens, copied and made void with their mark."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.core.errors import Refused
from app.journal.checking import check
from app.notice.preview import preview
from app.notice.records import notice, notices_of
from app.notice.work import Detained, detain, make_void, pdf_of, reprint, save
from tests.shipment_ground import LI, WANG, Stocked, counted, held, there

SHIPMENTS = [f"D-{n:03}" for n in range(1, 9)]


def refused(key: str) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda error: error.say.key == key)


def one(stocked: Stocked, declaration: str = "D-RED") -> Detained:
    return detain(stocked.station, LI, held(counted(1, "10", "100"), declaration=declaration))


def numbers(stocked: Stocked, kind: str) -> list[int]:
    with stocked.station.read() as conn:
        query = "SELECT n FROM notice WHERE kind = ? AND year = 2024 ORDER BY n"
        return [row[0] for row in conn.exec_driver_sql(query, (kind,))]


def words_of(pdf: bytes) -> str:
    import io

    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_two_threads_and_failures_between_leave_no_gap_in_the_numbers(stocked: Stocked) -> None:
    def act(declaration: str) -> None:
        with refused("detention.no_right_here"):
            detain(stocked.station, LI, held(counted(1, "1", "1", "R-99"), declaration=declaration))
        one(stocked, declaration)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(act, SHIPMENTS))
    for kind in ("D08", "D09", "D04"):
        assert numbers(stocked, kind) == list(range(1, len(SHIPMENTS) + 1))


def test_a_preview_shows_the_next_numbers_and_takes_none(stocked: Stocked) -> None:
    before = stocked.station.only_here()
    shown = [paper.number for paper in preview(stocked.station, LI, held(counted(1, "10", "100")))]
    assert stocked.station.only_here() == before
    assert numbers(stocked, "D08") == []
    assert [paper.number for paper in one(stocked).notices] == shown


def test_each_year_begins_at_one(stocked: Stocked) -> None:
    one(stocked)
    stocked.clock.advance(timedelta(days=60))
    assert one(stocked, "D-001").notices[0].number == "NB-MS-01-D08-2025-00001"


def test_a_document_is_given_back_as_it_was_first_printed(stocked: Stocked) -> None:
    done = one(stocked)
    for paper in done.notices:
        assert pdf_of(stocked.station, paper.number) == paper.pdf
    with refused("issuing.unknown"):
        pdf_of(stocked.station, "NB-MS-01-D08-2024-00099")


def test_a_copy_says_that_it_is_one_and_is_counted(stocked: Stocked) -> None:
    first = one(stocked).notices[0]
    copy = reprint(stocked.station, LI, first.number)
    assert "副本" in words_of(copy)
    assert "副本" not in words_of(first.pdf)
    reprint(stocked.station, LI, first.number)
    with stocked.station.read() as conn:
        assert there(notice(conn, first.number)).copies == 2
    assert pdf_of(stocked.station, first.number) == first.pdf


def test_a_void_document_keeps_its_number_and_says_so(stocked: Stocked) -> None:
    first = one(stocked).notices[0]
    with refused("identity.not_allowed"):
        make_void(stocked.station, LI, first.number, "错号")
    with refused("issuing.no_reason"):
        make_void(stocked.station, WANG, first.number, "  ")
    make_void(stocked.station, WANG, first.number, "错号")
    with refused("issuing.unknown"):
        make_void(stocked.station, WANG, first.number, "again")
    assert "作废" in words_of(reprint(stocked.station, LI, first.number))
    assert one(stocked, "D-001").notices[0].number == "NB-MS-01-D08-2024-00002"
    with stocked.station.read() as conn:
        assert check(conn, stocked.station.appliers, stocked.station.blobs).ok


def test_documents_are_saved_each_under_its_own_name(stocked: Stocked, tmp_path: Path) -> None:
    done = one(stocked)
    paths = save(done.notices, tmp_path)
    assert [path.read_bytes() for path in paths] == [paper.pdf for paper in done.notices]
    assert len({path.name for path in paths}) == 3
    with stocked.station.read() as conn:
        assert len(notices_of(conn, done.recorded.case_id)) == 3
