"""Where the frozen program starts: a worker process of ours is this same file, and must become a worker first."""

from __future__ import annotations

import multiprocessing
import sys


def load_everything() -> int:
    """Load every module of the program: a page's are asked for only when it is opened, and must be here too."""
    import importlib
    import pkgutil

    import app

    names = [module.name for module in pkgutil.walk_packages(app.__path__, "app.") if module.name != "app.__main__"]
    for name in names:
        importlib.import_module(name)
    sys.stdout.write(f"{len(names)}\n")
    return 0


if __name__ == "__main__":
    multiprocessing.freeze_support()
    if sys.argv[1:] == ["--load-everything"]:  # asked by packaging/smoke.py
        sys.exit(load_everything())
    from app.__main__ import main

    sys.exit(main())
