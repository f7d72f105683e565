"""Makes this checkout ready to run: system libraries where it may, then .venv with the locked Python libraries.

    python3 packaging/prepare.py                            (what `make run` and `make test` call; safe to repeat)
    python3 packaging/prepare.py packaging/bench.lock …     (and the libraries of further locks)

Only the standard library is used here, and nothing newer than Python 3.7 before the version has been looked at.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LISTED = ROOT / "packaging" / "system-packages.toml"
INSTALLER = ROOT / "packaging" / "installer.lock"
LOCK = ROOT / "requirements.lock"
OLDEST = (3, 11)
APT_WAITS_S = 180  # another apt (unattended upgrades on a fresh machine) may hold the lock


class Stop(Exception):
    """The set-up can't go on; its text is the one line that says why and what to do."""


def main() -> int:
    """Prepare everything; 0 when the program can start, 1 with one clear line when it can't."""
    try:
        look_at_python()
        offer_system_packages()
        make_environment()
        install_locked()
    except Stop as stop:
        say(str(stop))
        return 1
    return 0


def say(line: str) -> None:
    """One line for the person at the terminal."""
    sys.stderr.write(f"tidewaiter: {line}\n")
    sys.stderr.flush()


def look_at_python() -> None:
    """Refuse a Python that is too old, naming a newer one where the machine has it."""
    if sys.version_info >= OLDEST:
        return
    newer = [name for name in ("python3.14", "python3.13", "python3.12", "python3.11") if shutil.which(name)]
    how = f"run again with PYTHON3={newer[0]}" if newer else "install Python 3.11 or newer"
    raise Stop(f"Python 3.11 or newer is needed and this is {sys.version_info[0]}.{sys.version_info[1]}: {how}.")


def offer_system_packages() -> None:
    """Install the listed system packages that are missing, or name them in one line and go on."""
    if shutil.which("dpkg-query") is None:
        return
    wanted = listed()
    missing = missing_of(wanted)
    if missing and install(missing):
        missing = missing_of(wanted)
    if missing:
        lost = [without for without, names in wanted.items() if set(names) & set(missing)]
        say(f"not installed: {' '.join(missing)} (an administrator can: apt-get install). Without: {'; '.join(lost)}.")


def listed() -> dict[str, list[str]]:
    """What is done without -> its packages, as packaging/system-packages.toml has them; some for one lock only."""
    import tomllib

    text = LISTED.read_text(encoding="utf-8").replace("{python}", f"python3.{sys.version_info[1]}")
    parts = tomllib.loads(text).values()
    return {part["without"]: part["packages"] for part in parts if part.get("for") in {None, *sys.argv[1:]}}


def missing_of(wanted: dict[str, list[str]]) -> list[str]:
    """The wanted packages that are not here, under their own name or one that provides it (libglib2.0-0t64)."""
    there = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Status}, ${Package}, ${Provides}\n"],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    ).stdout
    have: set[str] = set()
    for line in there.splitlines():
        status, *names = line.split(", ")
        if status == "installed":
            have.update(name.split(" ")[0] for name in names)
    if importlib.util.find_spec("ensurepip") is not None or PYTHON.exists():
        have.update(name for names in wanted.values() for name in names if name.endswith("-venv"))
    return [name for names in wanted.values() for name in names if name not in have]


def install(names: list[str]) -> bool:
    """Try to install system packages as root or by a sudo that asks for nothing; False where that isn't allowed."""
    become = how_to_be_root()
    if become is None or shutil.which("apt-get") is None:
        return False
    say(f"installing {len(names)} system packages: {' '.join(names)}")
    apt = [
        *become,
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-qq",
        "-o",
        f"DPkg::Lock::Timeout={APT_WAITS_S}",
    ]
    quietly([*apt, "update"])
    adding = [*apt, "install", "-y", "--no-install-recommends"]
    if not quietly([*adding, *names]):
        # One name that this release lacks makes apt refuse all of them.
        for name in names:
            quietly([*adding, name])
    return True


def how_to_be_root() -> list[str] | None:
    """The words before a command that make it root's, or None."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and quietly(["sudo", "-n", "true"]):
        return ["sudo", "-n"]
    return None


def quietly(command: list[str]) -> bool:
    """Run a command without its output; True where it succeeded."""
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )
    return done.returncode == 0


def make_environment() -> None:
    """Make .venv, or make it again where its Python no longer starts."""
    if PYTHON.exists() and quietly([str(PYTHON), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]):
        return
    making = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if importlib.util.find_spec("ensurepip") is None:
        if importlib.util.find_spec("pip") is None:
            wanted = f"python3.{sys.version_info[1]}-venv"
            raise Stop(
                f"Python's venv is missing: an administrator can add it (apt-get install {wanted}); then run again."
            )
        making.insert(3, "--without-pip")
    say("making the Python environment .venv")
    run(making, "The Python environment .venv can't be made: see the lines above.")


def install_locked() -> None:
    """Install uv into .venv and, with it, every library of requirements.lock, each checked against its hashes.

    Not a sync: a developer's own tools stay. CI starts from nothing, so a line missing in the lock is seen there.
    """
    fetching = "The libraries can't be fetched: check the network (or the pip settings of your mirror), then run again."
    say("installing the locked Python libraries")
    run([*pip(), "install", "-q", "--require-hashes", "-r", str(INSTALLER)], fetching)
    quiet = [] if sys.stderr.isatty() else ["-q"]
    for lock in [LOCK, *map(Path, sys.argv[1:])]:
        locked = ["--require-hashes", "-r", str(lock)]
        run([str(PYTHON), "-m", "uv", "pip", "install", *quiet, "--python", str(PYTHON), *locked], fetching)


def pip() -> list[str]:
    """The call of pip that installs into .venv: its own, or that of the Python which has no ensurepip."""
    if quietly([str(PYTHON), "-m", "pip", "--version"]):
        return [str(PYTHON), "-m", "pip", "--disable-pip-version-check"]
    return [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(PYTHON)]


def run(command: list[str], trouble: str) -> None:
    """Run one step of the set-up; where it fails its own words stand above our line."""
    if subprocess.run(command, cwd=ROOT, env=surroundings(), stdin=subprocess.DEVNULL, check=False).returncode != 0:
        raise Stop(trouble)


def surroundings() -> dict[str, str]:
    """The environment for installers: an office's mirror in pip's settings and its own authorities hold for uv too."""
    env = {"UV_SYSTEM_CERTS": "true", **os.environ}
    if not env.keys() & {"UV_DEFAULT_INDEX", "UV_INDEX_URL"}:
        mirror = env.get("PIP_INDEX_URL") or mirror_of_pip()
        env.update({"UV_DEFAULT_INDEX": mirror} if mirror else {})
    return env


def mirror_of_pip() -> str:
    """The package index that pip's own settings name; empty where they name none."""
    if not PYTHON.exists():
        return ""
    asking = [*pip(), "config", "get", "global.index-url"]
    done = subprocess.run(asking, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
