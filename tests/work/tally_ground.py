"""Four detentions whose figures can be added up by hand: last year, yesterday, and two today, in two currencies."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from app import bootstrap
from app.core.clock import SetClock
from app.detention.rules import EX_OFFICIO, ON_APPLICATION, DetainedLine, Detention
from app.detention.work import record_detention
from app.identity.home import open_home
from app.identity.records import officer as find_officer
from app.identity.rules import Officer, Role
from app.identity.work import keep_officer
from app.intake.work import receive_declarations
from app.journal.work import Station
from app.register.work import import_register

LAST_YEAR, YESTERDAY, TODAY = date(2024, 11, 20), date(2025, 11, 19), date(2025, 11, 20)
SUPERVISOR: Final = Officer("SV1", "赵主管", "Zhao", frozenset({Role.SUPERVISOR, Role.BENCH}))

REGISTER: Final = """\
recordation_no,right_type,right_no,mark,holder,holder_size,valid_from,valid_to,status
T-1,trademark,1,ALPHA,Alpha Co,large,2020-01-01,2030-01-01,active
T-2,trademark,2,ALPHA TWO,Alpha Co,large,2020-01-01,2030-01-01,active
C-1,copyright,3,小熊,熊猫公司,sme,2020-01-01,2030-01-01,active
"""
DECLARATIONS: Final = """\
declaration_no,declared_on,direction,channel,trade_mode,customs_code,consignor,consignee,origin,destination,line_no,hs_code,goods,quantity,unit,value,currency
D0,2024-11-18,E,freight,1039,3104,甲公司,A,CN,AE,1,95030010,toys,9,个,90,CNY
D1,2025-11-18,E,freight,1039,3104,甲公司,A,CN,AE,1,95030010,toys,100,个,1000,CNY
D2,2025-11-18,I,post,,3104,B,乙,US,CN,1,95030010,toys,40,个,400,CNY
D2,2025-11-18,I,post,,3104,B,乙,US,CN,2,42022200,bags,60,个,300,CNY
D3,2025-11-18,E,express,0110,3104,=cmd(),C,CN,DE,1,95030010,toys,3,个,30,USD
"""


def stock(station: Station, folder: Path) -> None:
    """Officers, three recordations and four declarations."""
    keep_officer(station, "NB001", SUPERVISOR)
    register, declarations = folder / "register.csv", folder / "declarations.csv"
    register.write_text(REGISTER, encoding="utf-8")
    declarations.write_text(DECLARATIONS, encoding="utf-8")
    clerk = officer_of(station)
    import_register(station, clerk, register)
    assert receive_declarations(station, clerk, declarations).rejects == ()


def officer_of(station: Station, officer_id: str = "NB001") -> Officer:
    """An officer of the station."""
    with station.read() as conn:
        found = find_officer(conn, station.stream, officer_id)
    assert found is not None
    return found


def line(
    number: int, rights: str, quantity: str, value: str, *, unit: str = "个", currency: str = "CNY"
) -> DetainedLine:
    """One counted line under rights joined by |."""
    return DetainedLine(number, tuple(rights.split("|")), "goods", Decimal(quantity), unit, Decimal(value), currency)


def hold(station: Station, declaration: str, *lines: DetainedLine, track: str = EX_OFFICIO) -> str:
    """Record a detention as it happens now; gives the case."""
    made = Detention(declaration, track, "NB001", "SV1", "yard", lines)
    with station.act("NB001") as act:
        return record_detention(act, station, officer_of(station), made).case_id


def four_cases(station: Station, clock: SetClock, folder: Path) -> tuple[str, str, str, str]:
    """Last year's case, yesterday's and today's two; the clock stands at today's noon afterwards.

    Today: 2 batches, 40 + 60 + 3 = 103 items, CNY 700, USD 30.
    """
    stock(station, folder)
    last_year = hold(station, "D0", line(1, "T-1", "7", "70"))
    clock.advance(timedelta(days=364))
    yesterday = hold(station, "D1", line(1, "T-1", "100", "1000"))
    clock.advance(timedelta(days=1))
    two_rights = hold(station, "D2", line(1, "T-1|T-2", "40", "400"), line(2, "C-1", "5", "300", unit="打"))
    dollars = hold(station, "D3", line(1, "T-1", "3", "30", currency="USD"), track=ON_APPLICATION)
    return last_year, yesterday, two_rights, dollars


@pytest.fixture(scope="session")
def _four_cases_once(made_once: tuple[Path, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.conftest import NOON

    folder = tmp_path_factory.mktemp("four-cases")
    home = folder / "home"
    shutil.copytree(made_once[0], home)
    clock = SetClock(NOON)
    station = open_home(home, made_once[1], bootstrap.appliers(), clock)
    four_cases(station, clock, folder)
    station.engine.dispose()
    return home


@pytest.fixture
def four_cases_home(_four_cases_once: Path, tmp_path: Path, clock: SetClock) -> Path:
    """A fresh copy of a station's home with the four cases, the clock at the noon after them: let `home` be this."""
    copied = tmp_path / "home"
    shutil.copytree(_four_cases_once, copied)
    clock.advance(timedelta(days=365))
    return copied
