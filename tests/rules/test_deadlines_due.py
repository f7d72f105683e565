"""Due dates: every vector of the reference, every row of the deadline table, and the laws they keep."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused, Say
from app.core.wording import LANGS, in_words
from app.deadlines.calendar import ChinaCalendar, read_local_days
from app.deadlines.pack import calendar_for, load_edition, load_pack
from app.deadlines.rules import UNITS, DeadlineRule, Due, due, plain_rule, same_day_later

CN = load_pack("cn", date(2026, 1, 1))
CALENDAR = calendar_for(CN)

VECTORS = [
    ("2026-02-12", 3, "2026-02-24"),
    ("2026-04-30", 3, "2026-05-08"),
    ("2026-04-30", 20, "2026-06-01"),
    ("2026-04-30", 30, "2026-06-15"),
    ("2026-04-30", 50, "2026-07-14"),
    ("2025-09-26", 3, "2025-09-30"),
    ("2025-09-26", 20, "2025-10-30"),
    ("2025-09-26", 30, "2025-11-13"),
    ("2025-09-26", 50, "2025-12-11"),
    ("2024-09-30", 3, "2024-10-10"),
    ("2024-09-30", 20, "2024-11-01"),
    ("2024-09-30", 30, "2024-11-15"),
    ("2024-09-30", 50, "2024-12-13"),
    ("2026-09-18", 3, "2026-09-22"),
]


@pytest.mark.parametrize(("start", "days", "end"), VECTORS)
def test_vectors_of_the_reference(start: str, days: int, end: str) -> None:
    found = due(plain_rule(days), date.fromisoformat(start), CALENDAR)
    assert found.day == date.fromisoformat(end)
    assert not found.provisional


# id, length, unit, tag: the reference's table, written down again by hand
TABLE = """
CN.REC.DECIDE 30 wd V|CN.REC.RENEW_OPEN 6 months V|CN.REC.CHANGE 30 wd V|CN.A.REPLY 3 wd V|CN.A.INVESTIGATE 30 wd V
CN.A.COURT 50 wd V|CN.B.COURT 20 wd V|CN.PAT.ACCEPTANCE 30 wd U|CN.SEC.REFUND 20 wd U|CN.COST.CAP 3 months S
CN.UNCLAIMED 3 months S|CN.SEIZE.MAX 1 years V|CN.CASE.DECIDE 90 cd V|CN.HEAR.REQ 5 wd V|CN.HEAR.NOTICE 7 wd V
CN.PEN.SERVE 7 wd V|CN.FINE.PAY 15 cd V|CN.FINE.DEFER 10 wd V|CN.REVIEW 60 cd V|CN.SUIT 6 months V
CN.SUIT_AFTER_REVIEW 15 cd V|CN.PRESERVE.SUIT 30 cd V|CN.SERVE.PUBLIC 30 cd V
"""
ROWS = [tuple(cell.split()) for line in TABLE.strip().splitlines() for cell in line.split("|")]


@pytest.mark.parametrize(("name", "length", "unit", "tag"), ROWS)
def test_each_row_of_the_table(name: str, length: str, unit: str, tag: str) -> None:
    rule = CN.deadline(name)
    assert (rule.length, rule.unit, rule.source.verified) == (int(length), unit, tag)


def test_the_table_has_no_row_more() -> None:
    assert {row[0] for row in ROWS} == set(CN.deadlines)


# one date worked out by hand from the 2026 calendar for each row
WORKED = [
    ("CN.REC.DECIDE", "2026-04-30", "2026-06-15"),
    ("CN.REC.RENEW_OPEN", "2026-08-31", "2026-02-28"),
    ("CN.REC.CHANGE", "2026-04-30", "2026-06-15"),
    ("CN.A.REPLY", "2026-02-12", "2026-02-24"),
    ("CN.A.INVESTIGATE", "2026-04-30", "2026-06-15"),
    ("CN.A.COURT", "2026-04-30", "2026-07-14"),
    ("CN.B.COURT", "2026-04-30", "2026-06-01"),
    ("CN.PAT.ACCEPTANCE", "2026-04-30", "2026-06-15"),
    ("CN.SEC.REFUND", "2026-04-30", "2026-06-01"),
    ("CN.COST.CAP", "2026-03-10", "2026-06-10"),
    ("CN.COST.CAP", "2026-03-19", "2026-06-22"),  # 19 June is Dragon Boat, a Friday
    ("CN.UNCLAIMED", "2025-11-30", "2026-02-28"),  # no 30 February; 28 February is a make-up Saturday
    ("CN.SEIZE.MAX", "2025-04-30", "2026-04-30"),
    ("CN.SEIZE.MAX", "2025-05-04", "2026-05-06"),
    ("CN.CASE.DECIDE", "2026-03-02", "2026-06-01"),  # 31 May is a Sunday
    ("CN.HEAR.REQ", "2026-04-30", "2026-05-11"),  # 6, 7, 8, 9 (make-up), 11
    ("CN.HEAR.NOTICE", "2026-05-11", "2026-04-28"),  # back: 9 (make-up), 8, 7, 6 May, 30, 29, 28 April
    ("CN.PEN.SERVE", "2026-04-30", "2026-05-13"),
    ("CN.FINE.PAY", "2026-04-16", "2026-05-06"),  # 1 May is off until the 5th
    ("CN.FINE.DEFER", "2026-04-30", "2026-05-18"),
    ("CN.REVIEW", "2026-03-02", "2026-05-06"),
    ("CN.SUIT", "2026-03-31", "2026-09-30"),
    ("CN.SUIT_AFTER_REVIEW", "2026-03-20", "2026-04-07"),  # 4-6 April is Qingming
    ("CN.PRESERVE.SUIT", "2026-03-05", "2026-04-07"),
    ("CN.SERVE.PUBLIC", "2026-03-05", "2026-04-04"),  # deemed served even on a day off
]


@pytest.mark.parametrize(("name", "start", "end"), WORKED)
def test_each_clock_worked_out_by_hand(name: str, start: str, end: str) -> None:
    assert due(CN.deadline(name), date.fromisoformat(start), CALENDAR).day == date.fromisoformat(end)


def test_a_second_year_of_detention_needs_the_extension_and_no_third_is_had() -> None:
    rule = CN.deadline("CN.SEIZE.MAX")
    assert due(rule, date(2024, 4, 30), CALENDAR, extended=1).day == date(2026, 4, 30)
    with pytest.raises(Refused) as refused:
        due(rule, date(2024, 4, 30), CALENDAR, extended=2)
    assert refused.value.field == "extended"


def test_post_has_until_midnight_and_the_counter_until_it_closes() -> None:
    start = datetime(2026, 4, 30, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    rule = CN.deadline("CN.A.REPLY")
    post, hand = due(rule, start, CALENDAR), due(rule, start, CALENDAR, delivery="hand", closes=time(17, 0))
    assert (post.at, hand.at) == ("24:00", "17:00")
    evening = datetime(2026, 5, 8, 23, 59, 59, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert not post.missed(evening)
    assert hand.missed(evening)
    assert not hand.missed(datetime(2026, 5, 8, 17, 0, tzinfo=ZoneInfo("Asia/Shanghai")))
    assert post.missed(evening + timedelta(seconds=1))
    assert not post.missed(date(2026, 5, 8))
    assert post.missed(date(2026, 5, 9))


def test_suspended_days_do_not_count() -> None:
    rule = CN.deadline("CN.A.REPLY")
    pause = (date(2026, 5, 7), date(2026, 5, 9))  # 7, 8 and the make-up Saturday
    assert due(rule, date(2026, 4, 30), CALENDAR, suspended=[pause]).day == date(2026, 5, 12)
    june = (date(2025, 6, 1), date(2025, 6, 10))
    year = due(CN.deadline("CN.SEIZE.MAX"), date(2025, 4, 30), CALENDAR, suspended=[june])
    assert year.day == date(2026, 5, 11)  # 10 May 2026 is a Sunday
    assert sum(step.why.key == "deadlines.step_given_back" for step in year.steps) == 10


def test_a_backward_suspension_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        due(plain_rule(3), date(2026, 4, 30), CALENDAR, suspended=[(date(2026, 5, 9), date(2026, 5, 7))])
    assert refused.value.say.key == "deadlines.suspension_backwards"


def test_a_year_without_a_notice_is_provisional() -> None:
    found = due(CN.deadline("CN.A.COURT"), date(2026, 12, 1), CALENDAR)
    assert found.provisional
    assert any(step.why.key == "deadlines.day_guessed_work" for step in found.steps)
    assert not due(CN.deadline("CN.A.REPLY"), date(2026, 12, 1), CALENDAR).provisional


def test_same_day_counting_is_a_setting() -> None:
    rule = replace(plain_rule(3), next_day=False)
    assert due(rule, date(2026, 3, 2), CALENDAR).day == date(2026, 3, 4)
    assert due(replace(rule, unit="months", rolls=False), date(2026, 3, 2), CALENDAR).day == date(2026, 6, 1)


def test_the_end_of_a_month_stays_the_end() -> None:
    assert same_day_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert same_day_later(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert same_day_later(date(2024, 2, 29), 12) == date(2025, 2, 28)


def test_the_table_agrees_with_the_library_for_every_day() -> None:
    bare = ChinaCalendar()
    day = date(2023, 1, 1)
    while day.year < 2027:
        assert CALENDAR.is_working(day) == bare.is_working(day), day
        day += timedelta(days=1)
    assert bare.published(2004)
    assert bare.published(2026)
    assert not bare.published(2027)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("local.csv", "day,working,zh,en\n2026-05-07,0,三月三,local festival\n2026-05-10,1,,\n"),
        (
            "local.toml",
            '[[day]]\nday = 2026-05-07\nname = {zh = "三月三", en = "local festival"}\n'
            "[[day]]\nday = 2026-05-10\nworking = true\n",
        ),
    ],
)
def test_an_office_lays_its_own_days_over_the_calendar(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    calendar = calendar_for(CN, local=read_local_days(file))
    found = due(CN.deadline("CN.A.REPLY"), date(2026, 4, 30), calendar)
    assert found.day == date(2026, 5, 9)  # 6, 8, 9: the 7th is off
    assert due(plain_rule(4), date(2026, 4, 30), calendar).day == date(2026, 5, 10)
    said = [in_words(step.why, "zh") for step in found.steps]
    assert any("三月三" in line for line in said)


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        ("a.csv", "day,working\n2026-13-01,0\n", "local_day_bad"),
        ("b.csv", "day,working\n2026-12-01,yes\n", "local_day_bad"),
        ("c.csv", "day,working\n2026-12-01,0\n2026-12-01,1\n", "local_day_twice"),
        ("d.toml", "[[day]]\nday = 'x'\n", "pack_wrong_type"),
        ("e.toml", "[[day]\n", "pack_not_toml"),
    ],
)
def test_a_wrong_local_calendar_is_refused(tmp_path: Path, name: str, text: str, key: str) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_local_days(file)
    assert refused.value.say.key == f"deadlines.{key}"


def test_eu_and_us_days_follow_their_own_holidays() -> None:
    eu, us = load_pack("eu", date(2026, 1, 1)), load_pack("us", date(2026, 1, 1))
    ten = plain_rule(10)
    easter = due(ten, date(2026, 4, 2), calendar_for(eu, country="DE"))
    assert easter.day == date(2026, 4, 20)  # Good Friday and Easter Monday do not count
    assert due(plain_rule(5), date(2026, 7, 1), calendar_for(us)).day == date(2026, 7, 9)  # 3 July observed
    with pytest.raises(Refused):
        due(ten, date(2026, 4, 2), calendar_for(eu, country="QQ"))


# each row of the EU and US tables, worked out by hand: Good Friday and Easter Monday, 1 and 14 May; 3 July is observed
ABROAD = [
    ("EU.AFA.DECIDE", 30, "wd", "U", "2026-04-02", "2026-05-20"),
    ("EU.AFA.DECIDE_EXOFF", 2, "wd", "U", "2026-04-02", "2026-04-08"),
    ("EU.AFA.VALID", 1, "years", "U", "2026-04-02", "2027-04-02"),
    ("EU.NOTIFY", 1, "wd", "U", "2026-04-02", "2026-04-07"),
    ("EU.EXOFF", 4, "wd", "U", "2026-04-02", "2026-04-10"),
    ("EU.DESTROY", 10, "wd", "V", "2026-04-02", "2026-04-20"),
    ("EU.DESTROY.PERISHABLE", 3, "wd", "U", "2026-04-02", "2026-04-09"),
    ("EU.PROCEED", 10, "wd", "U", "2026-04-02", "2026-04-20"),
    ("EU.PROCEED.PERISHABLE", 3, "wd", "U", "2026-04-02", "2026-04-09"),
    ("EU.SMALL.NOTIFY", 1, "wd", "U", "2026-04-02", "2026-04-07"),
    ("EU.SMALL.VIEW", 10, "wd", "U", "2026-04-02", "2026-04-20"),
    ("EU.SMALL.PROCEED", 10, "wd", "U", "2026-04-02", "2026-04-20"),
    ("US.DECIDE", 5, "wd", "V", "2026-06-30", "2026-07-08"),
    ("US.NOTICE", 5, "wd", "V", "2026-06-30", "2026-07-08"),
    ("US.7BD", 7, "wd", "S", "2026-06-30", "2026-07-10"),
    ("US.FINAL", 30, "cd", "V", "2026-06-30", "2026-07-30"),
    ("US.DETAIN30", 30, "cd", "V", "2026-06-30", "2026-07-30"),
    ("US.DISC.DETAIN", 30, "wd", "V", "2026-06-30", "2026-08-12"),
    ("US.DISC.SEIZE", 30, "wd", "V", "2026-06-30", "2026-08-12"),
    ("US.SALE", 90, "cd", "S", "2026-06-30", "2026-09-28"),
]


@pytest.mark.parametrize(("name", "length", "unit", "tag", "start", "end"), ABROAD)
def test_each_clock_of_the_eu_and_the_us(name: str, length: int, unit: str, tag: str, start: str, end: str) -> None:
    pack = load_pack(name[:2].lower(), date(2026, 1, 1))
    rule = pack.deadline(name)
    assert (rule.length, rule.unit, rule.source.verified) == (length, unit, tag)
    assert due(rule, date.fromisoformat(start), calendar_for(pack)).day == date.fromisoformat(end)


def test_the_eu_and_us_tables_have_no_row_more() -> None:
    known = {name for profile in ("eu", "us") for name in load_pack(profile, date(2026, 1, 1)).deadlines}
    assert {row[0] for row in ABROAD} == known


def test_an_unknown_profile_edition_or_deadline_is_refused() -> None:
    for ask in (
        lambda: load_pack("mars", date(2026, 1, 1)),
        lambda: load_pack("../cn", date(2026, 1, 1)),
        lambda: load_pack("cn", date(1999, 1, 1)),
        lambda: load_edition("cn", "cn-1800"),
        lambda: CN.deadline("CN.NO.SUCH"),
    ):
        with pytest.raises(Refused):
            ask()
    assert load_edition("cn", CN.edition).digest == CN.digest


@dataclass(frozen=True)
class Plain:
    """Any calendar: weekends and a set of holidays."""

    off: frozenset[date] = field(default_factory=frozenset)
    closes: time = time(17, 30)

    def is_working(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.off

    def published(self, year: int) -> bool:
        return True

    def why(self, day: date) -> Say:
        return Say("deadlines.day_working" if self.is_working(day) else "deadlines.day_weekend", {"weekday": "x"})


days = st.dates(date(2020, 1, 1), date(2026, 12, 31))
offs = st.frozensets(st.dates(date(2020, 1, 1), date(2027, 12, 31)), max_size=40)
rules = st.builds(
    lambda n, unit, next_day: replace(plain_rule(n, unit), next_day=next_day),
    st.integers(1, 60),
    st.sampled_from(UNITS),
    st.booleans(),
).filter(lambda rule: rule.unit in ("wd", "cd") or rule.length <= 12)


@given(rules, days, offs)
def test_a_due_date_is_a_working_day(rule: DeadlineRule, start: date, off: frozenset[date]) -> None:
    assert Plain(off).is_working(due(rule, start, Plain(off)).day)


@given(rules, days, offs, st.integers(0, 90))
def test_a_new_holiday_never_brings_it_forward(rule: DeadlineRule, start: date, off: frozenset[date], at: int) -> None:
    before = due(rule, start, Plain(off))
    after = due(rule, start, Plain(off | {start + timedelta(days=at)}))
    assert after.day >= before.day


@given(rules, days, offs, st.lists(st.tuples(days, st.integers(0, 20)), max_size=3))
def test_the_steps_add_up(
    rule: DeadlineRule, start: date, off: frozenset[date], pauses: list[tuple[date, int]]
) -> None:
    suspended = [(begin, begin + timedelta(days=n)) for begin, n in pauses]
    found = due(rule, start, Plain(off), suspended=suspended)
    _adds_up(found)
    assert found.steps[0].day == start
    assert found.steps[-1].day == found.day
    assert found.day >= due(rule, start, Plain(off)).day
    if rule.unit in ("wd", "cd"):
        paused = [step for step in found.steps if step.counted and any(b <= step.day <= e for b, e in suspended)]
        assert not paused


def _adds_up(found: Due) -> None:
    counted = sum(step.counted for step in found.steps)
    assert found.steps[-1].count == found.days
    assert counted == (found.days if found.unit in ("wd", "cd") else 1)
    assert [step.day for step in found.steps] == sorted(step.day for step in found.steps)


@given(st.sampled_from(sorted(CN.deadlines)), days)
def test_every_step_has_words_in_both_languages(name: str, start: date) -> None:
    for step in due(CN.deadline(name), start, CALENDAR).steps:
        for lang in LANGS:
            said = in_words(step.why, lang)
            assert not said.startswith("deadlines.")
            assert "{" not in said


def test_a_calendar_without_working_days_is_refused() -> None:
    class Never(Plain):
        def is_working(self, day: date) -> bool:
            return False

    with pytest.raises(Refused) as refused:
        due(plain_rule(1), date(2026, 1, 1), Never())
    assert refused.value.say.key == "deadlines.never_ends"
