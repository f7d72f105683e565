"""A licence on its last day, the day after, and for goods beside its limits: only a good one explains a match away."""

from __future__ import annotations

from datetime import date

import pytest

from app.register.licences import Leave, Party, standing

SEA = [Party("Sea Trading Ltd")]


@pytest.mark.parametrize(
    ("licence", "on", "leave"),
    [
        ("until=2024-11-20", date(2024, 11, 20), Leave.LICENSED),
        ("until=2024-11-20", date(2024, 11, 21), Leave.EXPIRED),
        ("until=2024-11-20", None, Leave.EXPIRED),
        ("nice=25", date(2024, 11, 20), Leave.LICENSED),
        ("nice=28", date(2024, 11, 20), Leave.OTHER_GOODS),
        ("hs=6404", date(2024, 11, 20), Leave.OTHER_GOODS),
        ("nice=28; until=2024-11-19", date(2024, 11, 20), Leave.EXPIRED),
    ],
)
def test_a_licence_counts_within_its_limits(licence: str, on: date | None, leave: Leave) -> None:
    found = standing([f"Sea Trading Ltd; {licence}"], [], SEA, 25, "640399", on)
    assert (found.leave, found.passes) == (leave, leave is Leave.LICENSED)


def test_a_good_licence_outweighs_an_ended_one_and_a_known_infringer_both() -> None:
    licences, on = ["Sea Trading Ltd; until=2020-01-01", "Sea Trading Ltd"], date(2024, 11, 20)
    assert standing(licences, [], SEA, 25, "", on).leave is Leave.LICENSED
    assert standing(licences, ["Sea Trading Ltd"], SEA, 25, "", on).leave is Leave.INFRINGER
