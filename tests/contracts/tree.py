"""What is in the project, for the tests that hold it to its own contracts."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git keeps or is about to keep, relative to the root; what is ignored is left out."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return tuple(path for path in map(Path, filter(None, listed.split("\0"))) if (ROOT / path).is_file())


def texts() -> Iterator[tuple[Path, str]]:
    """Every kept file that is text, with its text."""
    for path in tracked():
        content = (ROOT / path).read_bytes()
        if b"\0" not in content[:8192]:
            yield path, content.decode("utf-8")


def modules() -> tuple[Path, ...]:
    """Every module of the program."""
    return tuple(path for path in tracked() if path.parts[0] == "app" and path.suffix == ".py")


def nodes() -> Iterator[tuple[str, ast.expr]]:
    """Every constant, tuple, dictionary and call of the program, with where it stands; too many to be kept."""
    wanted = (ast.Constant, ast.Tuple, ast.Dict, ast.Call)
    for path in modules():
        left: list[ast.AST] = [ast.parse((ROOT / path).read_text(encoding="utf-8"))]
        while left:
            node = left.pop()
            if isinstance(node, wanted):
                yield f"{path}:{node.lineno}", node
            # Half as dear as ast.walk, which makes a generator for each node.
            for value in node.__dict__.values():
                if isinstance(value, list):
                    left += [part for part in value if isinstance(part, ast.AST)]
                elif isinstance(value, ast.AST):
                    left.append(value)
