"""The programs of packaging/ as modules: packaging/ is no package, so they can't be imported by name."""

from __future__ import annotations

import importlib.util
from types import ModuleType

from tests.contracts.tree import ROOT


def program(name: str) -> ModuleType:
    """The module of packaging/<name>.py, fresh."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "packaging" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
