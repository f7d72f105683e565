"""Where the frozen program starts: a worker process of ours is this same file, and must become a worker first."""

from __future__ import annotations

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    from app.__main__ import main

    sys.exit(main())
