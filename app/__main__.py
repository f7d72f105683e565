"""Start: the window, or one command."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window where no command is given; otherwise run the command."""
    multiprocessing.freeze_support()  # a worker of the frozen program begins here too
    from app.cli.parser import run

    return run(list(sys.argv[1:] if argv is None else argv))


if __name__ == "__main__":
    sys.exit(main())
