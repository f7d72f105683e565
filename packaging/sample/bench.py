"""What lies on the bench in the source documents' cases: codes, counts, a detention file, and drawn photos."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFilter, ImageFont
from sample.cases import COMPOSITE, FIGURE, S5_NUMBER
from sample.draws import seeded
from sample.shipments import PLATFORMS, Made

from app.core.numbers import gtin_check_digit

VALUE = 370_000
"""CNY, the source's estimate for the whole of S5."""

_COUNTED = (
    # line, goods, counted, pieces a carton, value, item reference under the prefix used
    (1, "橡胶垫 rubber mats", 39_500, 500, "63200", "9529990"),
    (2, "钥匙扣挂件 keychain pendants", 35_900, 100, "93340", "9521007"),
    (3, "塑料印章 plastic stamps", 47_900, 100, "86220", "9529990"),
    (4, "塑料拉链袋 plastic zipper bags", 35_900, 100, "50260", "9529990"),
    (5, "塑料积木 plastic building blocks", 39_900, 100, "76980", "9529990"),
)


def gtin13(prefix: str, item: int) -> str:
    """A GTIN-13 under a prefix."""
    body = prefix + f"{item:0{12 - len(prefix)}d}"
    return body + gtin_check_digit(body)


def gtin14(gtin: str, level: int = 1) -> str:
    """The GTIN of a carton of these pieces."""
    body = f"{level}{gtin[:-1]}"
    return body + gtin_check_digit(body)


def _lines() -> list[dict[str, Any]]:
    found = []
    for line_no, goods, counted, pieces, value, prefix in _COUNTED:
        gtin = gtin13(prefix, line_no)
        found.append(
            {
                "line_no": line_no,
                "goods": goods,
                "counted": counted,
                "value": value,
                "gtin": gtin,
                "carton": {"code": gtin14(gtin), "pieces": pieces, "cartons": counted // pieces},
            }
        )
    return found


def genuine_code() -> str:
    """The GTIN-13 that a genuine piece carries."""
    return gtin13("9521901", 1)


def write_cases(folder: Path, made: Made) -> None:
    """The S5 scans and detention file and the S6 party list, as JSON."""
    lines = _lines()
    scans = {
        "sample": "样例数据 SAMPLE DATA",
        "declaration_no": S5_NUMBER,
        "recordation_no": FIGURE,
        "noticed_lines": [2, 3],
        "items": sum(line["counted"] for line in lines),
        "value": str(VALUE),
        "currency": "CNY",
        "genuine_gtin": genuine_code(),
        "fake_clues_seen": [0, 1],
        "lines": lines,
    }
    _write(folder / "s5" / "scans.json", scans)
    _write(folder / "s5" / "detain.json", _detain(lines))
    _write(folder / "s6" / "case.json", _composite(made))


def _detain(lines: list[dict[str, Any]]) -> dict[str, Any]:
    """As `tidewaiter detain` takes it (interfaces.md)."""
    return {
        "declaration_no": S5_NUMBER,
        "track": "ex_officio",
        "officer": "li.ming",
        "second_officer": "wang.fang",
        "place": "梅山样例查验场 Meishan sample yard",
        "lines": [
            {
                "line_no": line["line_no"],
                "recordation_nos": [FIGURE],
                "goods": line["goods"],
                "quantity": str(line["counted"]),
                "unit": "个",
                "value": line["value"],
                "currency": "CNY",
                "price_basis": "customs_estimate",
                "evidence": _EVIDENCE.get(line["line_no"], []),
            }
            for line in lines
        ],
        "storage": "A-03-12",
        "seals": ["NB0012345", "NB0012346"],
        "photos": list(EXPECTED),
        "found_by": "bench",
        "remark": "样例数据 SAMPLE DATA",
    }


_PROVINCES = ("四川", "浙江", "广东", "福建", "江苏", "河南", "湖北", "山东", "安徽")


def _composite(made: Made) -> dict[str, Any]:
    """S6: ten companies in nine provinces, 25 shops on four platforms; the figures are the source's, names are not."""
    companies = [{"name": f"样例影音{place + 1}号有限公司", "province": _PROVINCES[place % 9]} for place in range(10)]
    shops = [
        {
            "platform": PLATFORMS[place % 4],
            "shop": f"坚果影音样例{place + 1}店",
            "company": companies[place % 10]["name"],
        }
        for place in range(25)
    ]
    return {
        "sample": "样例数据 SAMPLE DATA",
        "recordation_no": COMPOSITE,
        "mark_used": "极米坚果",
        "goods": "投影仪 projectors",
        "companies": companies,
        "shops": shops,
        "declarations": [truth.declaration_no for truth in made.truths if truth.kind == "s6"],
        "confiscated_gains": "3143400",
        "fine": "1928690",
        "settlement": "4000000",
        "currency": "CNY",
    }


def _write(path: Path, content: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _code(place: int) -> str:
    return str(_lines()[place]["gtin"])


EXPECTED: dict[str, list[dict[str, str]]] = {
    "01-pendant-pack.jpg": [{"symbology": "EAN-13", "text": _code(1)}],
    "02-pendant-carton.jpg": [{"symbology": "ITF", "text": gtin14(_code(1))}],
    "03-stamps.jpg": [],
    "04-stamp-carton.jpg": [{"symbology": "Code128", "text": "CTN-SAMPLE-0479"}],
    "05-blocks-pack.jpg": [
        {"symbology": "EAN-13", "text": _code(4)},
        {"symbology": "QRCode", "text": "https://fake.example.net/p/LBB-001"},
    ],
    "06-genuine-reference.jpg": [
        {"symbology": "EAN-13", "text": genuine_code()},
        {"symbology": "QRCode", "text": f"https://labubu.example.com/01/0{genuine_code()}/21/SAMPLE0001"},
    ],
}
_EVIDENCE = {
    2: ["01-pendant-pack.jpg", "02-pendant-carton.jpg"],
    3: ["03-stamps.jpg", "04-stamp-carton.jpg"],
    5: ["05-blocks-pack.jpg"],
}
_WORDS = {
    "01-pendant-pack.jpg": "钥匙扣挂件 KEYCHAIN",
    "02-pendant-carton.jpg": "钥匙扣挂件 100 PCS",
    "03-stamps.jpg": "塑料印章 STAMPS",
    "04-stamp-carton.jpg": "塑料印章 100 PCS",
    "05-blocks-pack.jpg": "积木 BLOCKS",
    "06-genuine-reference.jpg": "LABUBU 正品样 GENUINE (SAMPLE)",
}


def write_photos(folder: Path, fonts: Path) -> None:
    """Six drawn photos with codes in them, and what each must decode to."""
    folder.mkdir(parents=True, exist_ok=True)
    for place, (name, codes) in enumerate(EXPECTED.items()):
        _photo(seeded(place), _WORDS[name], codes, fonts).save(folder / name, quality=82)
    text = json.dumps(EXPECTED, ensure_ascii=False, indent=2) + "\n"
    (folder / "expected.json").write_text(text, encoding="utf-8")


def _photo(draw: random.Random, words: str, codes: list[dict[str, str]], fonts: Path) -> Image.Image:
    """A pack on a bench: cardboard ground, white label, the figure, the codes; a little turned and out of focus."""
    from sample.marks import draw_figure, figure_colours

    image = Image.new("RGB", (900, 680), "#B48A5A")
    pen = ImageDraw.Draw(image)
    for _ in range(260):
        y = draw.randrange(680)
        pen.line((0, y, 900, y + draw.randint(-6, 6)), draw.choice(("#AE8454", "#BA9162", "#B0875A")), 1)
    pen.rounded_rectangle((60, 60, 840, 620), 18, "#F7F4EC", "#D8D0BE", 3)
    pen.text((90, 84), words, "#16202C", ImageFont.truetype(str(fonts / "NotoSansSC-Bold.ttf"), 38))
    small = ImageFont.truetype(str(fonts / "NotoSansSC-Regular.ttf"), 24)
    pen.text((90, 560), "样例照片 SAMPLE PHOTO · 图像为程序绘制 drawn by program", "#51606F", small)
    face = Image.new("RGB", (300, 300), "#F7F4EC")
    colours, look = figure_colours(FIGURE)
    if "GENUINE" not in words:
        colours = (colours[0], "#F3E3C2", "#7F8C3A")  # a fake's colours are off
    draw_figure(ImageDraw.Draw(face), look, colours, 300, ears=True)
    image.paste(face, (90, 190))
    left = 420
    for code in codes:
        drawn = _symbol(code["symbology"], code["text"])
        image.paste(drawn, (left, 190 if len(codes) == 1 or code["symbology"] != "QRCode" else 340))
        pen.text((left + 30, 158), code["text"] if len(code["text"]) < 20 else "", "#16202C", small)
    turned = image.rotate(draw.uniform(-4, 4), Image.Resampling.BICUBIC, fillcolor="#8F6A40")
    return turned.filter(ImageFilter.GaussianBlur(0.7))


def _symbol(symbology: str, text: str) -> Image.Image:
    import zxingcpp

    form = {"EAN-13": "EAN13", "ITF": "ITF", "Code128": "Code128", "QRCode": "QRCode"}[symbology]
    made = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, form))
    scale = {"QRCode": 5, "EAN-13": 3}.get(symbology, 2)
    drawn = Image.fromarray(zxingcpp.write_barcode_to_image(made, scale=scale))
    if symbology == "QRCode":
        return drawn
    return drawn.resize((drawn.width, 130), Image.Resampling.NEAREST)
