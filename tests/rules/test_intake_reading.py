"""Declaration files: what is taken, what is refused and in which words, and that writing and reading agree."""

from __future__ import annotations

import codecs
import io
import tempfile
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import Refused
from app.core.tables import Limits, write_csv, write_xlsx
from app.core.wording import LANGS, in_words
from app.intake.reading import COLUMNS, read_declarations, write_declarations
from app.intake.rules import Channel, Declaration, Direction, GoodsLine, declaration_from_json, declaration_json

ROW = {
    "declaration_no": "310120240000012345",
    "declared_on": "2024-11-12",
    "direction": "E",
    "channel": "freight",
    "customs_code": "3101",
    "line_no": "1",
    "goods": "橡胶垫 rubber mats",
    "hs_code": "4016.91.00",
    "quantity": "39,500",
    "value": "1000.50",
    "currency": "CNY",
}

Rows = list[dict[str, str]]
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(*changes: dict[str, str], name: str = "d.csv", columns: tuple[str, ...] = COLUMNS, **how: str) -> Path:
        path = tmp_path / name
        rows = [ROW | {"line_no": str(place)} | change for place, change in enumerate(changes, start=1)]
        further = tuple(dict.fromkeys(key for row in rows for key in row if key not in COLUMNS))
        (write_xlsx if name.endswith("xlsx") else write_csv)(path, columns + further, rows, **how)
        return path

    return written


def why(path: Path) -> set[tuple[int, str, str]]:
    return {(told.row, told.field, told.reason.key) for told in read_declarations(path).rejects}


def test_a_plain_row_is_taken(write: Write) -> None:
    reading = read_declarations(write({}))
    line = GoodsLine(
        1, "橡胶垫 rubber mats", "40169100", quantity=Decimal(39500), value=Decimal("1000.5"), currency="CNY"
    )
    taken = Declaration(
        "310120240000012345", date(2024, 11, 12), Direction.EXPORT, Channel.FREIGHT, (line,), customs_code="3101"
    )
    assert (reading.items, reading.rejects, reading.remarks, reading.read) == ((taken,), (), (), 1)


@pytest.mark.parametrize(
    ("change", "field", "key"),
    [
        ({"quantity": "-5"}, "quantity", "tables.negative"),
        ({"quantity": "many"}, "quantity", "tables.not_a_number"),
        ({"quantity": "1,5"}, "quantity", "tables.not_a_number"),
        ({"quantity": "NaN"}, "quantity", "tables.not_a_number"),
        ({"quantity": "9" * 30}, "quantity", "tables.number_too_long"),
        ({"value": "0.0000001"}, "value", "tables.number_too_long"),
        ({"declared_on": "2024-02-30"}, "declared_on", "tables.no_such_day"),
        ({"declared_on": "0024-02-03"}, "declared_on", "tables.no_such_day"),
        ({"declared_on": ""}, "declared_on", "tables.required"),
        ({"direction": "X"}, "direction", "tables.not_one_of"),
        ({"channel": "rocket"}, "channel", "tables.not_one_of"),
        ({"declaration_no": ""}, "declaration_no", "tables.required"),
        ({"declaration_no": "31 01"}, "declaration_no", "intake.number_with_spaces"),
        ({"goods": ""}, "goods", "tables.required"),
        ({"goods": "x" * 2001}, "goods", "tables.too_long"),
        ({"goods": "x" * 30_000}, "goods", "tables.too_long"),
        ({"goods": "a\x07b"}, "goods", "tables.unprintable"),
        ({"hs_code": "95A3"}, "hs_code", "tables.digits"),
        ({"hs_code": "00123456"}, "hs_code", "intake.hs_chapter"),
        ({"currency": "RMB"}, "currency", "intake.currency"),
        ({"gtin": "69012-x"}, "gtin", "tables.digits"),
        ({"line_no": "0"}, "line_no", "intake.line_zero"),
        ({"line_no": "1.5"}, "line_no", "tables.number_too_long"),
        ({"channel": "post", "container_or_item_no": "RR473124828CN"}, "container_or_item_no", "intake.s10_digit"),
    ],
)
def test_a_bad_field_is_named_with_its_reason(write: Write, change: dict[str, str], field: str, key: str) -> None:
    path = write(change)
    reading = read_declarations(path)
    assert why(path) == {(2, field, key)}
    assert reading.items == ()
    assert reading.read == 1
    assert reading.rejects[0].file == "d.csv"


@pytest.mark.parametrize(
    ("change", "field", "key"),
    [
        ({"declaration_no": "310120249000012345"}, "declaration_no", "intake.number_form"),
        ({"declaration_no": "310120230000012345"}, "declaration_no", "intake.number_year"),
        ({"direction": "I"}, "declaration_no", "intake.number_direction"),
        ({"customs_code": "2201"}, "declaration_no", "intake.number_office"),
        ({"gtin": "6901234567890"}, "gtin", "intake.gtin_digit"),
        ({"currency": ""}, "currency", "intake.no_currency"),
        ({"spec": "9|none"}, "spec", "intake.brand_type"),
        ({"channel": "post", "container_or_item_no": "PARCEL 7"}, "container_or_item_no", "intake.not_s10"),
        ({"container_or_item_no": "CSQU3054384"}, "container_or_item_no", "intake.container_digit"),
    ],
)
def test_an_odd_field_is_remarked_and_taken(write: Write, change: dict[str, str], field: str, key: str) -> None:
    reading = read_declarations(write(change))
    assert len(reading.items) == 1
    assert [(told.row, told.field, told.reason.key) for told in reading.remarks] == [(2, field, key)]


@pytest.mark.parametrize("number", ["RR473124829CN", "RR 473124829 CN", "rr473124829cn"])
def test_a_right_item_number_is_kept_compact(write: Write, number: str) -> None:
    reading = read_declarations(write({"channel": "post", "container_or_item_no": number}))
    assert reading.items[0].container_or_item_no == "RR473124829CN"
    assert reading.remarks == ()


def test_a_right_container_number_passes(write: Write) -> None:
    assert read_declarations(write({"container_or_item_no": "CSQU3054383"})).remarks == ()


@pytest.mark.parametrize("text", ["2024-11-05", "2024/11/5", "20241105", "2024年11月5日", "2024-11-05 00:00:00"])
def test_days_as_people_write_them(write: Write, text: str) -> None:
    assert read_declarations(write({"declared_on": text})).items[0].declared_on == date(2024, 11, 5)


def test_one_bad_line_keeps_the_whole_declaration_out_and_says_so(write: Write) -> None:
    path = write({}, {"quantity": "-1"}, {}, {"declaration_no": "310120240000099999", "line_no": "1"})
    assert why(path) == {(3, "quantity", "tables.negative"), (2, "declaration_no", "intake.left_out")}
    reading = read_declarations(path)
    assert [item.declaration_no for item in reading.items] == ["310120240000099999"]
    assert reading.read == 2


def test_a_contradiction_between_rows_names_the_first(write: Write) -> None:
    path = write({"consignor": "甲"}, {"consignor": "乙"})
    told = read_declarations(path).rejects
    assert {(one.row, one.field) for one in told} == {(2, "declaration_no"), (3, "consignor")}
    assert (
        in_words(told[1].reason, "en") == 'Row 2 of the same declaration says "甲": a declaration has one value here.'
    )


def test_an_empty_repeated_field_is_no_contradiction(write: Write) -> None:
    reading = read_declarations(write({"consignor": "甲"}, {"consignor": ""}))
    assert [len(item.lines) for item in reading.items] == [2]


def test_a_line_number_twice(write: Write) -> None:
    assert (3, "line_no", "intake.line_twice") in why(write({"line_no": "1"}, {"line_no": "1"}))


def test_lines_are_numbered_where_the_file_has_no_numbers(write: Write) -> None:
    path = write({"line_no": ""}, {"line_no": ""})
    path.write_text(path.read_text(encoding="utf-8").replace(",line_no", ",place"), encoding="utf-8")
    assert [line.line_no for line in read_declarations(path).items[0].lines] == [1, 2]


def test_an_unknown_column_is_reported_once_and_kept(write: Write) -> None:
    reading = read_declarations(write({"note": "a"}, {"note": "b"}, {"note": "a"}))
    assert reading.unknown_columns == ("note",)
    assert reading.items[0].extra == (("note", "a"), ("note[2]", "b"))


@pytest.mark.parametrize("text", ["=1+1", "+86 1", "-neat", "@home", "=cmd|' /C calc'!A0"])
@pytest.mark.parametrize("name", ["d.csv", "d.xlsx"])
def test_text_that_looks_like_a_formula_stays_text(write: Write, text: str, name: str) -> None:
    assert read_declarations(write({"goods": text}, name=name)).items[0].lines[0].goods == text


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("ending", ["\r\n", "\n"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_encodings_line_ends_and_delimiters(tmp_path: Path, codec: str, ending: str, sign: str) -> None:
    cells = {**ROW, "quantity": "39500"}
    path = tmp_path / "d.csv"
    path.write_bytes(ending.join((sign.join(cells), sign.join(cells.values()), "")).encode(codec))
    assert read_declarations(path).items[0].lines[0].goods == "橡胶垫 rubber mats"


def unzipped_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 3_000_000)
    return packed.getvalue()


HEADER = ",".join(ROW).encode()


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("d.csv", b"", "tables.empty"),
        ("d.csv", codecs.BOM_UTF8 + b"\r\n", "tables.empty"),
        ("d.csv", HEADER, "tables.no_rows"),
        ("d.csv", b"goods,channel\na,post\n", "tables.missing_columns"),
        ("d.csv", HEADER + b",goods\n", "tables.column_twice"),
        ("d.csv", HEADER + b'\n"open', "tables.quotes"),
        ("d.csv", HEADER + b"\n" + "goods é à".encode("latin-1"), "tables.encoding"),
        ("d.csv", codecs.BOM_UTF16_LE + b"a", "tables.encoding"),
        ("d.csv", HEADER + b"\n\xaa\xa1\x80\xff", "tables.encoding"),
        ("d.csv", HEADER + b"\n\xaa\xa1", "tables.encoding"),  # GB18030, but of a private-use character
        ("d.csv", b"%PDF-1.7", "tables.wrong_type"),
        ("d.csv", b"\x89PNG\r\n", "tables.wrong_type"),
        ("d.csv", b"a\0\1\2\0\0b" * 9, "tables.wrong_type"),
        ("d.csv", b"PK\x03\x04 cut off", "tables.broken_workbook"),
        ("d.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "tables.old_or_locked_excel"),
        ("d.xlsx", HEADER, "tables.name_and_content_differ"),
        ("d.json", b"[]", "tables.wrong_type"),
        ("d.xlsx", unzipped_bomb(), "tables.too_large_unpacked"),
        ("d.csv", HEADER + b"\n" + b"x" * 3_000_000, "tables.too_large"),
        ("d.csv", (",".join(f"c{n}" for n in range(400)) + "," + ",".join(ROW)).encode(), "tables.too_many_columns"),
        ("d.xml", b"<nothing/>", "intake.unknown_message"),
    ],
)
def test_a_file_that_cannot_be_used_gives_one_clear_line(tmp_path: Path, name: str, data: bytes, key: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Refused) as refused:
        read_declarations(path, limits=Limits(file_bytes=2_000_000, unpacked_bytes=2_000_000))
    assert refused.value.say.key == key
    for lang in LANGS:
        said = in_words(refused.value.say, lang)
        assert name in said
        assert "\n" not in said


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"tables\.not_found"):
        read_declarations(tmp_path / "none.csv")
    with pytest.raises(Refused, match=r"tables\.not_a_file"):
        read_declarations(tmp_path)


def test_a_workbook_named_csv(write: Write) -> None:
    path = write({}, name="d.xlsx")
    with pytest.raises(Refused, match="name_and_content_differ"):
        read_declarations(path.rename(path.with_suffix(".csv")))


def test_too_many_rows_and_short_rows(tmp_path: Path, write: Write) -> None:
    with pytest.raises(Refused, match="too_many_rows"):
        read_declarations(write({}, {}, {}), limits=Limits(rows=2))
    short = tmp_path / "short.csv"
    short.write_bytes(HEADER + b"\n310120240000012345,2024-11-12\n")
    assert {told.reason.key for told in read_declarations(short).rejects} >= {"tables.cell_count"}


def test_a_spreadsheet_number_that_lost_its_digits(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.active.append(list(ROW))
    book.active.append([310120240000012345, date(2024, 11, 12), "E", "freight", 3101, 1, "mats", 40169100, 0.1 + 0.2])
    book.save(tmp_path / "d.xlsx")
    reading = read_declarations(tmp_path / "d.xlsx")
    assert [(told.field, told.reason.key) for told in reading.rejects] == [("declaration_no", "tables.digits_lost")]


def test_spreadsheet_days_and_numbers_read_as_shown(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.active.append(list(ROW))
    book.active.append(["NO-1", date(2024, 11, 12), "E", "freight", 3101, 1, "mats", 40169100, 0.1 + 0.2])
    book.save(tmp_path / "d.xlsx")
    (item,) = read_declarations(tmp_path / "d.xlsx").items
    assert (item.declared_on, item.customs_code) == (date(2024, 11, 12), "3101")
    assert item.lines[0].quantity == Decimal("0.3")


def test_progress_ends_at_the_whole(write: Write) -> None:
    seen: list[tuple[int, int]] = []
    read_declarations(
        write(*({"declaration_no": f"N{n}"} for n in range(1200))), progress=lambda done, of: seen.append((done, of))
    )
    assert seen == [(1000, 1201), (1200, 1200)]


WORDS = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="|"), max_size=12)
SOME = WORDS.filter(bool)
AMOUNTS = st.none() | st.decimals(0, 10**12, places=3).map(abs)
LINES = st.builds(
    GoodsLine,
    line_no=st.integers(1, 99999),
    goods=SOME,
    hs_code=st.sampled_from(["", "95", "95030021", "9503002190999"]),
    spec=st.lists(WORDS, max_size=4).map(tuple).filter(lambda spec: spec != ("",)),
    brand=WORDS,
    quantity=AMOUNTS,
    unit=WORDS,
    net_kg=AMOUNTS,
    value=AMOUNTS,
    currency=st.sampled_from(["", "CNY", "USD"]),
    gtin=st.sampled_from(["", "6901234567892", "123"]),
)
DECLARATIONS = st.builds(
    Declaration,
    declaration_no=st.from_regex(r"[A-Z0-9]{1,20}", fullmatch=True),
    declared_on=st.dates(date(1990, 1, 1), date(2099, 12, 31)),
    direction=st.sampled_from(Direction),
    channel=st.sampled_from(Channel),
    lines=st.lists(LINES, min_size=1, max_size=4, unique_by=lambda line: line.line_no).map(tuple),
    trade_mode=st.sampled_from(["", "0110", "1039"]),
    customs_code=st.sampled_from(["", "3101"]),
    consignor=WORDS,
    consignee=WORDS,
    broker=WORDS,
    container_or_item_no=st.sampled_from(["", "RR473124829CN", "CSQU3054383", "x"]),
    extra=st.lists(st.tuples(st.sampled_from(["note", "remark"]), SOME), unique_by=lambda pair: pair[0]).map(tuple),
)
MANY = st.lists(DECLARATIONS, min_size=1, max_size=5, unique_by=lambda item: item.declaration_no)


def without_extra_order(items: tuple[Declaration, ...]) -> list[object]:
    return [declaration_json(item) | {"extra": sorted(item.extra)} for item in items]


@settings(max_examples=15, deadline=None)
@given(MANY, st.sampled_from(["d.csv", "d.xlsx"]))
def test_what_is_written_reads_back(items: list[Declaration], name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        write_declarations(path, items)
        reading = read_declarations(path)
    assert reading.rejects == ()
    assert without_extra_order(reading.items) == without_extra_order(tuple(items))


@settings(max_examples=30)
@given(DECLARATIONS)
def test_json_form_there_and_back(item: Declaration) -> None:
    assert declaration_from_json(declaration_json(item)) == item


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    refusals: list[Refused] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "d.csv")
        for start in (b"", HEADER + b"\n"):
            path.write_bytes(start + data)
            try:
                read_declarations(path)
            except Refused as refused:
                refusals.append(refused)
    assert all(in_words(refused.say, lang) for refused in refusals for lang in LANGS)
