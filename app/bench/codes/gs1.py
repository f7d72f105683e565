"""GS1 element strings, bracketed text and Digital Links, judged as the GS1 Barcode Syntax Engine judges them.

biip 5.2 (Apache-2.0) reads these too, but accepts what the engine refuses (pairings, many content rules, what may
stand where in a Digital Link; barcodes.md 5). This module closes those gaps, from the General Specifications and the
Digital Link URI syntax, and is written so that it can be offered to biip: no import of this program but its wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from app.bench.codes import gs1_checks
from app.bench.codes.gs1_table import Identifier, known, leading
from app.core.errors import Say

FNC1 = "^"
MOST_ELEMENTS = 64
_URI = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*")
_SCHEMES = ("https://", "HTTPS://", "http://", "HTTP://")
_NOT_IN_A_DOMAIN = frozenset("_~?#@!$&'()*+,;=%")
_ALIASES = {
    "cpid": "8010", "cpsn": "8011", "cpv": "22", "gcn": "255", "gdti": "253", "giai": "8004", "ginc": "401",
    "gln": "414", "glnx": "254", "gmn": "8013", "grai": "8003", "gsin": "402", "gsrn": "8018", "gsrnp": "8017",
    "gtin": "01", "itip": "8006", "lot": "10", "party": "417", "refno": "8020", "ser": "21", "srin": "8019",
    "sscc": "00",
}  # fmt: skip
"""The words that Digital Link 1.0 allowed for identifiers; withdrawn since, but printed on goods."""


@dataclass(frozen=True)
class Element:
    """An application identifier with its value."""

    ai: str
    value: str
    title: str = ""


@dataclass(frozen=True)
class Parsed:
    """What a code holds, and what is wrong with it; `pairing` is what the General Specifications (4.14) ask further."""

    elements: tuple[Element, ...] = ()
    faults: tuple[Say, ...] = ()
    pairing: tuple[Say, ...] = ()

    @property
    def valid(self) -> bool:
        """Whether the syntax is right (pairings may be met by another code on the same goods)."""
        return bool(self.elements) and not self.faults

    def value(self, ai: str) -> str:
        """The value of an identifier, or an empty text."""
        return next((element.value for element in self.elements if element.ai == ai), "")


class _Wrong(Exception):
    """A fault found on the way; becomes Parsed.faults and never leaves this module."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key)
        self.say = Say(key, params)


def element_string(data: str) -> Parsed:
    """An unbracketed element string as scanned, `^` standing for FNC1 (also between elements)."""
    try:
        return _with_pairings(_scanned(data))
    except _Wrong as wrong:
        return Parsed(faults=(wrong.say,))


def bracketed(text: str) -> Parsed:
    """An element string as printed, `(01)…(10)…`; a bracket that belongs to a value is written `\\(`."""
    try:
        return _with_pairings(_printed(text))
    except _Wrong as wrong:
        return Parsed(faults=(wrong.say,))


def digital_link(uri: str, *, aliases: bool = True, short_gtins: bool = True, unknown: bool = False) -> Parsed:
    """A GS1 Digital Link URI.

    `aliases` reads the withdrawn words (`/gtin/`), `short_gtins` GTIN-8, -12 and -13 without leading zeros, `unknown`
    lets attributes pass whose numbers are not assigned; the engine has the same three settings.
    """
    try:
        return _with_pairings(_linked(uri, aliases=aliases, short_gtins=short_gtins, unknown=unknown))
    except _Wrong as wrong:
        return Parsed(faults=(wrong.say,))


def split(data: str) -> tuple[Element, ...]:
    """The elements of a scanned string by their lengths alone, whatever they hold; empty where it can't be split."""
    elements: list[Element] = []
    rest = data.removeprefix(FNC1)
    while rest:
        found = leading(rest)
        if found is None:
            return ()
        rest = rest[len(found.ai) :]
        field = rest.split(FNC1, 1)[0]
        value = field[: found.most] if found.fixed else field
        if not value:
            return ()
        elements.append(Element(found.ai, value, found.title))
        rest = rest[len(value) :].removeprefix(FNC1)
    return tuple(elements)


def pairings(elements: Sequence[Element]) -> tuple[Say, ...]:
    """What is wrong with these identifiers together: one missing that another needs, or two that exclude each other.

    Evaluate it over everything scanned from one item: needs may be met by another code (General Specifications 4.14).
    """
    return tuple(say for element in elements for say in _pairing(element, elements))


def _with_pairings(elements: Sequence[Element]) -> Parsed:
    return Parsed(tuple(elements), (), pairings(elements))


def _scanned(data: str) -> list[Element]:
    if not data.startswith(FNC1):
        raise _Wrong("bench.gs1_no_fnc1")
    rest = data[1:]
    if not rest:
        raise _Wrong("bench.gs1_empty")
    elements: list[Element] = []
    while rest:
        found = leading(rest)
        if found is None:
            raise _Wrong("bench.gs1_unknown_ai", ai=rest[:4])
        rest = rest[len(found.ai) :]
        field = rest.split(FNC1, 1)[0]
        size = _checked(found, field)
        elements.append(Element(found.ai, field[:size], found.title))
        if size < len(field) and not found.fixed:
            raise _Wrong("bench.gs1_too_long", ai=found.ai, most=found.most)
        rest = rest[size:].removeprefix(FNC1)
        _not_too_many(elements)
    return elements


def _printed(text: str) -> list[Element]:
    elements: list[Element] = []
    rest = text
    while rest:
        found = re.match(r"\(([0-9]{2,4})\)", rest)
        identifier = known(found[1]) if found else None
        if found is None or identifier is None:
            raise _Wrong("bench.gs1_unknown_ai", ai=rest[:8])
        raw = re.match(r"(?:\\\(|[^(])*", rest[found.end() :])
        value = raw[0] if raw else ""
        rest = rest[found.end() + len(value) :]
        elements.append(_whole(identifier, value.replace("\\(", "(")))
        _not_too_many(elements)
    if not elements:
        raise _Wrong("bench.gs1_empty")
    return elements


def _not_too_many(elements: Sequence[Element]) -> None:
    if len(elements) > MOST_ELEMENTS:
        raise _Wrong("bench.gs1_too_many", most=MOST_ELEMENTS)


def _whole(identifier: Identifier, value: str) -> Element:
    """An element whose value's end is known: nothing may be left over."""
    if FNC1 in value:
        raise _Wrong("bench.gs1_signs", ai=identifier.ai)
    if len(value) > identifier.most:
        raise _Wrong("bench.gs1_too_long", ai=identifier.ai, most=identifier.most)
    if _checked(identifier, value) != len(value):
        raise _Wrong("bench.gs1_too_long", ai=identifier.ai, most=identifier.most)
    return Element(identifier.ai, value, identifier.title)


def _checked(identifier: Identifier, field: str) -> int:
    """How much of a field belongs to the value, once each of its parts has passed."""
    if not field:
        raise _Wrong("bench.gs1_no_value", ai=identifier.ai)
    at = 0
    for part in identifier.parts:
        piece = field[at : at + part.most]
        if part.optional and not piece:
            continue
        if len(piece) < part.least:
            raise _Wrong("bench.gs1_too_short", ai=identifier.ai, least=identifier.least)
        if not gs1_checks.right_signs(piece, part.signs):
            raise _Wrong("bench.gs1_signs", ai=identifier.ai)
        for check in part.checks:
            if not gs1_checks.passes(check, piece):
                raise _Wrong("bench.gs1_content", ai=identifier.ai, value=piece)
        at += len(piece)
    return at


def _linked(uri: str, *, aliases: bool, short_gtins: bool, unknown: bool) -> list[Element]:
    path, query = _address(uri)
    pairs = _path_pairs(path, aliases=aliases)
    in_path = [_linked_element(found, value, plus=False, short_gtins=short_gtins) for found, value in pairs]
    if not _path_allowed([element.ai for element in in_path]):
        raise _Wrong("bench.gs1_path_order", ais="/".join(element.ai for element in in_path))
    attributes = list(_attributes(query, short_gtins=short_gtins, unknown=unknown))
    for at, element in enumerate(attributes):
        _attribute_allowed(element, [*in_path, *attributes[:at]], [one.ai for one in in_path])
    _not_too_many([*in_path, *attributes])
    return in_path + attributes


def _address(uri: str) -> tuple[str, str]:
    """Path and query of a web address, checked for its signs, scheme and domain."""
    scheme = next((scheme for scheme in _SCHEMES if uri.startswith(scheme)), None)
    if scheme is None or not _URI.fullmatch(uri):
        raise _Wrong("bench.gs1_no_link")
    domain, slash, rest = uri[len(scheme) :].partition("/")
    if not domain or not slash or _NOT_IN_A_DOMAIN & set(domain):
        raise _Wrong("bench.gs1_no_link")
    path, _, query = rest.partition("#")[0].partition("?")
    return path, query


def _path_pairs(path: str, *, aliases: bool) -> list[tuple[Identifier, str]]:
    """The identifier and value pairs at the end of a path, from the rightmost primary key on."""
    steps = path.split("/")
    pairs: list[tuple[Identifier, str]] = []
    for at in range(len(steps) - 2, -1, -2):
        name = _ALIASES.get(steps[at], steps[at]) if aliases else steps[at]
        found = known(name)
        if found is None:
            break
        pairs.insert(0, (found, steps[at + 1]))
        if found.qualifiers is not None:
            return pairs
    raise _Wrong("bench.gs1_no_key")


def _linked_element(identifier: Identifier, raw: str, *, plus: bool, short_gtins: bool) -> Element:
    if not raw:
        raise _Wrong("bench.gs1_no_value", ai=identifier.ai)
    value = unquote_to_bytes(raw.replace("+", " ") if plus else raw).decode("latin-1")
    if "\x00" in value:
        raise _Wrong("bench.gs1_signs", ai=identifier.ai)
    if identifier.ai == "01" and short_gtins and len(value) in {8, 12, 13}:
        value = value.zfill(14)
    return _whole(identifier, value)


def _attributes(query: str, *, short_gtins: bool, unknown: bool) -> Iterable[Element]:
    for pair in filter(None, query.split("&")):
        name, sign, raw = pair.partition("=")
        if not sign or not name.isdigit() or not name.isascii():
            continue  # other people's parameters
        found = known(name)
        if found is None:
            if unknown and 2 <= len(name) <= 4:
                continue
            raise _Wrong("bench.gs1_unknown_ai", ai=name)
        yield _linked_element(found, raw, plus=True, short_gtins=short_gtins)


def _attribute_allowed(element: Element, before: Sequence[Element], path: list[str]) -> None:
    identifier = known(element.ai)
    if any(element.ai == other.ai for other in before):
        raise _Wrong("bench.gs1_twice", ai=element.ai)
    if identifier is None or not identifier.attribute:
        raise _Wrong("bench.gs1_no_attribute", ai=element.ai)
    if any(_path_allowed([*path[:at], element.ai, *path[at:]]) for at in range(1, len(path) + 1)):
        raise _Wrong("bench.gs1_belongs_in_path", ai=element.ai)


def _path_allowed(ais: list[str]) -> bool:
    """Whether a key may be followed by these qualifiers: a part of one of its sequences, in its order."""
    key = known(ais[0])
    if key is None or key.qualifiers is None:
        return False
    return len(ais) == 1 or any(_in_order(ais[1:], sequence) for sequence in key.qualifiers)


def _in_order(wanted: Sequence[str], sequence: Sequence[str]) -> bool:
    rest = iter(sequence)
    return all(one in rest for one in wanted)


def _pairing(element: Element, elements: Sequence[Element]) -> Iterable[Say]:
    identifier = known(element.ai)
    if identifier is None:
        return
    if any(other.ai == element.ai and other.value != element.value for other in elements):
        yield Say("bench.gs1_two_values", {"ai": element.ai})
    for pattern in identifier.never_with:
        rival = next((other.ai for other in elements if _matches(other.ai, pattern) and other.ai != element.ai), None)
        if rival:
            yield Say("bench.gs1_never_with", {"ai": element.ai, "other": rival})
    for group in identifier.needs:
        if not any(all(_there(one, element.ai, elements) for one in together) for together in group):
            wanted = " / ".join("+".join(together) for together in group)
            yield Say("bench.gs1_needs", {"ai": element.ai, "wanted": wanted})


def _there(pattern: str, own: str, elements: Sequence[Element]) -> bool:
    return any(_matches(other.ai, pattern) and other.ai != own for other in elements)


def _matches(ai: str, pattern: str) -> bool:
    """`310n` stands for any last digit, `31nn` for any two."""
    stem = pattern.rstrip("n")
    return ai == pattern or (stem != pattern and ai.startswith(stem) and len(ai) == len(pattern))
