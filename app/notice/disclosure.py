"""Keeps from an addressee what the law withholds: masked in fields, sentences, lists, captions and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from app.core.errors import Refused
from app.core.wording import in_words
from app.deadlines.reading import Both
from app.detention.procedure.law import Procedure
from app.notice.rules import NoticeData, Picture, Template, Value, shown

SHORTEST: Final = 2  # one sign alone is masked in its own field only: elsewhere it would blot out half the document


@dataclass(frozen=True)
class Masked:
    """A document for one addressee, and for the log which fields it shows and which it hides."""

    data: NoticeData
    shows: tuple[str, ...]
    hides: tuple[str, ...]


def hidden_fields(procedure: Procedure, addressee: str, kind: str = "") -> tuple[str, ...]:
    """The fields that an addressee may not see, in a kind of document less those the law demands there."""
    rule = procedure.disclosures.get(addressee)
    return rule.hidden_in(kind) if rule else ()


def masked(
    data: NoticeData,
    procedure: Procedure,
    addressee: str,
    template: Template,
    *,
    known: Mapping[str, Value] | None = None,
) -> Masked:
    """The document as an addressee may see it.

    `known` are the case's values beyond those of this document: what is hidden among them is masked wherever it
    turns up, for a reason or a remark may quote it.
    """
    names = hidden_fields(procedure, addressee, data.kind)
    secrets = sorted(_secrets(names, data, known or {}), key=len, reverse=True)
    _number_is_clean(data, secrets, addressee)
    hide = _Hider(names, secrets)
    clean = replace(
        data,
        fields=hide.values(data.fields),
        lines=tuple(hide.values(line) for line in data.lines),
        pictures=tuple(hide.picture(photo) for photo in data.pictures if not set(photo.shows) & set(names)),
        officers=tuple(replace(o, name=hide.text(o.name, "zh")) for o in data.officers),
        void_reason=hide.value("void_reason", data.void_reason) if data.void_reason else None,  # type: ignore[arg-type]
    )
    on_paper = template.shows()
    held = {*data.fields, *(name for line in data.lines for name in line)}
    shows = tuple(sorted(name for name in held if name in on_paper and name not in names))
    return Masked(clean, shows, tuple(name for name in names if name in held))


def mask() -> Both:
    """What stands in place of a hidden value."""
    return Both(in_words("notice.masked", "zh"), in_words("notice.masked", "en"))


def _secrets(names: Sequence[str], data: NoticeData, known: Mapping[str, Value]) -> Iterator[str]:
    for values in (known, data.fields, *data.lines):
        for name in names:
            value = values.get(name)
            forms = {shown(value, "zh").strip(), shown(value, "en").strip()}
            if isinstance(value, int | Decimal):
                forms.add(str(value))
            yield from (form for form in forms if len(form) >= SHORTEST)


def _number_is_clean(data: NoticeData, secrets: Sequence[str], addressee: str) -> None:
    """The number and the case stand in the code and the file's name, where nothing can be masked."""
    for text in (data.number, data.case_id):
        if any(_pattern([secret]).search(text) for secret in secrets):
            raise Refused("notice.mask_in_number", field="number", number=text, addressee=addressee)


def _pattern(secrets: Sequence[str]) -> re.Pattern[str]:
    """Any of the secrets, whatever its letter case and however its spaces are set."""
    each = (r"\s*".join(re.escape(part) for part in re.split(r"\s+", secret)) for secret in secrets)
    return re.compile("|".join(each), re.IGNORECASE)


class _Hider:
    """Masks fields by name and their values by what they say."""

    def __init__(self, names: Sequence[str], secrets: Sequence[str]) -> None:
        self._names = frozenset(names)
        self._found = _pattern(secrets) if secrets else None
        self._mask = mask()

    def values(self, values: Mapping[str, Value]) -> Mapping[str, Value]:
        """Fields or a line."""
        return MappingProxyType({name: self.value(name, value) for name, value in values.items()})

    def value(self, name: str, value: Value) -> Value:
        """One value: hidden by its name, or for what its text quotes; a figure of its own is no quotation."""
        if name in self._names and value is not None:
            return self._mask
        if isinstance(value, Both):
            return Both(self.text(value.zh, "zh"), self.text(value.en, "en"))
        if isinstance(value, str):
            return self.text(value, "zh")
        return value

    def text(self, text: str, lang: str) -> str:
        """A text with every quoted secret masked."""
        word = self._mask.zh if lang == "zh" else self._mask.en
        return self._found.sub(word, text) if self._found else text

    def picture(self, photo: Picture) -> Picture:
        """A photo's caption; photos that show something hidden were left out before."""
        return replace(photo, caption=Both(self.text(photo.caption.zh, "zh"), self.text(photo.caption.en, "en")))
