"""What a scanned text is: a trade number, a parcel, a container, a paper of ours, a command, or just text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import unquote

from app.bench.codes import gs1, retail
from app.bench.codes.commands import Command, command_of
from app.bench.codes.numbers import (
    has_container_check,
    has_gs1_check,
    has_s10_check,
    is_container_shaped,
    is_s10_shaped,
    is_vin,
)
from app.core.canonical import sha256
from app.core.errors import Say
from app.core.numbers import customs_number


class Kind(StrEnum):
    """What a text may be."""

    GTIN = "gtin"
    GS1 = "gs1"
    DIGITAL_LINK = "digital_link"
    SSCC = "sscc"
    S10 = "s10"
    CONTAINER = "container"
    VIN = "vin"
    DECLARATION = "declaration"
    CASE = "case"
    NOTICE = "notice"
    COMMAND = "command"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Check:
    """One check of a number: which, whether it holds, and a sentence for the officer."""

    check: str
    ok: bool
    say: Say


@dataclass(frozen=True)
class Meaning:
    """A text as scanned, its kind, its parts by name (gtin, lot, serial, expiry, sscc …), and its checks."""

    text: str
    kind: Kind
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    checks: tuple[Check, ...] = ()
    command: Command | None = None

    @property
    def sound(self) -> bool:
        """Whether every check holds."""
        return all(check.ok for check in self.checks)

    @property
    def gtin(self) -> str:
        """The GTIN in fourteen digits, or an empty text."""
        return self.fields.get("gtin", "")

    @property
    def carton(self) -> str:
        """The GTIN of a carton of equal pieces (indicator 1 to 8), or an empty text."""
        return self.gtin if self.gtin[:1] in set("12345678") else ""

    @property
    def pieces(self) -> int:
        """How many pieces the code says that it stands for (GS1 30, 37); 0 where it says nothing."""
        count = self.fields.get("count", "")
        return int(count) if count.isdecimal() and len(count) <= 8 else 0

    @property
    def one_of_a_kind(self) -> str:
        """What names this very item or parcel, for the clone alarm; empty where the number is shared by many.

        A serial belongs to its GTIN; a lot alone is shared by every box of it; a parcel number and an SSCC name one.
        """
        parts = self.fields
        if parts.get("serial"):
            return "|".join((self.gtin, parts.get("lot", ""), parts["serial"]))
        return parts.get("sscc") or (self.text if self.kind is Kind.S10 else "")


_AI_NAMES = {
    "00": "sscc", "01": "gtin", "02": "content", "10": "lot", "11": "produced", "13": "packed", "15": "best_before",
    "17": "expiry", "21": "serial", "37": "count", "30": "count", "240": "additional", "414": "gln", "8003": "grai",
    "8004": "giai", "8006": "itip", "422": "origin", "235": "serial", "8008": "produced_at", "400": "order",
}  # fmt: skip
_GS1_SYMBOLOGIES = re.compile(r"DataBarExp.*")
_SIGNS = re.compile(r"\](?:C1|e[0-3]|d2|Q3|J1)")
"""Symbology identifiers that announce GS1 data (General Specifications 5.1.2): scanners may send them in front."""
_CASE = re.compile(r"[0-9A-Z][0-9A-Z-]{1,30}-20[0-9]{2}-[0-9]{5,}")
_NOTICE_CODE = re.compile(r"(?P<body>TW1:(?P<case>[^:]+):(?P<form>[^:]*):(?P<notice>[^:]+)):(?P<check>[0-9A-F]{6})")
"""The code on our own documents, as the notice step prints it: case, form, number, six signs of its SHA-256."""


def meaning(text: str, symbology: str | None = None, *, is_declaration: Callable[[str], bool] | None = None) -> Meaning:
    """What a text means; `is_declaration` tells declaration numbers of other forms, where the caller knows them."""
    plain = text.strip()
    for read in (_ours, _announced, _printed, _link, _retail, _posts_and_boxes):
        found = read(plain, symbology or "")
        if found is not None:
            return found
    if customs_number(plain) or (is_declaration and is_declaration(plain)):
        return Meaning(text, Kind.DECLARATION, _frozen({"declaration": plain}))
    return _bare_number(plain) or Meaning(text, Kind.UNKNOWN)


def _frozen(fields: dict[str, str]) -> Mapping[str, str]:
    return MappingProxyType(fields)


def _ours(text: str, _symbology: str) -> Meaning | None:
    command = command_of(text)
    if command is not None:
        return Meaning(text, Kind.COMMAND, _frozen({"command": command.value}), command=command)
    notice = _NOTICE_CODE.fullmatch(text)
    if notice:
        ok = sha256(notice["body"].encode("utf-8", "replace"))[:6].upper() == notice["check"]
        parts = {name: unquote(notice[name]) for name in ("case", "form", "notice")}
        return Meaning(text, Kind.NOTICE, _frozen(parts), (_checked("notice", parts["notice"], ok=ok),))
    return Meaning(text, Kind.CASE, _frozen({"case": text})) if _CASE.fullmatch(text) else None


def _announced(text: str, symbology: str) -> Meaning | None:
    """Element strings whose carrier says so: a symbology identifier, FNC1 between them, or DataBar Expanded."""
    sign = _SIGNS.match(text)
    body = text[sign.end() :] if sign else text
    if not (sign or "\x1d" in text or body.startswith(gs1.FNC1)):
        return None
    body = body.lstrip("\x1d").removeprefix(gs1.FNC1)
    return _of_gs1(text, Kind.GS1, gs1.element_string(gs1.FNC1 + body.replace("\x1d", gs1.FNC1)), sure=bool(sign))


def _printed(text: str, _symbology: str) -> Meaning | None:
    return _of_gs1(text, Kind.GS1, gs1.bracketed(text)) if re.match(r"\([0-9]{2,4}\)", text) else None


def _link(text: str, _symbology: str) -> Meaning | None:
    if not re.match(r"(?i)https?://", text):
        return None
    parsed = gs1.digital_link(text)
    return _of_gs1(text, Kind.DIGITAL_LINK, parsed) if parsed.elements else None


def _of_gs1(text: str, kind: Kind, parsed: gs1.Parsed, *, sure: bool = True) -> Meaning | None:
    if not parsed.elements and not sure:
        return None
    fields: dict[str, str] = {}
    for element in parsed.elements:
        fields.setdefault(_AI_NAMES.get(element.ai, f"ai{element.ai}"), element.value)
    checks = [Check("gs1_syntax", parsed.valid, say) for say in parsed.faults]
    checks += [Check("gs1_pairing", ok=False, say=say) for say in parsed.pairing]
    if parsed.valid:
        checks.insert(0, Check("gs1_syntax", ok=True, say=Say("bench.check_gs1_ok")))
    if set(fields) == {"sscc"}:
        kind = Kind.SSCC
    return Meaning(text, kind, _frozen(fields), tuple(checks))


_RETAIL_LENGTHS = {"EAN-13": 13, "EAN-8": 8, "UPC-A": 12, "DataBar": 14, "DataBarLimited": 14}


def _retail(text: str, symbology: str) -> Meaning | None:
    if symbology == "UPC-E" and retail.lengthened(text):
        return _gtin(text, retail.lengthened(text))
    if symbology in _RETAIL_LENGTHS and text.isascii() and text.isdigit() and len(text) == _RETAIL_LENGTHS[symbology]:
        return _gtin(text, text)
    return None


def _gtin(text: str, number: str) -> Meaning:
    fields = {"gtin": number.zfill(14)}
    fields |= _prefixes(number)
    return Meaning(text, Kind.GTIN, _frozen(fields), tuple(_check_digit(number)))


def _check_digit(number: str) -> Iterator[Check]:
    ok = has_gs1_check(number)
    key = "bench.check_digit_ok" if ok else "bench.check_digit_wrong"
    yield Check("check_digit", ok, Say(key, {"number": number}))


def _prefixes(number: str) -> dict[str, str]:
    """Where the company joined GS1 and its company prefix, as far as the published tables say (biip)."""
    from biip.gs1_prefixes import GS1CompanyPrefix, GS1Prefix

    body = number.zfill(14)[1:] if len(number) != 8 else number
    try:
        prefix = GS1Prefix.extract(body)
        company = GS1CompanyPrefix.extract(body)
    except Exception:  # noqa: BLE001 - a number without a place in the tables is still a number
        return {}
    found = {"prefix": prefix.value, "joined": prefix.usage} if prefix else {}
    return found | ({"company_prefix": company.value} if company and len(number) != 8 else {})


def _posts_and_boxes(text: str, _symbology: str) -> Meaning | None:
    compact = re.sub(r"[\s-]", "", text).upper()
    if is_s10_shaped(compact):
        fields = {"s10": compact, "service": compact[:2], "country": compact[-2:]}
        return Meaning(compact, Kind.S10, _frozen(fields), (_checked("s10", compact, ok=has_s10_check(compact)),))
    if is_container_shaped(compact):
        fields = {"container": compact, "owner": compact[:3]}
        ok = has_container_check(compact)
        return Meaning(compact, Kind.CONTAINER, _frozen(fields), (_checked("container", compact, ok=ok),))
    if is_vin(compact):
        return Meaning(compact, Kind.VIN, _frozen({"vin": compact}), (_checked("vin", compact, ok=True),))
    return None


def _checked(check: str, number: str, *, ok: bool) -> Check:
    return Check(check, ok, Say("bench.check_digit_ok" if ok else "bench.check_digit_wrong", {"number": number}))


def _bare_number(text: str) -> Meaning | None:
    """Digits from a wedge scanner, which tells no symbology: a GTIN or SSCC where the check digit says so.

    Thirteen digits are a retail number to whoever scans them: with a wrong check digit it is doubtful, not unknown.
    """
    if not has_gs1_check(text):
        return _gtin(text, text) if len(text) == 13 and text.isascii() and text.isdigit() else None
    if len(text) == 18:
        return Meaning(text, Kind.SSCC, _frozen({"sscc": text}), tuple(_check_digit(text)))
    return _gtin(text, text) if len(text) in {8, 12, 13, 14} else None
