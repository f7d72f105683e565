"""Register files: what is taken, what is refused, what only gets a remark, and that writing and reading agree."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core import days
from app.core.canonical import canonical, parsed
from app.core.errors import Refused
from app.core.tables import write_csv
from app.core.tables.rows import MOST_CELL_CHARS
from app.core.wording import LANGS, in_words
from app.register.reading import COLUMNS, picture_beside, read_recordations, write_recordations
from app.register.rules import (
    Guarantee,
    HolderSize,
    Recordation,
    RightType,
    Status,
    recordation_from_json,
    recordation_json,
)

ROW = {
    "recordation_no": "T2024-000001",
    "right_type": "trademark",
    "mark": "维莫拉",
    "holder": "维莫拉（样例）有限公司",
    "valid_from": "2024-01-01",
    "valid_to": "2033-12-31",
}

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(*changes: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> Path:
        path = tmp_path / "register.csv"
        further = tuple(dict.fromkeys(key for change in changes for key in change if key not in columns))
        write_csv(path, columns + further, [ROW | change for change in changes])
        return path

    return written


def png(path: Path, size: tuple[int, int] = (8, 8)) -> None:
    from PIL import Image

    path.parent.mkdir(exist_ok=True)
    Image.new("1", size).save(path)


def test_a_full_row(write: Write, tmp_path: Path) -> None:
    png(tmp_path / "marks" / "a.png")
    cells = {
        "right_no": "123", "mark_alt": "Velmora|VELMORA|Velmora", "holder_alt": "Velmora", "holder_country": "CN",
        "holder_size": "SME", "nice_classes": "9|28|09", "hs_codes": "9503|85.18.30", "goods": "玩具",
        "status": "challenged", "licensees": "甲|乙", "known_infringers": "丙", "gtin_prefixes": "9521000",
        "domains": "velmora.example.com|中国.cn", "contact_name": "陈", "contact_phone": "+86 1",
        "contact_email": "a@example.com", "contact_confirmed_on": "2024-11-01", "genuine_clues": "一|二",
        "fake_clues": "三", "guarantee": "per_case", "safety_flag": "1", "image": "marks/a.png",
    }  # fmt: skip
    reading = read_recordations(write(cells))
    assert reading.rejects == reading.remarks == ()
    assert reading.items == (
        Recordation(
            "T2024-000001", RightType.TRADEMARK, "123", "维莫拉", "维莫拉（样例）有限公司", date(2024, 1, 1),
            date(2033, 12, 31), Status.CHALLENGED, ("Velmora", "VELMORA"), ("Velmora",), "CN", HolderSize.SME, (9, 28),
            ("9503", "851830"), "玩具", ("甲", "乙"), ("丙",), ("9521000",), ("velmora.example.com", "中国.cn"), "陈",
            "+86 1", "a@example.com", date(2024, 11, 1), ("一", "二"), ("三",), Guarantee.PER_CASE, True, "marks/a.png",
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "field", "key"),
    [
        ({"recordation_no": ""}, "recordation_no", "tables.required"),
        ({"right_type": "brand"}, "right_type", "tables.not_one_of"),
        ({"right_type": ""}, "right_type", "tables.required"),
        ({"mark": ""}, "mark", "tables.required"),
        ({"mark": "x" * 301}, "mark", "tables.too_long"),
        ({"valid_from": "2024-13-01"}, "valid_from", "tables.no_such_day"),
        ({"valid_from": "9999-12-31"}, "valid_from", "tables.no_such_day"),
        ({"valid_to": "2201-01-01"}, "valid_to", "tables.no_such_day"),
        ({"valid_to": "2023-12-31"}, "valid_to", "register.ends_before_start"),
        ({"nice_classes": "46"}, "nice_classes", "register.nice_class"),
        ({"nice_classes": "9|x"}, "nice_classes", "register.nice_class"),
        ({"hs_codes": "9"}, "hs_codes", "tables.digits"),
        ({"hs_codes": "95030021901"}, "hs_codes", "tables.digits"),
        ({"status": "gone"}, "status", "tables.not_one_of"),
        ({"guarantee": "yes"}, "guarantee", "tables.not_one_of"),
        ({"safety_flag": "2"}, "safety_flag", "tables.not_one_of"),
        ({"domains": "not a domain"}, "domains", "register.domain"),
        ({"gtin_prefixes": "95x"}, "gtin_prefixes", "tables.digits"),
        ({"contact_confirmed_on": "soon"}, "contact_confirmed_on", "tables.no_such_day"),
    ],
)
def test_a_bad_field_is_named_with_its_reason(write: Write, change: dict[str, str], field: str, key: str) -> None:
    reading = read_recordations(write({}, change | {"right_no": "2"}))
    assert {(told.row, told.field, told.reason.key) for told in reading.rejects} == {(3, field, key)}
    assert (len(reading.items), reading.read) == (1, 2)
    assert all(in_words(told.reason, lang) for told in reading.rejects for lang in LANGS)


def test_a_right_without_an_end_is_taken(write: Write) -> None:
    (olympic,) = read_recordations(write({"right_type": "olympic", "valid_to": "9999-12-31"})).items
    assert olympic.valid_to == days.LAST


def test_a_huge_cell_keeps_out_its_own_row_alone(write: Write) -> None:
    huge = {"recordation_no": "T2024-000002", "goods": "玩具\n" * 70_000}
    reading = read_recordations(write({}, huge, {"recordation_no": "T2024-000003"}))
    assert [item.recordation_no for item in reading.items] == ["T2024-000001", "T2024-000003"]
    assert [(told.row, told.field, told.reason.key) for told in reading.rejects] == [(3, "goods", "tables.too_long")]


def test_a_cell_longer_than_any_ends_the_file_with_its_row(write: Write) -> None:
    with pytest.raises(Refused) as refused:
        read_recordations(write({}, {"recordation_no": "T2024-000002", "goods": "x" * (MOST_CELL_CHARS + 1)}))
    assert (refused.value.say.key, refused.value.say.params["row"]) == ("tables.quotes", 3)


def test_a_number_twice_keeps_the_first(write: Write) -> None:
    reading = read_recordations(write({"right_no": "1"}, {"right_no": "2"}))
    assert [item.right_no for item in reading.items] == ["1"]
    assert [(told.row, told.reason.key) for told in reading.rejects] == [(3, "register.number_twice")]


@pytest.mark.parametrize(
    ("change", "field", "key"),
    [
        ({"recordation_no": "EU-17"}, "recordation_no", "register.number_form"),
        ({"contact_email": "nobody"}, "contact_email", "register.email"),
        ({"image": "none.png"}, "image", "register.picture_missing"),
        ({"image": "../../outside.png"}, "image", "register.picture_outside"),
        ({"image": "/etc/hostname"}, "image", "register.picture_outside"),
        ({"image": "register.csv"}, "image", "register.picture_unreadable"),
        ({"image": "."}, "image", "register.picture_missing"),
    ],
)
def test_what_is_odd_is_remarked_and_the_right_is_taken(
    write: Write, change: dict[str, str], field: str, key: str
) -> None:
    reading = read_recordations(write(change))
    assert [(told.field, told.reason.key) for told in reading.remarks] == [(field, key)]
    (item,) = reading.items
    # The name of a picture that is only missing stays: what is kept under it is not taken away by an update.
    assert item.image == (change.get("image", "") if key == "register.picture_missing" else "")


def test_a_picture_is_read_with_its_size_and_hash(tmp_path: Path) -> None:
    png(tmp_path / "a.png", (30, 20))
    picture = picture_beside(tmp_path / "register.csv", "a.png")
    assert (picture.format, picture.width, picture.height, len(picture.sha256)) == ("PNG", 30, 20, 64)


def test_a_picture_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    png(tmp_path / "big.png", (9000, 9000))
    with pytest.raises(Refused, match=r"picture_(too_large|unreadable)"):
        picture_beside(tmp_path / "register.csv", "big.png")


def test_a_cut_off_picture_is_refused(tmp_path: Path) -> None:
    png(tmp_path / "a.png", (64, 64))
    whole = (tmp_path / "a.png").read_bytes()
    (tmp_path / "a.png").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Refused, match="picture_unreadable"):
        picture_beside(tmp_path / "register.csv", "a.png")


@pytest.mark.parametrize("wrapped", [False, True])
def test_json_gives_the_same_as_csv(write: Write, tmp_path: Path, wrapped: bool) -> None:
    path = tmp_path / "register.json"
    record = ROW | {"nice_classes": [9, 28], "mark_alt": ["Velmora"], "safety_flag": True, "goods": None}
    path.write_text(json.dumps({"recordations": [record]} if wrapped else [record]), encoding="utf-8")
    as_csv = {"nice_classes": "9|28", "mark_alt": "Velmora", "safety_flag": "1"}
    assert read_recordations(path).items == read_recordations(write(as_csv)).items


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[", "tables.broken_json"),
        ("[" * 100_000, "tables.broken_json"),
        ("[1]", "tables.json_shape"),
        ('{"a": 1}', "tables.json_shape"),
        ("[]", "tables.no_rows"),
        ("[{}]", "tables.missing_columns"),
    ],
)
def test_json_that_is_no_register(tmp_path: Path, text: str, key: str) -> None:
    (tmp_path / "r.json").write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_recordations(tmp_path / "r.json")
    assert refused.value.say.key == key


def test_a_lone_surrogate_is_refused(tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text(json.dumps([ROW | {"mark": "\ud800"}]), encoding="utf-8")
    assert [told.reason.key for told in read_recordations(tmp_path / "r.json").rejects] == ["tables.unprintable"]


def test_an_unknown_column_is_reported_once(write: Write) -> None:
    reading = read_recordations(write({"note": "a"}, {"recordation_no": "T2024-000002", "note": "b"}))
    assert reading.unknown_columns == ("note",)
    assert len(reading.items) == 2


WORDS = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="|"), max_size=10)
SOME = WORDS.filter(bool)
SEVERAL = st.lists(SOME, max_size=3, unique=True).map(tuple)
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
RECORDATIONS = st.builds(
    lambda first, second, **others: Recordation(valid_from=min(first, second), valid_to=max(first, second), **others),
    DAYS,
    DAYS,
    recordation_no=st.from_regex(r"[TPC]20[0-9]{2}-[0-9]{6}", fullmatch=True),
    right_type=st.sampled_from(RightType),
    right_no=WORDS,
    mark=SOME,
    holder=SOME,
    status=st.sampled_from(Status),
    mark_alt=SEVERAL,
    holder_size=st.sampled_from(HolderSize),
    nice_classes=st.lists(st.integers(1, 45), max_size=3, unique=True).map(tuple),
    hs_codes=st.lists(st.from_regex(r"[0-9]{2,10}", fullmatch=True), max_size=3, unique=True).map(tuple),
    licensees=SEVERAL,
    genuine_clues=SEVERAL,
    contact_confirmed_on=st.none() | DAYS,
    guarantee=st.sampled_from(Guarantee),
    safety_flag=st.booleans(),
)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(RECORDATIONS, min_size=1, max_size=4, unique_by=lambda item: item.recordation_no),
    st.sampled_from(["r.csv", "r.xlsx"]),
)
def test_what_is_written_reads_back(items: list[Recordation], name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        write_recordations(path, items)
        reading = read_recordations(path)
    assert reading.rejects == ()
    assert reading.items == tuple(items)


@settings(max_examples=50, deadline=None)
@given(RECORDATIONS)
def test_json_form_there_and_back(item: Recordation) -> None:
    assert recordation_from_json(parsed(canonical(recordation_json(item)))) == item


@pytest.mark.parametrize(
    "plain",
    [[], {"mark": 1}, {"strange": 1}, {}, recordation_json.__name__, {**ROW, "right_no": "", "safety_flag": 1}],
)
def test_a_json_form_that_does_not_fit_is_a_value_error(plain: object) -> None:
    with pytest.raises(ValueError, match=r"Recordation|is no|mark"):
        recordation_from_json(plain)


def test_what_is_no_register_names_every_kind_that_is(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(Refused) as told:
        read_recordations(path)
    assert told.value.say.params["wanted"] == "CSV / XLSX / JSON / XML"
    path.write_text("<Trademark/>", encoding="utf-8")
    with pytest.raises(Refused) as told:
        read_recordations(path)
    assert told.value.say.key == "tables.name_and_content_differ"
