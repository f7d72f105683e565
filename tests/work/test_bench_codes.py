"""Decoding real pixels: straight, turned, blurred, faint and many; consensus; frames; the clone store on disk."""

from __future__ import annotations

import io
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import segno
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

from app.bench.codes import barfit, barshapes, searching
from app.bench.codes.decoding import Code, Decoder
from app.bench.codes.gaze import AWAY, Gaze
from app.bench.codes.reads import Read, agreed
from app.bench.codes.stripes import Strip
from app.bench.records.sightings import Page
from app.bench.sightings import Sightings, digest_of, packed
from app.core.errors import Say, Trouble

if TYPE_CHECKING:
    from app.bench.pictures import Grey

FORMATS = zxingcpp.BarcodeFormat
PAPER = 215


def bars(text: str, kind: str, scale: int = 3, *, turn: float = 0, blur: float = 0, fade: float = 1.0) -> bytes:
    """A PNG of a symbol on grey paper, as a camera might see it."""
    symbol = Image.fromarray(np.array(zxingcpp.create_barcode(text, getattr(FORMATS, kind)).to_image(scale=scale)))
    sheet = Image.new("L", (symbol.width + 160, symbol.height + 160), PAPER)
    sheet.paste(symbol.point(lambda value: round(PAPER - (255 - value) * fade * PAPER / 255)), (80, 80))
    if turn:
        sheet = sheet.rotate(turn, Image.Resampling.BICUBIC, expand=True, fillcolor=PAPER)
    if blur:
        sheet = sheet.filter(ImageFilter.GaussianBlur(blur))
    grain = np.random.default_rng(5).normal(0, 2, (sheet.height, sheet.width))
    return png((np.asarray(sheet) + grain).clip(0, 255).astype(np.uint8))


def png(pixels: Grey | Image.Image) -> bytes:
    out = io.BytesIO()
    (pixels if isinstance(pixels, Image.Image) else Image.fromarray(pixels)).save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="module")
def first_only() -> Iterator[Decoder]:
    """As on a machine without libzbar."""
    decoder = Decoder(second=False)
    yield decoder
    decoder.close()


def only(codes: tuple[Code, ...]) -> Code:
    assert len(codes) == 1, codes
    return codes[0]


@pytest.mark.parametrize(
    ("text", "kind", "symbology"),
    [
        ("6901234567892", "EAN13", "EAN-13"),
        ("96385074", "EAN8", "EAN-8"),
        ("012345678905", "UPCA", "UPC-A"),
        ("01264904", "UPCE", "UPC-E"),
        ("RR123456785CN", "Code128", "Code128"),
        ("PARCEL-7", "Code39", "Code39"),
        ("10012345678902", "ITF", "ITF"),
        ("A123456A", "Codabar", "Codabar"),
        ("lot 7 / 42", "DataMatrix", "DataMatrix"),
        ("manifest of the day", "PDF417", "PDF417"),
        ("ticket 9", "Aztec", "Aztec"),
    ],
)
def test_every_symbology_is_read_and_sure_without_the_second_engine(
    first_only: Decoder, text: str, kind: str, symbology: str
) -> None:
    code = only(first_only.decode(bars(text, kind), budget_s=5))
    assert (code.text, code.symbology) == (text, symbology)
    assert code.sure


@pytest.mark.parametrize("turn", [30, 45, 60, 75, 90, 135, 180])
@pytest.mark.parametrize(("text", "kind"), [("6901234567892", "EAN13"), ("RR123456785CN", "Code128")])
def test_bars_are_read_at_any_angle(first_only: Decoder, text: str, kind: str, turn: float) -> None:
    code = next(iter(first_only.decode(bars(text, kind, turn=turn), budget_s=5)))
    assert code.text == text


def test_bars_blurred_wider_than_a_module_are_read_by_fitting(first_only: Decoder) -> None:
    picture = bars("6901234567892", "EAN13", scale=2, blur=1.3)
    assert not zxingcpp.read_barcodes(np.asarray(Image.open(io.BytesIO(picture))))
    code = only(first_only.decode(picture, budget_s=5))
    assert code.text == "6901234567892"
    assert "fit" in code.engine


def test_faint_bars_are_read(first_only: Decoder) -> None:
    assert only(first_only.decode(bars("6901234567892", "EAN13", fade=0.18), budget_s=5)).text == "6901234567892"


@pytest.mark.parametrize("text", ["运动鞋 42码 广州制造", "中国海关"])
@pytest.mark.parametrize(("codec", "encoding"), [("utf-8", "UTF-8"), ("gb18030", "GB18030")])
def test_chinese_in_a_qr_code(first_only: Decoder, text: str, codec: str, encoding: str) -> None:
    out = io.BytesIO()
    segno.make(text.encode(codec), mode="byte", micro=False).save(out, kind="png", scale=4)
    code = only(first_only.decode(out.getvalue()))
    assert (code.text, code.encoding, code.raw) == (text, encoding, text.encode(codec))


def test_many_codes_on_one_sheet_are_all_found(first_only: Decoder) -> None:
    sheet = Image.new("L", (900, 900), PAPER)
    for at, text in enumerate(("RR123456785CN", "RR123456799CN", "LX000000015CN")):
        symbol = Image.open(io.BytesIO(bars(text, "Code128", scale=2)))
        sheet.paste(symbol, (60, 20 + at * 290))
    found = {code.text for code in first_only.decode(png(sheet), budget_s=5)}
    assert found == {"RR123456785CN", "RR123456799CN", "LX000000015CN"}


def test_the_place_of_a_code_is_given_in_the_picture_s_own_pixels(first_only: Decoder) -> None:
    large = Image.new("L", (3200, 2400), PAPER)
    large.paste(Image.open(io.BytesIO(bars("6901234567892", "EAN13", scale=4))), (2000, 1500))
    code = only(first_only.decode(png(large), budget_s=5))
    xs, ys = [x for x, _ in code.box], [y for _, y in code.box]
    assert 2000 < min(xs) < max(xs) < 2700
    assert 1500 < min(ys) < max(ys) < 1960


@pytest.mark.parametrize("seed", range(4))
def test_where_there_is_no_code_nothing_is_said(first_only: Decoder, seed: int) -> None:
    chance = np.random.default_rng(seed)
    page = Image.new("L", (500, 400), PAPER)
    drawing = ImageDraw.Draw(page)
    for _ in range(60):
        x, y = int(chance.integers(0, 480)), int(chance.integers(0, 380))
        wide, tall = int(chance.integers(1, 9)), int(chance.integers(5, 60))
        drawing.rectangle((x, y, x + wide, y + tall), fill=int(chance.integers(0, 255)))
    assert first_only.decode(png(page), budget_s=2) == ()


def test_a_frame_becomes_sure_when_the_next_one_agrees(first_only: Decoder) -> None:
    frame = np.asarray(Image.open(io.BytesIO(bars("RR123456785CN", "Code128"))), dtype=np.uint8)
    first_only.forget_frames()
    seen = [only(codes) for _ in range(4) if (codes := first_only.preview(frame))]
    assert [code.sure for code in seen] == [False, True]
    assert {code.text for code in seen} == {"RR123456785CN"}


def test_a_code_that_left_the_frame_is_not_shown(first_only: Decoder) -> None:
    frame = np.asarray(Image.open(io.BytesIO(bars("RR123456785CN", "Code128"))), dtype=np.uint8)
    first_only.forget_frames()
    for _ in range(2):
        first_only.preview(frame)
    assert first_only.preview(np.full_like(frame, PAPER)) == ()


def test_a_code_is_fresh_again_once_it_was_taken_away() -> None:
    gaze, code = Gaze(), Code("QR", "A", b"A", "UTF-8", "zxing", sure=True)
    assert gaze.fresh([code]) == (code,)
    assert gaze.fresh([code]) == gaze.fresh([]) == gaze.fresh([code]) == ()
    for _ in range(AWAY + 1):
        gaze.fresh([])
    assert gaze.fresh([code]) == (code,)


def read(text: str, engine: str = "zxing", variant: str = "plain", symbology: str = "EAN-13") -> Read:
    return Read(symbology, text, text.encode(), "UTF-8", engine, variant, ((0, 0), (9, 0), (9, 9), (0, 9)))


def test_two_engines_that_agree_are_not_enough_for_a_retail_number() -> None:
    both = [read("6901234567892"), read("6901234567892", "zbar")]
    assert not only(agreed(both)).sure
    assert only(agreed([*both, read("6901234567892", variant="strip")])).sure
    assert only(agreed([both[0], read("6901234567892", "fit", "strip")])).sure


def test_the_same_pixels_twice_are_one_witness() -> None:
    assert only(agreed([read("A1", symbology="Code128")] * 5)).seen == 1


def test_two_halves_of_the_same_bars_are_two_witnesses_where_a_symbology_has_no_check() -> None:
    def rows(text: str) -> Grey:
        row = np.array(zxingcpp.create_barcode(text, FORMATS.Code39).to_image(scale=3))[10]
        return np.tile(np.pad(row, 30, constant_values=255), (7, 1))

    def witnesses(upper: str, lower: str) -> set[str]:
        strip = Strip(np.ascontiguousarray(np.vstack([rows(upper), rows(lower)])), 3.0, ())
        return {read.variant for read in searching._read_strip(strip) if read.text == upper}

    assert witnesses("CODE39", "CODE39") == {"strip", "half strip"}
    assert "half strip" not in witnesses("CODE39", "CODE38")


def test_a_rival_at_the_same_place_makes_both_doubtful() -> None:
    twice = [read("A-1", variant=str(at), symbology="Code128") for at in range(2)]
    assert only(agreed(twice)).sure
    assert [code.sure for code in agreed([*twice, read("B-2", symbology="Code128")])] == [False, False]


def test_noise_is_not_shown() -> None:
    assert (
        agreed([read("", symbology="Code128"), read("901985"[:4], symbology="ITF"), read("T", symbology="Code39")])
        == ()
    )
    assert agreed([read("901985", variant="strip", symbology="ITF")]) == ()


def test_what_is_fitted_is_right_or_nothing() -> None:
    rows = np.tile(np.random.default_rng(2).integers(0, 255, 900, dtype=np.uint8), (8, 1))
    assert all(fit.margin < 0.22 or fit.fit < 0.9 for fit in barfit.fits(rows))
    assert barfit.fits(np.full((8, 600), 128, np.uint8)) == ()
    drawn = barshapes.drawn(["6901234567892"], barshapes.EAN13)
    assert drawn.shape[1:3] == (1, 12)


def second_engine() -> bool:
    try:
        from pyzbar import pyzbar
    except ImportError:
        return False
    return bool(pyzbar)


def test_the_worker_killed_in_the_middle_costs_one_line_and_nothing_else() -> None:
    told: list[Say] = []
    decoder = Decoder(told.append)
    decoder.warm_up()
    if not second_engine():
        # without libzbar there is no worker to kill; what must hold is that exactly this is said
        assert [say.key for say in told] == ["bench.zbar_absent"]
        return
    picture = bars("6901234567892", "EAN13")
    worker = decoder.worker
    assert worker is not None
    os.kill(worker, signal.SIGTERM)
    assert only(decoder.decode(picture, budget_s=3)).text == "6901234567892"
    assert only(decoder.decode(picture, budget_s=3)).text == "6901234567892"
    assert [say.key for say in told] == ["bench.zbar_stopped"]
    decoder.warm_up()
    assert decoder.worker not in {None, worker}
    decoder.close()
    assert decoder.worker is None


SECOND = 1_767_225_600


def page(seq: int, *numbers: str, station: str = "SHA1", second: int = SECOND) -> Page:
    return Page(station, seq, station, packed((digest_of(number).hex(), second) for number in numbers))


def test_what_was_seen_is_found_again_after_a_restart(tmp_path: Path) -> None:
    store = Sightings(tmp_path)
    store.take(page(4, "a|1", station="NGB2", second=SECOND + 3600))
    store.take(page(9, "a|1", "a|3"))
    seen = [("SHA1", SECOND), ("NGB2", SECOND + 3600)]
    assert [(one.station, int(one.at.timestamp())) for one in store.earlier("a|1")] == seen
    store.close()
    again = Sightings(tmp_path)
    assert [(one.station, int(one.at.timestamp())) for one in again.earlier("a|1")] == seen
    assert again.earlier("a|2") == ()
    assert (again.reached("SHA1"), again.reached("NGB2"), again.reached("XXX")) == (9, 4, 0)
    again.take(page(9, "a|1", "a|3"))
    assert len(again) == 3, "a page taken before is passed over"
    again.close()


def test_what_was_not_written_yet_comes_again(tmp_path: Path) -> None:
    store = Sightings(tmp_path)
    store.take(page(4, "a|1"))
    cut_off = Sightings(tmp_path)
    assert cut_off.reached("SHA1") == 0
    cut_off.take(page(4, "a|1"))
    assert [one.station for one in cut_off.earlier("a|1")] == ["SHA1"]
    cut_off.close()


def test_nothing_is_forgotten_and_nothing_invented_through_merges(tmp_path: Path) -> None:
    store = Sightings(tmp_path)
    for part in range(9):
        store.take(page(part + 1, *(f"serial {part * 300 + number}" for number in range(300))))
        store.flush()
    assert len(list(tmp_path.glob("run-*.bin"))) < 9
    assert all(store.earlier(f"serial {number}") for number in range(2700))
    assert not any(store.earlier(f"never {number}") for number in range(2700))
    assert len(store) == 2700
    store.close()


@pytest.mark.parametrize(
    ("name", "body"), [("run-000001.bin", b"x" * 33), ("stations.json", b"{}"), ("reached.json", b"[1")]
)
def test_damage_is_told_not_guessed_at(tmp_path: Path, name: str, body: bytes) -> None:
    (tmp_path / name).write_bytes(body)
    with pytest.raises(Trouble):
        Sightings(tmp_path)


def test_half_a_page_is_refused(tmp_path: Path) -> None:
    store = Sightings(tmp_path)
    with pytest.raises(Trouble):
        store.take(Page("SHA1", 1, "SHA1", b"x" * 27))
    store.close()
