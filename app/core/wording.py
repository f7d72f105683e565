"""What the program says to people outside of Qt's own labels: sentences with gaps, in each language.

`resources/wording/<step>.toml` holds a table a sentence: `[negative_count]` with `en` and `zh`; its key is
`<step>.negative_count`. Both languages are required and must have the same gaps (a test holds that).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from app.core import places
from app.core.errors import Say

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")

THIN_SPACE = "\u202f"


@cache
def catalogue(step: str) -> Mapping[str, Mapping[str, str]]:
    """The sentences of one step, read once."""
    path = places.resources("wording", f"{step}.toml")
    if not path.exists():
        return {}
    return tomllib.loads(path.read_text(encoding="utf-8"))


def grouped(number: int | Decimal) -> str:
    """A count as people read it: 199 100 with thin spaces."""
    return f"{number:,}".replace(",", THIN_SPACE)


def in_words(said: Say | str, lang: Lang, **params: object) -> str:
    """The sentence in a language; counts are grouped, times are short, nested sentences are said too.

    An unknown key is a bug of ours but must not hide the failure it was to explain: the key itself is shown.
    """
    if isinstance(said, str):
        said = Say(said, params)
    step, _, name = said.key.partition(".")
    sentence = catalogue(step).get(name, {}).get(lang)
    if sentence is None:
        return str(said)
    return sentence.format_map({gap: _shown(value, lang) for gap, value in said.params.items()})


def _shown(value: object, lang: Lang) -> str:
    match value:
        case Say():
            return in_words(value, lang)
        case bool():
            return str(value)
        case int() | Decimal():
            return grouped(value)
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case list() | tuple():
            return ("、" if lang == "zh" else ", ").join(_shown(part, lang) for part in value)
        case _:
            return str(value)


def say_json(said: Say) -> dict[str, Any]:
    """A sentence as JSON, for facts and blobs that keep why something was decided."""
    return {"key": said.key, "params": {gap: _param_json(value) for gap, value in said.params.items()}}


def say_from_json(plain: Mapping[str, Any]) -> Say:
    """The sentence back; days and decimals come back as the text they were kept as."""
    return Say(plain["key"], {gap: _param_from_json(value) for gap, value in plain["params"].items()})


def _param_json(value: object) -> Any:
    match value:
        case Say():
            return say_json(value)
        case list() | tuple():
            return [_param_json(part) for part in value]
        case None | bool() | int() | float() | str():
            return value
        case _:
            return _shown(value, "en")


def _param_from_json(value: Any) -> Any:
    if isinstance(value, dict):
        return say_from_json(value)
    return [_param_from_json(part) for part in value] if isinstance(value, list) else value
