"""Two detentions with goods to keep: stores, parcels with seals, and a case brought to the decision that ends it.

Made once a session and copied for each test: `kept` holds the stores and both cases, `decided_once` the decided one.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from app import bootstrap
from app.core.clock import SetClock
from app.custody.rules import NewParcel
from app.custody.work import keeping
from app.detention.moves import Step, act
from app.detention.rules import EX_OFFICIO, DetainedLine, Detention
from app.detention.work import record_detention
from app.identity.home import open_home
from app.identity.rules import Office, Officer, Role
from app.identity.work import keep_office, keep_officer
from app.intake.work import receive_declarations
from app.journal.work import Station
from app.notice.work import Photo, detain
from app.register.work import import_register
from tests.conftest import NOON
from tests.work.tally_ground import officer_of

SUPERVISOR: Final = Officer("SV1", "赵主管", "Zhao", frozenset({Role.SUPERVISOR, Role.BENCH}))
REGISTER: Final = """\
recordation_no,right_type,right_no,mark,holder,holder_size,valid_from,valid_to,status,contact_name,contact_phone
T-1,trademark,1,ALPHA,Alpha Co,large,2020-01-01,2030-01-01,active,Ms Contact,+8657412345678
T-2,trademark,2,ALPHA TWO,Alpha Co,large,2020-01-01,2030-01-01,active,Ms Contact,+8657412345678
"""
DECLARATIONS: Final = """\
declaration_no,declared_on,direction,channel,trade_mode,customs_code,consignor,consignor_id,consignee,consignee_id,\
origin,departure,transit,destination,transport_mode,container_or_item_no,line_no,hs_code,goods,quantity,unit,value,currency
310120240000000001,2024-11-18,E,freight,1039,3104,乙方收货人 Bravo Consignee Ltd,91330206BRAVO77X,A,,CN,CNNGB,SGSIN,AE,\
2,MSCU1234566,1,95030010,=cmd()|toys,100,个,60000,CNY
310120240000000001,2024-11-18,E,freight,1039,3104,乙方收货人 Bravo Consignee Ltd,91330206BRAVO77X,A,,CN,CNNGB,SGSIN,AE,\
2,MSCU1234566,2,42022200,bags,40,个,20000,CNY
310120240000000002,2024-11-18,I,post,,3104,C,,丙,PASS-9,US,USLAX,,CN,5,RR123456785CN,1,64041100,shoes,10,双,900,CNY
"""


def stock(station: Station, folder: Path) -> None:
    """Officers, office, two recordations, two declarations and two stores."""
    keep_officer(station, "NB001", SUPERVISOR)
    keep_office(station, officer_of(station), Office("宁波海关", "Ningbo Customs", "Meishan 1", "0574-1"))
    for name, text in (("register.csv", REGISTER), ("declarations.csv", DECLARATIONS)):
        (folder / name).write_text(text, encoding="utf-8")
    import_register(station, officer_of(station), folder / "register.csv")
    assert receive_declarations(station, officer_of(station), folder / "declarations.csv").rejects == ()
    keeping.keep_place(station, SUPERVISOR, "A-01", "Store A, rack 1")
    keeping.keep_place(station, SUPERVISOR, "B-02", "Store B, rack 2", "yard")


def line(n: int, rights: str, goods: str, quantity: str, value: str, unit: str = "个") -> DetainedLine:
    """One counted line under rights joined by |."""
    return DetainedLine(n, tuple(rights.split("|")), goods, Decimal(quantity), unit, Decimal(value), "CNY")


def photo(name: str) -> Photo:
    """A small real picture."""
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (64, 48), (200, 30, 30)).save(out, "JPEG")
    return Photo(name, out.getvalue(), "image/jpeg")


def freight_case(station: Station, *, papers: bool = False) -> str:
    """Two lines of 100 and 40 pieces, CNY 80,000; with papers also a photograph named after the party."""
    made = Detention(
        "310120240000000001",
        EX_OFFICIO,
        "NB001",
        "SV1",
        "Meishan yard 7",
        (line(1, "T-1|T-2", "=cmd()|toys", "100", "60000"), line(2, "T-1", "bags", "40", "20000")),
        seals=("SEAL-0",),
        party_address="88 Bravo Road, Yiwu",
        remark="told by 乙方收货人  Bravo Consignee LTD at 88 bravo road, yiwu",
    )
    if papers:
        done = detain(station, officer_of(station), made, [photo("Bravo Consignee Ltd carton.jpg")])
        return done.recorded.case_id
    return _recorded(station, made)


def _recorded(station: Station, made: Detention) -> str:
    """The detention without its papers, which take most of the time."""
    with station.act("NB001") as doing:
        return record_detention(doing, station, officer_of(station), made).case_id


def postal_case(station: Station) -> str:
    """One line of ten pairs."""
    made = Detention(
        "310120240000000002", EX_OFFICIO, "NB001", "SV1", "post", (line(1, "T-1", "shoes", "10", "900", "双"),)
    )
    return _recorded(station, made)


def packed(station: Station, case_id: str) -> tuple[str, str]:
    """The freight case in two sealed parcels in A-01."""
    parcels = [
        NewParcel(1, "=cmd()|toys", Decimal(100), "个", Decimal("1250.5"), "S-1"),
        NewParcel(2, "bags", Decimal(40), "个", None, "S-2"),
    ]
    first, second = keeping.pack_parcels(station, officer_of(station), case_id, "A-01", parcels, second="SV1")
    return first, second


def decided(station: Station, case_id: str) -> None:
    """The case brought to confiscation by its lawful moves, all on one day."""
    now = station.clock.now()
    moves: tuple[tuple[str, dict[str, Any], Decimal | None], ...] = (
        ("A5", {"detention_applied": now, "security_lodged": now}, Decimal(100_000)),
        ("A6", {}, None),
        ("A7", {"determination_reasons": now}, None),
        ("A15", {"penalty_notice_served": now}, None),
        ("A16", {"hearing_waived": now, "penalty_served": now}, None),
    )
    for move, facts, security in moves:
        act(station, SUPERVISOR, case_id, Step(move, 1, facts, security, second_officer="NB001"))


@dataclass(frozen=True)
class Kept:
    """A station with stores and its two cases."""

    station: Station
    home: Path
    freight: str
    postal: str


@dataclass(frozen=True)
class Made:
    """A home that was made once, its key, and its cases."""

    home: Path
    key: bytes
    freight: str
    postal: str = ""


@pytest.fixture(scope="session")
def kept_once(made_once: tuple[Path, bytes], tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Stores, and the freight and the postal case without their papers."""
    folder = tmp_path_factory.mktemp("kept")
    station = opened_copy(made_once[0], folder / "home", made_once[1], SetClock(NOON))
    stock(station, folder)
    made = Made(folder / "home", made_once[1], freight_case(station), postal_case(station))
    station.engine.dispose()
    return made


@pytest.fixture
def kept(kept_once: Made, tmp_path: Path, clock: SetClock) -> Iterator[Kept]:
    """A fresh copy of the station with both cases, open."""
    home = tmp_path / "kept-home"
    station = opened_copy(kept_once.home, home, kept_once.key, clock)
    yield Kept(station, home, kept_once.freight, kept_once.postal)
    station.engine.dispose()


@pytest.fixture(scope="session")
def decided_once(made_once: tuple[Path, bytes], tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The freight case with its papers, packed and decided."""
    folder = tmp_path_factory.mktemp("decided")
    station = opened_copy(made_once[0], folder / "home", made_once[1], SetClock(NOON))
    stock(station, folder)
    case_id = freight_case(station, papers=True)
    packed(station, case_id)
    decided(station, case_id)
    station.engine.dispose()
    return Made(folder / "home", made_once[1], case_id)


def opened_copy(made: Path, home: Path, key: bytes, clock: SetClock) -> Station:
    """A copy of a home that was made once, open."""
    shutil.copytree(made, home)
    return open_home(home, key, bootstrap.appliers(), clock)
