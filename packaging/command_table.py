"""Writes the README's table of commands from the parser itself, so that the two never differ (`make command-table`)."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.cli.parser import parser  # noqa: E402 - the checkout comes first

README = ROOT / "README.md"
HEAD = "| command | what it does |\n|---|---|\n"


def commands(of: argparse.ArgumentParser, before: str = "") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command of the program, `case act` and the like as one name, with its parser."""
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, sub in action.choices.items():
                inner = list(commands(sub, f"{before}{name} "))
                yield from inner or [(f"{before}{name}", sub)]


def table() -> str:
    """The table as Markdown."""
    return HEAD + "".join(f"| `{name}` | {command.description} |\n" for name, command in commands(parser()))


def written(readme: str) -> str:
    """The README with the table as it should be."""
    return re.sub(re.escape(HEAD) + r"(\| .*\n)*", lambda _: table(), readme)


if __name__ == "__main__":
    README.write_text(written(README.read_text(encoding="utf-8")), encoding="utf-8")
