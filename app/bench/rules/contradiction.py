"""Where what is on the goods, on the declaration and in the register can't all be true.

A company prefix shows where a company joined GS1, not where goods come from: it is never held against an origin.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.core.errors import Say
from app.intake.rules import Declaration, GoodsLine
from app.register.licences import entitled
from app.register.rules import Recordation

ALARM_FROM = 0.5
"""From this strength on the banner turns; weaker ones are listed."""
_COMPANY_WORDS = re.compile(
    r"\b(?:co|company|corp|corporation|inc|incorporated|ltd|limited|llc|gmbh|ag|sa|sas|srl|spa|bv|nv|plc|kk|oy|ab|"
    r"trading|group|holdings?|international|industrial|import|export|and)\b|有限责任公司|股份有限公司|有限公司|公司|集团"
)
_RESOLVERS = frozenset({"id.gs1.org"})
"""Domains that resolve everybody's links and so say nothing of a company."""


@dataclass(frozen=True)
class CodeOnGoods:
    """What a scanned code says: GTIN in fourteen digits, host of a Digital Link, origin (AI 422), checks all right."""

    text: str
    gtin: str = ""
    host: str = ""
    origin: str = ""
    sound: bool = True


@dataclass(frozen=True)
class Contradiction:
    """Two sources that disagree, how sure that is (0 to 1), and the sentence that says so."""

    pair: tuple[str, str]
    strength: float
    say: Say

    @property
    def alarm(self) -> bool:
        """Whether it is strong enough to turn the banner."""
        return self.strength >= ALARM_FROM


@dataclass(frozen=True)
class Owners:
    """Who stands behind a number or a domain, from the register's prefixes and domains; constant time a look-up."""

    prefixes: Mapping[str, tuple[Recordation, ...]]
    domains: Mapping[str, tuple[Recordation, ...]]

    @classmethod
    def of(cls, recordations: Iterable[Recordation]) -> Owners:
        """Index the register once."""
        prefixes: dict[str, list[Recordation]] = {}
        domains: dict[str, list[Recordation]] = {}
        for right in recordations:
            for prefix in filter(None, right.gtin_prefixes):
                prefixes.setdefault(prefix.strip(), []).append(right)
            for domain in filter(None, right.domains):
                domains.setdefault(_domain(domain), []).append(right)
        return cls(_frozen(prefixes), _frozen(domains))

    def of_gtin(self, gtin: str) -> tuple[Recordation, ...]:
        """The rights of the company that registered the longest fitting prefix of a GTIN-14, or nothing."""
        body = gtin[1:]
        forms = (body, body[1:]) if body.startswith("0") else (body,)  # UPC prefixes are recorded with or without 0
        sizes = range(12, 3, -1)
        return next((self.prefixes[form[:n]] for n in sizes for form in forms if form[:n] in self.prefixes), ())

    def of_host(self, host: str) -> tuple[Recordation, ...]:
        """The rights whose holder owns a link's domain, its parents included."""
        parts = _domain(host).split(".")
        tails = (".".join(parts[at:]) for at in range(len(parts) - 1))
        return next((self.domains[tail] for tail in tails if tail in self.domains), ())


def _frozen(lists: dict[str, list[Recordation]]) -> Mapping[str, tuple[Recordation, ...]]:
    return MappingProxyType({key: tuple(value) for key, value in lists.items()})


def contradictions(
    code: CodeOnGoods,
    line: GoodsLine | None,
    declaration: Declaration | None,
    right: Recordation | None,
    owners: Owners,
) -> tuple[Contradiction, ...]:
    """Everything that disagrees after one scan, strongest first; `right` is the right that the line was matched to."""
    found = [
        *_code_itself(code),
        *_code_against_line(code, line, declaration),
        *_code_against_brand(code, line, owners),
        *_code_against_right(code, right, owners),
        *_parties_against_right(declaration, line, right),
    ]
    return tuple(sorted(found, key=lambda one: -one.strength))


def _code_itself(code: CodeOnGoods) -> Iterator[Contradiction]:
    if not code.sound:
        yield _disagree("code", "check", 0.7, Say("bench.contra_check", {"code": code.text}))


def _code_against_line(
    code: CodeOnGoods, line: GoodsLine | None, declaration: Declaration | None
) -> Iterator[Contradiction]:
    declared = line.gtin.strip().zfill(14) if line and line.gtin.strip() else ""
    if code.gtin and declared and declared != code.gtin:
        yield _disagree("code", "line", 0.8, Say("bench.contra_gtin", {"code": code.gtin, "declared": declared}))
    origin = declaration.origin if declaration else ""
    if code.origin and origin and code.origin != origin:
        yield _disagree("code", "origin", 0.6, Say("bench.contra_origin", {"code": code.origin, "declared": origin}))


def _code_against_brand(code: CodeOnGoods, line: GoodsLine | None, owners: Owners) -> Iterator[Contradiction]:
    """The company behind the number owns marks, and the declared brand is none of them."""
    behind = owners.of_gtin(code.gtin) if code.gtin else ()
    brand = line.brand.strip() if line else ""
    if not behind or not brand:
        return
    if any(_same_name(brand, name) for right in behind for name in (*right.names, right.holder, *right.holder_alt)):
        return
    params: dict[str, object] = {
        "holder": behind[0].holder,
        "marks": [right.mark for right in behind][:3],
        "brand": brand,
    }
    yield _disagree("code", "brand", 0.75, Say("bench.contra_brand", params))


def _code_against_right(code: CodeOnGoods, right: Recordation | None, owners: Owners) -> Iterator[Contradiction]:
    if right is None:
        return
    behind = owners.of_gtin(code.gtin) if code.gtin else ()
    if behind and not any(_related(other, right) for other in behind):
        params = {"holder": behind[0].holder, "mark": right.mark, "right_holder": right.holder}
        yield _disagree("code", "right", 0.9, Say("bench.contra_other_company", params))
    elif code.gtin and right.gtin_prefixes and not behind:
        known: dict[str, object] = {"code": code.gtin, "mark": right.mark, "prefixes": list(right.gtin_prefixes)}
        yield _disagree("code", "right", 0.6, Say("bench.contra_prefix", known))
    if code.host and _domain(code.host) not in _RESOLVERS and right.domains:
        yield from _host_against_right(code.host, right, owners)


def _host_against_right(host: str, right: Recordation, owners: Owners) -> Iterator[Contradiction]:
    behind = owners.of_host(host)
    if any(_related(other, right) for other in behind):
        return
    params = {"host": _domain(host), "mark": right.mark, "domains": list(right.domains)}
    yield _disagree("link", "right", 0.85 if behind else 0.7, Say("bench.contra_domain", params))


def _parties_against_right(
    declaration: Declaration | None, line: GoodsLine | None, right: Recordation | None
) -> Iterator[Contradiction]:
    if declaration is None or right is None:
        return
    parties = [name for name in (declaration.consignor, declaration.consignee) if name.strip()]
    known = next((name for name in parties if _any_name(name, right.known_infringers)), "")
    if known:
        yield _disagree("party", "right", 0.95, Say("bench.contra_infringer", {"party": known, "mark": right.mark}))
        return
    declares_mark = line is not None and any(_same_name(line.brand, name) for name in right.names)
    if parties and declares_mark and not any(_any_name(name, entitled(right)) for name in parties):
        params = {"parties": parties, "mark": right.mark, "holder": right.holder}
        yield _disagree("party", "right", 0.45 if not right.licensees else 0.6, Say("bench.contra_licence", params))


def _disagree(one: str, other: str, strength: float, say: Say) -> Contradiction:
    return Contradiction((one, other), strength, say)


def _related(one: Recordation, other: Recordation) -> bool:
    """The same holder, or a licensee of it: goods of either may carry the number."""
    holders = (one.holder, *one.holder_alt)
    return any(_any_name(name, entitled(other)) for name in holders) or any(
        _any_name(name, entitled(one)) for name in (other.holder, *other.holder_alt)
    )


def _any_name(name: str, names: Iterable[str]) -> bool:
    return any(_same_name(name, other) for other in names)


def _same_name(one: str, other: str) -> bool:
    """Names that are equal without spaces, punctuation and words for 'company'; longer ones may contain the other."""
    a, b = _core(one), _core(other)
    if not a or not b:
        return False
    return a == b or (min(len(a), len(b)) >= 5 and (a in b or b in a))


def _core(name: str) -> str:
    text = unicodedata.normalize("NFKC", name).casefold().replace("&", " and ")
    text = _COMPANY_WORDS.sub(" ", re.sub(r"[.,'’()\-/]", " ", text))
    return "".join(sign for sign in text if sign.isalnum())


def company_host(text: str) -> str:
    """The host that a scanned link leads to; empty for no link, and for a resolver of everybody's links."""
    host = _domain(text) if re.match(r"(?i)\s*https?://", text) else ""
    return "" if host in _RESOLVERS else host


def owns_host(right: Recordation, host: str) -> bool:
    """Whether a link's host is a recorded domain of a right, or a part of one."""
    return any(host == name or host.endswith(f".{name}") for name in map(_domain, right.domains))


def _domain(text: str) -> str:
    """The bare host of an address as a browser reaches it (RFC 3986 3.2, WHATWG on backslashes), without www."""
    address = re.sub(r"^[a-z][a-z0-9+.-]*://", "", unicodedata.normalize("NFKC", text).strip().casefold())
    host = re.split(r"[/\\?#]", address, maxsplit=1)[0].rpartition("@")[2]
    return re.sub(r":\d*$", "", host).rstrip(".").removeprefix("www.")
