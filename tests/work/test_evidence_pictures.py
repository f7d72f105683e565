"""Photographs leave the office without the place where they were taken; the evidence stays whole; clues go along."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from app.bench import work
from app.bench.pictures import open_picture
from app.bench.records.comparing import comparisons
from app.bench.view.compare import compare_view
from app.bench.work.comparing import Comparison, Likeness, clue_of, compare, picture_clue
from app.cli.parser import run
from app.core.canonical import sha256
from app.core.clock import SetClock
from app.core.errors import Refused
from app.custody.evidence.pack import Packed, pack
from app.journal.work import Station
from app.notice.view import photos_of
from app.notice.work import Detained, detain
from app.register.records import recordations
from tests.shipment_ground import PASSPHRASE, Stocked, counted, held

PLACE = b"29.8683N"


def photo(colour: str = "navy") -> bytes:
    """A photograph that says where it was taken, three times over."""
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (29.0, 52.0, 5.0), 3: "E", 4: (121.0, 33.0, 0.0)})
    exif[0x010E] = PLACE.decode()
    out = io.BytesIO()
    Image.new("RGB", (400, 300), colour).save(out, "JPEG", exif=exif, comment=PLACE)
    return out.getvalue()


@dataclass(frozen=True)
class Case:
    """A detained case with a photograph of line 1 and one clue, and one comparison."""

    station: Station
    stocked: Stocked
    data: bytes
    inspection: str
    done: Detained

    def packed(self, addressee: str) -> tuple[Packed, dict[str, bytes]]:
        with self.station.read() as conn:
            made = pack(conn, self.station, self.done.recorded.case_id, addressee=addressee, photos=True)
        with zipfile.ZipFile(io.BytesIO(made.archive)) as archive:
            return made, {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def case(stocked: Stocked, clock: SetClock) -> Case:
    station, li = stocked.station, stocked.officer("li")
    inspection, data = work.open_inspection(station, li, "D-RED"), photo()
    clue = "偏色 / colours off"
    taken = work.photograph(station, li, inspection, data, "image/jpeg", "goods.jpg", line_key="1", clue=clue)
    answer = Comparison("R-1", "激光标 / hologram", clue, Likeness.FAKE, photo=taken)
    compare(station, li, inspection, answer)
    done = detain(station, li, held(counted(1, "100", "5000")), photos_of(station, inspection))
    return Case(station, stocked, data, inspection, done)


def test_the_office_s_own_pack_holds_the_evidence_as_it_was_taken(case: Case) -> None:
    _, files = case.packed("")
    (name,) = (name for name in files if name.startswith("photos/"))
    assert files[name] == case.data
    (told,) = json.loads(files["case.json"])["photos"]
    assert (told["sha256"], told["line"], told["clue"], told["officer"], told["station"]) == (
        sha256(case.data), "1", "偏色 / colours off", "li", "NB-MS-01",
    )  # fmt: skip
    assert told["at"]


@pytest.mark.parametrize("addressee", ["holder", "court"])
def test_what_others_get_says_nothing_of_the_place(case: Case, addressee: str) -> None:
    _, files = case.packed(addressee)
    (name,) = (name for name in files if name.startswith("photos/"))
    shared = open_picture(files[name])
    assert not shared.has_location
    assert not any(PLACE in data for data in files.values())
    assert (shared.width, shared.height) == (400, 300)
    (told,) = json.loads(files["case.json"])["photos"]
    assert (told["sha256"], told["evidence_sha256"]) == (sha256(files[name]), sha256(case.data))


def test_no_document_carries_the_place(case: Case) -> None:
    with_pictures = 0
    for issued in case.done.notices:
        assert PLACE not in issued.pdf
        for page in PdfReader(io.BytesIO(issued.pdf)).pages:
            for image in page.images:
                with_pictures += 1
                assert PLACE not in image.data
                assert not image.image.getexif()  # type: ignore[union-attr]  # a picture it is
    assert with_pictures


def test_what_was_compared_goes_into_the_pack(case: Case) -> None:
    _, files = case.packed("")
    told = json.loads(files["case.json"])["clues"]
    compared = [each for each in told if each["what"] == "compared"]
    assert [(each["answer"], each["fake_clue"], each["photo"]) for each in compared] == [
        ("fake", "偏色 / colours off", sha256(case.data))
    ]
    ticked = {each["clue"]: each["seen"] for each in told if each["what"] == "ticked"}
    assert ticked == {"激光标 / hologram": False, "偏色 / colours off": True}


def test_the_known_fake_is_shown_at_the_next_shipment(case: Case) -> None:
    station = case.station
    later = work.open_inspection(station, case.stocked.officer("li"), "D-OWN")
    with station.read() as conn:
        (right,) = recordations(conn, ["R-1"])
    first = compare_view(station, later, right, "").pairs[0]
    assert first.fake_picture.digest == sha256(case.data)
    assert not open_picture(first.fake_picture.data).has_location
    assert first.photo.digest == ""


def test_a_holder_s_own_picture_of_a_clue_comes_first_and_without_its_place(case: Case) -> None:
    station, clerk = case.station, case.stocked.officer("admin")
    kept = picture_clue(station, clerk, "R-1", "激光标 / hologram", open_picture(photo("red")), genuine=True)
    assert not open_picture(station.blobs.get(kept)).has_location
    with station.read() as conn:
        (right,) = recordations(conn, ["R-1"])
    pair = compare_view(station, case.inspection, right, "").pairs[0]
    assert (pair.genuine_picture.digest, pair.genuine_picture.mark) == (kept, False)
    with pytest.raises(Refused):
        picture_clue(station, case.stocked.officer("li"), "R-1", "激光标", open_picture(photo()), genuine=True)


def test_a_clue_is_named_by_its_place(case: Case) -> None:
    assert clue_of(case.station, "R-1", 2, genuine=False) == "无条码 / no barcode"
    for number, place, key in (("R-1", 3, "bench.no_such_clue"), ("R-9", 1, "bench.no_such_right")):
        with pytest.raises(Refused) as refused:
            clue_of(case.station, number, place, genuine=False)
        assert refused.value.say.key == key


def test_clue_pictures_and_comparisons_by_command(
    stocked: Stocked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TIDEWAITER_PASSPHRASE", PASSPHRASE)
    (tmp_path / "fake.jpg").write_bytes(photo())
    answer = {"recordation_no": "R-1", "fake_clue": "偏色 / colours off", "answer": "fake"}
    result = tmp_path / "result.json"
    result.write_text(json.dumps({"comparisons": [answer]}), encoding="utf-8")

    def call(who: str, *arguments: str) -> int:
        return run(["--home", str(stocked.home), "--officer", who, "--json", *arguments], stocked.clock)

    assert call("admin", "clue-picture", "R-1", str(tmp_path / "fake.jpg"), "--fake", "1") == 0
    kept = json.loads(capsys.readouterr().out)
    assert call("li", "inspect", "D-RED", "--result", str(result)) == 0
    inspection = json.loads(capsys.readouterr().out)["inspection"]
    with stocked.station.read() as conn:
        (right,) = recordations(conn, ["R-1"])
        assert [row.answer for row in comparisons(conn, inspection)] == ["fake"]
    pair = compare_view(stocked.station, inspection, right, "").pairs[0]
    assert pair.fake_picture.digest == kept["sha256"]
    result.write_text(json.dumps({"comparisons": [{**answer, "answer": "perhaps"}]}), encoding="utf-8")
    assert call("li", "inspect", "D-OWN", "--result", str(result)) == 2
