"""Bad pictures and bad texts: refused in words or read, never a crash, a hang or a bomb."""

from __future__ import annotations

import io
import json
import random
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
import segno
from PIL import Image

from app.bench.codes.decoding import Decoder
from app.bench.codes.meaning import meaning
from app.bench.pictures import MOST_BYTES, open_picture
from app.bench.reading import Reader, installed
from app.cli.parser import run
from app.core.errors import Refused
from app.core.wording import in_words


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def bomb(side: int = 100_000) -> bytes:
    """A PNG that says it has `side` times `side` pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


GOOD = saved(Image.new("L", (60, 60), 200), "PNG")


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "bench.picture_unreadable"),
        (b"hello", "bench.picture_unreadable"),
        (GOOD[:30], "bench.picture_unreadable"),
        (bomb(), "bench.picture_too_large"),
        (bomb(8_100), "bench.picture_too_large"),
        (saved(Image.new("L", (1, 500)), "PNG"), "bench.picture_too_small"),
        (b"%PDF-1.4 not a picture", "bench.picture_unreadable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "bench.picture_unreadable"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(data: bytes, key: str) -> None:
    with pytest.raises(Refused) as refused:
        open_picture(data, name="x.png")
    assert refused.value.say.key == key
    assert "x.png" in in_words(refused.value.say, "en")


def test_a_picture_cut_short_is_refused_when_it_is_unpacked() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (200, 200), dtype=np.uint8)
    picture = open_picture(saved(Image.fromarray(noise), "PNG")[:20_000])
    with pytest.raises(Refused):
        picture.grey()


def test_a_file_too_heavy_or_missing_is_refused(tmp_path: Path) -> None:
    heavy = tmp_path / "heavy.png"
    with heavy.open("wb") as out:
        out.truncate(MOST_BYTES + 1)
    for path, key in ((heavy, "bench.picture_too_heavy"), (tmp_path / "none.png", "bench.picture_not_found")):
        with pytest.raises(Refused) as refused:
            open_picture(path)
        assert refused.value.say.key == key


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "F", "YCbCr"])
def test_every_kind_of_pixel_becomes_grey(mode: str) -> None:
    kind = "TIFF" if mode in {"CMYK", "F", "YCbCr"} else "PNG"
    grey = open_picture(saved(Image.new(mode, (40, 30)), kind)).grey()
    assert grey.shape == (30, 40)
    assert grey.dtype == np.uint8


def test_transparency_is_paper() -> None:
    assert open_picture(saved(Image.new("RGBA", (9, 9), (0, 0, 0, 0)), "PNG")).grey().min() == 255


def photo_with_place() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 14.0, 0.0), 3: "E", 4: (121.0, 29.0, 0.0)})
    exif.get_ifd(0x8769)[0x9003] = "2026:01:01 12:00:00"
    return saved(Image.new("RGB", (80, 40), "white"), "JPEG", exif=exif)


def test_the_evidence_copy_keeps_what_the_shared_copy_must_not_say() -> None:
    data = photo_with_place()
    picture = open_picture(data)
    assert picture.data == data
    assert picture.has_location
    assert picture.taken == "2026:01:01 12:00:00"
    assert picture.grey().shape == (80, 40)
    shared = open_picture(picture.shared_copy())
    assert not shared.has_location
    assert shared.taken == ""
    assert (shared.width, shared.height) == (40, 80)
    assert not dict(Image.open(io.BytesIO(shared.data)).getexif())


def test_a_large_photo_is_reduced_before_it_is_searched() -> None:
    picture = open_picture(saved(Image.new("L", (4000, 3000), 128), "JPEG"))
    grey = picture.grey(2_000_000)
    assert grey.size <= 2_000_000
    assert abs(grey.shape[1] / grey.shape[0] - 4 / 3) < 0.01


def mutated(chance: random.Random, good: bytes) -> bytes:
    data = bytearray(good)
    for _ in range(chance.randrange(1, 12)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data[: chance.randrange(1, len(data))] if chance.random() < 0.3 else data)


def test_mutated_pictures_are_read_or_refused() -> None:
    """A small share; `make bench-decode` runs twenty thousand."""
    chance = random.Random(3)  # noqa: S311 - bad input, not secrets
    out = io.BytesIO()
    segno.make("RR123456785CN", micro=False).save(out, kind="png", scale=3)
    code = out.getvalue()
    seeds = [code, saved(Image.open(io.BytesIO(code)).convert("L"), "JPEG"), saved(Image.open(io.BytesIO(code)), "GIF")]
    decoder = Decoder(second=False)
    refusals = []
    for _ in range(250):
        try:
            decoder.decode(mutated(chance, chance.choice(seeds)), budget_s=0.02)
        except Refused as refused:
            refusals.append(refused.say)
    assert 0 < len(refusals) < 250
    assert all(in_words(say, "zh") != str(say) for say in refusals)


def test_random_texts_mean_something_or_nothing() -> None:
    chance = random.Random(4)  # noqa: S311 - bad input, not secrets
    starts = ["^01", "(01)", "https://a/01/", "]C1", "TW:", "TW1:", "RR", "", "\x1d10", "HTTPS://["]
    signs = "0123456789()^/?=&%\x00\x1dABC:-é中\ud800٣"
    for _ in range(3000):
        text = chance.choice(starts) + "".join(chance.choice(signs) for _ in range(chance.randrange(60)))
        assert meaning(text, chance.choice([None, "EAN-13", "UPC-E", "DataBarExp"])).kind


def test_a_very_long_text_is_judged_at_once() -> None:
    for text in ("^" + "10A^" * 200_000, "(10)A" * 100_000, "https://a/" + "01/" * 200_000, "0" * 500_000):
        assert meaning(text).kind


def test_the_command_says_one_line_for_a_bad_file_and_goes_on_with_the_good(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, good = tmp_path / "bad.png", tmp_path / "good.png"
    bad.write_bytes(b"nothing")
    segno.make("RR123456785CN", micro=False).save(str(good), scale=4)
    assert run(["--json", "--lang", "en", "decode", str(bad), str(good)]) == 1
    answer = json.loads(capsys.readouterr().out)["images"]
    assert answer[0]["codes"] == []
    assert "bad.png" in answer[0]["error"]
    assert answer[1]["codes"][0]["s10"]["s10"] == "RR123456785CN"
    assert answer[1]["codes"][0]["sure"]
    assert run(["--lang", "en", "decode", str(bad)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_reading_text_says_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if installed():  # with the extra this very picture is read, and holds nothing
        page = tmp_path / "page.png"
        page.write_bytes(GOOD)
        assert run(["--json", "--home", str(tmp_path / "none"), "read-text", str(page)]) == 0
        return
    with pytest.raises(Refused):
        Reader().read(GOOD)
    assert run(["--lang", "en", "read-text", "x.png"]) == 2
    assert "ocr" in capsys.readouterr().err
