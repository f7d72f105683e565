"""Documents: every kind with every required field in both languages, marks, fonts, codes, and what is refused."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PageObject, PdfReader

from app.core import places
from app.core.errors import Refused
from app.core.wording import LANGS, in_words
from app.deadlines.reading import Both
from app.detention.procedure.law import Procedure
from app.detention.procedure.loading import load_procedure
from app.notice import fonts
from app.notice.paper import code_squares
from app.notice.render import render
from app.notice.rules import (
    NoticeData,
    Officer,
    Picture,
    Value,
    case_code,
    check_template,
    completed,
    facts_digest,
    file_name,
    filled,
    load_template,
    parse_case_code,
    required_fields,
    shown,
)
from tests.rules.notice_cases import CASES, document
from tests.rules.notice_samples import AT, OFFICERS, goods, toys

PACKS = {name: load_procedure(name, date(2026, 1, 1)) for name in ("cn", "eu", "us")}
CN = PACKS["cn"]
KINDS = [(pack, kind) for pack, law in PACKS.items() for kind, rule in law.documents.items() if rule.issued]


def _text(pdf: bytes) -> str:
    """All words of a PDF without their spaces, by way of the file's own code-to-text maps (ten times pypdf's pace)."""
    return re.sub(r"\s+", "", "".join(_page_text(page) for page in PdfReader(io.BytesIO(pdf)).pages))


def _page_text(page: PageObject) -> str:
    fonts_here: dict[str, dict[int, str]] = {}
    for name, font in page["/Resources"]["/Font"].items():  # type: ignore[index]
        cmap = font.get_object()["/ToUnicode"].get_data().decode()
        pairs = re.findall(r"<([0-9A-F]{2})> <([0-9A-F]{4,8})>\n", cmap)
        fonts_here[name] = {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
    stream = page.get_contents().get_data().decode("latin-1")  # type: ignore[union-attr]
    shown_codes = re.findall(r"(/\S+) [\d.]+ Tf <([0-9a-f]*)> Tj", stream)
    return "".join(fonts_here[font][code] for font, codes in shown_codes for code in bytes.fromhex(codes))


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _case(law: Procedure, kind: str, name: str) -> NoticeData:
    """A document of any kind with a telling value in every field its rule names."""
    rule = law.document(kind)
    fields: dict[str, Value] = {
        field: Both(f"{name}{n}号", f"{name} no {n}") for n, field in enumerate(rule.required) if field != "officers"
    }
    fields["agency"] = Both("义乌海关", "Yiwu Customs")
    for derived in ("notice_no", "case_no", "issued_on", "total_quantity", "total_value"):
        fields.pop(derived, None)
    lines = goods(3) if rule.line_fields else ()
    return NoticeData(kind, f"{kind}-2925-2025-000042", "2925-2025-000042", AT, fields, lines, OFFICERS)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize(("pack", "kind"), KINDS)
def test_each_document_shows_every_required_field_in_both_languages(pack: str, kind: str, case: str) -> None:
    law = PACKS[pack]
    data = document(law, kind, case)
    text = _text(render(data, law))
    rule = law.document(kind)
    full = completed(data, law)
    for field in rule.required:
        for lang in LANGS:
            photographs = field == "photos" and "photo2" in text  # the photographs themselves are the field
            said = _squeezed(shown(full.fields[field], lang)).rstrip("。.")
            assert photographs or said in text, (kind, field, lang)
    for field in (*rule.line_fields, *rule.signatures):
        for lang in LANGS:
            assert _squeezed(law.fields[field].in_lang(lang)) in text, (kind, field)
    for line in data.lines:
        for field in rule.line_fields:
            assert _squeezed(shown(line[field])) in text
    for title in (rule.title.zh, rule.title.en):
        assert _squeezed(title) in text
    assert "{" not in text


def test_a_common_reader_finds_the_words_too() -> None:
    pages = PdfReader(io.BytesIO(render(toys("D08", party_name="第𬭛车间"), CN))).pages
    text = _squeezed("".join(page.extract_text() for page in pages))
    for words in ("第𬭛车间", "扣留（侵权嫌疑货物）决定书", "Detentiondecision", "199,100", "T2023-146822"):
        assert words in text


def test_the_toys_of_s5() -> None:
    for kind in ("D08", "D09", "D04"):
        text = _text(render(toys(kind), CN))
        for words in ("2925-2025-000017", "98,000", "42,600", "31,500", "18,000", "9,000", "199,100", "扣", "LABUBU"):
            assert words in text or (kind == "D04" and words == "扣"), (kind, words)
    assert "370,000" in _text(render(toys("D09"), CN))


@pytest.mark.parametrize(("pack", "kind"), KINDS)
def test_all_fonts_are_embedded_and_the_file_says_what_it_is(pack: str, kind: str) -> None:
    law, data = PACKS[pack], document(PACKS[pack], kind, "shoes")
    reader = PdfReader(io.BytesIO(render(data, law)))
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            assert "/FontFile2" in font.get_object()["/FontDescriptor"], font
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "zh-CN"
    assert root["/MarkInfo"]["/Marked"]
    first = root["/StructTreeRoot"]["/K"]["/K"][0].get_object()
    assert first["/Pg"].get_object()["/StructParents"] == 0
    info = reader.metadata
    assert info is not None
    assert law.document(kind).title.zh in str(info.title)
    assert parse_case_code(str(info["/Keywords"])) == (data.case_id, data.number, kind)
    assert str(info["/CreationDate"]).startswith("D:20250618152000+08")


def test_equal_data_give_equal_bytes_and_other_data_others() -> None:
    assert render(toys("D04"), CN) == render(toys("D04"), CN)
    assert render(toys("D08"), CN) != render(toys("D08", seal_numbers="CNYW0048215"), CN)


def test_copies_and_void_documents_are_marked_on_every_sheet() -> None:
    data = toys("D09", 60)
    plain, copy, void = (render(data, CN, **how) for how in ({}, {"copy": True}, {"void": True}))  # type: ignore[arg-type]
    for pdf, mark, there in (
        (plain, "副本", False),
        (copy, "副本", True),
        (plain, "作废", False),
        (void, "作废", True),
    ):
        pages = PdfReader(io.BytesIO(pdf)).pages
        assert len(pages) > 1
        assert all((mark in _page_text(page)) is there for page in pages), mark


def test_every_sheet_says_which_of_how_many() -> None:
    pages = PdfReader(io.BytesIO(render(toys("D09", 120), CN))).pages
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in _page_text(page)


@pytest.mark.parametrize(("pack", "kind"), KINDS)
def test_each_missing_field_is_refused_by_name(pack: str, kind: str) -> None:
    law = PACKS[pack]
    data = _case(law, kind, "甲")
    derived = {"notice_no", "case_no", "issued_on", "officers", "total_quantity", "total_value"}
    for field in set(required_fields(kind, law)) - derived:
        for gone in (None, "", Both("有", " ")):
            with pytest.raises(Refused) as refused:
                completed(replace(data, fields={**data.fields, field: gone}), law)
            assert refused.value.field == field
            assert law.fields[field].en in in_words(refused.value.say, "en")


def test_a_line_without_its_quantity_and_a_list_without_lines_are_refused() -> None:
    data = toys("D09")
    with pytest.raises(Refused) as refused:
        completed(replace(data, lines=(data.lines[0], {**data.lines[1], "quantity": None})), CN)
    assert refused.value.say.params["line"] == 2
    with pytest.raises(Refused) as refused:
        completed(replace(data, lines=()), CN)
    assert refused.value.say.key == "notice.no_lines"


def test_two_different_officers_are_needed() -> None:
    for officers in ((), OFFICERS[:1], (OFFICERS[0], OFFICERS[0])):
        with pytest.raises(Refused) as refused:
            completed(replace(toys("D08"), officers=officers), CN)
        assert refused.value.say.key == "notice.two_officers"


def test_what_comes_from_outside_is_not_printed() -> None:
    with pytest.raises(Refused) as refused:
        load_template("D05", CN)
    assert refused.value.say.key == "notice.not_issued"


@pytest.mark.parametrize("name", ["䶮城公司", "㭎记", "Şahin Giyim", "第𬭛车间"])
def test_rare_characters_print(name: str) -> None:
    assert _squeezed(name) in _text(render(toys("D08", party_name=name), CN))


@pytest.mark.parametrize(("name", "code"), [("𠮷野家", "U+20BB7"), ("شركة", "U+0634"), ("A\x00B", "U+0000")])
def test_a_character_outside_the_fonts_is_refused_by_name_never_a_box(name: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        render(toys("D08", party_name=name), CN)
    assert refused.value.say.key == "notice.undrawable"
    said = in_words(refused.value.say, "zh")
    assert code in said
    assert "当事人" in said


def test_a_photo_that_is_none_is_refused() -> None:
    for data in (b"", b"not a picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 40):
        with pytest.raises(Refused) as refused:
            render(replace(toys("D04"), pictures=(Picture(Both("外箱", "carton"), data),)), CN)
        assert refused.value.say.key == "notice.bad_picture"


def test_a_scanned_signature_finds_its_place() -> None:
    ink = toys("D04").pictures[0].data
    signed = (Officer("王建国", "2901123", ink), OFFICERS[1])
    assert len(render(replace(toys("D08"), officers=signed), CN)) > len(render(toys("D08"), CN))


def test_very_long_texts_run_on_over_sheets() -> None:
    law = CN
    data = _case(law, "D12", "甲")
    talk = "问：货物从何而来？答：从市场收购。" * 800
    text = _text(render(replace(data, fields={**data.fields, "questions": talk}), law))
    assert text.count("从市场收购") == 800
    wide = _case(law, "D08", "长" * 90)
    assert "长" * 30 in _text(render(wide, law))


# ---- codes
words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)


@given(words, words, st.sampled_from(["D04", "D08", "E01"]))
def test_a_code_leads_back_to_its_case(case: str, number: str, kind: str) -> None:
    code = case_code(case, number, kind)
    assert code.isascii()
    assert parse_case_code(f" {code}\n") == (case, number, kind)


@given(st.data())
def test_a_misread_character_is_noticed(data: st.DataObject) -> None:
    code = case_code("2925-2025-000017", "D08-2925-2025-000017", "D08")
    place = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.characters(min_codepoint=33, max_codepoint=126).filter(lambda sign: sign != code[place]))
    with pytest.raises(Refused):
        parse_case_code(code[:place] + other + code[place + 1 :])


def test_the_printed_squares_scan_back() -> None:
    import zxingcpp
    from PIL import Image

    code = case_code("2925-2025-000017", "D08-2925-2025-000017", "D08")
    rows = code_squares(code)
    picture = Image.new("L", (len(rows), len(rows)), 255)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                picture.putpixel((x, y), 0)
    found = zxingcpp.read_barcode(picture.resize((len(rows) * 4, len(rows) * 4), Image.Resampling.NEAREST))
    assert found is not None
    assert found.text == code


def test_the_file_name_names_nobody() -> None:
    data = replace(toys("D08"), number="杭关知扣〔2025〕17号/甲")
    assert file_name(data) == "D08-杭关知扣-2025-17号-甲.pdf"
    assert file_name(data, copy=True).endswith("-copy.pdf")


# ---- templates of the office
def _shipped(kind: str) -> str:
    return places.resources("notices", "cn", f"{kind}.toml").read_text(encoding="utf-8")


def test_an_office_rewrites_a_template_without_code() -> None:
    template = check_template("D08", _shipped("D08").replace("本关决定", "我关依法决定"), CN)
    assert "我关依法决定" in _text(render(toys("D08"), CN, template))
    assert "我关依法决定" not in _text(render(toys("D08"), CN))


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('"seal_numbers", ', "", "notice.template_lacks"),
        ('type = "seal"', 'type = "stamp"', "deadlines.pack_bad_choice"),
        ('{field = "unit", width = 12}, ', "", "notice.template_lacks"),
        ('"witness_signature"', '"witness_sign"', "deadlines.pack_unknown_name"),
        ("{review_route}", "{revew_route}", "deadlines.pack_unknown_name"),
        ('kind = "D08"', 'kind = "D09"', "deadlines.pack_bad_choice"),
        ("width = 42", "width = 0", "deadlines.pack_out_of_range"),
        ('kind = "D08"', 'kind = "D08', "deadlines.pack_not_toml"),
    ],
)
def test_a_template_that_would_break_the_law_is_refused_on_save(old: str, new: str, key: str) -> None:
    text = _shipped("D08")
    assert old in text
    with pytest.raises(Refused) as refused:
        check_template("D08", text.replace(old, new), CN)
    assert refused.value.say.key == key
    for lang in LANGS:
        assert "{" not in in_words(refused.value.say, lang).replace("{review_route}", "")


def test_a_template_can_be_tried_before_it_is_saved() -> None:
    template = check_template("D09", _shipped("D09"), CN)
    assert render(toys("D09"), CN, template) == render(toys("D09"), CN)


# ---- small rules
@pytest.mark.parametrize(
    ("value", "text"),
    [
        (199_100, "199,100"),
        (Decimal("370000.50"), "370,000.50"),
        (date(2026, 5, 8), "2026-05-08"),
        (None, ""),
        ("x", "x"),
    ],
)
def test_values_on_paper(value: Value, text: str) -> None:
    assert shown(value) == text


def test_totals_keep_units_and_currencies_apart() -> None:
    lines: tuple[dict[str, Value], ...] = (
        {"quantity": 2, "unit": "个", "value": Decimal(5), "currency": "CNY"},
        {"quantity": 3, "unit": "双", "value": Decimal(7), "currency": "USD"},
        {"quantity": 4, "unit": "个", "value": Decimal(1), "currency": "CNY"},
    )
    full = completed(replace(toys("D09"), lines=tuple({**goods(1)[0], **line} for line in lines)), CN)
    assert full.fields["total_quantity"] == "6 个; 3 双"
    assert full.fields["total_value"] == "CNY 6; USD 7"


@given(st.text(st.sampled_from("货物，。（）ABC abc,.12 \n"), max_size=200), st.floats(30, 300))
def test_wrapping_loses_nothing_and_keeps_to_the_room(text: str, room: float) -> None:
    lines = fonts.wrap(text, 9.0, room)
    assert _squeezed("".join(lines)) == _squeezed(text)
    hanging = fonts.width("，", 9.0)
    assert all(fonts.width(line.rstrip("，。）,. "), 9.0) <= room + hanging for line in lines)


@given(st.sampled_from(sorted(toys("D08").fields)), st.text("甲乙丙", min_size=1, max_size=5))
def test_the_digest_covers_every_field(field: str, text: str) -> None:
    template = load_template("D08", CN)
    data = toys("D08")
    other = replace(data, fields={**data.fields, field: text})
    assert facts_digest(other, template) != facts_digest(data, template)


def test_a_sentence_that_ends_in_a_gap_stops_once() -> None:
    ends = Both("没有许可。", "no licence was shown.")
    data = replace(toys("D17"), fields={"reason": ends, "holder": "Pop Mart Co., Ltd."})
    assert filled("理由：{reason}；依据。", data, "zh") == "理由：没有许可；依据。"
    assert filled("Reason: {reason}. Held by {holder}.", data, "en").startswith("Reason: no licence was shown. Held by")
    assert filled("{holder}; agent", data, "en") == "Pop Mart Co., Ltd.; agent"


def test_no_sheet_holds_seal_and_signatures_alone() -> None:
    for kind, words in (("D08", "救济途径"), ("D09", "一式两份")):
        pages = PdfReader(io.BytesIO(render(document(CN, kind, "toys"), CN))).pages
        assert len(pages) == 2
        assert words in _page_text(pages[1])
