"""Documents as they would be made in three cases: S5's toys, a postal parcel of a rare name, S6's projectors."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from app.deadlines.reading import Both
from app.detention.procedure.law import Procedure
from app.notice.rules import NoticeData, Picture, Value
from tests.rules.notice_samples import AT, OFFICERS, goods, photo

CASES: Final = ("toys", "shoes", "projectors")
ALIKE: Final = {
    "declarant": "party_name",
    "importer": "party_name",
    "exporter": "party_name",
    "manufacturer": "party_name",
    "importer_address": "party_address",
    "owner": "holder_name",
    "addressee": "holder_name",
}


def known(case: str) -> dict[str, Value]:
    """The values of a case by the fields' names; what a case does not say is the toys'."""
    written = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    values = {name: _value(plain) for part in ("every", "toys", case) for name, plain in written[part].items()}
    return {**values, **{field: values[other] for field, other in ALIKE.items()}}


def _value(plain: Any) -> Value:
    match plain:
        case {"zh": str(zh), "en": str(en)}:
            return Both(zh, en)
        case {"decimal": str(text)}:
            return Decimal(text)
        case _:
            found: Value = plain
            return found


def document(law: Procedure, kind: str, case: str) -> NoticeData:
    """A document of any kind as it would be made in one of the cases."""
    values, rule = known(case), law.document(kind)
    shots = (Picture(Both("照片 1", "photo 1"), photo()), Picture(Both("照片 2", "photo 2"), photo((60, 90, 190))))
    made = NoticeData(kind, f"NB-MS-01-{kind}-2024-00017", "NB-MS-01-2024-00017", AT, {}, (), OFFICERS)
    return replace(
        made,
        fields={name: values[name] for name in rule.required if name in values},
        lines=_lines(case, values) if rule.line_fields else (),
        pictures=shots if "photos" in rule.required or kind == "D26" else (),
    )


def _lines(case: str, values: Mapping[str, Value]) -> tuple[dict[str, Value], ...]:
    if case == "toys":
        return goods(5)
    named = {"goods": str(values["goods"]), "brand": str(values["right_name"]), "rights": str(values["record_no"])}
    return tuple({**line, **named} for line in goods(1))
