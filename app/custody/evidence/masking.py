"""Keeps out of a package what its addressee may not see: by the name of a field, and wherever its value is quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from app.deadlines.reading import Both
from app.detention.procedure.law import Procedure
from app.notice.disclosure import SHORTEST, hidden_fields, mask
from app.notice.rules import NoticeData, Value, shown

# The pack's name of a field, and the names under which tables and entries keep the same thing.
KEPT_AS: Final[Mapping[str, tuple[str, ...]]] = {
    "party_name": ("party", "consignor", "consignee"),
    "party_id": ("party_id", "consignor_id", "consignee_id"),
    "party_address": ("party_address",),
    "declaration_no": ("declaration_no",),
    "seal_numbers": ("seals", "seal", "put_on", "broken", "replaced_by"),
    "place": ("place", "storage", "from_place", "to_place", "from", "to"),
    "custodian": ("custodian", "held_by", "receiver"),
    "security_due": ("security_due",),
    "amount": ("security", "counter_security"),
    "holder_address": ("holder_address", "contact"),
}
LONG: Final = 8
"""Signs from which a text is not found by chance inside of another, such as a hash."""


@dataclass(frozen=True)
class Mask:
    """What one addressee may not see of one case."""

    addressee: str
    hides: tuple[str, ...]
    keys: frozenset[str]
    quoted: re.Pattern[str] | None
    known: Mapping[str, Value]

    @property
    def hides_something(self) -> bool:
        """Whether there is anything that this addressee may not see."""
        return bool(self.hides)

    def json(self, value: Any, key: str = "") -> Any:
        """A JSON value with everything hidden masked, by name or for what it quotes."""
        if key in self.keys and value not in (None, "", [], {}):
            return mask().en
        match value:
            case dict():
                return {name: self.json(part, name) for name, part in value.items()}
            case list() | tuple():
                return [self.json(part) for part in value]
            case str():
                return self.quoted.sub(mask().en, value) if self.quoted else value
            case _:
                return value

    def would_change(self, value: Any) -> bool:
        """Whether a JSON value shows something hidden."""
        return bool(self.json(value) != value)

    def finds_in(self, text: str) -> bool:
        """Whether a text quotes something hidden."""
        return bool(self.quoted and self.quoted.search(text))


def mask_for(procedure: Procedure, addressee: str, known: Mapping[str, Value], texts: Mapping[str, set[str]]) -> Mask:
    """The mask of an addressee; `known` are the case's values by the pack's names, `texts` more forms of them."""
    hides = hidden_fields(procedure, addressee)
    secrets = {form for name in hides for form in (*_forms(known.get(name)), *texts.get(name, ()))}
    long = sorted((form for form in secrets if len(form) >= SHORTEST), key=len, reverse=True)
    each = (_quotation(form) for form in long)
    keys = frozenset(key for name in hides for key in (name, *KEPT_AS.get(name, ())))
    return Mask(addressee, hides, keys, re.compile("|".join(each), re.IGNORECASE) if long else None, known)


def _quotation(form: str) -> str:
    """Where a form is quoted, however its spaces are set; a short number or word only where it stands alone.

    Without that, an amount of 50 would be found in every hash.
    """
    found = r"\s*".join(re.escape(part) for part in re.split(r"\s+", form))
    alone = len(form) < LONG and form.isascii()
    return rf"(?<![0-9A-Za-z.,]){found}(?![0-9A-Za-z]|[.,]\d)" if alone else found


def _forms(value: Value) -> Iterator[str]:
    if isinstance(value, Both):
        yield from (value.zh.strip(), value.en.strip())
    elif value is not None:
        yield shown(value).strip()
        if isinstance(value, int | Decimal):
            yield str(value)


def fields_of(data: NoticeData) -> Iterator[tuple[str, str]]:
    """Every text of a document by the name of its field."""
    for values in (data.fields, *data.lines):
        for name, value in values.items():
            yield from ((name, form) for form in _forms(value))
