"""What a document says and must say: its values, its required fields, its template and the code that leads back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Final
from urllib.parse import quote, unquote

from app.core import places
from app.core.canonical import sha256
from app.core.errors import Refused
from app.core.wording import Lang
from app.deadlines.reading import Both, Table, parse_toml
from app.detention.procedure.law import DocumentRule, Procedure

Value = str | int | Decimal | date | datetime | Both | None
NO_VALUES: Mapping[str, Value] = MappingProxyType({})
CODE_HEAD: Final = "TW1"
BLOCKS: Final = ("fields", "text", "lines", "pictures", "signatures", "seal")
ALWAYS: Final = frozenset({"agency", "notice_no", "case_no", "issued_on"})  # the head of every document shows these
STOPPED_TWICE: Final = re.compile(r"。(?=[；。，、])|(?<=[a-z]{3})\.(?=[;.,])")
GAP: Final = re.compile(r"\{(\w+)\}")
MOST_LINES: Final = 100_000
MOST_PICTURES: Final = 60


@dataclass(frozen=True)
class Officer:
    """An officer in charge: name, badge number, and a scanned signature (PNG or JPEG) if there is one."""

    name: str
    badge: str
    signature: bytes | None = None


@dataclass(frozen=True)
class Picture:
    """A photo for the document; `shows` names the fields that can be read in it, for the disclosure guard."""

    caption: Both
    data: bytes
    shows: tuple[str, ...] = ()


@dataclass(frozen=True)
class NoticeData:
    """All that one document is made of, by the pack's field names; equal data give equal bytes."""

    kind: str
    number: str
    case_id: str
    issued_at: datetime
    fields: Mapping[str, Value] = field(default_factory=lambda: NO_VALUES)
    lines: tuple[Mapping[str, Value], ...] = ()
    officers: tuple[Officer, ...] = ()
    pictures: tuple[Picture, ...] = ()
    void_reason: Both | None = None


@dataclass(frozen=True)
class Column:
    """One column of a list: which field, how wide in comparison with the others, numbers to the right."""

    field: str
    width: int
    number: bool


@dataclass(frozen=True)
class Block:
    """One part of a document, in reading order."""

    type: str
    heading: Both | None = None
    text: Both | None = None
    fields: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    totals: tuple[str, ...] = ()
    across: int = 1

    def shows(self) -> Iterable[str]:
        """The fields this part puts on paper."""
        yield from self.fields
        yield from self.totals
        yield from (column.field for column in self.columns)
        if self.text:
            yield from GAP.findall(self.text.zh + self.text.en)
        if self.type == "pictures":
            yield "photos"
        if self.type == "seal":
            yield "agency_seal"


@dataclass(frozen=True)
class Template:
    """The layout and wording of one kind of document, editable by an office."""

    kind: str
    version: str
    landscape: bool
    blocks: tuple[Block, ...]

    def shows(self) -> frozenset[str]:
        """Every field on paper, the head's among them."""
        return ALWAYS.union(name for block in self.blocks for name in block.shows())


def required_fields(kind: str, procedure: Procedure) -> tuple[str, ...]:
    """The fields that must have a value before a document of that kind can be made."""
    return procedure.document(kind).required


def shipped_template(kind: str, procedure: Procedure) -> str:
    """The text of the template that comes with the program."""
    _issued(kind, procedure)
    path = places.resources("notices", procedure.pack.profile, f"{kind}.toml")
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise Refused("deadlines.pack_no_file", file=path.name, at=path.name) from error


def load_template(kind: str, procedure: Procedure) -> Template:
    """The template that comes with the program, checked."""
    return check_template(kind, shipped_template(kind, procedure), procedure)


def check_template(kind: str, text: str, procedure: Procedure) -> Template:
    """A template from its text: readable, only known fields, every required field on paper."""
    return _template(parse_toml(f"{kind}.toml", text.encode("utf-8")), kind, procedure)


def _template(table: Table, kind: str, procedure: Procedure) -> Template:
    rule = _issued(kind, procedure)
    template = Template(
        kind=table.choice("kind", (kind,)),
        version=table.text("version"),
        landscape=table.flag("landscape", False),
        blocks=tuple(_block(row) for row in table.rows("block")),
    )
    table.finish()
    _complete(table, template, rule, procedure)
    return template


def _issued(kind: str, procedure: Procedure) -> DocumentRule:
    rule = procedure.document(kind)
    if not rule.issued:
        raise Refused("notice.not_issued", field="kind", title=rule.title.say)
    return rule


def _block(row: Table) -> Block:
    kind = row.choice("type", BLOCKS)
    block = Block(
        type=kind,
        heading=row.both_or_none("heading"),
        text=row.both("text") if kind == "text" else None,
        fields=row.texts("fields") if kind in ("fields", "signatures") else (),
        columns=tuple(_column(inner) for inner in row.rows("columns")) if kind == "lines" else (),
        totals=row.texts("totals", ()),
        across=row.whole("across", 1, 3, 1),
    )
    row.finish()
    return block


def _column(row: Table) -> Column:
    column = Column(row.text("field"), row.whole("width", 1, 500), row.flag("number", False))
    row.finish()
    return column


def _complete(table: Table, template: Template, rule: DocumentRule, procedure: Procedure) -> None:
    shown = template.shows()
    for name in sorted(shown - set(procedure.fields)):
        raise table.refuse("unknown_name", "block", found=name, list="documents.toml [fields]")
    lacking = [name for name in (*rule.required, *rule.line_fields, *rule.signatures) if name not in shown]
    if lacking:
        labels = [procedure.fields[name].say for name in lacking]
        raise Refused("notice.template_lacks", field=lacking[0], file=table.file, fields=lacking, labels=labels)


def completed(data: NoticeData, procedure: Procedure) -> NoticeData:
    """The data with what follows from them (number, date, officers, totals), or refused for what they lack."""
    rule = procedure.document(data.kind)
    if len(data.lines) > MOST_LINES or len(data.pictures) > MOST_PICTURES:
        raise Refused("notice.too_long", field="lines", lines=MOST_LINES, pictures=MOST_PICTURES)
    derived: dict[str, Value] = {
        "notice_no": data.number,
        "case_no": data.case_id,
        "issued_on": data.issued_at.date(),
        **_totals(data.lines),
    }
    if data.officers:
        derived["officers"] = "、".join(f"{officer.name}（{officer.badge}）" for officer in data.officers)
    if data.pictures:
        derived["photos"] = str(len(data.pictures))
    full = replace(data, fields=MappingProxyType({**derived, **data.fields}))
    if rule.two_officers and len({officer.badge for officer in data.officers}) < 2:
        raise Refused("notice.two_officers", field="officers", title=rule.title.say)
    _nothing_missing(full, rule, procedure)
    return full


def _nothing_missing(data: NoticeData, rule: DocumentRule, procedure: Procedure) -> None:
    if rule.line_required and not data.lines:
        raise Refused("notice.no_lines", field="lines", title=rule.title.say)
    missing = missing_fields(data, rule)
    if missing:
        labels = [procedure.fields[name].say for name in missing]
        raise Refused("notice.missing", field=missing[0], title=rule.title.say, labels=labels)
    for place, line in enumerate(data.lines, 1):
        lacking = [name for name in rule.line_required if empty(line.get(name))]
        if lacking:
            labels = [procedure.fields[name].say for name in lacking]
            raise Refused("notice.missing_in_line", field=lacking[0], title=rule.title.say, line=place, labels=labels)


def missing_fields(data: NoticeData, rule: DocumentRule) -> tuple[str, ...]:
    """The required fields without a value."""
    return tuple(name for name in rule.required if empty(data.fields.get(name)))


def empty(value: Value) -> bool:
    """Whether a value says nothing, in one language at least."""
    if isinstance(value, Both):
        return not value.zh.strip() or not value.en.strip()
    return value is None or (isinstance(value, str) and not value.strip())


def _totals(lines: Iterable[Mapping[str, Value]]) -> dict[str, Value]:
    """Sums by unit and by currency, in the order they first appear."""
    counts: dict[str, Decimal] = {}
    values: dict[str, Decimal] = {}
    for line in lines:
        _add(counts, line.get("unit"), line.get("quantity"))
        _add(values, line.get("currency"), line.get("value"))
    totals: dict[str, Value] = {}
    if counts:
        totals["total_quantity"] = "; ".join(f"{shown(count)} {unit}".strip() for unit, count in counts.items())
    if values:
        totals["total_value"] = "; ".join(f"{currency} {shown(value)}".strip() for currency, value in values.items())
    return totals


def _add(sums: dict[str, Decimal], kind: Value, amount: Value) -> None:
    if isinstance(amount, int | Decimal):
        name = shown(kind, "zh")
        sums[name] = sums.get(name, Decimal(0)) + amount


def shown(value: Value, lang: Lang = "zh") -> str:
    """A value as it stands on paper: 199,100; 2026-05-08; 2026-05-08 17:30."""
    match value:
        case None:
            return ""
        case Both():
            return value.in_lang(lang)
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case int() | Decimal():
            return f"{value:,}"
        case str():
            return value


def filled(text: str, data: NoticeData, lang: Lang) -> str:
    """A template's sentence with its gaps filled; a value's own full stop gives way to what follows it."""
    whole = GAP.sub(lambda gap: shown(data.fields.get(gap[1]), lang), text)
    return STOPPED_TWICE.sub("", whole)


def case_code(case_id: str, number: str, kind: str) -> str:
    """The text of the code on a document; it scans back to the case and notices a misread character."""
    body = f"{CODE_HEAD}:{quote(case_id, safe='-')}:{kind}:{quote(number, safe='-')}"
    return f"{body}:{_check(body)}"


def parse_case_code(text: str) -> tuple[str, str, str]:
    """Case, number and kind of a scanned code; anything else is refused."""
    body, _, check = text.strip().rpartition(":")
    parts = body.split(":")
    if len(parts) != 4 or parts[0] != CODE_HEAD or check != _check(body):
        raise Refused("notice.no_code", field="code")
    return unquote(parts[1]), unquote(parts[3]), parts[2]


def _check(body: str) -> str:
    return sha256(body.encode())[:6].upper()


def facts_digest(data: NoticeData, template: Template) -> str:
    """SHA-256 of everything the document says; the first 16 digits are printed in its foot.

    Texts only, under sorted ASCII keys: plain JSON is canonical for these, and quick for ten thousand lines.
    """
    facts = {
        "kind": data.kind,
        "number": data.number,
        "case": data.case_id,
        "issued": data.issued_at.isoformat(),
        "template": template.version,
        "fields": {name: _plain(value) for name, value in data.fields.items()},
        "lines": [{name: _plain(value) for name, value in line.items()} for line in data.lines],
        "officers": [[o.name, o.badge, sha256(o.signature or b"")] for o in data.officers],
        "pictures": [[_plain(p.caption), sha256(p.data)] for p in data.pictures],
    }
    return sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode())


def _plain(value: Value) -> list[str] | str:
    return [value.zh, value.en] if isinstance(value, Both) else shown(value)


def file_name(data: NoticeData, *, copy: bool = False) -> str:
    """The name of the document's file: kind and number only, never a party's name."""
    safe = re.sub(r"[^\w-]+", "-", data.number).strip("-")
    return f"{data.kind}-{safe}{'-copy' if copy else ''}.pdf"
