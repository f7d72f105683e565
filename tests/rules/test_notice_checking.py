"""Checking a notice offline, and labels that scan back to the case."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from app.core.canonical import sha256
from app.core.errors import Refused
from app.core.wording import LANGS, in_words
from app.detention.procedure.loading import load_procedure
from app.notice.checking import check
from app.notice.labels import Label, label_code, render_labels
from app.notice.render import render
from app.notice.rules import parse_case_code
from tests.rules.notice_samples import AGENCY, AT, toys
from tests.rules.test_notice_documents import _page_text

CN = load_procedure("cn", date(2026, 1, 1))
PDF = render(toys("D08"), CN)
NUMBER = "D08-2925-2025-000017"


def _issued(number: str) -> tuple[str, ...]:
    return (sha256(PDF), "0" * 64) if number == NUMBER else ()


def test_an_untouched_notice_is_genuine() -> None:
    found = check(PDF, _issued)
    assert (found.verdict, found.number, found.case_id, found.kind) == ("genuine", NUMBER, "2925-2025-000017", "D08")


@settings(max_examples=40)
@given(st.integers(0, len(PDF) - 1), st.integers(1, 255))
def test_any_changed_byte_is_noticed(place: int, flip: int) -> None:
    changed = PDF[:place] + bytes([PDF[place] ^ flip]) + PDF[place + 1 :]
    assert check(changed, _issued).verdict != "genuine"


def test_a_copy_is_told_from_the_original() -> None:
    assert check(render(toys("D08"), CN, copy=True), _issued).verdict == "altered"


def test_a_notice_of_another_station_and_a_foreign_file() -> None:
    other = render(replace(toys("D08"), number="D08-2200-2025-000001"), CN)
    assert check(other, _issued).verdict == "not_on_file"
    for data in (b"", b"%PDF-1.4 nothing", b"GIF89a", b"%PDF-1.4 /Keywords (TW1:a:b:c:000000)"):
        assert check(data, _issued).verdict == "not_ours"


def test_each_verdict_has_one_line_in_both_languages() -> None:
    for data in (PDF, PDF + b"x", b"", render(replace(toys("D08"), number="X-1"), CN)):
        for lang in LANGS:
            said = in_words(check(data, _issued).say, lang)
            assert "\n" not in said
            assert not said.startswith("notice.")


def _labels() -> list[Label]:
    return [
        Label("item", "P-0001", "2925-2025-000017", AGENCY, AT, ("玩偶挂件 98,000 个", "监管仓库3号库")),
        Label("seal", "CNYW0048213", "2925-2025-000017", AGENCY, AT),
        Label("sample", "S-1", "2925-2025-000017", AGENCY, AT, ("x" * 300,)),
    ]


def test_labels_one_a_page_with_their_own_code() -> None:
    pdf = render_labels(_labels())
    assert pdf == render_labels(_labels())
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) == 3
    for page, label in zip(pages, _labels(), strict=True):
        text = _page_text(page)
        assert label.number in text
        assert label.case_id in text
        assert AGENCY.zh in text
        assert float(page.mediabox.width) == pytest.approx(283.46, abs=0.01)
        assert parse_case_code(label_code(label)) == (label.case_id, label.number, label.kind)


def test_no_labels_and_undrawable_labels_are_refused() -> None:
    with pytest.raises(Refused):
        render_labels([])
    with pytest.raises(Refused):
        render_labels([replace(_labels()[0], lines=("𠮷",))])
