"""The file of `inspect`: read whole and checked before the first act, so that a bad one leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from app.bench.rules.recount import Kept
from app.bench.scanning import Scan
from app.bench.settings import CountingSettings
from app.bench.work import Result
from app.bench.work.comparing import Comparison, Likeness
from app.bench.work.counting import How
from app.core.errors import Refused
from app.core.plain import decimal_text, to_json

if TYPE_CHECKING:
    from app.bench.rules.sampling import SamplingPlan

Entry = TypeVar("Entry")
Declared = Mapping[str, tuple[Decimal, str]]
"""Line number to how many the declaration says, and of which unit."""

MOST_FIGURE: Final = 10**9
MOST_ENTRIES: Final = 100_000
MOST_TEXT: Final = 300
MOST_CODE: Final = 8_000
"""Characters of a code: more than any symbol holds (7,089 digits of a QR code; ISO/IEC 18004)."""
MOST_TIMES: Final = 10_000


@dataclass(frozen=True)
class Told:
    """One count as the file tells it; `key` is empty for goods that the declaration lacks."""

    key: str
    quantity: Decimal
    unit: str
    how: How
    goods: str = ""
    recordations: tuple[str, ...] | None = None


@dataclass(frozen=True)
class ToldScan:
    """A scan and the line that was in hand; empty where none was."""

    scan: Scan
    line: str


@dataclass(frozen=True)
class ToldClue:
    """Whether a clue of a right was seen on the goods."""

    recordation_no: str
    clue: str
    genuine: bool
    seen: bool


@dataclass(frozen=True)
class ToldSampling:
    """The plan for a lot, and what the opened cartons showed, where the file says it."""

    plan: SamplingPlan
    opened: int | None
    findings: int


@dataclass(frozen=True)
class Settled:
    """Which of two counts of a line stands, and why."""

    line: str
    kept: Kept
    reason: str


@dataclass(frozen=True)
class InspectionFile:
    """An inspection as a file tells it."""

    widen: bool
    sampling: ToldSampling | None
    scans: tuple[ToldScan, ...]
    counts: tuple[Told, ...]
    recounts: tuple[Told, ...]
    settled: tuple[Settled, ...]
    clues: tuple[ToldClue, ...]
    comparisons: tuple[Comparison, ...]
    pictures: tuple[tuple[bytes, str, str], ...]
    """Bytes, media type and name."""
    result: Result | None
    remark: str


def inspection_file(
    plain: Mapping[str, Any], folder: Path, declared: Declared, tuning: CountingSettings
) -> InspectionFile:
    """The file, its pictures read from `folder`; Refused names the entry that does not fit."""
    return InspectionFile(
        widen=plain.get("widen") is True,
        sampling=_sampling(plain["sampling"], tuning) if plain.get("sampling") else None,
        scans=_each(plain, "scans", lambda each, name: _scan(each, name, declared)),
        counts=_each(plain, "counts", lambda each, name: _count(each, name, declared)),
        recounts=_each(plain, "recounts", lambda each, name: _count(each, name, declared)),
        settled=_each(plain, "settle", _settled),
        clues=_each(plain, "clues", _clue),
        comparisons=_each(plain, "comparisons", _comparison),
        pictures=_each(plain, "photos", lambda each, _name: _picture(folder / str(each))),
        result=_result(plain.get("result")),
        remark=str(plain.get("remark") or ""),
    )


def _bad(name: str) -> Refused:
    return Refused("cli.inspect_field", field=name.partition("[")[0], name=name)


def _each(plain: Mapping[str, Any], name: str, read: Callable[[Any, str], Entry]) -> tuple[Entry, ...]:
    found = plain.get(name) or []
    if not isinstance(found, list) or len(found) > MOST_ENTRIES:
        raise _bad(name)
    return tuple(read(each, f"{name}[{place}]") for place, each in enumerate(found))


def _table(plain: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(plain, dict):
        raise _bad(name)
    return plain


def _text(plain: Mapping[str, Any], name: str, part: str, most: int = MOST_TEXT) -> str:
    value = plain.get(part)
    if value is None:
        return ""
    if not isinstance(value, str | int) or len(str(value)) > most:
        raise _bad(f"{name}.{part}")
    return str(value)


def _result(plain: Any) -> Result | None:
    if plain is not None and plain not in tuple(Result):
        raise _bad("result")
    return None if plain is None else Result(plain)


def _scan(plain: Any, name: str, declared: Declared) -> ToldScan:
    told = {"text": plain} if isinstance(plain, str) else _table(plain, name)
    text, times = _text(told, name, "text", MOST_CODE), told.get("times", 1)
    if not text:
        raise _bad(f"{name}.text")
    if type(times) is not int or not 1 <= times <= MOST_TIMES:
        raise _bad(f"{name}.times")
    line = _text(told, name, "line")
    if line and line not in declared:
        raise _bad(f"{name}.line")
    return ToldScan(Scan(text, "file", _text(told, name, "symbology"), times), line)


def _clue(plain: Any, name: str) -> ToldClue:
    told = _table(plain, name)
    number, clue = _text(told, name, "recordation_no"), _text(told, name, "clue")
    return ToldClue(number, clue, genuine=told.get("genuine") is True, seen=told.get("seen", True) is True)


def _comparison(plain: Any, name: str) -> Comparison:
    told = _table(plain, name)
    number, genuine, fake = (_text(told, name, part) for part in ("recordation_no", "genuine_clue", "fake_clue"))
    if told.get("answer") not in tuple(Likeness):
        raise _bad(f"{name}.answer")
    return Comparison(number, genuine, fake, Likeness(told["answer"]))


def _settled(plain: Any, name: str) -> Settled:
    told = _table(plain, name)
    if told.get("kept") not in (Kept.FIRST, Kept.SECOND):
        raise _bad(f"{name}.kept")
    return Settled(_text(told, name, "line_no"), Kept(told["kept"]), _text(told, name, "reason", 2_000))


def _count(plain: Any, name: str, declared: Declared) -> Told:
    told = _table(plain, name)
    key, goods = _text(told, name, "line_no"), _text(told, name, "goods")
    if not key and not goods:
        raise _bad(f"{name}.goods")
    many, unit = declared.get(key, (Decimal(0), ""))
    quantity, how = _counted(told, name, many)
    numbers = told.get("recordation_nos") or []
    if not isinstance(numbers, list):
        raise _bad(f"{name}.recordation_nos")
    return Told(key, quantity, _text(told, name, "unit") or unit, how, goods, tuple(map(str, numbers)) or None)


def _counted(plain: Mapping[str, Any], name: str, declared: Decimal) -> tuple[Decimal, How]:
    """How many, and how they were counted: by cartons, by weight, as declared, or simply so many."""
    from app.bench.rules.counts import Method, by_cartons, check_count
    from app.bench.rules.weighing import Weighing, by_weight

    if "cartons" in plain:
        figures = {part: _number(plain, name, part) for part in ("cartons", "pieces")}
        figures["loose"] = _number(plain, name, "loose") if "loose" in plain else Decimal(0)
        pieces = by_cartons(figures["cartons"], figures["pieces"], figures["loose"])
        return pieces, How(Method.CARTONS, working={part: decimal_text(value) for part, value in figures.items()})
    if "whole_kg" in plain:
        samples = _each(plain, "samples_g", lambda each, at: _number({"samples_g": each}, at, "samples_g"))
        found = by_weight(Weighing(int(_number(plain, name, "pieces")), samples, _number(plain, name, "whole_kg")))
        working = {"pieces": str(plain["pieces"]), "whole_kg": str(plain["whole_kg"]), "samples_g": to_json(samples)}
        return found.pieces, How(Method.WEIGHT, found.error, working)
    if plain.get("as_declared"):
        return declared, How(Method.AS_DECLARED)
    quantity = _number(plain, name, "quantity")
    check_count(quantity)
    return quantity, How()


def _number(plain: Mapping[str, Any], name: str, part: str) -> Decimal:
    try:
        found = Decimal(str(plain.get(part)))
    except InvalidOperation:
        found = Decimal("NaN")
    if found.is_nan() or not -MOST_FIGURE <= found <= MOST_FIGURE:
        raise _bad(f"{name}.{part}")
    return found


def _sampling(plain: Any, tuning: CountingSettings) -> ToldSampling:
    """The plan for the file's lot: the office's first one, or the one whose place (from 1) the file names."""
    told = _table(plain, "sampling")
    place = told.get("plan", 1)
    if type(place) is not int or not 1 <= place <= len(tuning.plans):
        raise _bad("sampling.plan")
    plan = tuning.plans[place - 1].plan(int(_number(told, "sampling", "lot")))
    if "opened" not in told:
        return ToldSampling(plan, None, 0)
    opened, findings = (int(_number(told, "sampling", part)) for part in ("opened", "findings"))
    return ToldSampling(plan, opened, findings)


def _picture(path: Path) -> tuple[bytes, str, str]:
    from app.bench.pictures import open_picture

    picture = open_picture(path)
    return picture.data, f"image/{picture.format.lower()}", path.name
