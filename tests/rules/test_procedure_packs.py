"""Broken rule packs: each mistake is refused with its file, its key and its mend, in both languages."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.core import places
from app.core.errors import Refused
from app.core.wording import LANGS, in_words
from app.deadlines.pack import load_edition, load_pack
from app.detention.procedure.loading import load_procedure, procedure_of

DAY = date(2026, 1, 1)


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    shutil.copytree(places.resources("packs"), tmp_path / "packs")
    return tmp_path / "packs"


def _edit(file: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} no longer holds {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def _drop(file: str) -> Callable[[Path], None]:
    return lambda folder: (folder / file).unlink()


def _bytes(file: str, data: bytes) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        (folder / file).write_bytes(data)

    return edit


A5 = 'id = "A5"\n'
# what is broken, the message, the file and the key that it must name, a word of the mend
BROKEN = [
    (_drop("procedure.toml"), "no_file", "procedure.toml", "2026/procedure.toml", "put it back"),
    (_bytes("money.toml", b"\xff\xfe"), "not_utf8", "money.toml", "2026/money.toml", "UTF-8"),
    (_bytes("money.toml", b"a = [" * 2000), "not_toml", "money.toml", "2026/money.toml", "mend"),
    (_bytes("money.toml", b"#" * 2_000_001), "too_big", "money.toml", "2026/money.toml", "right file"),
    (_edit("pack.toml", 'edition = "cn-2026.1"', ""), "missing", "pack.toml", "edition", "add edition"),
    (
        _edit("pack.toml", "valid_from = 2018-07-01", 'valid_from = "2018-07-01"'),
        "wrong_type",
        "pack.toml",
        "valid_from",
        "a date",
    ),
    (_edit("pack.toml", 'kind = "china"', 'kind = "moon"'), "bad_choice", "pack.toml", "calendar.kind", "china"),
    (
        _edit("deadlines.toml", "length = 3\n", "length = 0\n"),
        "out_of_range",
        "deadlines.toml",
        "deadline[CN.A.REPLY].length",
        "from 1",
    ),
    (
        _edit("deadlines.toml", "length = 3\n", 'length = "three"\n'),
        "wrong_type",
        "deadlines.toml",
        "deadline[CN.A.REPLY].length",
        "whole number",
    ),
    (
        _edit("deadlines.toml", 'unit = "wd"', 'unit = "days"'),
        "bad_choice",
        "deadlines.toml",
        "deadline[CN.REC.DECIDE].unit",
        "wd",
    ),
    (
        _edit("deadlines.toml", 'verified = "V"', 'verifed = "V"'),
        "missing",
        "deadlines.toml",
        "deadline[CN.REC.DECIDE].verified",
        "verified",
    ),
    (
        _edit("deadlines.toml", 'id = "CN.A.COURT"', 'id = "CN.B.COURT"'),
        "twice",
        "deadlines.toml",
        "deadline[CN.B.COURT]",
        "rename",
    ),
    (
        _edit("deadlines.toml", 'name = {zh = "权利人答复", en', "name = {en"),
        "missing",
        "deadlines.toml",
        "deadline[CN.A.REPLY].name.zh",
        "add zh",
    ),
    (
        _edit("calendar.toml", '"10-01..10-07"', '"10-07..10-01"'),
        "bad_span",
        "calendar.toml",
        "year[2024].off",
        "05-01",
    ),
    (
        _edit("calendar.toml", 'worked = ["01-04"', 'worked = ["01-01"'),
        "day_both_ways",
        "calendar.toml",
        "year[2026].worked",
        "take it out",
    ),
    (_edit("procedure.toml", A5, A5 + "need = []\n"), "unknown_key", "procedure.toml", "move[A5].need", "needs"),
    (
        _edit("procedure.toml", 'to = "detained"', 'to = "detaned"'),
        "unknown_name",
        "procedure.toml",
        "move[A5].to",
        "[[state]]",
    ),
    (
        _edit("procedure.toml", '"D08", "D09", "D10", "D24"', '"D08", "D90"'),
        "unknown_name",
        "procedure.toml",
        "move[A5].issues",
        "documents.toml",
    ),
    (
        _edit("procedure.toml", 'clock = "CN.A.REPLY", facts', 'clock = "CN.A.ANSWER", facts'),
        "unknown_name",
        "procedure.toml",
        "move[A5].within[1].clock",
        "deadlines.toml",
    ),
    (
        _edit("procedure.toml", 'needs = ["court_took_goods"]', 'needs = ["court_took"]'),
        "unknown_name",
        "procedure.toml",
        "move[C1].needs",
        "[[fact]]",
    ),
    (
        _edit("procedure.toml", 'from = ["abandoned"]', 'from = ["collected"]'),
        "no_end",
        "procedure.toml",
        "state[abandoned]",
        "move out of it",
    ),
    (
        _edit("procedure.toml", 'to = "rejected"', 'to = "released"'),
        "unreached",
        "procedure.toml",
        "state[rejected]",
        "move to it",
    ),
    (
        _edit("procedure.toml", 'from = ["collected"]', 'from = ["released"]'),
        "end_with_moves",
        "procedure.toml",
        "state[released]",
        "A20.dispose",
    ),
    (
        _edit("procedure.toml", 'start = "declared"', 'start = "declarred"'),
        "unknown_name",
        "procedure.toml",
        "track[ex_officio].start",
        "[[state]]",
    ),
    (_edit("money.toml", 'from = "20000"', 'from = "25000"'), "gap", "money.toml", "security[ex_officio]", "bracket"),
    (_edit("money.toml", 'rate = "0.5"', "rate = 0.5"), "wrong_type", "money.toml", "security[2].rate", "quotes"),
    (_edit("money.toml", 'rate = "0.5"', 'rate = "-0.5"'), "wrong_type", "money.toml", "security[2].rate", "quotes"),
    (
        _edit("money.toml", "valid_to = 2025-04-25", "valid_to = 2001-04-25"),
        "dates_backwards",
        "money.toml",
        "threshold[CrL213-business-2004].valid_to",
        "dates",
    ),
    (
        _edit("documents.toml", '"seal_numbers", "officers"', '"seal_number", "officers"'),
        "unknown_name",
        "documents.toml",
        "document[D08].required",
        "[fields]",
    ),
    (
        _edit("documents.toml", '"holder_address", "security_due"]', '"holder_address", "party_name"]'),
        "hides_required",
        "documents.toml",
        "disclosure[2].hides",
        "except",
    ),
    (
        _edit("procedure.toml", 'held = {state = "suspended"', 'held = {state = "suspendd"'),
        "unknown_name",
        "procedure.toml",
        "track[ex_officio].held.state",
        "[[state]]",
    ),
    (
        _edit("procedure.toml", 'channels = ["post"', 'channels = ["mail"'),
        "unknown_name",
        "procedure.toml",
        "move[P1].channels",
        "freight",
    ),
]


@pytest.mark.parametrize(
    ("breaks", "mistake", "file", "key", "mend"), BROKEN, ids=[f"{n}-{b[1]}" for n, b in enumerate(BROKEN)]
)
def test_a_broken_pack_names_file_key_and_mend(
    packs: Path, breaks: Callable[[Path], None], mistake: str, file: str, key: str, mend: str
) -> None:
    breaks(packs / "cn" / "2026")
    with pytest.raises(Refused) as refused:
        load_procedure("cn", DAY, root=packs)
    said = refused.value.say
    assert said.key == f"deadlines.pack_{mistake}"
    assert str(said.params["file"]).endswith(file)
    assert said.params["at"] == key
    assert mend in in_words(said, "en")
    for lang in LANGS:
        words = in_words(said, lang)
        assert "\n" not in words
        assert file in words
        assert not words.startswith("deadlines.")


def test_a_new_edition_leaves_old_cases_as_they_were(packs: Path) -> None:
    old = packs / "cn" / "2026"
    _edit("pack.toml", "valid_from = 2018-07-01", "valid_from = 2018-07-01\nvalid_to = 2026-12-31")(old)
    new = packs / "cn" / "2027"
    shutil.copytree(old, new)
    _edit("pack.toml", "valid_from = 2018-07-01\nvalid_to = 2026-12-31", "valid_from = 2027-01-01")(new)
    _edit("pack.toml", 'edition = "cn-2026.1"', 'edition = "cn-2027.1"')(new)
    _edit("deadlines.toml", "length = 3\n", "length = 5\n")(new)
    assert load_pack("cn", date(2026, 12, 31), root=packs).deadline("CN.A.REPLY").length == 3
    assert load_pack("cn", date(2027, 1, 1), root=packs).deadline("CN.A.REPLY").length == 5
    kept = load_edition("cn", "cn-2026.1", root=packs)
    assert procedure_of(kept).pack.deadline("CN.A.REPLY").length == 3


def test_two_editions_in_force_at_once_are_refused(packs: Path) -> None:
    shutil.copytree(packs / "cn" / "2026", packs / "cn" / "2027")
    with pytest.raises(Refused) as refused:
        load_pack("cn", DAY, root=packs)
    assert refused.value.say.key == "deadlines.pack_overlap"


def test_an_edit_changes_the_digest(packs: Path) -> None:
    before = load_pack("cn", DAY, root=packs)
    _edit("money.toml", "200000", "200001")(packs / "cn" / "2026")
    after = load_pack("cn", DAY, root=packs)
    assert before.digest != after.digest
