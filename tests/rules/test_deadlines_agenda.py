"""The agenda, reminders, average durations and the calendar file."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused
from app.deadlines.agenda import Running, agenda, average_days, days_taken, reminders
from app.deadlines.ics import ics
from app.deadlines.pack import calendar_for, load_pack
from app.deadlines.rules import due

CN = load_pack("cn", date(2026, 1, 1))
CALENDAR = calendar_for(CN)
CHINA = ZoneInfo("Asia/Shanghai")
REPLY = CN.deadline("CN.A.REPLY")


def _running(case: str, start: date, paused: bool = False) -> Running:
    return Running(case, due(REPLY, start, CALENDAR), paused)


def test_clocks_are_sorted_by_urgency() -> None:
    # due 12, 13, 14 (Thursday), 15 and 18 May 2026
    clocks = [_running(str(day), date(2026, 5, day)) for day in (8, 9, 11, 12, 13)]
    found = agenda(reversed(clocks), datetime(2026, 5, 13, 10, tzinfo=CHINA))
    assert [each.due.day.day for each in found.overdue] == [12]
    assert [each.due.day.day for each in found.today] == [13]
    assert [each.due.day.day for each in found.week] == [14, 15]
    assert [each.due.day.day for each in found.later] == [18]


def test_a_clock_handed_in_at_the_counter_is_overdue_after_closing() -> None:
    clock = Running("1", due(REPLY, date(2026, 5, 8), CALENDAR, delivery="hand"))
    assert agenda([clock], datetime(2026, 5, 12, 17, 0, tzinfo=CHINA)).today
    assert agenda([clock], datetime(2026, 5, 12, 18, 0, tzinfo=CHINA)).overdue


def test_a_paused_clock_is_never_overdue() -> None:
    found = agenda([_running("1", date(2026, 1, 5), paused=True)], datetime(2026, 5, 12, tzinfo=CHINA))
    assert not found.overdue
    assert len(found.later) == 1


def test_reminders_look_ahead_by_working_days() -> None:
    clock = _running("1", date(2026, 4, 29))  # 30 April, 6, 7 May
    assert not reminders([clock], date(2026, 4, 30), CALENDAR)
    assert reminders([clock], date(2026, 4, 30), CALENDAR, ahead=2)
    assert reminders([clock], date(2026, 5, 6), CALENDAR)
    assert reminders([clock], date(2026, 5, 20), CALENDAR)
    with pytest.raises(Refused):
        reminders([clock], date(2026, 5, 20), CALENDAR, ahead=-1)


def test_durations_leave_suspension_out() -> None:
    assert days_taken(date(2026, 1, 1), date(2026, 1, 31)) == 30
    twice = [(date(2026, 1, 10), date(2026, 1, 19)), (date(2026, 1, 15), date(2026, 1, 24))]
    assert days_taken(date(2026, 1, 1), date(2026, 1, 31), twice) == 15
    assert average_days([(date(2026, 1, 1), date(2026, 1, 31), twice), (date(2026, 1, 1), date(2026, 1, 6), ())]) == 10
    assert average_days([]) is None
    with pytest.raises(Refused):
        days_taken(date(2026, 1, 2), date(2026, 1, 1))


@given(
    st.dates(date(2020, 1, 1), date(2026, 1, 1)),
    st.integers(0, 400),
    st.lists(st.tuples(st.integers(-50, 450), st.integers(0, 90)), max_size=4),
)
def test_a_duration_is_never_negative_nor_longer_for_a_pause(
    begin: date, length: int, pauses: list[tuple[int, int]]
) -> None:
    end = begin + timedelta(days=length)
    spans = [(begin + timedelta(days=a), begin + timedelta(days=a + n)) for a, n in pauses]
    assert 0 <= days_taken(begin, end, spans) <= length


def test_the_calendar_file_holds_to_its_format() -> None:
    clocks = [_running("2925-2025-000017；甲,乙", date(2026, 4, 29)), _running("2", date(2026, 12, 30))]
    data = ics(clocks, CN.deadlines, datetime(2026, 5, 1, 8, tzinfo=CHINA), "zh")
    assert data == ics(clocks, CN.deadlines, datetime(2026, 5, 1, 8, tzinfo=CHINA), "zh")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")
    text = data.replace(b"\r\n ", b"").decode("utf-8")
    assert text.count("BEGIN:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20260507\r\nDTEND;VALUE=DATE:20260508" in text
    assert "DTSTAMP:20260501T000000Z" in text
    assert "SUMMARY:2925-2025-000017；甲\\,乙 权利人答复 24:00" in text
    assert "STATUS:CONFIRMED" in text
    assert "STATUS:TENTATIVE" in text
    assert "暂定" in text
    uids = [line for line in text.split("\r\n") if line.startswith("UID:")]
    assert len(set(uids)) == 2
