"""Register files (CSV, XLSX, JSON, XML) checked field by field into recordations and a list of what was refused.

A missing or unreadable picture does not keep a right out, because the right protects without it: the recordation is
taken without a picture and the row is remarked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from app.core.errors import Refused
from app.core.tables import LIMITS, Cells, Kind, Limits, Reading, Reject, Table, bytes_of, kind_of, open_table
from app.register.reading.native import COLUMNS, REQUIRED
from app.register.reading.pictures import picture_beside
from app.register.rules import Guarantee, HolderSize, Recordation, RightType, Status

Progress = Callable[[int, int], None]
PROGRESS_EVERY = 1_000
_KINDS: tuple[Kind, ...] = ("csv", "xlsx", "json", "xml")

_NO_DAY = date.min
"""Stands in a record that is about to be refused for its missing day."""

_CHINESE_NUMBER = re.compile(r"[TPC]\d{4}-\d{4,6}")
_CHINESE_RIGHTS = frozenset({RightType.TRADEMARK, RightType.PATENT, RightType.COPYRIGHT})
_NICE = {f"{number:{width}}": number for number in range(1, 46) for width in ("", "02")}
_DOMAIN = re.compile(r"(?=.{3,253}$)([^\W_]([\w-]{0,61}[^\W_])?\.)+[^\W\d_]([\w-]{0,61}[^\W_])?", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}")


def read_recordations(path: Path, *, progress: Progress | None = None, limits: Limits = LIMITS) -> Reading[Recordation]:
    """The recordations of a file; Refused where the whole file can't be used, rejects where a row can't."""
    table = _table(path, limits)
    found: dict[str, Recordation] = {}
    rejects: list[Reject] = []
    remarks: list[Reject] = []
    count = 0
    for count, row in enumerate(table.rows, start=1):
        cells = Cells(table.file, row)
        made = None if cells.rejects else _recordation(cells, path)
        if made and made.recordation_no in found:
            cells.refuse("recordation_no", "register.number_twice")
        elif made:
            found[made.recordation_no] = made
        rejects += cells.rejects
        remarks += cells.remarks
        if progress and count % PROGRESS_EVERY == 0:
            progress(count, max(count, table.about))
    if progress:
        progress(count, count)
    return Reading(tuple(found.values()), tuple(rejects), count, table.unknown, tuple(remarks))


def _table(path: Path, limits: Limits) -> Table:
    data = bytes_of(path, limits)
    if kind_of(path, data, _KINDS) != "xml":
        return open_table(path, COLUMNS, REQUIRED, kinds=_KINDS, limits=limits)
    from app.register.reading.messages import message_table

    return message_table(data, path.name, limits)


def _recordation(cells: Cells, path: Path) -> Recordation | None:
    number = cells.text("recordation_no", 40, required=True)
    right_type = cells.choice("right_type", RightType)
    valid_from = cells.day("valid_from", required=True)
    valid_to = cells.day("valid_to", required=True, may_be_endless=True)
    status = cells.choice("status", Status, Status.ACTIVE)
    size = cells.choice("holder_size", HolderSize, HolderSize.UNKNOWN)
    guarantee = cells.choice("guarantee", Guarantee, Guarantee.NONE)
    if valid_from and valid_to and valid_to < valid_from:
        cells.refuse("valid_to", "register.ends_before_start", start=valid_from)
    made = Recordation(
        recordation_no=number,
        right_type=right_type or RightType.TRADEMARK,
        right_no=cells.text("right_no", 80),
        mark=cells.text("mark", 300, required=True),
        holder=cells.text("holder", 300, required=True),
        valid_from=valid_from or _NO_DAY,
        valid_to=valid_to or _NO_DAY,
        status=status or Status.ACTIVE,
        mark_alt=cells.many("mark_alt"),
        holder_alt=cells.many("holder_alt"),
        holder_country=cells.text("holder_country", 60),
        holder_size=size or HolderSize.UNKNOWN,
        nice_classes=_nice_classes(cells),
        hs_codes=cells.many_digits("hs_codes", 2, 10),
        goods=cells.text("goods", 10_000),
        licensees=cells.many("licensees"),
        known_infringers=cells.many("known_infringers"),
        gtin_prefixes=cells.many_digits("gtin_prefixes", 3, 14),
        domains=cells.each("domains", _DOMAIN.fullmatch, "register.domain"),
        contact_name=cells.text("contact_name"),
        contact_phone=cells.text("contact_phone", 60),
        contact_email=_email(cells),
        contact_confirmed_on=cells.day("contact_confirmed_on"),
        genuine_clues=cells.many("genuine_clues", 1000),
        fake_clues=cells.many("fake_clues", 1000),
        guarantee=guarantee or Guarantee.NONE,
        safety_flag=cells.flag("safety_flag"),
        image=_image(cells, path),
    )
    if cells.rejects:
        return None
    if right_type in _CHINESE_RIGHTS and not _CHINESE_NUMBER.fullmatch(number):
        cells.remark("recordation_no", "register.number_form")
    return made


def _nice_classes(cells: Cells) -> tuple[int, ...]:
    values = cells.many("nice_classes")
    classes = tuple(dict.fromkeys(_NICE.get(value, 0) for value in values))
    if 0 in classes:
        cells.refuse("nice_classes", "register.nice_class")
    return classes


def _email(cells: Cells) -> str:
    value = cells.text("contact_email", 254)
    if value and not _EMAIL.fullmatch(value):
        cells.remark("contact_email", "register.email")
    return value


def _image(cells: Cells, path: Path) -> str:
    name = cells.text("image", 200)
    if not name:
        return ""
    try:
        picture_beside(path, name)
    except Refused as refused:
        cells.remark("image", refused.say.key, **refused.say.params)
        # An update may come without its pictures: the name stays, and with it the picture that is kept under it.
        return name if refused.say.key == "register.picture_missing" else ""
    return name
