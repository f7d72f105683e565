"""Checks an evidence pack with Python alone: `python3 check.py` in the unpacked folder, or `check.py FILE.zip`.

It says "ok", or names the first file or journal entry that is not as it was sealed; exit status 0 or 1.
`--key HEX` also demands that the pack was sealed with that station's key: ask the customs office for it.
Ed25519 after RFC 8032, SHA-256, JSON after RFC 8785; no other program is needed.
"""

import decimal
import hashlib
import json
import pathlib
import struct
import sys
import zlib

FORMAT = "tidewaiter-evidence-1"
MANIFEST, SEAL, JOURNAL = "manifest.json", "manifest.sig", "journal.json"
HASHED = (
    "stream",
    "seq",
    "entry_id",
    "kind",
    "kind_version",
    "occurred_at",
    "officer",
    "subject",
    "body",
    "prev_hash",
)
OPENED = "journal.stream_opened"
GENESIS = "0" * 64


class Bad(Exception):
    """What is wrong first: the name of a file, an entry, or "archive"."""


# ---- Ed25519 verification (RFC 8032, 5.1), points in extended homogeneous coordinates

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)


def _add(a, b):
    x = (a[1] - a[0]) * (b[1] - b[0]) % P
    y = (a[1] + a[0]) * (b[1] + b[0]) % P
    t = 2 * a[3] * b[3] * D % P
    z = 2 * a[2] * b[2] % P
    e, f, g, h = y - x, z - t, z + t, y + x
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def _double(a):
    xx, yy, zz = a[0] * a[0] % P, a[1] * a[1] % P, 2 * a[2] * a[2] % P
    h = xx + yy
    e = h - (a[0] + a[1]) ** 2 % P
    g = xx - yy
    f = zz + g
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def _point(data):
    """A point from its 32 bytes, or None where they are no point."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(key, message, signature):
    """Whether `signature` (64 bytes) over `message` was made with the key whose public half is `key` (32 bytes)."""
    if len(key) != 32 or len(signature) != 64:
        return False
    public, point = _point(key), _point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if public is None or point is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    # s·B - h·A must be R: both products in one pass over the bits.
    minus = (P - public[0], public[1], 1, P - public[3])
    both, found = _add(BASE, minus), NEUTRAL
    for bit in range(252, -1, -1):
        found = _double(found)
        term = (None, BASE, minus, both)[(s >> bit & 1) + 2 * (h >> bit & 1)]
        if term is not None:
            found = _add(found, term)
    x, y, z, _ = found
    return (x - point[0] * z) % P == 0 and (y - point[1] * z) % P == 0


def _signed_hex(key, digest, signature):
    try:
        return is_signed(bytes.fromhex(key), bytes.fromhex(digest), bytes.fromhex(signature))
    except ValueError:
        return False


# ---- the archive: stored members, sorted by name, no dates, no extras; so the members alone give every byte


def sealed(members):
    """The one archive of members {name: bytes}."""
    parts, directory, at = [], [], 0
    for name in sorted(members):
        data, raw = members[name], name.encode("ascii")
        common = struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 33, zlib.crc32(data), len(data), len(data), len(raw), 0)
        directory.append(b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, at) + raw)
        parts += [b"PK\x03\x04" + common + raw, data]
        at += 30 + len(raw) + len(data)
    whole = b"".join(directory)
    end = struct.pack("<HHHHIIH", 0, 0, len(members), len(members), len(whole), at, 0)
    return b"".join([*parts, whole, b"PK\x05\x06", end])


def unsealed(archive):
    """The members of an archive; Bad where it is none of ours."""
    members, at = {}, 0
    while archive[at : at + 4] == b"PK\x03\x04":
        head = archive[at + 4 : at + 30]
        if len(head) < 26:
            raise Bad("archive")
        fields = struct.unpack("<HHHHHIIIHH", head)
        size, long = fields[6], fields[8]
        name = archive[at + 30 : at + 30 + long].decode("ascii", "replace")
        data = archive[at + 30 + long : at + 30 + long + size]
        if len(data) != size or name in members:
            raise Bad("archive")
        members[name] = data
        at += 30 + long + size
    if not members:
        raise Bad("archive")
    return members


def in_folder(folder):
    """The files of an unpacked folder by their names in the pack."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


# ---- the check itself


def _canonical(value):
    keys = lambda pair: pair[0].encode("utf-16-be")  # noqa: E731
    if isinstance(value, dict):
        inner = (json.dumps(k, ensure_ascii=False) + ":" + _canonical(v) for k, v in sorted(value.items(), key=keys))
        return "{" + ",".join(inner) + "}"
    if isinstance(value, list):
        return "[" + ",".join(_canonical(part) for part in value) + "]"
    return _number(value) if isinstance(value, float) else json.dumps(value, ensure_ascii=False)


def _number(value):
    """A float as RFC 8785 writes it: plain from 1e-6 to below 1e21, else with a bare exponent."""
    if value == 0:
        return "0"
    text = repr(value)
    if 1e-6 <= abs(value) < 1e21:
        plain = format(decimal.Decimal(text), "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    digits, exponent = text.split("e")
    sign = "+" if int(exponent) > 0 else "-"
    return f"{digits}e{sign}{abs(int(exponent))}"


def _read(members, name):
    try:
        found = json.loads(members[name].decode("utf-8"))
    except (KeyError, ValueError, RecursionError):
        raise Bad(name) from None
    if not isinstance(found, dict):
        raise Bad(name)
    return found


def _check_files(members, manifest):
    listed = {each["path"]: each for each in manifest["files"]}
    for name in sorted(listed):
        data, told = members.get(name), listed[name]
        if data is None or len(data) != told["size"] or hashlib.sha256(data).hexdigest() != told["sha256"]:
            raise Bad(name)
    for name in sorted(members):
        if name not in listed and name not in (MANIFEST, SEAL):
            raise Bad(name)


def _check_journal(members, manifest):
    journal = _read(members, JOURNAL)
    keys, known = {}, {}
    for each in journal["entries"]:
        if each["kind"] == OPENED and each["seq"] == 1:
            keys[each["stream"]] = each["body"]["public_key"]
    if keys.get(manifest["stream"]) != manifest["public_key"]:
        raise Bad(JOURNAL)
    for each in journal["entries"] + journal["links"]:
        where = f"{JOURNAL}: {each['stream']} {each['seq']}"
        if (each["stream"], each["seq"]) in known:
            raise Bad(where)
        known[each["stream"], each["seq"]] = each["hash"]
        if "body" in each and _hash_of(each) != each["hash"]:
            raise Bad(where)
        if not _signed_hex(keys.get(each["stream"], ""), each["hash"], each["signature"]):
            raise Bad(where)
    for each in journal["entries"]:
        before = GENESIS if each["seq"] == 1 else known.get((each["stream"], each["seq"] - 1))
        if before != each["prev_hash"]:
            raise Bad(f"{JOURNAL}: {each['stream']} {each['seq']}")
    return len(journal["entries"])


def _hash_of(entry):
    return hashlib.sha256(_canonical({name: entry[name] for name in HASHED}).encode("utf-8")).hexdigest()


def check(members, key="", archive=None):
    """{files, entries, ok, first_bad, key} of a pack's members {name: bytes}; `key` demands a station's key (hex)."""
    answer = {"files": len(members), "entries": 0, "ok": False, "first_bad": None, "key": ""}
    try:
        manifest = _read(members, MANIFEST)
        answer["key"] = str(manifest.get("public_key", ""))
        _check_seal(members, manifest, key)
        _check_files(members, manifest)
        if archive is not None and sealed(members) != archive:
            raise Bad("archive")
        answer["entries"] = _check_journal(members, manifest)
        answer["ok"] = True
    except Bad as bad:
        answer["first_bad"] = str(bad)
    except (KeyError, TypeError, AttributeError, ValueError, struct.error):
        answer["first_bad"] = JOURNAL if answer["key"] else MANIFEST
    return answer


def _check_seal(members, manifest, key):
    seal = members.get(SEAL, b"").decode("ascii", "replace")
    if len(seal) != 128 or seal != seal.lower():
        raise Bad(SEAL)
    digest = hashlib.sha256(members[MANIFEST]).hexdigest()
    if manifest.get("format") != FORMAT or not _signed_hex(manifest["public_key"], digest, seal):
        raise Bad(MANIFEST)
    if key and key.lower() != manifest["public_key"]:
        raise Bad("key")


def check_archive(archive, key=""):
    """The same of a whole file, in which not one byte may differ."""
    try:
        members = unsealed(archive)
    except (Bad, struct.error):
        return {"files": 0, "entries": 0, "ok": False, "first_bad": "archive", "key": ""}
    return check(members, key, archive)


def main(arguments):
    """Check the folder this script lies in, or the archive that is named; gives the exit status."""
    key = ""
    if "--key" in arguments:
        at = arguments.index("--key")
        key = "".join(arguments[at + 1 : at + 2]) or "missing"
        del arguments[at : at + 2]
    try:
        if arguments:
            found = check_archive(pathlib.Path(arguments[0]).read_bytes(), key)
        else:
            found = check(in_folder(pathlib.Path(__file__).resolve().parent), key)
    except OSError as error:
        sys.stderr.write(f"cannot read {error.filename}\n")
        return 1
    if found["ok"]:
        told = f"{found['files']} files, {found['entries']} journal entries, station key {found['key']}"
        sys.stdout.write(f"ok: {told}\n")
        return 0
    sys.stdout.write(f"NOT OK: {found['first_bad']}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
