"""The pure rules of sharing."""

from __future__ import annotations

from itertools import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused
from app.journal.entry import Entry
from app.sync.rules import (
    LONGEST_PAUSE_S,
    PIECE_BYTES,
    CaseRule,
    Difference,
    Head,
    Standing,
    check_address,
    differences,
    parcels,
    pauses,
    pieces_of,
    standing,
)


def chain(length: int, forked_at: int | None = None) -> list[str]:
    return [f"{'b' if forked_at is not None and seq >= forked_at else 'a'}{seq}" for seq in range(1, length + 1)]


def stand(here: list[str], there: list[str]) -> Standing:
    def at(copy: list[str], seq: int) -> str | None:
        return copy[seq - 1] if 0 < seq <= len(copy) else None

    def head(copy: list[str]) -> Head:
        return Head(len(copy), copy[-1] if copy else "0")

    return standing(head(here), head(there), at(here, len(there)), at(there, len(here)))


@given(st.integers(0, 20), st.integers(0, 20))
def test_copies_of_one_stream_are_never_called_forked(here: int, there: int) -> None:
    assert stand(chain(here), chain(there)) is (Standing.BEHIND if there > here else Standing.AHEAD)


@given(st.integers(1, 20), st.integers(1, 20), st.data())
def test_copies_that_differ_are_always_called_forked(here: int, there: int, data: st.DataObject) -> None:
    forked_at = data.draw(st.integers(1, min(here, there)))
    assert stand(chain(here, forked_at), chain(there)) is Standing.FORKED


@pytest.mark.parametrize(
    ("size", "pieces"), [(0, 0), (1, 1), (PIECE_BYTES, 1), (PIECE_BYTES + 1, 2), (3 * PIECE_BYTES, 3)]
)
def test_pieces(size: int, pieces: int) -> None:
    assert pieces_of(size) == pieces


def test_small_blobs_travel_together_and_a_large_one_alone() -> None:
    sizes = [("a", 40), ("b", 60), ("c", 1), ("d", 500), ("e", 0), ("f", 100)]
    assert list(parcels(sizes, 100)) == [["a", "b"], ["c"], ["d"], ["e", "f"]]
    assert list(parcels([], 100)) == []


def test_pauses_double_up_to_a_minute_with_jitter() -> None:
    assert list(pauses(4, repeat(1.0))) == [0.5, 1.0, 2.0]
    assert list(pauses(3, repeat(0.0))) == [0.25, 0.5]
    assert max(pauses(40, repeat(1.0))) == LONGEST_PAUSE_S


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"host": "/var/run"},
        {"host": "localhost"},
        {"host": "127.0.0.1"},
        {"host": "::1"},
        {"host": "localhost,127.0.0.2"},
        {"host": "db.customs.example", "sslmode": "verify-full"},
        {"host": "db.customs.example", "sslmode": "verify-ca"},
    ],
)
def test_addresses_that_nobody_can_read_along(parts: dict[str, str]) -> None:
    check_address(parts)


@pytest.mark.parametrize(
    "parts",
    [
        {"host": "db.customs.example"},
        {"host": "10.0.0.5", "sslmode": "prefer"},
        {"host": "10.0.0.5", "sslmode": "disable"},
        {"host": "db.customs.example", "sslmode": "require"},
        {"host": "localhost,db.customs.example"},
        {"host": "localhost", "hostaddr": "10.0.0.5"},
        {"service": "anything"},
        {"host": "localhost.example"},
    ],
)
def test_addresses_on_which_others_could_read_along_are_refused_unless_told(parts: dict[str, str]) -> None:
    with pytest.raises(Refused) as told:
        check_address(parts)
    assert told.value.say.key == "sync.plain_address"
    check_address(parts, allow_plain=True)


def fact(kind: str, **body: object) -> Entry:
    return Entry("A", 1, "id", kind, 1, "", "", "case-1", body, "", "", "")


def test_a_case_stays_with_its_station_until_it_hands_it_over() -> None:
    rule = CaseRule()
    assert not rule.is_about_case(fact("intake.declarations_read"))
    assert rule.is_about_case(fact("detention.detained"))
    assert rule.owner_after(fact("detention.detained")) == "A"
    assert rule.owner_after(fact("detention.case_handed_over", to_stream="B")) == "B"


def test_differences_are_found_field_by_field() -> None:
    ours = {"place": "A", "lines": [{"quantity": "5"}, {"quantity": "7"}], "same": 1}
    theirs = {"place": "B", "lines": [{"quantity": "6"}], "same": 1, "seal": "S"}
    assert list(differences(ours, theirs)) == [
        Difference("lines.0.quantity", "5", "6"),
        Difference("lines.1", {"quantity": "7"}, None),
        Difference("place", "A", "B"),
        Difference("seal", None, "S"),
    ]


json_values = st.dictionaries(
    st.sampled_from("abc"),
    st.none() | st.integers() | st.lists(st.integers() | st.text(max_size=3), max_size=3),
    max_size=3,
)


@given(json_values)
def test_what_is_equal_has_no_differences(value: object) -> None:
    assert list(differences(value, value)) == []
