"""Rule packs: dated bilingual indicators with their weights, lanes and what would change them, read from TOML."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, TypeVar

from app.core import places
from app.core.errors import Refused, Say
from app.risk.rules.conditions import Condition, Unfit, known_field, needs_match, read_condition, typed
from app.risk.rules.fields import Field, Value
from app.risk.rules.lanes import Lane, LaneRules
from app.risk.rules.subject import USUAL, Case, Tuning

MAX_BYTES = 1_000_000
MAX_INDICATORS = 500
MAX_WEIGHT = 200
GAPS = frozenset({"lines", "marks", "times"})

Item = TypeVar("Item")


@dataclass(frozen=True)
class Words:
    """The same words in both languages."""

    zh: str
    en: str

    def say(self, **gaps: str) -> Say:
        """The words as a sentence, their gaps filled."""
        if not gaps:
            return self._said
        return Say("risk.words", {"zh": self.zh.format_map(gaps), "en": self.en.format_map(gaps)})

    @cached_property
    def _said(self) -> Say:
        return Say("risk.words", {"zh": self.zh, "en": self.en})

    @cached_property
    def has_gaps(self) -> bool:
        """Whether anything has to be filled in."""
        return "{" in self.zh or "{" in self.en


@dataclass(frozen=True)
class Indicator:
    """One reason to look at a shipment: when it applies, how much it weighs, and its words for the officer."""

    id: str
    when: Condition
    weight: int
    means: Words
    look_for: Words
    do: Words
    source: str
    valid_from: date = date.min
    valid_to: date = date.max
    per: Field | None = None
    """A number that the weight is multiplied by (earlier infringements), up to `cap` points in all."""
    cap: int = MAX_WEIGHT
    lane: Lane | None = None
    """A mandatory control: at least this lane, whatever the score."""

    @cached_property
    def needs_match(self) -> bool:
        """Whether it can only apply where there is some register match."""
        return needs_match(self.when)

    def applies(self, case: Case) -> bool:
        """Whether it counts for a case on the case's day."""
        if self.needs_match and not case.matches:
            return False
        return self.valid_from <= case.on <= self.valid_to and self.when.holds(case, None, None)


@dataclass(frozen=True)
class Fact:
    """A fact that, were it otherwise, may move the shipment to another lane: what it would be, in words."""

    field: Field
    value: Value
    says: Words
    was: Value = None
    """Tried only where the fact is this now (None: wherever it is not `value` already)."""

    def differs(self, now: Value) -> bool:
        """Whether the fact would be a change from what is."""
        return now != self.value if self.was is None else now == self.was


@dataclass(frozen=True)
class Pack:
    """A rule pack as it is in force: indicators, lanes, facts, tuning, and the base rate behind the likelihood."""

    id: str
    version: str
    valid_from: date
    valid_to: date
    lanes: LaneRules
    indicators: tuple[Indicator, ...]
    facts: tuple[Fact, ...] = ()
    tuning: Tuning = USUAL
    base_rate: float = 0.02
    touched: Mapping[str, tuple[Indicator, ...]] = field(default_factory=dict, compare=False)


def shipped(name: str = "cn-ipr") -> Pack:
    """A pack that comes with the program."""
    return load_pack(places.resources("packs", "risk", f"{name}.toml"))


def load_pack(path: Path) -> Pack:
    """A pack from its file; Refused names file, key and mend."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refused("risk.pack_unread", file=path.name) from error
    return parse_pack(data, path.name)


def parse_pack(data: bytes, file: str) -> Pack:
    """A pack from its TOML bytes, as the supervisor's editor holds it; Refused names file, key and mend."""
    document = parsed_toml(data, file)
    try:
        return _pack(document)
    except Unfit as unfit:
        raise unfit_refused(unfit, file) from unfit


def parse_indicator(data: bytes) -> Indicator:
    """One indicator, written as [[indicator]] in an editor; Refused names the key and the mend."""
    document = parsed_toml(data)
    try:
        known(document, "", ("indicator",))
        found = each_of(document, "indicator", _indicator, most=1)
        if not found:
            raise Unfit("indicator", Say("risk.mend_array", {"name": "indicator", "most": 1}))
    except Unfit as unfit:
        raise unfit_refused(unfit) from unfit
    return found[0]


def unfit_refused(unfit: Unfit, file: str = "") -> Refused:
    """The refusal that names the place and the mend; `file` where it is not the text of an editor."""
    told = {"at": unfit.at, "mend": unfit.mend}
    if file:
        return Refused("risk.pack_bad", field=unfit.at, file=file, **told)
    return Refused("risk.text_bad", field=unfit.at, **told)


def parsed_toml(data: bytes, file: str = "") -> dict[str, Any]:
    """The document behind TOML bytes of tolerable size; Refused where it is none."""
    if len(data) > MAX_BYTES:
        raise Refused("risk.pack_large", file=file, most=MAX_BYTES)
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        told = re.search(r"at line (\d+)", str(error))
        line = int(told[1]) if told else 1
        refused = Refused("risk.pack_toml", file=file, line=line) if file else Refused("risk.text_toml", line=line)
        raise refused from error


def with_indicator(pack: Pack, indicator: Indicator) -> Pack:
    """The pack with one indicator added or put in place of its namesake (for replay before it is switched on)."""
    kept = tuple(each for each in pack.indicators if each.id != indicator.id)
    return _indexed(replace(pack, indicators=(*kept, indicator)))


def _indexed(pack: Pack) -> Pack:
    touched: dict[str, list[Indicator]] = {}
    for indicator in pack.indicators:
        asked = indicator.when.asks() | ({indicator.per.name} if indicator.per else frozenset())
        for name in asked:
            touched.setdefault(name, []).append(indicator)
    return replace(pack, touched={name: tuple(each) for name, each in touched.items()})


def _pack(document: dict[str, Any]) -> Pack:
    known(document, "", ("pack", "lanes", "tuning", "likelihood", "indicator", "fact"))
    head = table(document, "pack", "pack")
    known(head, "pack", ("id", "version", "valid_from", "valid_to"))
    indicators = each_of(document, "indicator", _indicator, most=MAX_INDICATORS)
    _no_twice([each.id for each in indicators])
    term = dates(head, "pack")
    return _indexed(
        Pack(
            id=text(head, "id", "pack"),
            version=text(head, "version", "pack"),
            valid_from=term["valid_from"],
            valid_to=term["valid_to"],
            lanes=_lanes(table(document, "lanes", "lanes")),
            indicators=indicators,
            facts=each_of(document, "fact", _fact, most=100),
            tuning=_tuning(document.get("tuning", {})),
            base_rate=number(table(document, "likelihood", "likelihood"), "base_rate", "likelihood", 0.0001, 0.9999),
        )
    )


def _no_twice(ids: list[str]) -> None:
    for index, each in enumerate(ids):
        if each in ids[:index]:
            raise Unfit(f"indicator[{index}].id", Say("risk.mend_twice", {"id": each}))


def _indicator(data: dict[str, Any], at: str) -> Indicator:
    known(
        data,
        at,
        ("id", "when", "weight", "means", "look_for", "do", "source", "valid_from", "valid_to", "per", "cap", "lane"),
    )
    return Indicator(
        id=text(data, "id", at),
        when=read_condition(data.get("when"), f"{at}.when"),
        weight=whole(data, "weight", at, -MAX_WEIGHT, MAX_WEIGHT),
        means=words(data.get("means"), f"{at}.means", GAPS),
        look_for=words(data.get("look_for"), f"{at}.look_for"),
        do=words(data.get("do"), f"{at}.do"),
        source=text(data, "source", at),
        **dates(data, at),
        per=_per(data, at),
        cap=whole(data, "cap", at, 1, MAX_WEIGHT) if "cap" in data else MAX_WEIGHT,
        lane=_lane(data["lane"], f"{at}.lane") if "lane" in data else None,
    )


def _per(data: dict[str, Any], at: str) -> Field | None:
    if "per" not in data:
        return None
    found = known_field(data["per"], f"{at}.per", "shipment")
    if found.kind != "number":
        raise Unfit(f"{at}.per", Say("risk.mend_per", {"name": found.name}))
    return found


def _lane(data: object, at: str) -> Lane:
    if data not in ("red", "yellow"):
        raise Unfit(at, Say("risk.mend_lane"))
    return Lane(str(data))


def _fact(data: dict[str, Any], at: str) -> Fact:
    known(data, at, ("field", "value", "was", "zh", "en"))
    found = known_field(data.get("field"), f"{at}.field", "match")
    if found.write is None:
        raise Unfit(f"{at}.field", Say("risk.mend_fixed", {"name": found.name}))
    said = words({key: data[key] for key in ("zh", "en") if key in data}, at)
    was = typed(data["was"], found, f"{at}.was") if "was" in data else None
    return Fact(found, typed(data.get("value"), found, f"{at}.value"), said, was)


def _lanes(data: dict[str, Any]) -> LaneRules:
    known(data, "lanes", ("red", "yellow", "red_share", "yellow_share", "random_share"))
    red, yellow = number(data, "red", "lanes", 1, 1000), number(data, "yellow", "lanes", 1, 1000)
    if yellow >= red:
        raise Unfit("lanes.yellow", Say("risk.mend_order"))
    shares = {name: number(data, name, "lanes", 0, 1) for name in ("red_share", "yellow_share", "random_share")}
    return LaneRules(red=red, yellow=yellow, **shares)


def _tuning(data: object) -> Tuning:
    if not isinstance(data, dict):
        raise Unfit("tuning", Say("risk.mend_table"))
    known(data, "tuning", ("half_life_days", "restored_share", "new_trader_days"))
    usual = USUAL
    return Tuning(
        half_life_days=number({"half_life_days": usual.half_life_days} | data, "half_life_days", "tuning", 1, 36500),
        restored_share=number({"restored_share": usual.restored_share} | data, "restored_share", "tuning", 0, 1),
        new_trader_days=whole({"new_trader_days": usual.new_trader_days} | data, "new_trader_days", "tuning", 1, 36500),
    )


def known(data: dict[str, Any], at: str, names: tuple[str, ...]) -> None:
    """Unfit on the first key that does not belong here: a misspelt key would silently do nothing."""
    for name in data:
        if name not in names:
            raise Unfit(f"{at}.{name}".lstrip("."), Say("risk.mend_stray", {"names": list(names)}))


def table(document: dict[str, Any], name: str, at: str) -> dict[str, Any]:
    """The table of a name; Unfit where it is missing."""
    data = document.get(name)
    if not isinstance(data, dict):
        raise Unfit(at, Say("risk.mend_table"))
    return data


def each_of(
    document: dict[str, Any], name: str, read: Callable[[dict[str, Any], str], Item], *, most: int
) -> tuple[Item, ...]:
    """Each table of an array of tables, read; Unfit where it is no such array or too long."""
    data = document.get(name, [])
    if not isinstance(data, list) or len(data) > most or not all(isinstance(each, dict) for each in data):
        raise Unfit(name, Say("risk.mend_array", {"name": name, "most": most}))
    return tuple(read(each, f"{name}[{index}]") for index, each in enumerate(data))


def text(data: dict[str, Any], name: str, at: str) -> str:
    """A text that is not empty."""
    value = data.get(name)
    if not isinstance(value, str) or not value.strip():
        raise Unfit(f"{at}.{name}", Say("risk.mend_words"))
    return value.strip()


def number(data: dict[str, Any], name: str, at: str, least: float, most: float) -> float:
    """A number within its bounds."""
    value = data.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise Unfit(f"{at}.{name}", Say("risk.mend_bounds", {"least": least, "most": most}))
    return float(value)


def whole(data: dict[str, Any], name: str, at: str, least: int, most: int) -> int:
    """A whole number within its bounds: weights are whole points, so that sums are exact."""
    value = data.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Unfit(f"{at}.{name}", Say("risk.mend_whole", {"least": least, "most": most}))
    return value


def words(data: object, at: str, gaps: frozenset[str] = frozenset()) -> Words:
    """Both languages, with no other gaps than the ones allowed (a gap could otherwise reach into the program)."""
    if not isinstance(data, dict) or set(data) != {"zh", "en"}:
        raise Unfit(at, Say("risk.mend_both"))
    for lang in ("zh", "en"):
        _check_gaps(text(data, lang, at), f"{at}.{lang}", gaps)
    return Words(zh=data["zh"].strip(), en=data["en"].strip())


def _check_gaps(sentence: str, at: str, gaps: frozenset[str]) -> None:
    try:
        parts = list(string.Formatter().parse(sentence))
    except ValueError as error:
        raise Unfit(at, Say("risk.mend_gaps", {"gaps": sorted(gaps)})) from error
    for _, name, spec, conversion in parts:
        if name is not None and (name not in gaps or spec or conversion):
            raise Unfit(at, Say("risk.mend_gaps", {"gaps": sorted(gaps)}))


def dates(data: dict[str, Any], at: str) -> dict[Literal["valid_from", "valid_to"], date]:
    first, last = data.get("valid_from", date.min), data.get("valid_to", date.max)
    for name, value in (("valid_from", first), ("valid_to", last)):
        if type(value) is not date:
            raise Unfit(f"{at}.{name}", Say("risk.mend_date"))
    if first > last:
        raise Unfit(f"{at}.valid_to", Say("risk.mend_dates"))
    return {"valid_from": first, "valid_to": last}
