"""What an addressee may not see is in none of the document's text, lists, captions, pictures, metadata or file name."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from app.core.errors import Refused
from app.core.wording import LANGS
from app.deadlines.reading import Both
from app.detention.procedure.loading import load_procedure
from app.notice.disclosure import hidden_fields, masked
from app.notice.render import render
from app.notice.rules import NoticeData, Picture, Value, file_name, load_template, shown
from tests.rules.notice_samples import photo, toys
from tests.rules.test_notice_documents import _squeezed, _text

CN = load_procedure("cn", date(2026, 1, 1))
SECRET = st.text(st.sampled_from("秘密地址丙丁戊己庚QXZ 79"), min_size=4, max_size=12).filter(
    lambda text: len(_squeezed(text)) >= 4 and text == text.strip()
)


def _everything(data: NoticeData, pdf: bytes) -> str:
    """All that the file and its name give away."""
    reader = PdfReader(io.BytesIO(pdf))
    info = " ".join(str(value) for value in (reader.metadata or {}).values())
    return _text(pdf) + _squeezed(info) + file_name(data)


@settings(max_examples=10, deadline=None)
@given(SECRET, SECRET, st.sampled_from(["D04", "D10"]), st.sampled_from(["holder", "public", "platform"]))
def test_a_masked_value_is_nowhere(address: str, number: str, kind: str, addressee: str) -> None:
    values: dict[str, Value] = {
        "party_address": address,
        "party_id": Both(f"{number}号", f"no {number}"),
        "reason": Both(f"见{address}的仓库", f"kept at {address.upper()}"),
        "legal_basis": Both(f"依据 {number}号", f"under NO {number}"),
        "contact": f"电话 {address}",
        "detained_on": date(2025, 6, 18),
    }
    data = toys(kind, 3, **values)
    line = {**data.lines[0], "goods": f"玩具（{address}）", "remarks": address}
    pictures = (
        Picture(Both(f"门牌 {address}", address), photo()),
        Picture(Both("面单", "waybill"), photo((1, 2, 3)), shows=("party_address",)),
    )
    data = replace(data, lines=(line, *data.lines[1:]), pictures=pictures)
    found = masked(data, CN, addressee, load_template(kind, CN))
    everything = _everything(found.data, render(found.data, CN)).casefold()
    for name in hidden_fields(CN, addressee):
        for lang in LANGS:
            hidden = _squeezed(shown(data.fields.get(name), lang)).casefold()
            assert not hidden or hidden not in everything, name
    assert len(found.data.pictures) == 1
    assert "party_address" in found.hides
    assert not set(found.shows) & set(found.hides)


def test_the_mask_can_be_read_and_the_rest_stays() -> None:
    data = toys("D04", party_address="稠城街道128号", reason="货在稠城街道128号")
    found = masked(data, CN, "holder", load_template("D04", CN))
    assert found.data.fields["reason"] == "货在［依法不予披露］"
    assert found.data.fields["party_name"] == data.fields["party_name"]
    text = _text(render(found.data, CN))
    assert "199,100" in text
    assert "义乌市晨曦进出口有限公司" in text


def test_what_the_case_knows_is_hidden_although_the_document_lacks_the_field() -> None:
    data = toys("D04", contact="请到稠城街道128号看货")
    known: dict[str, Value] = {"party_id": "稠城街道 128号", "security_due": Decimal(100_000)}
    found = masked(data, CN, "holder", load_template("D04", CN), known=known)
    assert "128" not in shown(found.data.fields["contact"])


def test_amounts_are_hidden_in_both_ways_of_writing() -> None:
    data = toys("D08", security_due=Decimal(98765), reason=Both("担保98,765元", "security 98765"))
    found = masked(data, CN, "party", load_template("D08", CN))
    assert "98" not in shown(found.data.fields["reason"], "zh")
    assert "98" not in shown(found.data.fields["reason"], "en")


def test_a_number_that_gives_it_away_is_refused() -> None:
    data = replace(toys("D04", party_address="稠城街道"), number="D04-稠城街道-17")
    with pytest.raises(Refused) as refused:
        masked(data, CN, "holder", load_template("D04", CN))
    assert refused.value.field == "number"


def test_one_who_may_see_all_sees_all() -> None:
    data = toys("D08")
    found = masked(data, CN, "police", load_template("D08", CN))
    assert found.data.fields == data.fields
    assert found.hides == ()


def test_the_log_says_what_was_shown() -> None:
    data = toys("D04", party_address="稠城街道128号")
    found = masked(data, CN, "holder", load_template("D04", CN))
    assert "party_name" in found.shows
    assert "party_address" in found.hides
