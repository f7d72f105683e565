"""The procedure engine: a walk over every transition, every act in every state, and the rules that must never bend."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from app.core.errors import Refused
from app.core.wording import LANGS, in_words
from app.deadlines.pack import calendar_for
from app.deadlines.rules import Due
from app.detention.procedure.engine import Standing, Taken, begin, lawful, recounted, take, weigh
from app.detention.procedure.law import Move, Procedure
from app.detention.procedure.loading import load_procedure, with_word

DAY = date(2026, 4, 30)
CN = load_procedure("cn", DAY)
PACKS = {name: load_procedure(name, DAY) for name in ("cn", "eu", "us")}
CALENDARS = {name: calendar_for(procedure.pack) for name, procedure in PACKS.items()}
CALENDAR = CALENDARS["cn"]
WORTH = {"value": Decimal(370_000), "security": Decimal(370_000), "counter_security": Decimal(370_000)}

# the reference's rows, from and to, written down again by hand
ROWS = {
    "A1": ("declared", "ip_status_asked"),
    "A2": ("ip_status_asked", "released"),
    "A3": ("declared", "suspended"),
    "A4": ("suspended", "released_no_action"),
    "A5": ("suspended", "detained"),
    "A6": ("detained", "under_investigation"),
    "A7": ("under_investigation", "infringing"),
    "A8": ("under_investigation", "not_infringing"),
    "A9": ("under_investigation", "undetermined"),
    "A10": ("undetermined", "court_hold"),
    "A11": ("undetermined", "released"),
    "A12": ("detained", "released"),
    "A13": ("detained", "released_secured"),
    "A14": ("detained", "settled"),
    "A15": ("infringing", "penalty_notified"),
    "A16": ("penalty_notified", "confiscated"),
    "A17": ("confiscated", "holder_informed"),
    "A18": ("confiscated", "disposed"),
    "A19": ("detained", "referred_to_police"),
    "A20": ("infringing", "collection_notice"),
    "B1": ("goods_expected", "applied"),
    "B2": ("applied", "application_complete"),
    "B3": ("application_complete", "secured"),
    "B4": ("applied", "rejected"),
    "B5": ("secured", "detained_on_application"),
    "B6": ("detained_on_application", "awaiting_court"),
    "B7": ("awaiting_court", "court_hold"),
    "B8": ("awaiting_court", "released"),
    "B9.evidence": ("awaiting_court", "released"),
}


@pytest.mark.parametrize("name", ROWS)
def test_each_row_of_the_reference_is_a_move(name: str) -> None:
    origin, target = ROWS[name]
    move = CN.move(name)
    assert origin in move.origins
    assert move.target == target


def test_each_row_has_the_tag_of_the_reference() -> None:
    unverified = {move.row for move in CN.moves.values() if move.id == move.row and move.source.verified != "V"}
    assert unverified == {"A14", "A20", "B6"}


def _made(procedure: Procedure, standing: Standing, move: Move, day: date) -> Taken:
    """Makes a move with all it needs, on the day its clocks allow."""
    at = day
    for after in move.after:
        at = max(at, standing.clocks[after.clock].day + timedelta(days=1))
    given = {fact: day for fact in move.needs if fact not in standing.facts}
    right = move.rights[0] if move.rights else standing.right_type
    channel = move.channels[0] if move.channels else standing.channel
    ready = replace(
        standing,
        right_type=right,
        channel=channel,
        facts={k: v for k, v in standing.facts.items() if k not in move.bars},
    )
    calendar = CALENDARS[procedure.pack.profile]
    return take(ready, move.id, procedure, at, calendar, given=given, confirmed=True)


@pytest.mark.parametrize(("profile", "track"), [(n, t) for n, p in PACKS.items() for t in p.tracks])
def test_a_walk_makes_every_move_and_every_way_ends(profile: str, track: str) -> None:
    procedure = PACKS[profile]
    made: set[str] = set()
    walked: set[tuple[str, str]] = set()
    open_ends = deque([begin(procedure, track, **WORTH)])
    seen = {open_ends[0].state}
    while open_ends:
        standing = open_ends.popleft()
        for move in procedure.moves.values():
            if track not in move.tracks or standing.state not in move.origins:
                continue
            clocks = [within.clock for within in move.within] + [after.clock for after in move.after]
            if any(clock not in standing.clocks for clock in clocks):
                continue  # another way into this state starts that clock
            taken = _made(procedure, standing, move, DAY)
            made.add(move.id)
            assert taken.ended == procedure.states[move.target].end
            if taken.standing.state not in seen or taken.started:
                seen.add(taken.standing.state)
                if (move.id, standing.state) not in walked:
                    walked.add((move.id, standing.state))
                    open_ends.append(taken.standing)
    assert made == {move.id for move in procedure.moves.values() if track in move.tracks}
    reached_ends = {name for name in seen if procedure.states[name].end}
    assert reached_ends


@pytest.mark.parametrize("profile", PACKS)
def test_every_act_in_every_state_is_lawful_or_refused_with_its_source(profile: str) -> None:
    procedure = PACKS[profile]
    for track in procedure.tracks:
        for state in procedure.states:
            standing = Standing(track, state)
            for offer in lawful(standing, procedure, DAY, everything=True):
                assert offer.reason.params["source"] == offer.move.source.text
                for lang in LANGS:
                    said = in_words(offer.reason, lang)
                    assert offer.move.source.text in said
                    assert "{" not in said
                if not offer.allowed:
                    with pytest.raises(Refused) as refused:
                        take(standing, offer.move.id, procedure, DAY, CALENDARS[profile], confirmed=True)
                    assert refused.value.say.key.startswith("procedure.")
                elif procedure.states[state].end:
                    pytest.fail(f"{offer.move.id} leaves the end {state}")


def _served(day: date = DAY) -> Standing:
    """Suspended, the right holder's notice served on that day."""
    start = begin(CN, "ex_officio", **WORTH)
    suspended = take(start, "A3", CN, day, CALENDAR, given={"suspicion_recorded": day}).standing
    return take(suspended, "A3.served", CN, day, CALENDAR, given={"notice_served": day}).standing


def test_detain_is_never_offered_after_a_missed_reply_clock() -> None:
    standing = _served()
    assert standing.clocks["CN.A.REPLY"].day == date(2026, 5, 8)
    late = {"detention_applied": date(2026, 5, 9), "security_lodged": date(2026, 5, 9)}
    for facts in ({}, late, {**late, "detention_applied": date(2026, 5, 8)}):
        weighed = weigh(replace(standing, facts={**standing.facts, **facts}), CN.move("A5"), CN, date(2026, 5, 9))
        assert not weighed.allowed
        assert weighed.reason.key == "procedure.clock_missed"
        assert not weighed.missing
    with pytest.raises(Refused) as refused:
        take(standing, "A5", CN, date(2026, 5, 9), CALENDAR, given=late)
    assert refused.value.say.key == "procedure.clock_missed"
    assert "Reg 16" in in_words(refused.value.say, "en")
    assert weigh(standing, CN.move("A4.lapsed"), CN, date(2026, 5, 9)).allowed
    assert not weigh(standing, CN.move("A4.lapsed"), CN, date(2026, 5, 8)).allowed


def test_an_application_in_time_may_be_acted_on_a_day_later() -> None:
    standing = _served()
    in_time = {"detention_applied": date(2026, 5, 8), "security_lodged": date(2026, 5, 7)}
    taken = take(standing, "A5", CN, date(2026, 5, 9), CALENDAR, given=in_time)
    assert taken.standing.state == "detained"
    assert set(taken.started) == {"CN.A.INVESTIGATE", "CN.A.COURT", "CN.SEIZE.MAX"}
    assert taken.stopped == ("CN.A.REPLY",)
    assert {"D08", "D09", "D10"} <= set(taken.issues)
    ready = replace(standing, facts={**standing.facts, **in_time})
    assert not weigh(ready, CN.move("A4.lapsed"), CN, date(2026, 5, 9)).allowed


def test_the_hour_counts_where_it_is_known() -> None:
    standing = _served()
    midnight = datetime(2026, 5, 8, 23, 59, 59)  # noqa: DTZ001 - office time
    given = {"detention_applied": midnight, "security_lodged": midnight}
    assert take(standing, "A5", CN, DAY, CALENDAR, given=given).standing.state == "detained"
    late = {**given, "security_lodged": midnight + timedelta(seconds=1)}
    with pytest.raises(Refused):
        take(standing, "A5", CN, DAY, CALENDAR, given=late)


def test_the_reply_clock_runs_from_the_notice_until_its_service_is_proved() -> None:
    start = begin(CN, "ex_officio", **WORTH)
    suspended = take(start, "A3", CN, DAY, CALENDAR, given={"suspicion_recorded": DAY}).standing
    assert suspended.clocks["CN.A.REPLY"].starts == DAY
    assert weigh(suspended, CN.move("A5"), CN, DAY).reason.key == "procedure.needs_first"
    later = DAY + timedelta(days=6)
    served = take(suspended, "A3.served", CN, later, CALENDAR, given={"notice_served": later}).standing
    assert served.clocks["CN.A.REPLY"].starts == later
    unserved = replace(suspended, clocks={})
    assert weigh(unserved, CN.move("A5"), CN, DAY).reason.key == "procedure.clock_not_started"


def test_too_little_security_is_named_with_what_is_due() -> None:
    standing = replace(_served(), security=Decimal(99_999))
    given = {"detention_applied": DAY, "security_lodged": DAY}
    with pytest.raises(Refused) as refused:
        take(standing, "A5", CN, DAY, CALENDAR, given=given)
    assert refused.value.say.params["due"] == Decimal(100_000)
    assert take(replace(standing, general_security=True), "A5", CN, DAY, CALENDAR, given=given)
    with pytest.raises(Refused) as refused:
        take(replace(standing, value=None), "A5", CN, DAY, CALENDAR, given=given)
    assert refused.value.say.key == "procedure.value_unknown"


def test_missing_facts_are_named_for_the_form() -> None:
    offer = weigh(_served(), CN.move("A5"), CN, DAY)
    assert offer.missing == ("detention_applied", "security_lodged")
    assert "权利人提供担保" in in_words(offer.reason, "zh")


def test_a_settlement_is_barred_by_a_suspected_crime_and_needs_a_word() -> None:
    standing = Standing("ex_officio", "detained", facts={"settlement_agreement": DAY})
    assert weigh(standing, CN.move("A14"), CN, DAY).unverified
    with pytest.raises(Refused) as refused:
        take(standing, "A14", CN, DAY, CALENDAR)
    assert refused.value.say.key == "procedure.needs_word"
    assert take(standing, "A14", CN, DAY, CALENDAR, confirmed=True).standing.state == "settled"
    assert take(standing, "A14", with_word(CN, {"A14"}), DAY, CALENDAR).standing.state == "settled"
    crime = replace(standing, facts={**standing.facts, "crime_suspected": DAY})
    assert weigh(crime, CN.move("A14"), CN, DAY).reason.key == "procedure.barred"


def test_only_patent_goods_come_back_against_a_deposit() -> None:
    standing = Standing("ex_officio", "detained", value=Decimal(100), counter_security=Decimal(100))
    given = {"counter_deposit": DAY, "release_notice_served": DAY}
    with pytest.raises(Refused) as refused:
        take(standing, "A13", CN, DAY, CALENDAR, given=given)
    assert refused.value.say.key == "procedure.other_right"
    taken = take(replace(standing, right_type="patent"), "A13", CN, DAY, CALENDAR, given=given)
    assert set(taken.started) == {"CN.PAT.ACCEPTANCE"}
    short = replace(standing, right_type="patent", counter_security=Decimal(99))
    with pytest.raises(Refused):
        take(short, "A13", CN, DAY, CALENDAR, given=given)


def test_the_court_clock_runs_from_the_detention() -> None:
    clock: Due = take(
        _served(), "A5", CN, DAY, CALENDAR, given={"detention_applied": DAY, "security_lodged": DAY}
    ).standing.clocks["CN.A.COURT"]
    assert clock.day == date(2026, 7, 14)
    undetermined = Standing("ex_officio", "undetermined", clocks={"CN.A.COURT": clock})
    assert weigh(undetermined, CN.move("A11"), CN, date(2026, 7, 14)).reason.key == "procedure.clock_still_runs"
    assert weigh(undetermined, CN.move("A11"), CN, date(2026, 7, 15)).allowed
    noticed = replace(undetermined, facts={"court_notice": date(2026, 7, 14)})
    assert weigh(noticed, CN.move("A10"), CN, date(2026, 7, 16)).allowed
    assert weigh(noticed, CN.move("A11"), CN, date(2026, 7, 16)).reason.key == "procedure.came_in_time"


def test_a_penalty_waits_for_the_hearing_clock_or_the_hearing() -> None:
    infringing = Standing("ex_officio", "infringing")
    told = take(infringing, "A15", CN, DAY, CALENDAR, given={"penalty_notice_served": DAY}).standing
    with pytest.raises(Refused):
        take(told, "A16", CN, date(2026, 5, 7), CALENDAR, given={"penalty_served": date(2026, 5, 7)})
    waived = {"penalty_served": date(2026, 5, 7), "hearing_waived": date(2026, 5, 6)}
    taken = take(told, "A16", CN, date(2026, 5, 7), CALENDAR, given=waived)
    assert {"CN.FINE.PAY", "CN.COST.CAP"} <= set(taken.started)


def test_unknown_names_are_refused() -> None:
    with pytest.raises(Refused):
        begin(CN, "sideways")
    with pytest.raises(Refused):
        take(_served(), "Z9", CN, DAY, CALENDAR)
    with pytest.raises(Refused) as refused:
        take(_served(), "A5", CN, DAY, CALENDAR, given={"no_such_fact": DAY})
    assert refused.value.say.key == "procedure.unknown_fact"
    with pytest.raises(Refused):
        CN.document("D99")


def test_unverified_rules_are_listed_for_the_supervisor() -> None:
    listed = {each.id for each in CN.defaults()}
    assert {"A14", "P2", "CN.PAT.ACCEPTANCE", "CN.SEC.REFUND", "D08", "CrL217-copies-2007"} <= listed
    assert not {"A5", "CN.A.REPLY", "D18", "destroyed"} & listed
    assert not with_word(CN, {"A14"}).move("A14").needs_word
    assert CN.move("A13.refund").unverified == ("CN.PAT.ACCEPTANCE",)
    assert not with_word(CN, {"CN.PAT.ACCEPTANCE"}).move("A13.refund").needs_word
    assert with_word(CN, {"A13.judged"}).move("A13.judged").unverified == ("CN.PAT.ACCEPTANCE",)


def test_a_suspended_clock_ends_later_and_an_extension_has_its_limit() -> None:
    standing = _served()
    paused = recounted(standing, "CN.A.REPLY", CN, CALENDAR, suspended=[(date(2026, 5, 7), date(2026, 5, 9))])
    assert paused.clocks["CN.A.REPLY"].day == date(2026, 5, 12)
    again = recounted(paused, "CN.A.REPLY", CN, CALENDAR, suspended=[(date(2026, 5, 12), date(2026, 5, 12))])
    assert again.clocks["CN.A.REPLY"].day == date(2026, 5, 13)
    with pytest.raises(Refused):
        recounted(standing, "CN.A.REPLY", CN, CALENDAR, extended=1)
    with pytest.raises(Refused):
        recounted(standing, "CN.A.COURT", CN, CALENDAR)
    detained = take(
        standing, "A5", CN, DAY, CALENDAR, given={"detention_applied": DAY, "security_lodged": DAY}
    ).standing
    longer = recounted(detained, "CN.SEIZE.MAX", CN, CALENDAR, extended=1)
    assert longer.clocks["CN.SEIZE.MAX"].day == date(2028, 5, 3)  # a Sunday, and two fixed days off, as far as is known
    assert longer.clocks["CN.SEIZE.MAX"].provisional
    with pytest.raises(Refused):
        recounted(longer, "CN.SEIZE.MAX", CN, CALENDAR, extended=1)


@pytest.mark.parametrize("name", ["P1", "P2", "P4"])
def test_what_is_for_articles_of_individuals_is_not_offered_on_freight(name: str) -> None:
    facts = dict.fromkeys(("individual_article", "own_use", "abandonment", "suspicion_recorded"), DAY)
    facts = {fact: day for fact, day in facts.items() if fact not in CN.move(name).bars}
    standing = begin(CN, "ex_officio", **WORTH, facts=facts)
    for channel, lawful_there in {
        "freight": False,
        "ecommerce": False,
        "": False,
        "post": True,
        "passenger": True,
    }.items():
        weighed = weigh(replace(standing, channel=channel), CN.move(name), CN, DAY)
        assert weighed.allowed is lawful_there, channel
        assert lawful_there or weighed.reason.key == "procedure.other_channel"
        for lang in LANGS:
            assert "{" not in in_words(weighed.reason, lang)


def test_a_move_wants_the_word_on_every_unverified_clock_it_waits_for() -> None:
    waiting = {
        move.id: move.unverified for move in CN.moves.values() if move.needs_word and move.source.verified != "U"
    }
    assert waiting == {"A13.refund": ("CN.PAT.ACCEPTANCE",)}
    assert PACKS["eu"].move("E3.filed").unverified == ("E3.filed", "EU.EXOFF")


def test_the_law_has_its_way_where_a_field_is_hidden_and_demanded() -> None:
    us = PACKS["us"]
    assert "importer" not in us.disclosures["holder"].hidden_in("U04")
    assert {"importer", "importer_address"} <= set(us.disclosures["holder"].hidden_in("U02"))
