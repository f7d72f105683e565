"""Taking the register in on a real station file: editions hold changes only, the same file makes none."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from app.core.errors import Refused, Say
from app.core.tables import open_table
from app.core.wording import LANGS, Lang, in_words
from app.journal.checking import check
from app.register.records import image_of, last_edition, recordations
from app.register.rejected import write_rejects
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


def lot(folder: Path, count: int) -> Path:
    """A register of so many rights, the second with a picture."""
    head, row, *_ = REGISTER.splitlines()
    rows = [f"{row.replace('R-1', f'L-{number}')},{'mark.png' if number == 1 else ''}" for number in range(count)]
    Image.new("RGB", (16, 16), "green").save(folder / "mark.png")
    return write(folder / "many.csv", "\n".join((f"{head},image", *rows, "")))


def blobs_of(stocked: Stocked) -> list[str]:
    return sorted(path.name for path in (stocked.home / "blobs").rglob("*") if path.is_file())


def test_every_part_of_an_import_says_how_far_it_is(stocked: Stocked, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    import_register(
        stocked.station, ADMIN, lot(tmp_path, 2500), progress=lambda done, of, what: told.append((what.key, done, of))
    )
    for part in ("reading", "comparing", "writing"):
        steps = [(done, of) for key, done, of in told if key == f"register_step.{part}"]
        assert [done for done, _ in steps] == [1000, 2000, 2500]
        assert steps[-1] == (2500, 2500)


@pytest.mark.parametrize("part", ["reading", "comparing", "writing"])
def test_a_stopped_import_leaves_nothing(stocked: Stocked, tmp_path: Path, part: str) -> None:
    class Stopped(Exception):
        """What a person's stop raises."""

    def stop(done: int, _of: int, what: Say) -> None:
        if what.key == f"register_step.{part}" and done == 2000:
            raise Stopped

    before, kept = stocked.station.only_here(), blobs_of(stocked)
    with pytest.raises(Stopped):
        import_register(stocked.station, ADMIN, lot(tmp_path, 2500), progress=stop)
    assert (stocked.station.only_here(), blobs_of(stocked)) == (before, kept)
    with stocked.station.read() as conn:
        assert last_edition(conn) == 1
        assert not list(recordations(conn, ["L-1"]))
        assert check(conn, stocked.station.appliers, stocked.station.blobs).ok
    assert import_register(stocked.station, ADMIN, tmp_path / "many.csv").added == 2500


def test_an_update_without_its_pictures_takes_none_away(stocked: Stocked, tmp_path: Path) -> None:
    file = lot(tmp_path, 2)
    import_register(stocked.station, ADMIN, file)
    with stocked.station.read() as conn:
        picture = image_of(conn, "L-1")
    (tmp_path / "mark.png").unlink()
    again = import_register(stocked.station, ADMIN, file)
    assert again.edition == 0
    assert "register.picture_missing" in [each.reason.key for each in again.remarks]
    changed = import_register(
        stocked.station, ADMIN, write(file, file.read_text(encoding="utf-8").replace("2030", "2031"))
    )
    with stocked.station.read() as conn:
        assert picture
        assert (changed.changed, image_of(conn, "L-1")) == (2, picture)


def test_one_bad_row_among_many_is_one_line_and_all_others_stand(stocked: Stocked, tmp_path: Path) -> None:
    file = lot(tmp_path, 3000)
    rows = file.read_text(encoding="utf-8").splitlines()
    rows[1500] = "L-1499,trademark"
    done = import_register(stocked.station, ADMIN, write(file, "\n".join(rows)))
    assert (done.read, done.added, done.rejected) == (3000, 2999, 1)
    assert [(each.row, each.field, each.reason.key) for each in done.rejects] == [(1501, "", "tables.cell_count")]


def test_a_row_refused_for_two_cells_is_one_row(stocked: Stocked, tmp_path: Path) -> None:
    bad = REGISTER.replace("R-", "S-").replace("2020-01-01,expired", "2020-13-01,gone")
    done = import_register(stocked.station, ADMIN, write(tmp_path / "register.csv", bad))
    assert (len(done.rejects), done.rejected, done.say.params["rejected"]) == (2, 1, 1)


@pytest.mark.parametrize("lang", LANGS)
def test_what_was_refused_is_written_as_a_workbook_that_stays_text(
    stocked: Stocked, tmp_path: Path, lang: Lang
) -> None:
    bad = REGISTER.replace("R-", "S-").replace("2020-01-01,expired", "=1+1,expired")
    done = import_register(stocked.station, ADMIN, write(tmp_path / "register.csv", bad))
    write_rejects(tmp_path / "rejects.xlsx", done, lang)
    row, *remarks = open_table(tmp_path / "rejects.xlsx", (), ()).rows
    assert len(remarks) == len(done.remarks)
    number, field, value, taken, reason = row.cells.values()
    assert (number, value) == ("4", "=1+1")
    assert (field, taken) == (("有效期至", "拒收") if lang == "zh" else ("valid to", "refused"))
    assert reason == in_words(done.rejects[0].reason, lang)
