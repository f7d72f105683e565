"""What a scanned text means: kinds, fields and checks; the GS1 syntax; numbers; text from raw bytes."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bench.codes import gs1, gs1_checks, gs1_table, retail
from app.bench.codes.commands import Command, code_text
from app.bench.codes.meaning import Kind, meaning
from app.bench.codes.numbers import check_digit, has_container_check, has_gs1_check, has_s10_check, is_vin
from app.bench.codes.text import text_of
from app.bench.rules.units import converted
from app.core.wording import in_words


@pytest.mark.parametrize(
    ("text", "symbology", "kind", "fields"),
    [
        ("6901234567892", "EAN-13", Kind.GTIN, {"gtin": "06901234567892", "joined": "GS1 China"}),
        ("05096893", "UPC-E", Kind.GTIN, {"gtin": "00050968000093"}),
        ("96385074", "EAN-8", Kind.GTIN, {"gtin": "00000096385074"}),
        ("6901234567892", None, Kind.GTIN, {"gtin": "06901234567892"}),
        ("(01)09506000134352(10)ABC(17)261231(21)XY1", None, Kind.GS1, {"lot": "ABC", "serial": "XY1"}),
        ("]C10109506000134352\x1d10AB", None, Kind.GS1, {"gtin": "09506000134352", "lot": "AB"}),
        ("0109506000134352\x1d10AB", None, Kind.GS1, {"gtin": "09506000134352", "lot": "AB"}),
        ("https://id.gs1.org/01/09520123456788/21/12345", "QR", Kind.DIGITAL_LINK, {"serial": "12345"}),
        ("(00)006141411234567890", None, Kind.SSCC, {"sscc": "006141411234567890"}),
        ("RR 123 456 785 CN", None, Kind.S10, {"s10": "RR123456785CN", "country": "CN"}),
        ("CSQU 305438-3", None, Kind.CONTAINER, {"container": "CSQU3054383"}),
        ("1M8GDM9AXKP042788", None, Kind.VIN, {"vin": "1M8GDM9AXKP042788"}),
        ("221820201000123456", None, Kind.DECLARATION, {"declaration": "221820201000123456"}),
        ("SHA1-2026-00017", None, Kind.CASE, {"case": "SHA1-2026-00017"}),
        ("tw:undo", None, Kind.COMMAND, {"command": "UNDO"}),
    ],
)
def test_kinds(text: str, symbology: str | None, kind: Kind, fields: dict[str, str]) -> None:
    said = meaning(text, symbology)
    assert said.kind is kind
    assert fields.items() <= said.fields.items()
    assert said.sound


@pytest.mark.parametrize("text", ["", " ", "hello 你好", "https://example.com/", "12345", "(99", "TW:NONSENSE", "\x00"])
def test_unknown_text_is_kept_as_scanned(text: str) -> None:
    said = meaning(text)
    assert said.kind is Kind.UNKNOWN
    assert said.text == text


@pytest.mark.parametrize(
    ("text", "symbology"),
    [("6901234567893", "EAN-13"), ("RR123456784CN", None), ("CSQU3054384", None), ("(01)09506000134353", None)],
)
def test_a_wrong_check_digit_is_said_in_both_languages(text: str, symbology: str | None) -> None:
    said = meaning(text, symbology)
    assert not said.sound
    wrong = [check for check in said.checks if not check.ok]
    assert len(wrong) == 1
    assert all(in_words(wrong[0].say, lang) != str(wrong[0].say) for lang in ("en", "zh"))


@pytest.mark.parametrize("command", Command)
def test_every_command_scans_back(command: Command) -> None:
    assert meaning(code_text(command)).command is command


def test_the_code_on_our_own_documents_scans_back_and_shows_a_misread_sign() -> None:
    from app.notice.rules import case_code

    code = case_code("SHA1-2026-00017", "SHA1-Q-2026-00003", "decision")
    said = meaning(code)
    assert said.kind is Kind.NOTICE
    assert (said.fields["case"], said.fields["notice"]) == ("SHA1-2026-00017", "SHA1-Q-2026-00003")
    assert said.sound
    assert not meaning(code.replace("00017", "00011")).sound


def test_only_what_names_one_piece_goes_to_the_clone_alarm() -> None:
    assert meaning("(01)09506000134352(21)XY1").one_of_a_kind == "09506000134352||XY1"
    assert meaning("(01)09506000134352(10)L(21)XY1").one_of_a_kind == "09506000134352|L|XY1"
    assert meaning("RR123456785CN").one_of_a_kind == "RR123456785CN"
    assert meaning("(01)09506000134352(10)L").one_of_a_kind == ""
    assert meaning("6901234567892", "EAN-13").one_of_a_kind == ""


def test_the_caller_knows_declarations_of_other_forms() -> None:
    assert meaning("MRN-77", is_declaration=lambda text: text == "MRN-77").kind is Kind.DECLARATION


@given(st.text(max_size=120))
def test_no_text_is_too_odd(text: str) -> None:
    assert meaning(text).text is not None


def body(chance: random.Random, size: int) -> str:
    return "".join(chance.choice("0123456789") for _ in range(size))


@given(st.randoms(use_true_random=False), st.sampled_from([7, 11, 12, 13, 16, 17]))
def test_one_wrong_digit_never_passes(chance: random.Random, size: int) -> None:
    digits = body(chance, size)
    number = digits + check_digit(digits)
    assert has_gs1_check(number)
    at = chance.randrange(len(number))
    other = number[:at] + str((int(number[at]) + chance.randrange(1, 10)) % 10) + number[at + 1 :]
    assert not has_gs1_check(other)


@pytest.mark.parametrize("number", ["", "12345673²", "１２３４５６７０", "abc", "1234567"])
def test_what_is_no_number_has_no_check(number: str) -> None:
    assert not has_gs1_check(number)
    assert not has_s10_check(number)
    assert not has_container_check(number)
    assert not is_vin(number)


@given(st.integers(0, 999_999), st.sampled_from("01"))
def test_a_short_upc_is_the_long_one(middle: int, system: str) -> None:
    short_body = system + f"{middle:06d}"
    long = retail.lengthened(short_body + "0")
    whole = short_body + check_digit(long[:11])
    upc = retail.lengthened(whole)
    assert has_gs1_check(upc)
    assert retail.lengthened(retail.shortened(upc)) == upc


# GS1 syntax: rules of the General Specifications and of Digital Link, one example each

GOOD = [
    "^0109506000134352",
    "^01095060001343521726123110ABC",
    "^10ABC^21XYZ",
    "^3103001750^10A",
    "^7007260101260131",
    "^800826010112",
    "^8008260101123059",
    "^421840123",
    "^8007GB82WEST12345698765432",
    "^4300A%20B",
    "^8110106141416543213150110120",
]
BAD = {
    "no FNC1": "0109506000134352",
    "nothing": "^",
    "unknown identifier": "^0509506000134352",
    "check digit": "^0109506000134353",
    "month 13": "^17261301",
    "31 April": "^17260431",
    "too long": "^10123456789012345678901",
    "too short": "^3103",
    "letters in digits": "^37A",
    "sign outside set 82": "^10A B",
    "country": "^421999123",
    "currency": "^3910000100",
    "IBAN": "^8007GB82WEST12345698765433",
    "hour 24": "^800826010124",
    "piece 3 of 2": "^8006095060001343520302",
    "percent encoding": "^4300A%2",
    "no value": "^10^21A",
    "second part cut": "^70072601012601",
}


@pytest.mark.parametrize("data", GOOD)
def test_good_element_strings(data: str) -> None:
    assert gs1.element_string(data).valid


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_bad_element_strings_are_told_why(data: str) -> None:
    parsed = gs1.element_string(data)
    assert not parsed.valid
    assert in_words(parsed.faults[0], "zh") != str(parsed.faults[0])


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("(10)A", "bench.gs1_needs"),
        ("(02)09506000134352", "bench.gs1_needs"),
        ("(01)09506000134352(37)5", "bench.gs1_needs"),
        ("(01)09506000134352(255)9506000134352", "bench.gs1_never_with"),
        ("(01)09506000134352(3103)000001(3102)000001", "bench.gs1_never_with"),
        ("(01)09506000134352(10)A(10)B", "bench.gs1_two_values"),
        ("(01)09506000134352(8030)AB", "bench.gs1_needs"),
    ],
)
def test_pairings(text: str, missing: str) -> None:
    parsed = gs1.bracketed(text)
    assert parsed.valid
    assert missing in {say.key for say in parsed.pairing}


@pytest.mark.parametrize(
    "text",
    [
        "(01)09506000134352(10)A(21)B",
        "(02)09506000134352(37)5(00)006141411234567890",
        "(01)09506000134352(21)S(8030)AB",
        "(01)09506000134352(3103)000001(3202)000001",
    ],
)
def test_pairings_that_are_met(text: str) -> None:
    assert gs1.bracketed(text).pairing == ()


@pytest.mark.parametrize(
    ("uri", "valid"),
    [
        ("https://x.example/01/09506000134352", True),
        ("https://x.example/a/b/01/09506000134352/22/V/10/L/21/S?17=261231", True),
        ("https://x.example/01/09506000134352/21/S/10/L", False),  # order of the qualifiers
        ("https://x.example/01/09506000134352/235/T/10/L", False),  # alternatives don't mix
        ("https://x.example/01/09506000134352?21=S", False),  # belongs in the path
        ("https://x.example/01/09506000134352?8020=R", False),  # never an attribute
        ("https://x.example/01/09506000134352?17=261231&17=261231", False),
        ("https://x.example/01/09506000134352?lang=zh&17=261231#top", True),
        ("https://x.example/17/261231", False),  # no key
        ("https://x_y.example/01/09506000134352", False),
        ("hTTps://x.example/01/09506000134352", False),
        ("https://x.example/01/09506000134352/10/A%00B", False),
        ("https://x.example/414/9506000134352/254/1", True),
        ("https://x.example/8010/9506ABC/8011/1", True),
    ],
)
def test_digital_links(uri: str, *, valid: bool) -> None:
    assert gs1.digital_link(uri).valid is valid


def test_the_settings_of_a_digital_link() -> None:
    assert gs1.digital_link("https://x.example/gtin/09506000134352").valid
    assert not gs1.digital_link("https://x.example/gtin/09506000134352", aliases=False).valid
    assert gs1.digital_link("https://x.example/01/9506000134352").value("01") == "09506000134352"
    assert not gs1.digital_link("https://x.example/01/9506000134352", short_gtins=False).valid
    assert not gs1.digital_link("https://x.example/01/09506000134352?89=A").valid
    assert gs1.digital_link("https://x.example/01/09506000134352?89=A", unknown=True).valid


def test_the_table_holds_together() -> None:
    table = gs1_table.table()
    assert len(table) > 500
    for identifier in table.values():
        assert not any(other != identifier.ai and other.startswith(identifier.ai) for other in table)
        assert identifier.fixed == (identifier.least == identifier.most and identifier.fixed)
        for part in identifier.parts:
            for check in part.checks:
                gs1_checks.passes(check, "0")  # KeyError for a name that nobody wrote


@given(st.text("0123456789()^ABab/?=&%\x1d", max_size=60))
def test_no_gs1_text_is_too_odd(text: str) -> None:
    for parsed in (gs1.element_string(text), gs1.bracketed(text), gs1.digital_link("https://a/" + text)):
        assert parsed.valid or parsed.faults


def test_printed_and_scanned_form_say_the_same() -> None:
    printed = gs1.bracketed("(01)09506000134352(10)A\\(B(21)S")
    assert printed.value("10") == "A(B"
    assert printed.elements == gs1.element_string("^010950600013435210A(B^21S").elements


# text from raw bytes


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        ("运动鞋 42码 广州制造", "utf-8", "UTF-8"),
        ("运动鞋 42码 广州制造", "gb18030", "GB18030"),
        ("中国", "gb18030", "GB18030"),
        ("產品名稱：臺灣製造", "big5", "Big5"),
        ("台灣", "big5", "Big5"),
        ("これはテストです", "cp932", "Shift_JIS"),
        ("ﾃﾞｻﾞｲﾝQR", "cp932", "Shift_JIS"),
        ("Histórico", "latin-1", "ISO-8859-1"),
        ("plain", "ascii", "UTF-8"),
    ],
)
def test_text_comes_back_with_its_encoding(text: str, codec: str, encoding: str) -> None:
    assert text_of(text.encode(codec)) == (text, encoding)


def test_a_code_that_names_its_encoding_is_believed() -> None:
    assert text_of("中国".encode("gb18030"), "what it said") == ("what it said", "ECI")


@given(st.binary(max_size=60))
def test_any_bytes_become_text(raw: bytes) -> None:
    text, encoding = text_of(raw)
    assert isinstance(text, str)
    assert encoding


def test_units() -> None:
    from decimal import Decimal

    assert converted(Decimal(3), "打", "件") == 36
    assert converted(Decimal(500), "克", "KG") == Decimal("0.5")
    assert converted(Decimal(2), "pairs", "双") == 2
    assert converted(Decimal(2), "件", "千克") is None
    assert converted(Decimal(2), "箱子", "箱子") == 2
