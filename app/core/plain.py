"""Frozen dataclasses as JSON values and back: the form in which facts stand in the journal and in blobs.

Fields at their default are left out, so a field that is added later changes no hash of what was written before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Value = TypeVar("Value")


def to_json(value: object) -> Any:
    """The JSON value: decimals as plain text without trailing zeros, days and moments as ISO 8601, tuples as lists."""
    if type(value) is str:
        return value  # by far the most common: asked first
    match value:
        case None | bool() | int():
            return value
        case str():
            return str(value)
        case Decimal():
            return decimal_text(value)
        case date():
            return value.isoformat()
        case tuple() | list():
            return [to_json(part) for part in value]
        case _:
            return _object_json(value)


def _object_json(value: object) -> dict[str, Any]:
    if not is_dataclass(value) or isinstance(value, type):
        raise ValueError(f"no JSON form for {type(value).__name__}")
    found = ((name, getattr(value, name), default) for name, default in _defaults(type(value)))
    return {name: to_json(part) for name, part, default in found if part != default}


def from_json(kind: type[Value], plain: object) -> Value:
    """The dataclass back from its JSON object; ValueError where the object does not fit it."""
    found: dict[str, Any] = _exactly(dict, plain)
    readers = _readers(kind)  # type: ignore[arg-type]  # a class is hashable
    if strange := found.keys() - readers.keys():
        raise ValueError(f"{kind.__name__} has no {sorted(strange)}")
    try:
        return kind(**{name: readers[name](part) for name, part in found.items()})
    except (TypeError, ArithmeticError) as error:
        raise ValueError(f"not a {kind.__name__}: {error}") from error


def decimal_text(value: Decimal) -> str:
    """A finite decimal without exponent or trailing zeros, so that equal amounts have equal text."""
    if not value.is_finite():
        raise ValueError("an amount must be finite")
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


@cache
def _defaults(kind: type) -> tuple[tuple[str, object], ...]:
    """Each field with its default, looked up once a class: bulk rows come by the hundred thousand."""
    return tuple((spec.name, _default(spec)) for spec in fields(kind))


def _default(spec: Field[Any]) -> object:
    return spec.default_factory() if spec.default_factory is not MISSING else spec.default


@cache
def _readers(kind: type) -> dict[str, Callable[[Any], Any]]:
    hints = get_type_hints(kind)
    return {spec.name: _reader(hints[spec.name]) for spec in fields(kind)}


def _reader(hint: Any) -> Callable[[Any], Any]:
    origin, parts = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        inner = _reader(next(part for part in parts if part is not NoneType))
        return lambda plain: None if plain is None else inner(plain)
    if origin is tuple:
        return _tuple_reader(parts)
    if isinstance(hint, type):
        return _type_reader(hint)
    raise ValueError(f"no reader for {hint}")


def _tuple_reader(parts: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(parts) == 2 and parts[1] is Ellipsis:
        each = _reader(parts[0])
        return lambda plain: tuple(each(part) for part in _a_list(plain))
    inner = [_reader(part) for part in parts]
    return lambda plain: tuple(read(part) for read, part in zip(inner, _a_list(plain), strict=True))


def _type_reader(kind: type) -> Callable[[Any], Any]:
    if is_dataclass(kind):
        return lambda plain: from_json(kind, plain)
    if issubclass(kind, StrEnum):
        return kind
    if issubclass(kind, (date, datetime)):
        return lambda plain: kind.fromisoformat(_exactly(str, plain))
    if kind is Decimal:
        return lambda plain: Decimal(_exactly(str, plain))
    return lambda plain: _exactly(kind, plain)


def _exactly(kind: type, plain: object) -> Any:
    if type(plain) is not kind:
        raise ValueError(f"{plain!r} is no {kind.__name__}")
    return plain


def _a_list(plain: object) -> list[Any]:
    return list(_exactly(list, plain))
