"""When a rule applies, as data: tests on named facts joined by all, any, not, any_line and any_match."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from app.core.errors import Say
from app.intake.rules import GoodsLine
from app.risk.rules.fields import FIELDS, Field, Scope, Value
from app.risk.rules.subject import Case, LineMatch

MAX_DEPTH = 8
MAX_PARTS = 200

Seen = tuple[GoodsLine, LineMatch | None]


class Condition(Protocol):
    """A question about a case that is answered yes or no, and by which lines."""

    def holds(self, case: Case, line: GoodsLine | None, match: LineMatch | None) -> bool: ...

    def seen(self, case: Case, line: GoodsLine | None, match: LineMatch | None) -> Iterator[Seen]: ...

    def asks(self) -> frozenset[str]: ...


class Unfit(Exception):
    """A condition that can't be read: where in it, and how to mend it."""

    def __init__(self, at: str, mend: Say) -> None:
        super().__init__(at, mend)
        self.at = at
        self.mend = mend


@dataclass(frozen=True)
class Test:
    """One fact against one value; what is not known never holds."""

    __test__ = False  # not a test of ours: pytest would collect it by its name

    field: Field
    op: str
    value: Any
    compare: Callable[[Any, Any], bool]

    def holds(self, case: Case, line: GoodsLine | None, match: LineMatch | None) -> bool:
        value = self.field.read(case, line, match)
        return value is not None and self.compare(value, self.value)

    def seen(self, case: Case, line: GoodsLine | None, match: LineMatch | None) -> Iterator[Seen]:
        return iter(())

    def asks(self) -> frozenset[str]:
        return frozenset({self.field.name})


@dataclass(frozen=True)
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]

    def holds(self, case: Case, line: GoodsLine | None, match: LineMatch | None) -> bool:
        for part in self.parts:  # noqa: SIM110 - twice as fast as all() over a generator, on the hot path
            if not part.holds(case, line, match):
                return False
        return True

    def seen(self, case: Case, line: GoodsLine | None, match: LineMatch | None) -> Iterator[Seen]:
        for part in self.parts:
            yield from part.seen(case, line, match)

    def asks(self) -> frozenset[str]:
        return frozenset().union(*(part.asks() for part in self.parts))


@dataclass(frozen=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]

    def holds(self, case: Case, line: GoodsLine | None, match: LineMatch | None) -> bool:
        for part in self.parts:  # noqa: SIM110 - see All
            if part.holds(case, line, match):
                return True
        return False

    def seen(self, case: Case, line: GoodsLine | None, match: LineMatch | None) -> Iterator[Seen]:
        for part in self.parts:
            if part.holds(case, line, match):
                yield from part.seen(case, line, match)

    def asks(self) -> frozenset[str]:
        return frozenset().union(*(part.asks() for part in self.parts))


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Condition

    def holds(self, case: Case, line: GoodsLine | None, match: LineMatch | None) -> bool:
        return not self.part.holds(case, line, match)

    def seen(self, case: Case, line: GoodsLine | None, match: LineMatch | None) -> Iterator[Seen]:
        return iter(())

    def asks(self) -> frozenset[str]:
        return self.part.asks()


@dataclass(frozen=True)
class AnyLine:
    """Some goods line for which the part holds."""

    part: Condition

    def holds(self, case: Case, line: GoodsLine | None, match: LineMatch | None) -> bool:
        holds = self.part.holds
        for each in case.declaration.lines:  # noqa: SIM110 - see All
            if holds(case, each, None):
                return True
        return False

    def seen(self, case: Case, line: GoodsLine | None, match: LineMatch | None) -> Iterator[Seen]:
        for each in case.declaration.lines:
            if self.part.holds(case, each, None):
                yield each, None

    def asks(self) -> frozenset[str]:
        return self.part.asks()


@dataclass(frozen=True)
class AnyMatch:
    """Some register match (within any_line: of that line) for which the part holds, its line at hand."""

    part: Condition

    def holds(self, case: Case, line: GoodsLine | None, match: LineMatch | None) -> bool:
        if not case.matches:
            return False
        holds = self.part.holds
        for its_line, its_match in case.pairs:  # see All
            if (line is None or its_line is line) and holds(case, its_line, its_match):
                return True
        return False

    def seen(self, case: Case, line: GoodsLine | None, match: LineMatch | None) -> Iterator[Seen]:
        for pair in case.pairs:
            if (line is None or pair[0] is line) and self.part.holds(case, *pair):
                yield pair

    def asks(self) -> frozenset[str]:
        return self.part.asks() | {"shipment.mark_found"}


def needs_match(condition: Condition) -> bool:
    """Whether it can only hold where there is some register match: most rules about marks needn't be asked without."""
    match condition:
        case AnyMatch():
            return True
        case All(parts):
            return any(map(needs_match, parts))
        case AnyOf(parts):
            return all(map(needs_match, parts))
        case AnyLine(part):
            return needs_match(part)
        case _:
            return False


def _contains(text: str, words: tuple[str, ...]) -> bool:
    folded = text.casefold()
    return any(word in folded for word in words)


def _between(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]


OPS: Mapping[str, tuple[tuple[str, ...], str, Callable[[Any, Any], bool]]] = {
    "is": (("text", "number", "flag"), "one", operator.eq),
    "is_not": (("text", "number", "flag"), "one", operator.ne),
    "in": (("text",), "list", lambda value, among: value in among),
    "not_in": (("text",), "list", lambda value, among: value not in among),
    "starts": (("text",), "list", lambda value, heads: value.startswith(heads)),
    "contains": (("text",), "list", _contains),
    "at_least": (("number",), "one", operator.ge),
    "at_most": (("number",), "one", operator.le),
    "above": (("number",), "one", operator.gt),
    "below": (("number",), "one", operator.lt),
    "between": (("number",), "pair", _between),
}
JOINS = ("all", "any", "not", "any_line", "any_match")
_WITHIN: Mapping[Scope, tuple[Scope, ...]] = {
    "shipment": ("shipment",),
    "line": ("shipment", "line"),
    "match": ("shipment", "line", "match"),
}


def read_condition(data: object, at: str, scope: Scope = "shipment", depth: int = 0) -> Condition:
    """The condition that a TOML table says; Unfit names the place and the mend."""
    if depth > MAX_DEPTH:
        raise Unfit(at, Say("risk.mend_depth", {"most": MAX_DEPTH}))
    if not isinstance(data, dict):
        raise Unfit(at, Say("risk.mend_table"))
    joins = [name for name in JOINS if name in data]
    if joins:
        return _joined(data, joins[0], at, scope, depth)
    return _test(data, at, scope)


def _joined(data: dict[str, Any], join: str, at: str, scope: Scope, depth: int) -> Condition:
    if len(data) != 1:
        raise Unfit(at, Say("risk.mend_one_join", {"join": join}))
    inner = f"{at}.{join}"
    match join:
        case "not":
            return Not(read_condition(data[join], inner, scope, depth + 1))
        case "any_line":
            return AnyLine(read_condition(data[join], inner, "line", depth + 1))
        case "any_match":
            return AnyMatch(read_condition(data[join], inner, "match", depth + 1))
        case _:
            parts = _parts(data[join], inner, scope, depth)
            return All(parts) if join == "all" else AnyOf(parts)


def _parts(data: object, at: str, scope: Scope, depth: int) -> tuple[Condition, ...]:
    if not isinstance(data, list) or not 0 < len(data) <= MAX_PARTS:
        raise Unfit(at, Say("risk.mend_list", {"most": MAX_PARTS}))
    return tuple(read_condition(part, f"{at}[{index}]", scope, depth + 1) for index, part in enumerate(data))


def _test(data: dict[str, Any], at: str, scope: Scope) -> Test:
    stray = sorted(set(data) - {"field", "op", "value"})
    if stray or len(data) != 3:
        raise Unfit(f"{at}.{stray[0]}" if stray else at, Say("risk.mend_test", {"joins": list(JOINS)}))
    field = known_field(data["field"], f"{at}.field", scope)
    if data["op"] not in OPS or field.kind not in OPS[data["op"]][0]:
        fitting = [name for name, (kinds, _, _) in OPS.items() if field.kind in kinds]
        raise Unfit(f"{at}.op", Say("risk.mend_op", {"field": field.name, "ops": fitting}))
    _, shape, compare = OPS[data["op"]]
    return Test(field, data["op"], _shaped(data["value"], field, data["op"], shape, f"{at}.value"), compare)


def known_field(name: object, at: str, scope: Scope) -> Field:
    """The field of a name that may be asked about in a scope."""
    field = FIELDS.get(str(name))
    if field is None:
        head = str(name).split(".", maxsplit=1)[0]
        near = [each for each in FIELDS if each.startswith(f"{head}.")] or list(FIELDS)
        raise Unfit(at, Say("risk.mend_field", {"name": str(name), "near": near}))
    if field.scope not in _WITHIN[scope]:
        raise Unfit(at, Say("risk.mend_scope", {"name": field.name, "join": f"any_{field.scope}"}))
    return field


def _shaped(data: object, field: Field, op: str, shape: str, at: str) -> Any:
    if shape == "one":
        return typed(data, field, at)
    if not isinstance(data, list) or not data or (shape == "pair" and len(data) != 2):
        raise Unfit(at, Say("risk.mend_pair" if shape == "pair" else "risk.mend_values"))
    values = [typed(each, field, f"{at}[{index}]") for index, each in enumerate(data)]
    if op == "contains":
        return tuple(str(each).casefold() for each in values)
    return tuple(values) if op in {"starts", "between"} else frozenset(values)


def typed(data: object, field: Field, at: str) -> Value:
    """A value of the field's kind; Unfit where it is of another."""
    right = {"text": isinstance(data, str), "flag": isinstance(data, bool), "number": _is_number(data)}[field.kind]
    if not right:
        raise Unfit(at, Say(f"risk.mend_{field.kind}", {"field": field.name}))
    if field.values and data not in field.values:
        raise Unfit(at, Say("risk.mend_among", {"field": field.name, "values": list(field.values)}))
    return float(data) if field.kind == "number" else data  # type: ignore[arg-type,return-value]


def _is_number(data: object) -> bool:
    return isinstance(data, int | float) and not isinstance(data, bool)
