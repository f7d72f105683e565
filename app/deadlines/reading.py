"""Reads rule packs: TOML whose every mistake is told with its file, its key and its mend."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final, TypeVar

from app.core.errors import Refused, Say
from app.core.wording import Lang

MAX_BYTES: Final = 2_000_000  # a pack is written by hand; more than this is some other file
T = TypeVar("T")
TAGS: Final = ("V", "S", "U")  # verified in the source, secondary source only, unverified default


@dataclass(frozen=True)
class Both:
    """One text in both languages."""

    zh: str
    en: str

    def in_lang(self, lang: Lang) -> str:
        """The text in one language."""
        return self.zh if lang == "zh" else self.en

    @property
    def say(self) -> Say:
        """The text as a sentence, to stand in a gap of another sentence."""
        return Say("deadlines.as_written", {"zh": self.zh, "en": self.en})

    def __str__(self) -> str:
        return f"{self.zh} {self.en}"


@dataclass(frozen=True)
class Source:
    """Where a rule comes from, and how well that was checked: V read, S restated by others, U unverified default."""

    text: str
    verified: str

    @property
    def needs_word(self) -> bool:
        """Whether a supervisor must confirm the rule once for the office before it binds."""
        return self.verified == "U"


@dataclass
class Table:
    """One TOML table being read; it knows where it stands and which keys were asked for."""

    file: str
    where: str
    data: Mapping[str, Any]
    asked: set[str] = field(default_factory=set)

    def refuse(self, mistake: str, key: str, **params: object) -> Refused:
        """A refusal that names this file and the full key."""
        full = f"{self.where}.{key}" if self.where and key else self.where or key
        return Refused(f"deadlines.pack_{mistake}", field=full, file=self.file, at=full, **params)

    def _value(self, key: str, example: str) -> Any:
        self.asked.add(key)
        if key not in self.data:
            raise self.refuse("missing", key, example=f"{key} = {example}")
        return self.data[key]

    def _typed(self, key: str, kind: type, wanted: str, example: str) -> Any:
        value = self._value(key, example)
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.refuse("wrong_type", key, wanted=wanted, found=repr(value)[:60])
        return value

    def has(self, key: str) -> bool:
        """Whether the key was written."""
        self.asked.add(key)
        return key in self.data

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not empty unless a default allows it."""
        if default is not None and not self.has(key):
            return default
        value = str(self._typed(key, str, "a text in quotes", '"…"'))
        if not value.strip() and default is None:
            raise self.refuse("missing", key, example=f'{key} = "…"')
        return value

    def choice(self, key: str, choices: Sequence[str], default: str | None = None) -> str:
        """One of a few words."""
        value = self.text(key, default)
        if value not in choices:
            raise self.refuse("bad_choice", key, found=value, choices=list(choices))
        return value

    def whole(self, key: str, least: int, most: int, default: int | None = None) -> int:
        """A whole number within limits."""
        if default is not None and not self.has(key):
            return default
        value = int(self._typed(key, int, "a whole number", str(least)))
        if not least <= value <= most:
            raise self.refuse("out_of_range", key, found=value, least=least, most=most)
        return value

    def flag(self, key: str, default: bool) -> bool:
        """true or false."""
        return bool(self._typed(key, bool, "true or false", "true")) if self.has(key) else default

    def amount(self, key: str, default: Decimal | None = None) -> Decimal:
        """Money or a rate, written as text so that no digit is lost."""
        if default is not None and not self.has(key):
            return default
        written = self.text(key)
        try:
            value = Decimal(written)
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite() or value < 0:
            raise self.refuse(
                "wrong_type", key, wanted='a number in quotes such as "20000" or "0.5"', found=repr(written)
            )
        return value

    def amount_or_none(self, key: str) -> Decimal | None:
        """Money or a rate that may be left out."""
        return self.amount(key) if self.has(key) else None

    def day(self, key: str) -> date:
        """A date."""
        value = self._value(key, "2026-01-01")
        if type(value) is not date:
            raise self.refuse(
                "wrong_type", key, wanted="a date such as 2026-01-31, without quotes", found=repr(value)[:60]
            )
        return value

    def day_or_none(self, key: str) -> date | None:
        """A date that may be left out."""
        return self.day(key) if self.has(key) else None

    def texts(self, key: str, default: Sequence[str] | None = None) -> tuple[str, ...]:
        """A list of texts."""
        if default is not None and not self.has(key):
            return tuple(default)
        values = self._typed(key, list, "a list of texts", '["…"]')
        for value in values:
            if not isinstance(value, str) or not value:
                raise self.refuse("wrong_type", key, wanted="a list of texts", found=repr(value)[:60])
        return tuple(values)

    def both(self, key: str) -> Both:
        """A text in Chinese and in English; both are required."""
        inner = self.table(key)
        both = Both(inner.text("zh"), inner.text("en"))
        inner.finish()
        return both

    def both_or_none(self, key: str) -> Both | None:
        """A text in both languages that may be left out."""
        return self.both(key) if self.has(key) else None

    def source(self) -> Source:
        """The pair every rule carries: `source` and `verified`."""
        return Source(self.text("source"), self.choice("verified", TAGS))

    def table(self, key: str) -> Table:
        """A table inside this one."""
        value = self._typed(key, dict, 'a table such as {zh = "…", en = "…"}', '{zh = "…", en = "…"}')
        return Table(self.file, f"{self.where}.{key}" if self.where else key, value)

    def rows(self, key: str, *, required: bool = True) -> Iterator[Table]:
        """Each `[[key]]` of the file, named by its id where it has one."""
        if not required and not self.has(key):
            return
        values = self._typed(key, list, f"one or more [[{key}]] tables", "[]")
        for place, value in enumerate(values, 1):
            if not isinstance(value, dict):
                raise self.refuse("wrong_type", key, wanted=f"one or more [[{key}]] tables", found=repr(value)[:60])
            name = value.get("id", place)
            yield Table(self.file, f"{self.where}.{key}[{name}]" if self.where else f"{key}[{name}]", value)

    def among(self, key: str, names: Iterable[str], known: Collection[str], where: str) -> None:
        """Refuses a name that the list it points into does not have."""
        for name in names:
            if name not in known:
                raise self.refuse("unknown_name", key, found=name, list=where)

    def finish(self) -> None:
        """Refuses the keys nobody asked for: a misspelt key must not silently change the law."""
        for key in self.data:
            if key not in self.asked:
                near = difflib.get_close_matches(key, self.asked, n=1)
                raise self.refuse("unknown_key", key, near=near[0] if near else "-")


def by_id(table: Table, rows: Iterator[tuple[str, T]], key: str) -> dict[str, T]:
    """Rows under their ids; an id used twice is refused."""
    found: dict[str, T] = {}
    for name, row in rows:
        if name in found:
            raise table.refuse("twice", f"{key}[{name}]", id=name)
        found[name] = row
    return found


def parse_toml(file: str, data: bytes) -> Table:
    """The top table of one TOML file."""
    if len(data) > MAX_BYTES:
        raise Refused("deadlines.pack_too_big", file=file, at=file, most=MAX_BYTES)
    try:
        return Table(file, "", tomllib.loads(data.decode("utf-8")))
    except UnicodeDecodeError as error:
        raise Refused("deadlines.pack_not_utf8", file=file, at=file, place=error.start) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Refused("deadlines.pack_not_toml", file=file, at=file, place=_place(error)) from error


def _place(error: Exception) -> str:
    """The line and column that the TOML reader names at the end of its message."""
    _, _, place = str(error).partition("(at ")
    return place.rstrip(")") or "?"


def read_toml(path: Path) -> Table:
    """The top table of a TOML file on disk."""
    name = f"{path.parent.name}/{path.name}"
    try:
        return parse_toml(name, path.read_bytes())
    except OSError as error:
        raise Refused("deadlines.pack_no_file", file=name, at=name) from error
