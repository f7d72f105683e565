"""Each way that a case can go, gone by real acts at a station: every move with its documents, all else refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app import bootstrap
from app.core.clock import SetClock
from app.core.errors import Refused
from app.core.wording import LANGS, in_words
from app.detention.moves import Step, act
from app.detention.procedure.law import CHANNELS, Move, Procedure
from app.detention.procedure.loading import load_procedure
from app.detention.rules import DetainedLine, Detention
from app.detention.standing import CaseFile, NextAct, case_file, next_acts
from app.detention.work import open_case
from app.identity.home import make_home
from app.identity.rules import Office, Officer, Role
from app.identity.work import keep_office, keep_officer
from app.intake.work import receive_declarations
from app.journal.records import head_of
from app.journal.work import Station, StationIdentity
from app.notice.acts import NOT_ASKED, asked_texts, take_step
from app.notice.work import detain
from app.register.work import import_register
from tests.conftest import CHEAP, NOON, PASSPHRASE

CHIEF = Officer("chief", "赵磊", "Zhao Lei", frozenset({Role.SUPERVISOR, Role.CASE, Role.BENCH, Role.ADMINISTRATOR,
                                                     Role.CLERK}))  # fmt: skip
SECOND = Officer("second", "李明", "Li Ming", frozenset({Role.BENCH}))
REGISTER = """\
recordation_no,right_type,right_no,mark,holder,holder_size,nice_classes,hs_codes,goods,valid_from,valid_to,status
R-1,trademark,1,ZORBLAX,卓布样例公司,large,28,9503,玩具 toys,2020-01-01,2060-01-01,active
R-2,patent,2,QUIVERTON,奎维样例公司,sme,25,6404,鞋 shoes,2020-01-01,2060-01-01,active
"""
HEAD = "declaration_no,declared_on,direction,channel,customs_code,consignor,consignee,origin,destination,line_no,goods,quantity,unit,value,currency\n"  # noqa: E501
MOST = 60
"""Shipments made ready in each channel: one for each way."""


@dataclass(frozen=True)
class Way:
    """A row of moves from the start of a track, for goods of a right that come by a channel."""

    moves: tuple[str, ...]
    right: str
    channel: str


def ways(law: Procedure, track: str) -> Iterator[Way]:
    """Ways that together make every move of a track at least once, none the beginning of another."""
    wanted = {move.id for move in law.moves.values() if track in move.tracks}
    paths = _paths(law, track)
    made: set[str] = set()
    for move in sorted(wanted, key=lambda name: -len(paths[name])):
        if move not in made:
            made |= set(paths[move])
            steps = [law.move(name) for name in paths[move]]
            right = "patent" if any(step.rights for step in steps) else "trademark"
            channels = [step.channels[0] for step in steps if step.channels] + list(law.tracks[track].channels)
            yield Way(paths[move], right, channels[0] if channels else "freight")
    assert made == wanted


def _paths(law: Procedure, track: str) -> dict[str, tuple[str, ...]]:
    """To each move of a track the shortest row of moves that makes it, its clocks running."""
    found: dict[str, tuple[str, ...]] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    open_ends: list[tuple[str, frozenset[str], tuple[str, ...]]] = [(law.tracks[track].start, frozenset(), ())]
    while open_ends:
        state, clocks, path = open_ends.pop(0)
        for move in law.moves.values():
            waits = {each.clock for each in move.within} | {each.clock for each in move.after}
            if track not in move.tracks or state not in move.origins or move.id in path or not waits <= clocks:
                continue
            runs = (clocks - set(move.stops)) | {start.clock for start in move.starts}
            found.setdefault(move.id, (*path, move.id))
            if (move.target, runs) not in seen:
                seen.add((move.target, runs))
                open_ends.append((move.target, runs, (*path, move.id)))
    return found


class Offices(dict[str, Station]):
    """A station of each profile that is asked for, with shipments of every channel."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def __missing__(self, profile: str) -> Station:
        self[profile] = _office(self._folder, profile)
        return self[profile]


@pytest.fixture(scope="session")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Offices]:
    made = Offices(tmp_path_factory.mktemp("walk"))
    yield made
    for station in made.values():
        station.engine.dispose()


def _office(folder: Path, profile: str) -> Station:
    identity = StationIdentity(f"{profile.upper()}-1", f"{profile.upper()}-1", "3104", profile)
    station, _key = make_home(
        folder / profile, identity, CHIEF, PASSPHRASE, bootstrap.appliers(), SetClock(NOON), cost=CHEAP
    )
    keep_officer(station, "chief", SECOND)
    keep_office(station, CHIEF, Office("样例海关", "Sample Customs", "样例路", "0000"))
    (folder / "register.csv").write_text(REGISTER, encoding="utf-8")
    rows = [
        f"{channel}-{n},2024-11-18,I,{channel},3104,甲贸易行,乙公司,CN,CN,1,玩具 toys,40,个,30000,CNY\n"
        for channel in CHANNELS
        for n in range(MOST)
    ]
    (folder / "declarations.csv").write_text(HEAD + "".join(rows), encoding="utf-8")
    import_register(station, CHIEF, folder / "register.csv")
    assert receive_declarations(station, CHIEF, folder / "declarations.csv").rejects == ()
    return station


class Walk:
    """One case on its way."""

    def __init__(self, station: Station, declaration: str, track: str, right: str) -> None:
        self.station = station
        number = "R-2" if right == "patent" else "R-1"
        line = DetainedLine(1, (number,), "玩具 toys", Decimal(40), "个", Decimal(30_000), "CNY")
        made = Detention(declaration, track, "chief", "", "查验场", (line,), seals=("S-1",))
        self.case = open_case(station, CHIEF, made).case_id
        self.state = self.file.standing(1).state

    @property
    def file(self) -> CaseFile:
        with self.station.read() as conn:
            return case_file(conn, self.station, self.case)

    def acts(self) -> dict[str, NextAct]:
        found = next_acts(self.file, 1, self.station.clock.now())
        return {each.offer.move.id: each for each in found}

    def entries(self) -> int:
        with self.station.read() as conn:
            return (head_of(conn, self.station.stream) or (0, ""))[0]

    def wait_for(self, move: Move) -> None:
        """Let the time pass until the clocks that a move waits for have run out."""
        if not move.after:
            return
        clocks, clock = self.file.standing(1).clocks, self.station.clock
        assert isinstance(clock, SetClock)
        last = max((clocks[after.clock].day for after in move.after), default=date.min)
        if last >= clock.now().date():
            clock.advance(timedelta(days=(last - clock.now().date()).days + 1))

    def step(self, move: Move, *, papers: bool) -> Step:
        """The step with all that the move still asks, and its papers if they are to be made."""
        now = self.station.clock.now()
        with self.station.read() as conn:
            file = case_file(conn, self.station, self.case)
            texts = asked_texts(conn, self.station, file, 1, move) if papers else ()
        offered = next(each for each in next_acts(file, 1, now) if each.offer.move.id == move.id)
        money = {offered.asked.amount: Decimal(30_000)} if offered.asked.amount else {}
        return Step(
            move.id,
            facts=dict.fromkeys(offered.asked.facts, now),
            second_officer="second",
            confirmed_by="chief",
            texts=dict.fromkeys(texts, "样例 sample"),
            **money,  # type: ignore[arg-type]  # one of the two sums
        )

    def go(self, move: Move, *, papers: bool) -> None:
        """Make a move, with every document that belongs to it; what must come in time is told before time passes."""
        in_time = [fact for within in move.within for fact in within.facts] if move.after else []
        if in_time:
            told = Step(facts=dict.fromkeys(in_time, self.station.clock.now()))
            take_step(self.station, CHIEF, self.case, told)
        self.wait_for(move)
        if not papers:
            self.state = act(self.station, CHIEF, self.case, self.step(move, papers=False)).state
            assert self.state == move.target
            return
        done = take_step(self.station, CHIEF, self.case, self.step(move, papers=True))
        self.state = done.acted.state
        assert self.state == move.target
        assert set(done.due) <= NOT_ASKED, (move.id, done.due)
        assert [each.kind for each in done.issued] == [kind for kind in move.issues if kind not in NOT_ASKED]

    def refuse_the_rest(self, law: Procedure, shift: int) -> None:
        """Try moves that are not open here: each is refused in both languages, and nothing is written.

        Every fourth at the station, others in each state; the engine's own test tries all of them everywhere.
        """
        offered = {name for name, each in self.acts().items() if each.open}
        before = self.entries()
        for move in list(law.moves.values())[shift % 4 :: 4]:
            if move.id in offered:
                continue
            with pytest.raises(Refused) as refused:
                take_step(self.station, CHIEF, self.case, Step(move.id, second_officer="second", confirmed_by="chief"))
            said = refused.value.say
            assert said.key.startswith(("procedure.", "case.once")), (move.id, said)
            for lang in LANGS:
                assert move.source.text in in_words(said, lang)
        assert self.entries() == before


@pytest.mark.parametrize("profile", ["cn", "eu", "us"])
def test_every_way_is_gone_with_its_documents_and_everything_else_is_refused(offices: Offices, profile: str) -> None:
    station, law = offices[profile], load_procedure(profile, NOON.date())
    used = dict.fromkeys(CHANNELS, 0)
    visited, made = set[str](), set[str]()
    for track in law.tracks:
        for way in ways(law, track):
            walk = Walk(station, f"{way.channel}-{used[way.channel]}", track, way.right)
            used[way.channel] += 1
            for name in (*way.moves, ""):
                if walk.state not in visited:
                    visited.add(walk.state)
                    walk.refuse_the_rest(law, len(visited))
                if name:
                    move = law.move(name)
                    walk.go(move, papers=name not in made or "D08" in move.issues)
                    made.add(name)
    assert (visited, made) == (set(law.states), set(law.moves))


@pytest.mark.parametrize(
    ("profile", "track", "state", "clocks"),
    [
        ("eu", "with_afa", "detained", {"EU.NOTIFY"}),
        ("eu", "ex_officio", "detained", {"EU.NOTIFY"}),
        ("us", "counterfeit_mark", "detained", {"US.NOTICE", "US.DISC.DETAIN", "US.FINAL", "US.DETAIN30"}),
        ("cn", "", "suspended", {"CN.A.REPLY", "CN.A.INVESTIGATE", "CN.A.COURT"}),
    ],
)
def test_goods_are_detained_at_the_bench_under_each_law(
    offices: Offices, profile: str, track: str, state: str, clocks: set[str]
) -> None:
    line = DetainedLine(1, ("R-1",), "玩具 toys", Decimal(40), "个", Decimal(30_000), "CNY")
    place = MOST - 1 - ("", "with_afa", "ex_officio", "counterfeit_mark").index(track)
    made = Detention(f"freight-{place}", track, "chief", "second", "yard", (line,))
    done = detain(offices[profile], CHIEF, made)
    with offices[profile].read() as conn:
        standing = case_file(conn, offices[profile], done.recorded.case_id).standing(1)
    assert (standing.state, set(standing.clocks)) == (state, clocks)
    assert [each.kind for each in done.notices] == list(
        load_procedure(profile, NOON.date()).track(track).held.documents
    )


def test_a_small_consignment_comes_by_post_or_express(offices: Offices) -> None:
    line = DetainedLine(1, ("R-1",), "玩具 toys", Decimal(2), "个", Decimal(30), "CNY")
    with pytest.raises(Refused) as refused:
        detain(offices["eu"], CHIEF, Detention("freight-50", "small_consignment", "chief", "second", "yard", (line,)))
    assert (refused.value.say.key, refused.value.field) == ("detention.track_channel", "track")
    for lang in LANGS:
        assert "{" not in in_words(refused.value.say, lang)
