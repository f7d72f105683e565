"""Make resources/sample/: register, declarations, officers, stations, campaigns and bench material, all of it invented.

    python packaging/sample_data.py [FOLDER]

The same program gives the same tables, byte for byte; what is drawn is told apart from what is true by `truth.csv`.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from sample import bench, people  # noqa: E402
from sample.register import Register, groups  # noqa: E402
from sample.shipments import Made, Shipments, traders  # noqa: E402

from app.core.tables import write_csv  # noqa: E402 - the two folders above come first
from app.intake.reading import write_declarations  # noqa: E402
from app.intake.rules import Declaration  # noqa: E402
from app.register.reading import write_recordations  # noqa: E402
from app.register.rules import Recordation  # noqa: E402

SEED = 20241113
FONTS = ROOT / "resources" / "fonts"


def drawn() -> tuple[tuple[Recordation, ...], Made]:
    """The register and the fortnight of shipments."""
    words = tomllib.loads((Path(__file__).parent / "sample" / "words.toml").read_text(encoding="utf-8"))
    houses = traders(words, SEED)
    register = Register(words, tuple(house.name for house in houses), SEED).recordations()
    made = Shipments(words, groups(words), register, houses, SEED).fortnight()
    return register, made


def write_tables(folder: Path, register: tuple[Recordation, ...], made: Made) -> None:
    """Every CSV, TOML and JSON file of the sample."""
    folder.mkdir(parents=True, exist_ok=True)
    write_recordations(folder / "register.csv", register)
    for station in people.STATIONS:
        own = (item for item in made.declarations if item.customs_code == station["customs_code"])
        write_declarations(folder / f"declarations-{station['station']}.csv", own)
    _csv(folder / "truth.csv", (asdict(truth) for truth in made.truths))
    _csv(folder / "stations.csv", people.STATIONS)
    _csv(folder / "officers.csv", people.OFFICERS)
    (folder / "campaigns.toml").write_text(people.CAMPAIGNS, encoding="utf-8")
    (folder / "README.md").write_text(people.README, encoding="utf-8")
    bench.write_cases(folder, made)


def write_pictures(folder: Path, register: Iterable[Recordation]) -> None:
    """The pictures of the marks and the photos of the S5 bench."""
    from sample.marks import draw_mark

    (folder / "marks").mkdir(parents=True, exist_ok=True)
    for item in register:
        draw_mark(item, FONTS, folder / item.image)
    bench.write_photos(folder / "s5", FONTS)


def _csv(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    texts = [{name: str(value) for name, value in row.items()} for row in rows]
    write_csv(path, tuple(texts[0]), texts)


def main() -> None:
    """Write all of it and say how much there is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "resources" / "sample")
    folder = parser.parse_args().folder
    register, made = drawn()
    write_tables(folder, register, made)
    write_pictures(folder, register)
    lines = sum(len(item.lines) for item in made.declarations if isinstance(item, Declaration))
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    told = {"recordations": len(register), "declarations": len(made.declarations), "lines": lines}
    sys.stdout.write(json.dumps(told | {"truths": len(made.truths), "bytes": size}) + "\n")


if __name__ == "__main__":
    main()
