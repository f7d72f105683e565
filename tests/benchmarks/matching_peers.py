"""The engines matching is measured against, each asked for the ten likeliest marks of a line."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app.register.matching.fold import fold

Ask = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Peer:
    """One engine: what it is called, how many lines it is asked, and how it is built from (number, names)."""

    name: str
    lines: int
    build: Callable[[Sequence[tuple[str, tuple[str, ...]]]], Ask]


@dataclass(frozen=True)
class Measured:
    """A peer's figures: seconds are processor time."""

    name: str
    lines: int
    lines_a_second: float
    recall: float
    build_seconds: float


def _flat(marks: Sequence[tuple[str, tuple[str, ...]]]) -> tuple[list[str], list[str]]:
    pairs = [(fold(name), number) for number, names in marks for name in names if fold(name).strip()]
    return [name for name, _ in pairs], [number for _, number in pairs]


def rapidfuzz_peer(marks: Sequence[tuple[str, tuple[str, ...]]]) -> Ask:
    """rapidfuzz process.extract with partial_ratio over every mark."""
    from rapidfuzz import fuzz, process

    names, numbers = _flat(marks)

    def ask(line: str) -> list[str]:
        return [numbers[at] for _, _, at in process.extract(fold(line), names, scorer=fuzz.partial_ratio, limit=10)]

    return ask


def windows(line: str) -> set[str]:
    """Words joined one to four at a time, and two to five Han characters in a row."""
    plain = fold(line)
    words = re.findall(r"[^\W\u4e00-\u9fff]+", plain)
    found = {"".join(words[at : at + size]) for at in range(len(words)) for size in range(1, 5)}
    for run in re.findall(r"[\u4e00-\u9fff]+", plain):
        found |= {run[at : at + size] for at in range(len(run)) for size in range(2, 6) if at + size <= len(run)}
    return {window for window in found if len(window) >= 2}


def symspell_peer(marks: Sequence[tuple[str, tuple[str, ...]]]) -> Ask:
    """SymSpell, one slip allowed, asked about every window of the line."""
    from symspellpy import SymSpell, Verbosity

    names, numbers = _flat(marks)
    owner: dict[str, list[str]] = {}
    speller = SymSpell(max_dictionary_edit_distance=1, prefix_length=7)
    for name, number in zip(names, numbers, strict=True):
        plain = re.sub(r"\W+", "", name)
        if plain:
            owner.setdefault(plain, []).append(number)
            speller.create_dictionary_entry(plain, 1)

    def ask(line: str) -> list[str]:
        hits: list[tuple[int, int, str]] = []
        for window in windows(line):
            for one in speller.lookup(window, Verbosity.CLOSEST, max_edit_distance=1):
                hits += [(one.distance, -len(one.term), number) for number in owner[one.term]]
        return list(dict.fromkeys(number for _, _, number in sorted(hits)))[:10]

    return ask


def tantivy_peer(marks: Sequence[tuple[str, tuple[str, ...]]]) -> Ask:
    """tantivy, pieces of two and three characters."""
    import tantivy

    schema = tantivy.SchemaBuilder().add_text_field("mark", tokenizer_name="pieces")
    index = tantivy.Index(schema.add_integer_field("at", stored=True).build())
    pieces = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(2, 3, False)).build()
    index.register_tokenizer("pieces", pieces)
    names, numbers = _flat(marks)
    writer: Any = index.writer(60_000_000, 1)
    for at, name in enumerate(names):
        writer.add_document(tantivy.Document(mark=[name], at=[at]))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    built = index.schema

    def ask(line: str) -> list[str]:
        plain = fold(line)
        grams = {plain[at : at + size] for size in (2, 3) for at in range(len(plain) - size + 1)}
        terms = [(tantivy.Occur.Should, tantivy.Query.term_query(built, "mark", gram)) for gram in grams]
        hits = searcher.search(tantivy.Query.boolean_query(terms), 10).hits if terms else []
        return [numbers[searcher.doc(address)["at"][0]] for _, address in hits]

    return ask


def corasick_peer(marks: Sequence[tuple[str, tuple[str, ...]]]) -> Ask:
    """Aho-Corasick over the folded line, any substring, the longest marks first."""
    import ahocorasick

    names, numbers = _flat(marks)
    automaton = ahocorasick.Automaton()
    for name, number in zip(names, numbers, strict=True):
        automaton.add_word(name, (len(name), number))
    automaton.make_automaton()

    def ask(line: str) -> list[str]:
        found = sorted((hit for _, hit in automaton.iter(fold(line))), reverse=True)
        return list(dict.fromkeys(number for _, number in found))[:10]

    return ask


PEERS = (
    Peer("rapidfuzz process.extract", 30, rapidfuzz_peer),
    Peer("SymSpell d=1 on windows", 500, symspell_peer),
    Peer("tantivy n-gram 2-3", 500, tantivy_peer),
    Peer("Aho-Corasick, any substring", 1500, corasick_peer),
)


def measured(peer: Peer, marks: Sequence[tuple[str, tuple[str, ...]]], lines: Sequence[tuple[str, str]]) -> Measured:
    """A peer's speed and recall on (text, expected number), on an even sample of the lines."""
    begun = time.process_time()
    ask = peer.build(marks)
    built = time.process_time() - begun
    step = max(1, len(lines) // peer.lines)
    sample = lines[::step][: peer.lines]
    begun = time.process_time()
    hits = sum(expected in ask(text) for text, expected in sample)
    took = time.process_time() - begun
    return Measured(peer.name, len(sample), len(sample) / took, hits / len(sample), built)
