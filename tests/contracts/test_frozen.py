"""The frozen program carries the files that its libraries read beside their code."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib.metadata import files
from pathlib import PurePath

from tests.contracts.tree import ROOT

# These read no file of their own at run time, or PyInstaller has a hook that knows theirs.
KNOWN_TO_PYINSTALLER = {"PIL", "PySide6", "cryptography", "fontTools", "numpy", "openpyxl", "sqlalchemy"}
CODE = {".py", ".pyc", ".pyi", ".so", ".pyd", ".typed", ".pxd", ".pyx", ".c", ".h", ".cpp", ".a", ".dll", ".dylib"}


def carried() -> set[str]:
    """The libraries whose files the build is told to take along."""
    source = ast.parse((ROOT / "packaging" / "tidewaiter.spec").read_text(encoding="utf-8"))
    lists = {
        node.targets[0].id: node.value
        for node in source.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    parts = lists["PART_OF"]
    assert isinstance(parts, ast.Dict)
    return set(ast.literal_eval(lists["WITH_DATA"])) | {ast.literal_eval(key) for key in parts.keys if key is not None}


def with_files() -> set[str]:
    """The packages of the program's own libraries that keep anything but code within themselves."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.split(r"[^\w.-]", line)[0] for line in project["dependencies"]]
    kept = [PurePath(file) for name in names for file in files(name) or ()]
    return {path.parts[0] for path in kept if _is_package(path.parts[0]) and _is_data(path)}


def _is_package(top: str) -> bool:
    return top.isidentifier()


def _is_data(path: PurePath) -> bool:
    return len(path.parts) > 1 and path.suffix not in CODE and "tests" not in path.parts


def test_every_library_that_reads_files_of_its_own_is_carried_with_them() -> None:
    found = with_files()
    assert "biip" in found
    assert found - carried() - KNOWN_TO_PYINSTALLER == set()
