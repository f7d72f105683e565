"""The Chinese of the labels: `update` reads new labels from the code into the .ts file, `compile` makes the .qm file.

    python packaging/translations.py update     after labels changed; fills what resources/translations/zh/*.toml knows
    python packaging/translations.py compile    at set-up
    python packaging/translations.py missing    which labels have no Chinese yet (exit 1 if any)

A step keeps its words in `resources/translations/zh/<step>.toml`, one `"English" = "中文"` a line: so a label has
the same Chinese on every page.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree

from defusedxml import ElementTree as SafeTree

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
SOURCE = FOLDER / "tidewaiter_zh.ts"


def tool(name: str) -> str:
    """The tool of PySide6 beside this Python."""
    return str(Path(sys.executable).parent / f"pyside6-{name}")


def words() -> dict[str, str]:
    """Every label that some step has put into Chinese; KeyError-free union in file order."""
    known: dict[str, str] = {}
    for path in sorted((FOLDER / "zh").glob("*.toml")):
        known |= tomllib.loads(path.read_text(encoding="utf-8"))
    return known


def read_labels(target: Path) -> None:
    """Bring a .ts file up to date with the code, and fill what `words` knows."""
    files = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "app").rglob("*.py"))
    asked = [
        tool("lupdate"),
        *files,
        "-no-obsolete",
        "-locations",
        "none",
        "-target-language",
        "zh_CN",
        "-ts",
        str(target),
    ]
    subprocess.run(asked, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    tree = SafeTree.parse(target)
    known = words()
    for _, message in messages(tree):
        fill(message, known)
    write(tree, target)


def messages(tree: ElementTree) -> Iterator[tuple[str, Element]]:
    """Each message with its context."""
    for context in tree.iter("context"):
        for message in context.iter("message"):
            yield context.findtext("name", ""), message


def fill(message: Element, known: dict[str, str]) -> None:
    """Put the Chinese of a label in, if it is known."""
    said = known.get(message.findtext("source", ""))
    translation = message.find("translation")
    if said is not None and translation is not None:
        translation.text = said
        translation.attrib.pop("type", None)


def write(tree: ElementTree, target: Path) -> None:
    """Write the .ts file in Linguist's form."""
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    root = tree.getroot()
    if root is None:
        raise ValueError("an empty .ts file")
    body = SafeTree.tostring(root, encoding="unicode")
    target.write_text(f"{head}{body}\n", encoding="utf-8")


def unfinished(path: Path) -> list[str]:
    """Labels without Chinese, as `Context: label`."""
    found = []
    for context, message in messages(SafeTree.parse(path)):
        translation = message.find("translation")
        if translation is None or not translation.text or translation.get("type") == "unfinished":
            found.append(f"{context}: {message.findtext('source', '')}")
    return found


def missing() -> list[str]:
    """Labels in the code, as it is now, that have no Chinese."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / SOURCE.name
        trial.write_text(SOURCE.read_text(encoding="utf-8"), encoding="utf-8")
        read_labels(trial)
        return unfinished(trial)


def stale() -> bool:
    """Whether the kept .ts file says something else than the code and the words do."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / SOURCE.name
        trial.write_text(SOURCE.read_text(encoding="utf-8"), encoding="utf-8")
        read_labels(trial)
        return trial.read_text(encoding="utf-8") != SOURCE.read_text(encoding="utf-8")


def compile_labels() -> None:
    """Make the .qm file that the program loads."""
    made = SOURCE.with_suffix(".qm")
    subprocess.run([tool("lrelease"), "-silent", str(SOURCE), "-qm", str(made)], check=True)


def main(arguments: list[str]) -> int:
    """Do what is asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("update", "compile", "missing"))
    what = parser.parse_args(arguments).what
    if what == "update":
        read_labels(SOURCE)
    if what in ("update", "compile"):
        compile_labels()
        return 0
    without = missing()
    sys.stdout.write("".join(f"{line}\n" for line in without))
    return 1 if without else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
