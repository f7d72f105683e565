"""Contract: each sentence a person may see exists in both languages with the same gaps, and each is said somewhere."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from dataclasses import dataclass
from functools import cache

import pytest

from app.core.wording import LANGS
from tests.contracts.tree import ROOT, nodes

KEY = re.compile(r"[a-z_]+\.[a-z0-9_]+")
FILE_ENDINGS = {"toml", "qss", "csv", "json", "jsonl", "npz", "svg", "ts", "qm", "pdf", "db", "ini"}
SAYING = {"Say", "Told", "Refused", "Trouble", "in_words"}
NOT_GAPS = {"field", "lang"}


@cache
def sentences() -> dict[str, dict[str, str]]:
    """Every sentence by its whole key."""
    files = sorted((ROOT / "resources" / "wording").glob("*.toml"))
    return {
        f"{file.stem}.{name}": languages
        for file in files
        for name, languages in tomllib.loads(file.read_text(encoding="utf-8")).items()
    }


def gaps(sentence: str) -> set[str]:
    """The names of a sentence's gaps."""
    return {re.split(r"[.\[]", name)[0] for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@dataclass(frozen=True)
class Program:
    """What the program's code has to do with sentences, read in one pass."""

    constants: list[tuple[str, str]]
    """Every text constant, with where it stands."""
    kinds: set[str]
    """The kinds of entries: constants beside a version number, as in APPLIES."""
    later: set[str]
    """The gaps that some code adds to a sentence said before: `{**said.params, "move": …}`."""
    said: list[tuple[str, set[str], str]]
    """Each call that says a sentence by its key and shows every word it gives: key, the gaps filled, where."""


@cache
def program() -> Program:
    """The program as it stands."""
    found = Program([], set(), set(), [])
    for where, node in nodes():
        match node:
            case ast.Constant(value=str() as value):
                found.constants.append((value, where))
            case ast.Tuple(elts=[ast.Constant(value=str() as kind), ast.Constant(value=int())]):
                found.kinds.add(kind)
            case ast.Dict(keys=keys, values=values):
                if any(
                    key is None and getattr(value, "attr", "") == "params"
                    for key, value in zip(keys, values, strict=True)
                ):
                    found.later.update(str(key.value) for key in keys if isinstance(key, ast.Constant))
            case ast.Call() if (said := _said(node)) is not None:
                found.said.append((*said, where))
    return found


def test_every_sentence_is_said_in_both_languages() -> None:
    half = [key for key, languages in sentences().items() if not all(languages.get(lang) for lang in LANGS)]
    assert sentences()
    assert half == []


def test_both_languages_have_the_same_gaps() -> None:
    differing = [
        key
        for key, languages in sentences().items()
        if len({frozenset(gaps(s) - set(LANGS)) for s in languages.values()}) > 1
    ]
    assert differing == []


def test_the_chinese_is_chinese() -> None:
    han = re.compile(r"[\u4e00-\u9fff]")
    foreign = [
        key for key, languages in sentences().items() if _has_words(languages["zh"]) and not han.search(languages["zh"])
    ]
    assert foreign == []


def _has_words(sentence: str) -> bool:
    plain = "".join(text for text, *_ in string.Formatter().parse(sentence))
    return len(re.findall(r"[A-Za-z]{3,}", plain)) > 3


def test_every_key_in_the_code_is_a_sentence() -> None:
    steps = {key.partition(".")[0] for key in sentences()}
    missing = [
        (value, where)
        for value, where in program().constants
        if KEY.fullmatch(value) and value.partition(".")[0] in steps
        if value not in sentences() and value not in program().kinds
        if value.partition(".")[2] not in FILE_ENDINGS
        if not (value.endswith("_") and any(key.startswith(value) for key in sentences()))
    ]
    assert missing == []


def test_every_sentence_is_said_somewhere() -> None:
    said = {value for value, _ in program().constants}
    beginnings = tuple(value for value in said if re.fullmatch(r"[a-z_]+\.([a-z0-9_]*_)?", value))
    silent = [key for key in sentences() if key not in said and not key.startswith(beginnings)]
    assert silent == []


def test_every_gap_is_filled_where_the_sentence_is_said() -> None:
    unfilled = [
        (key, where, sorted(missing))
        for key, given, where in program().said
        if (missing := gaps(sentences()[key]["en"]) - given - program().later)
    ]
    assert unfilled == []


def _said(call: ast.Call) -> tuple[str, set[str]] | None:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    first = call.args[0] if call.args else None
    if name not in SAYING or not isinstance(first, ast.Constant) or first.value not in sentences():
        return None
    if any(word.arg is None for word in call.keywords):
        return None  # **params: not to be told from here
    given = {word.arg for word in call.keywords if word.arg is not None} - NOT_GAPS
    if name == "Say" and len(call.args) > 1:
        if not isinstance(call.args[1], ast.Dict):
            return None
        keys = call.args[1].keys
        if not all(isinstance(key, ast.Constant) for key in keys):
            return None
        given = {str(key.value) for key in keys if isinstance(key, ast.Constant)}
    return str(first.value), given


@pytest.mark.parametrize("sentence", ["{a} of {b}", "{a.year}: {b:.0}"])
def test_gaps_are_read_whatever_their_form(sentence: str) -> None:
    assert gaps(sentence) == {"a", "b"}
