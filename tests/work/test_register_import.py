"""Taking the register in on a real station file: editions hold changes only, the same file makes none."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from app.core.errors import Refused
from app.core.wording import LANGS, in_words
from app.journal.checking import check
from app.register.records import image_of, last_edition, recordations
from app.register.work import import_register
from tests.shipment_ground import ADMIN, LI, REGISTER, Stocked, write


def test_the_same_register_again_makes_no_edition(stocked: Stocked, tmp_path: Path) -> None:
    before = stocked.station.only_here()
    again = import_register(stocked.station, ADMIN, write(tmp_path / "register.csv", REGISTER))
    assert (again.edition, again.unchanged) == (0, 3)
    assert stocked.station.only_here() == before


def test_an_edition_holds_what_changed_and_a_try_writes_nothing(stocked: Stocked, tmp_path: Path) -> None:
    file = write(tmp_path / "register.csv", REGISTER.replace("2030-01-01,active,,", "2031-01-01,active,,"))
    before = stocked.station.only_here()
    tried = import_register(stocked.station, ADMIN, file, dry_run=True)
    assert stocked.station.only_here() == before
    done = import_register(stocked.station, ADMIN, file)
    assert (tried.changed, done.edition, done.added, done.changed, done.unchanged) == (1, 2, 0, 1, 2)
    with stocked.station.read() as conn:
        (right,) = recordations(conn, ["R-2"])
        assert right.valid_to.year == 2031
        assert last_edition(conn) == 2
        assert check(conn, stocked.station.appliers, stocked.station.blobs).ok


def test_a_picture_beside_the_file_is_kept_and_one_that_is_none_is_only_remarked(
    stocked: Stocked, tmp_path: Path
) -> None:
    head, *rows = REGISTER.splitlines()
    rows = [f"{row},{name}" for row, name in zip(rows, ("good.png", "bad.png", ""), strict=True)]
    Image.new("RGB", (32, 32), "red").save(tmp_path / "good.png")
    (tmp_path / "bad.png").write_bytes(b"no picture")
    file = write(tmp_path / "register.csv", "\n".join((f"{head},image", *rows, "")))
    done = import_register(stocked.station, ADMIN, file)
    assert done.rejects == ()
    assert [remark.row for remark in done.remarks if remark.field == "image"] == [3]
    with stocked.station.read() as conn:
        digest = image_of(conn, "R-1")
        assert digest
        assert stocked.station.blobs.get(digest) == (tmp_path / "good.png").read_bytes()
        assert not image_of(conn, "R-2")


BAD = {"status": ("expired", "gone"), "valid_to": ("2020-01-01,expired", "2020-13-01,expired"), "mark": ("OLDMARK", "")}


@pytest.mark.parametrize("field", BAD)
def test_a_row_that_can_not_be_is_listed_and_the_others_stand(stocked: Stocked, tmp_path: Path, field: str) -> None:
    renumbered = REGISTER.replace("R-", "S-").replace(*BAD[field])
    done = import_register(stocked.station, ADMIN, write(tmp_path / "register.csv", renumbered))
    assert done.added == 2
    (reject,) = [each for each in done.rejects if each.field == field]
    assert reject.row == 4
    assert all(in_words(reject.reason, lang) for lang in LANGS)


def test_who_is_no_clerk_imports_nothing(stocked: Stocked, tmp_path: Path) -> None:
    with pytest.raises(Refused) as told:
        import_register(stocked.station, LI, write(tmp_path / "register.csv", REGISTER))
    assert told.value.say.key == "identity.not_allowed"


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"recordation_no\n"])
def test_a_file_that_is_no_register_is_told_and_leaves_nothing(
    stocked: Stocked, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "register.csv"
    file.write_bytes(content)
    before = stocked.station.only_here()
    with pytest.raises(Refused) as told:
        import_register(stocked.station, ADMIN, file)
    assert all(told.value.say.key not in in_words(told.value.say, lang) for lang in LANGS)
    assert stocked.station.only_here() == before
