"""Measures the matching engine: recall and false alarms by kind of disguise, speed, size, against four other engines.

Run `python -m tests.benchmarks.bench_matching [DATA]`; DATA is the folder of measuring data, default ../shared/data
(its `matching` part). The second table is made here from another seed and from carriers that are not in the first.
"""

from __future__ import annotations

import csv
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from app.register.matching import LineText, Matches, MatchIndex
from app.register.matching import evidence as judging
from app.register.matching.ordinary import Counts, Ordinary
from app.register.matching.search import SearchIndex
from app.register.parties import likeness
from app.register.rules import Recordation, RightType
from tests.benchmarks.disguises import Made, Marked, made_lines
from tests.benchmarks.matching_peers import PEERS, measured

SEED = 20261122
FOLDS = 5
WEAK_KINDS = ("shape2", "sound2")
CORES = 2


def register(path: Path) -> list[Recordation]:
    """A register of the measuring data."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_recordation(row) for row in csv.DictReader(file)]


def _recordation(row: dict[str, str]) -> Recordation:
    def many(name: str) -> tuple[str, ...]:
        return tuple(one for one in row[name].split("|") if one)

    return Recordation(
        row["recordation_no"], RightType.TRADEMARK, row["right_no"], row["mark"], row["holder"],
        date(2024, 1, 1), date(2033, 12, 31), mark_alt=many("mark_alt"),
        nice_classes=tuple(map(int, many("nice_classes"))),
    )  # fmt: skip


def padded(rights: list[Recordation], size: int, seed: int) -> list[Recordation]:
    """A register filled up with coined marks: half pinyin-like Latin ones, half Chinese ones of common characters."""
    some = random.Random(seed)  # noqa: S311
    starts = [*"bpmfdtnlgkhjqxrzcsyw", "zh", "ch", "sh"]
    ends = [*"aoeiu", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "ong", "ian", "ing", "uo", "ui", "uan", "un"]
    used = sorted({letter for one in rights for letter in one.mark if "\u4e00" <= letter <= "\u9fff"})
    made = list(rights)
    while len(made) < size:
        if some.random() < 0.75:
            mark = "".join(some.choice(starts) + some.choice(ends) for _ in range(some.choice((2, 2, 3))))
        else:
            mark = "".join(some.choice(used) for _ in range(some.choice((2, 3, 3, 4))))
        classes = some.choice(rights).nice_classes
        made.append(replace(rights[0], recordation_no=f"P{len(made)}", mark=mark, mark_alt=(), nice_classes=classes))
    return made


def is_title(text: str) -> bool:
    """Whether a goods text is a Chinese title."""
    return len(re.findall("[\u4e00-\u9fff]", text)) > 3


@dataclass
class Tally:
    """Recall and false alarms on a set of lines."""

    kinds: dict[str, list[int]]
    alerts: list[bool]
    reviews: list[bool]
    titles: list[bool]
    plain: list[bool]
    """Of the lines with a mark that isn't an ordinary word and is of the 22 kinds: whether it was an alert."""
    scores: list[tuple[float, bool]]

    @classmethod
    def empty(cls) -> Tally:
        """Nothing counted yet."""
        return cls(defaultdict(lambda: [0, 0, 0]), [], [], [], [], [])

    def add(self, lines: Sequence[Made], answers: Iterable[Matches], ordinary: Callable[[str], bool]) -> None:
        """Count what was found in more lines."""
        for line, answer in zip(lines, answers, strict=True):
            if line.expect is None:
                self.alerts.append(bool(answer.alerts))
                self.reviews.append(bool(answer.review))
                self.titles.append(is_title(line.goods))
                self.scores.append((max((one.score for one in answer.alerts), default=0.0), False))
            else:
                self._add_hidden(line, line.expect, answer, ordinary)

    def _add_hidden(self, line: Made, expect: str, answer: Matches, ordinary: Callable[[str], bool]) -> None:
        right = [one.score for one in answer.alerts if one.recordation_no == expect]
        seen = any(one.recordation_no == expect for one in answer.review)
        row = self.kinds[line.kind]
        row[0], row[1], row[2] = row[0] + 1, row[1] + bool(right), row[2] + (bool(right) or seen)
        if line.kind not in WEAK_KINDS:
            self.scores.append((max(right, default=0.0), True))
            if not ordinary(expect):
                self.plain.append(bool(right))

    def recall(self, column: int, without: tuple[str, ...] = ()) -> float:
        """The share found: column 1 counts alerts, 2 alerts and reviews."""
        rows = [row for kind, row in self.kinds.items() if kind not in without]
        return sum(row[column] for row in rows) / max(1, sum(row[0] for row in rows))

    def per_thousand(self, which: list[bool], titles_only: bool = False) -> float:
        """Clean lines with an answer, of 1,000."""
        chosen = [hit for hit, title in zip(which, self.titles, strict=True) if title or not titles_only]
        return 1000 * sum(chosen) / max(1, len(chosen))


def tallied(lines: Sequence[Made], answers: Iterable[Matches], ordinary: Callable[[str], bool]) -> Tally:
    """Count what was found."""
    tally = Tally.empty()
    tally.add(lines, answers, ordinary)
    return tally


def asked(lines: Sequence[Made]) -> list[LineText]:
    """The lines as questions."""
    return [LineText(line.goods, nice=line.nice) for line in lines]


def is_ordinary(rights: Sequence[Recordation], index: MatchIndex) -> Callable[[str], bool]:
    """Which recordations have a mark that is an everyday word: listed, or seen in cleared shipments."""
    from app.register.matching.units import cut

    units = cut([(one.mark,) for one in rights])
    last = np.maximum(units.first[1:] - 1, 0)
    numbers = units.exact().number(units.start[np.minimum(units.first[:-1], len(units.start) - 1)], units.end[last])
    known = np.zeros(len(rights), dtype=np.bool_)
    known[index.ordinary.words.find(numbers)[0]] = True
    known |= index.ordinary.seen(numbers) > 0
    words = {one.recordation_no for one, ordinary in zip(rights, known.tolist(), strict=True) if ordinary}
    return words.__contains__


def show(title: str, rows: Iterable[tuple[str, str, str]]) -> None:
    """Print a table: what, measured, goal."""
    print(f"\n{title}")
    for what, value, goal in rows:
        print(f"  {what:<58} {value:>22}  {goal}")


def quality(title: str, tally: Tally) -> None:
    """Print recall and false alarms."""
    show(
        title,
        [
            ("recall, 24 kinds, alerts + review", f"{tally.recall(2):.4f}", ">= .985"),
            ("recall of alerts, 22 kinds", f"{tally.recall(1, WEAK_KINDS):.4f}", ">= .985"),
            ("  the same, marks that are not ordinary words", f"{np.mean(tally.plain or [False]):.4f}", ">= .99"),
            ("false alerts per 1,000 clean lines", f"{tally.per_thousand(tally.alerts):.1f}", "<= 4"),
            ("  Chinese titles alone", f"{tally.per_thousand(tally.alerts, titles_only=True):.1f}", "<= 10"),
            ("reviews per 1,000 clean lines", f"{tally.per_thousand(tally.reviews):.1f}", "<= 60"),
            ("clean lines", f"{len(tally.alerts)}", ""),
        ],
    )
    kinds = (f"{kind} {row[1]}/{row[2]}/{row[0]}" for kind, row in sorted(tally.kinds.items()))
    print("  by kind, alerts/found/lines: " + ", ".join(kinds))


def curve(tally: Tally) -> None:
    """Print recall of alerts against false alerts for stricter thresholds than the one in use."""
    hidden = sum(one for _, one in tally.scores)
    clean = len(tally.alerts)
    print("  curve (score: recall of alerts, false alerts per 1,000):", end=" ")
    for least in (0.0, 0.55, 0.57, 0.6, 0.65, 0.7, 0.8):
        found = sum(one and score > 0 and score >= least for score, one in tally.scores)
        false = sum(not one and score > 0 and score >= least for score, one in tally.scores)
        print(f"{least:.2f}: {found / max(1, hidden):.4f}, {1000 * false / max(1, clean):.1f};", end=" ")
    print()


def speed(index: MatchIndex, lines: list[LineText], goal: str) -> None:
    """Print lines a second on the cores and one line's latency."""
    walls = []
    for _ in range(5):
        begun = time.perf_counter()
        list(index.match_many(lines, CORES))
        walls.append(time.perf_counter() - begun)
    begun = time.process_time()
    list(index.match_many(lines))
    alone = time.process_time() - begun
    each, walls_each = [], []
    for line in lines[:: max(1, len(lines) // 1000)]:
        begun, wall = time.process_time(), time.perf_counter()
        index.match(line)
        each.append((time.process_time() - begun) * 1000)
        walls_each.append((time.perf_counter() - wall) * 1000)
    p50, p99 = np.percentile(each, [50, 99])
    show(
        f"speed (wall times share the machine; load {Path('/proc/loadavg').read_text().split()[0]})",
        [
            (
                f"lines/s on the clock, {CORES} processes, their start included",
                f"{len(lines) / float(np.median(walls)):.0f}",
                goal,
            ),
            (f"lines/s, {CORES} cores, from processor time", f"{CORES * len(lines) / alone:.0f}", goal),
            ("one line, ms of processor time, p50 / p99", f"{p50:.2f} / {p99:.2f}", "p99 <= 5"),
            ("one line, ms on the clock, p99", f"{np.percentile(walls_each, 99):.2f}", ""),
        ],
    )


def size(rights: list[Recordation], cleared: list[str]) -> MatchIndex:
    """Print the index's build and load times and memory; give the index."""
    wall, begun = time.perf_counter(), time.process_time()
    index = MatchIndex.build(rights, cleared=cleared)
    built, wall = time.process_time() - begun, time.perf_counter() - wall
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "index.npz")
        index.save(path)
        script = (
            "import time;from pathlib import Path;import numpy;from app.register.matching import MatchIndex,LineText;"
            "m=lambda:int(open('/proc/self/statm').read().split()[1])*4096/1e6;b=m();"
            f"t=time.perf_counter();i=MatchIndex.load(Path({str(path)!r}));t=time.perf_counter()-t;"
            "i.match(LineText('运动鞋 NIKE'));print(t,m()-b,m())"
        )
        said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
        load, more, whole = map(float, said)
        show(
            f"index of {len(rights):,} marks",
            [
                ("build, s of processor time / on the clock", f"{built:.2f} / {wall:.2f}", "<= 5"),
                ("load, s", f"{load:.3f}", "<= 0.5"),
                ("memory: index / whole process, MB", f"{more:.0f} / {whole:.0f}", "<= 250"),
                ("file, MB", f"{path.stat().st_size / 1e6:.0f}", ""),
            ],
        )
    return index


def peers(rights: list[Recordation], lines: Sequence[Made], ours: float) -> None:
    """Print the other engines' figures and the ratio to each."""
    marks = [(one.recordation_no, one.names) for one in rights]
    hidden = [(line.goods, line.expect) for line in lines if line.expect]
    print(f"\npeers, one core, same lines (ours {ours:.0f} lines/s a core)")
    for peer in PEERS:
        one = measured(peer, marks, hidden)
        ratio = ours / one.lines_a_second
        print(
            f"  {one.name:<30} {one.lines_a_second:>9.0f} lines/s  recall {one.recall:.3f}"
            f"  build {one.build_seconds:.1f} s  ({one.lines} lines)  ours is {ratio:.2f} x as fast"
        )


def pairs(path: Path) -> None:
    """Print the best F1 on company names."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["schema"] not in {"Person", "Vessel"}]
    scored = [(likeness(row["name1"], row["name2"]), row["is_match"] == "true") for row in rows]
    best = max(_f1(scored, least) for least in {score for score, _ in scored})
    show("parties", [("company names, best F1", f"{best:.3f}", ">= .90")])


def _f1(scored: list[tuple[float, bool]], least: float) -> float:
    right = sum(score >= least and same for score, same in scored)
    wrong = sum((score >= least) != same for score, same in scored)
    return 2 * right / (2 * right + wrong) if right else 0.0


def search(rights: list[Recordation]) -> None:
    """Print the latency of search as you type over 300,000 recordations."""
    some = random.Random(SEED)  # noqa: S311
    many = padded(rights, 300_000, SEED)
    begun = time.process_time()
    index = SearchIndex.build(many)
    built = time.process_time() - begun
    took, first = [], 0
    for _ in range(300):
        one = some.choice(many)
        at = some.randrange(len(one.mark))
        misspelt = one.mark[:at] + one.mark[at + 1 :]
        asked_by = (one.mark, one.mark[:2], misspelt, one.recordation_no[:9], one.holder)
        for which, query in enumerate(asked_by):
            begun = time.perf_counter()
            answer = index.search(query, 20)
            took.append((time.perf_counter() - begun) * 1000)
            first += which == 0 and any(hit.mark == one.mark for hit in answer)
    p50, p95 = np.percentile(took, [50, 95])
    show(
        "search as you type, 300,000 recordations",
        [
            ("p50 / p95, ms on the clock", f"{p50:.1f} / {p95:.1f}", "p95 <= 50"),
            ("asked by its mark, among the first 20", f"{first / 300:.3f}", ""),
            ("build, s of processor time", f"{built:.1f}", ""),
        ],
    )


def folds(cleared: list[str]) -> list[list[str]]:
    """The cleared texts in parts, each with as many titles as other texts."""
    some = random.Random(SEED)  # noqa: S311
    mixed = sorted(set(cleared))
    some.shuffle(mixed)
    titles = [text for text in mixed if is_title(text)]
    others = [text for text in mixed if not is_title(text)]
    return [titles[part::FOLDS] + others[part::FOLDS][: len(titles[part::FOLDS])] for part in range(FOLDS)]


def unseen(rights: list[Recordation], index: MatchIndex, cleared: list[str]) -> None:
    """Print the same figures on lines made here, none of whose carriers was learned: part after part of them held back.

    Each part hides other marks by other chances. The second table is the first day of a desk: nothing learned.
    """
    marked = [Marked(one.recordation_no, one.mark, one.mark_alt, one.nice_classes) for one in rights[:20_000]]
    learned, innocent = Tally.empty(), Tally.empty()
    blank = replace(index, ordinary=Ordinary.build(Counts.none()))
    for part, held in enumerate(folds(cleared)):
        lines = made_lines(marked, held, SEED + part, 20)
        fewer = replace(index, ordinary=Ordinary.build(Counts.of(set(cleared) - set(held))))
        for judge, tally in ((fewer, learned), (blank, innocent)):
            tally.add(lines, judge.match_many(asked(lines)), is_ordinary(rights, judge))
    quality(f"lines made here, seeds from {SEED}; a fifth of the texts held back from learning, {FOLDS} times", learned)
    curve(learned)
    quality("the same lines, nothing learned", innocent)


def main(data: Path) -> int:
    """Run everything; 0 also where the data is absent."""
    folder = data / "matching" if (data / "matching").is_dir() else data
    if not (folder / "lines.jsonl").exists():
        print(f"bench-matching skipped: no measuring data at {folder}")
        return 0
    rights = register(folder / "register-100k.csv")
    cleared = (folder / "cleared-lines.txt").read_text(encoding="utf-8").splitlines()
    rows = map(json.loads, (folder / "lines.jsonl").read_text(encoding="utf-8").splitlines())
    lines = [Made(row["goods"], row["nice"], row["expect"], row["kind"]) for row in rows]
    index = size(rights, cleared)
    tally = tallied(lines, index.match_many(asked(lines)), is_ordinary(rights, index))
    quality("100,000 marks, lines.jsonl", tally)
    curve(tally)
    unseen(rights, index, cleared)
    speed(index, asked(lines), ">= 6000")
    begun = time.process_time()
    list(index.match_many(asked(lines)))
    ours = len(lines) / (time.process_time() - begun)
    peers(rights, lines, ours)
    pairs(folder / "name-pairs.csv")
    search(rights)
    del index
    many = size(padded(rights, 500_000, SEED), cleared)
    tally = tallied(lines, many.match_many(asked(lines)), is_ordinary(rights, many))
    quality("500,000 marks, lines.jsonl (goal here: false alerts <= 12)", tally)
    speed(many, asked(lines), ">= 3000")
    print(f"\nalert threshold: log odds {judging.ALERT}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")))
