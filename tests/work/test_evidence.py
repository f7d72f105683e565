"""Evidence packs: Python alone proves them, one changed byte anywhere undoes them, and a mask hides all it must."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from app.core.canonical import canonical
from app.core.clock import SetClock
from app.custody.evidence.checking import check_file, script, source
from app.custody.evidence.pack import Packed, pack, pack_to
from app.custody.records.telling import disclosure_table, of_case
from app.custody.work.telling import refer
from app.journal.work import Station
from app.notice.disclosure import mask
from tests.conftest import NOON
from tests.work.custody_ground import SUPERVISOR, Made, opened_copy

SECRETS = ("Bravo", "乙方", "BRAVO77X", "Bravo Road", "88 bravo", "310120240000000001", "SEAL-0", "Meishan yard 7")


Opened = Callable[[Path], Station]


@dataclass(frozen=True)
class Whole:
    """The pack of the whole case, and the home of the station that made it."""

    case_id: str
    done: Packed
    path: Path
    home: Path


@pytest.fixture
def opened(decided_once: Made, tmp_path: Path, clock: SetClock) -> Iterator[Opened]:
    """Opens a copy of a home that was made once."""
    stations: list[Station] = []

    def open_copy(home: Path) -> Station:
        stations.append(opened_copy(home, tmp_path / "evidence-home", decided_once.key, clock))
        return stations[-1]

    yield open_copy
    for each in stations:
        each.engine.dispose()


@pytest.fixture(scope="module")
def whole(decided_once: Made, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """The freight case, kept and decided, as a pack: made once."""
    folder = tmp_path_factory.mktemp("evidence")
    home, path = folder / "home", folder / "out" / "case.zip"
    station = opened_copy(decided_once.home, home, decided_once.key, SetClock(NOON))
    done = pack_to(station, SUPERVISOR, decided_once.freight, path)
    station.engine.dispose()
    return Whole(decided_once.freight, done, path, home)


def made_for(station: Station, case_id: str, folder: Path, addressee: str) -> tuple[Packed, Path]:
    """The freight case as a pack for an addressee."""
    path = folder / "out" / "case.zip"
    return pack_to(station, SUPERVISOR, case_id, path, addressee=addressee), path


def unpacked(path: Path, folder: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    return folder


def run_script(folder: Path, *arguments: str) -> tuple[int, str]:
    """The pack's own script, by a Python that sees nothing but its standard library."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(folder / "check.py"), *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={},
    )
    assert done.stderr == ""
    return done.returncode, done.stdout.strip()


def test_python_alone_proves_a_pack_and_names_what_was_changed(whole: Whole, opened: Opened, tmp_path: Path) -> None:
    case_id, done, path, station = whole.case_id, whole.done, whole.path, opened(whole.home)
    found = check_file(path)
    assert (found["ok"], found["files"], found["entries"]) == (True, done.files, done.entries)
    folder = unpacked(path, tmp_path / "unpacked")
    names = sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file())
    assert len([name for name in names if name.startswith("documents/")]) >= 3
    assert len([name for name in names if name.startswith("photos/")]) == 1
    assert run_script(folder)[0] == 0
    assert run_script(folder, str(path), "--key", station.public_key)[0] == 0
    assert run_script(folder, str(path), "--key", "00" * 32) == (1, "NOT OK: key")
    kinds = {entry["kind"] for entry in json.loads((folder / "journal.json").read_bytes())["entries"]}
    assert {"journal.stream_opened", "detention.recorded", "detention.moved", "notice.issued"} <= kinds
    assert {"bench.closed", "custody.parcelled"} <= kinds
    custody = json.loads((folder / "custody.json").read_bytes())
    assert [step["act"] for step in custody["steps"]] == ["parcelled", "parcelled"]
    (folder / "custody.json").write_bytes((folder / "custody.json").read_bytes().replace(b"A-01", b"A-02", 1))
    assert run_script(folder) == (1, "NOT OK: custody.json")
    (folder / "extra.txt").write_text("added", encoding="utf-8")
    unpacked(path, folder)
    assert run_script(folder) == (1, "NOT OK: extra.txt")
    assert case_id in (folder / "README.txt").read_text(encoding="utf-8")
    (folder / "extra.txt").unlink()
    assert run_script(folder)[0] == 0
    seal = (folder / "manifest.sig").read_text(encoding="ascii")
    (folder / "manifest.sig").write_text(seal.upper(), encoding="ascii")
    assert run_script(folder) == (1, "NOT OK: manifest.sig")


def test_any_one_changed_byte_is_found(whole: Whole) -> None:
    data = whole.path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        central = archive.start_dir
    starts = [info.header_offset for info in infos]
    # In each member: its header, its first and last byte and one within; then every byte of the directory's own parts.
    places = {start + at for start in starts for at in range(0, 30, 5)}
    places |= {start + 30 + len(info.filename) for start, info in zip(starts, infos, strict=True) if info.file_size}
    places |= {start - 1 for start in [*starts[1:], central]}
    places |= set(range(central, len(data), 19)) | set(range(len(data) - 22, len(data), 2))
    places |= set(range(0, len(data), len(data) // 25))
    named = set()
    for n, at in enumerate(sorted(places)):
        changed = bytearray(data)
        changed[at] ^= 1 << (n % 8)
        found = script().check_archive(bytes(changed))
        assert not found["ok"], at
        assert found["first_bad"]
        named.add(found["first_bad"])
    assert {"archive", "manifest.json", "custody.json", "journal.json", "check.py"} <= named
    for cut in (data[:-1], data + b"\0", b"\0" + data, b"", data[: len(data) // 2]):
        assert not script().check_archive(cut)["ok"]


def resealed(members: dict[str, bytes], journal: object, station: Station) -> dict[str, bytes]:
    """A pack that lies and was signed all the same: what a dishonest sealer could make."""
    from app.core.canonical import sha256

    changed = {**members, "journal.json": canonical(journal)}
    manifest = json.loads(members["manifest.json"])
    for told in manifest["files"]:
        data = changed[told["path"]]
        told.update(size=len(data), sha256=sha256(data))
    changed["manifest.json"] = canonical(manifest)
    changed["manifest.sig"] = station.sign(sha256(changed["manifest.json"])).encode()
    return changed


def test_a_forged_entry_is_found_even_under_a_good_seal(whole: Whole, opened: Opened) -> None:
    station = opened(whole.home)
    with zipfile.ZipFile(whole.path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    journal = json.loads(members["journal.json"])
    assert script().check(resealed(members, journal, station))["ok"]

    def bad(change: str) -> str | None:
        forged = json.loads(members["journal.json"])
        entry = next(each for each in forged["entries"] if each["kind"] == "detention.recorded")
        if change == "body":
            entry["body"]["remark"] = "another"
        elif change == "order":
            entry["prev_hash"] = "0" * 64
        elif change == "signature":
            entry["signature"] = "0" * 128
        elif change == "gap":
            forged["links"] = [each for each in forged["links"] if each["seq"] != entry["seq"] - 1]
            forged["entries"] = [each for each in forged["entries"] if each["seq"] != entry["seq"] - 1]
        elif change == "key":
            forged["entries"] = [each for each in forged["entries"] if each["kind"] != "journal.stream_opened"]
        found = script().check(resealed(members, forged, station))
        return None if found["ok"] else found["first_bad"]

    seq = next(each["seq"] for each in journal["entries"] if each["kind"] == "detention.recorded")
    assert {bad(change) for change in ("body", "order", "signature", "gap")} == {f"journal.json: NB-MS-01 {seq}"}
    assert bad("key") == "journal.json"


def test_the_same_facts_give_the_same_bytes(whole: Whole, opened: Opened, tmp_path: Path) -> None:
    case_id, first, station = whole.case_id, whole.done, opened(whole.home)
    assert pack_to(station, SUPERVISOR, case_id, tmp_path / "again.zip").archive == first.archive
    with station.read() as conn:
        assert pack(conn, station, case_id).archive == first.archive
        logged = of_case(conn, disclosure_table, case_id)
    assert [(row.addressee, row.package, row.hides) for row in logged] == [("case", first.sha256, "")] * 2
    assert refer(station, SUPERVISOR, case_id, "police", "公安局", "crime", package=first.sha256)


@pytest.mark.parametrize("addressee", ["platform", "public", "holder"])
def test_what_an_addressee_may_not_see_is_nowhere_in_its_package(
    decided_once: Made, opened: Opened, tmp_path: Path, addressee: str
) -> None:
    station, case_id = opened(decided_once.home), decided_once.freight
    done, path = made_for(station, case_id, tmp_path, addressee)
    assert check_file(path)["ok"]
    hidden = {
        "holder": ("BRAVO77X", "Bravo Road", "88 bravo"),
        "public": ("Bravo", "乙方", "BRAVO77X", "310120240000000001", "SEAL-0"),
        "platform": ("BRAVO77X", "Bravo Road", "310120240000000001", "SEAL-0", "Meishan yard 7"),
    }[addressee]
    assert set(hidden) <= set(SECRETS)
    texts = everything_in(path)
    leaks = [(secret, name) for secret in hidden for name, text in texts if secret.casefold() in text.casefold()]
    assert leaks == []
    assert not any(name.startswith("photos/") for name, _ in texts)
    assert done.withheld
    with station.read() as conn:
        (row,) = of_case(conn, disclosure_table, case_id)
    assert (row.addressee, row.package, row.hides.split("|")) == (addressee, done.sha256, list(done.hides))
    assert row.withheld.split("|") == list(done.withheld)
    with zipfile.ZipFile(path) as archive:
        told = json.loads(archive.read("case.json"))
    security = {procedure["security_due"] for procedure in told["procedures"]}
    assert (security == {mask().en}) is ("security_due" in done.hides)


def test_the_police_see_the_whole_case(decided_once: Made, opened: Opened, tmp_path: Path) -> None:
    done, path = made_for(opened(decided_once.home), decided_once.freight, tmp_path, "police")
    texts = everything_in(path)
    assert (done.hides, done.withheld) == ((), ())
    shown = [secret for secret in SECRETS if any(secret.casefold() in text.casefold() for _, text in texts)]
    assert shown == list(SECRETS)


def everything_in(path: Path) -> list[tuple[str, str]]:
    """Every name, text and piece of metadata of a pack, documents read page by page."""
    found = [("archive", path.read_bytes().decode("utf-8", "replace"))]
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            found.append((name, name + data.decode("utf-8", "replace")))
            if name.endswith(".pdf"):
                reader = PdfReader(io.BytesIO(data))
                pages = " ".join(page.extract_text() for page in reader.pages)
                found.append((name, " ".join(pages.split()) + str(reader.metadata) + "".join(pages.split())))
    return found


@settings(max_examples=30)
@given(st.binary(max_size=200), st.integers(0, 511))
def test_the_scripts_signatures_are_those_of_the_library(message: bytes, bit: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(b"\7" * 32)
    public, signature = key.public_key().public_bytes_raw(), bytearray(key.sign(message))
    check = script().is_signed  # type: ignore[attr-defined]
    assert check(public, message, bytes(signature))
    assert not check(public, message + b"\0", bytes(signature))
    signature[bit // 8] ^= 1 << (bit % 8)
    assert not check(public, message, bytes(signature))


# RFC 8032, 7.1, tests 1 to 3: public key, message, signature.
VECTORS = (
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24"
        "655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aee"
        "b00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28d"
        "c027beceea1ec40a",
    ),
)


@pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
def test_the_vectors_of_rfc_8032(public: str, message: str, signature: str) -> None:
    check = script().is_signed  # type: ignore[attr-defined]
    assert check(bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature))
    over = (int.from_bytes(bytes.fromhex(signature)[32:], "little") + script().L).to_bytes(32, "little")  # type: ignore[attr-defined]
    assert not check(bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature)[:32] + over)


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(json_values)
def test_the_scripts_json_is_the_journals(value: object) -> None:
    written = canonical(value)
    assert script()._canonical(json.loads(written)).encode() == written  # type: ignore[attr-defined]


def test_the_script_speaks_of_nothing_but_the_standard_library() -> None:
    imports = {line.split()[1] for line in source().decode().splitlines() if line.startswith(("import ", "from "))}
    assert imports <= set(sys.stdlib_module_names)
