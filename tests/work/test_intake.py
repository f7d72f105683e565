"""Taking declarations in on a real station file: twice is once, a try writes nothing, and what is refused is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import Refused
from app.core.wording import LANGS, in_words
from app.identity.rules import Officer, Role
from app.intake.records import declaration
from app.intake.work import receive_declarations
from app.journal.checking import check
from tests.shipment_ground import DECLARATIONS, LI, Stocked, write

HEAD = DECLARATIONS.partition("\n")[0]
NEW = "N-1,2024-11-20,E,freight,0110,3104,庚公司,X,CN,DE,1,7318159001,螺栓,1|3|钢|庚,,10,千克,5,CNY,\n"


def test_the_same_file_again_changes_nothing(stocked: Stocked, tmp_path: Path) -> None:
    file = write(tmp_path / "again.csv", DECLARATIONS)
    before = stocked.station.only_here()
    taken = receive_declarations(stocked.station, LI, file)
    assert (taken.added, taken.changed, taken.unchanged) == (0, 0, 6)
    assert stocked.station.only_here() == before


def test_a_changed_declaration_is_told_apart_and_replaces_the_old_one(stocked: Stocked, tmp_path: Path) -> None:
    file = write(tmp_path / "more.csv", DECLARATIONS.replace("大理石 marble", "花岗石 granite") + NEW)
    taken = receive_declarations(stocked.station, LI, file)
    assert (taken.added, taken.changed, taken.unchanged) == (1, 1, 5)
    assert set(taken.numbers) == {"D-004", "N-1"}
    with stocked.station.read() as conn:
        found = declaration(conn, "D-004")
        assert found is not None
        assert found.lines[0].goods == "花岗石 granite"
        assert check(conn, stocked.station.appliers, stocked.station.blobs).ok


def test_a_try_says_the_same_and_writes_nothing(stocked: Stocked, tmp_path: Path) -> None:
    file = write(tmp_path / "new.csv", f"{HEAD}\n{NEW}")
    before, blobs = stocked.station.only_here(), sorted(stocked.home.rglob("*"))
    tried = receive_declarations(stocked.station, LI, file, dry_run=True)
    assert (stocked.station.only_here(), sorted(stocked.home.rglob("*"))) == (before, blobs)
    done = receive_declarations(stocked.station, LI, file)
    assert (tried.added, tried.numbers) == (done.added, done.numbers) == (1, ("N-1",))


BAD_CELLS = {
    "quantity": ("10,千克", "-10,千克"),
    "declared_on": ("2024-11-20", "2024-02-30"),
    "direction": (",E,", ",Q,"),
    "channel": ("freight", "carrier pigeon"),
}


@pytest.mark.parametrize("field", BAD_CELLS)
def test_a_cell_that_can_not_be_is_listed_by_row_and_field_and_the_rest_is_taken(
    stocked: Stocked, tmp_path: Path, field: str
) -> None:
    wrong = NEW.replace("N-1", "N-2").replace(*BAD_CELLS[field])
    taken = receive_declarations(stocked.station, LI, write(tmp_path / "bad.csv", f"{HEAD}\n{NEW}{wrong}"))
    assert (taken.added, taken.numbers) == (1, ("N-1",))
    (reject,) = [each for each in taken.rejects if each.field == field]
    assert reject.row == 3
    assert all(in_words(reject.reason, lang) for lang in LANGS)


WHOLE = {
    "empty": b"",
    "only a head": (HEAD + "\n").encode(),
    "no such columns": b"a,b\n1,2\n",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "broken XML": b"<?xml version='1.0'?><Declaration>",
    "an archive that is none": b"PK\x03\x04 no workbook",
}


@pytest.mark.parametrize("what", WHOLE)
def test_a_file_that_can_not_be_used_is_told_in_one_line_and_leaves_nothing(
    stocked: Stocked, tmp_path: Path, what: str
) -> None:
    file = tmp_path / "file.csv"
    file.write_bytes(WHOLE[what])
    before = stocked.station.only_here()
    with pytest.raises(Refused) as told:
        receive_declarations(stocked.station, LI, file)
    for lang in LANGS:
        said = in_words(told.value.say, lang)
        assert said
        assert "\n" not in said
        assert told.value.say.key not in said
    assert stocked.station.only_here() == before


def test_an_encoding_that_says_its_name_is_read(stocked: Stocked, tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    for encoding in ("utf-16", "utf-8-sig", "gb18030"):
        file.write_text(f"{HEAD}\n{NEW.replace('N-1', encoding)}", encoding=encoding)
        assert receive_declarations(stocked.station, LI, file).numbers == (encoding,)
    with stocked.station.read() as conn:
        assert {declaration(conn, each).consignor for each in ("utf-16", "utf-8-sig", "gb18030")} == {"庚公司"}  # type: ignore[union-attr]


def test_who_may_not_import_takes_nothing_in(stocked: Stocked, tmp_path: Path) -> None:
    nobody = Officer("x", "", "", frozenset({Role.BENCH}), active=False)
    with pytest.raises(Refused):
        receive_declarations(stocked.station, nobody, write(tmp_path / "new.csv", f"{HEAD}\n{NEW}"))
