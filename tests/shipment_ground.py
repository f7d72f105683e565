"""A small stocked station for work and screen tests: four officers, three rights, fourteen shipments, weighed.

D-RED has three lines, two of which name a recorded mark of others; its second line declares a number. D-OWN is the
holder's own. The rest touch no right.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final, TypeVar

import pytest

from app import bootstrap
from app.core.clock import SetClock
from app.detention.rules import EX_OFFICIO, DetainedLine, Detention
from app.identity.home import make_home, open_home
from app.identity.keyslots import Cost
from app.identity.records import officer as find_officer
from app.identity.rules import Office, Officer, Role
from app.identity.work import keep_office, keep_officer, slots_of
from app.intake.work import receive_declarations
from app.journal.work import Station, StationIdentity
from app.register.work import import_register
from app.risk.work import screen

PASSPHRASE: Final = "correct horse battery"
CHEAP: Final = Cost(passes=1, memory_kib=64, lanes=1)
LI: Final = Officer("li", "李明", "Li Ming", frozenset({Role.BENCH}))
WANG: Final = Officer("wang", "王芳", "Wang Fang", frozenset({Role.BENCH, Role.CASE}))
ZHAO: Final = Officer("zhao", "赵磊", "Zhao Lei", frozenset({Role.SUPERVISOR}))
ADMIN: Final = Officer("admin", "周宁", "Zhou Ning", frozenset({Role.ADMINISTRATOR, Role.CLERK}))
OFFICERS: Final = (ADMIN, LI, WANG, ZHAO)

OWNED: Final = "9521901000018"
"""A number under the prefix that is registered to the holder of R-1."""
DECLARED: Final = "9521555000013"
"""The number that line 3 of D-RED declares."""
BROKEN: Final = "SMPU1234562"
"""A container number whose check digit is wrong."""

REGISTER: Final = """\
recordation_no,right_type,right_no,mark,holder,holder_size,nice_classes,hs_codes,goods,valid_from,valid_to,status,\
gtin_prefixes,contact_name,contact_phone,contact_email,contact_confirmed_on,genuine_clues,fake_clues,guarantee,licensees
R-1,trademark,1,ZORBLAX,卓布样例公司,large,28,9503|3926,玩具 toys,2020-01-01,2030-01-01,active,\
9521901,陈,000,c@example.com,2024-11-01,激光标 / hologram,偏色 / colours off|无条码 / no barcode,general,\
庚样例公司; id=91330200; until=2026-12-31
R-2,trademark,2,QUIVERTON,奎维样例公司,sme,25,6404,鞋 shoes,2020-01-01,2030-01-01,active,,,,,,,,none,
R-3,trademark,3,OLDMARK,旧标样例公司,sme,28,9503,玩具 toys,2010-01-01,2020-01-01,expired,,,,,,,,none,
"""
DECLARATIONS: Final = """\
declaration_no,declared_on,direction,channel,trade_mode,customs_code,consignor,consignee,origin,destination,line_no,\
hs_code,goods,spec,brand,quantity,unit,value,currency,gtin
D-RED,2024-11-19,E,freight,1039,3104,甲贸易行,Al Noor,CN,AE,1,3926400000,挂件 ZORBLAX pendants,0|3|塑料|无品牌,,100,个,1000,CNY,
D-RED,2024-11-19,E,freight,1039,3104,甲贸易行,Al Noor,CN,AE,2,9503006000,ZORBLAX 积木 blocks,0|3|塑料|无品牌,,50,个,2000,CNY,
D-RED,2024-11-19,E,freight,1039,3104,甲贸易行,Al Noor,CN,AE,3,4016910000,橡胶垫 mats,0|3|橡胶|无品牌,,30,个,333.33,CNY,9521555000013
D-OWN,2024-11-19,E,freight,0110,3104,卓布样例公司,Gulf,CN,AE,1,9503006000,ZORBLAX 积木,1|3|塑料|ZORBLAX,ZORBLAX,80,个,900,CNY,
D-001,2024-11-18,I,freight,0110,3104,乙公司,Baum,CN,DE,1,7318159001,钢制螺栓 bolts,1|3|钢|乙,,1000,千克,500,CNY,
D-002,2024-11-18,I,freight,0110,3104,Stahl,丙公司,DE,CN,1,7208510000,热轧钢板 plates,1|3|钢|丙,,2000,千克,9000,CNY,
D-003,2024-11-17,I,freight,0110,3104,丁公司,Nord,CN,SE,1,0712311000,干蘑菇 mushrooms,1|3|干|丁,,300,千克,700,CNY,
D-004,2024-11-17,I,freight,0110,3104,戊公司,Sud,CN,IT,1,2515110000,大理石 marble,1|3|石|戊,,40,千克,60,CNY,
"""  # noqa: E501
MANY_GREEN: Final = "".join(
    f"D-{n:03},2024-11-16,I,freight,0110,3104,己公司{n},Ost,CN,PL,1,"
    f"7318159001,钢制螺母 nuts,1|3|钢|己,,{n}0,千克,{n}00,CNY,\n"
    for n in range(5, 13)
)
"""So many that the random draw never takes every green one."""


def write(path: Path, text: str) -> Path:
    """A text file of a test."""
    path.write_text(text, encoding="utf-8")
    return path


def stock(station: Station, folder: Path) -> None:
    """Register and shipments, weighed."""
    assert import_register(station, ADMIN, write(folder / "register.csv", REGISTER)).rejects == ()
    taken = receive_declarations(station, LI, write(folder / "declarations.csv", DECLARATIONS + MANY_GREEN))
    assert (taken.rejects, taken.added) == ((), 14)
    screen(station, LI, bootstrap.screener(station))


@dataclass(frozen=True)
class Stocked:
    """An open stocked station and where it lies."""

    station: Station
    home: Path
    key: bytes
    clock: SetClock

    def again(self) -> Station:
        """The same station opened again, as after a restart."""
        return open_home(self.home, self.key, bootstrap.appliers(), self.clock)

    def officer(self, officer_id: str) -> Officer:
        """An officer as the station has them."""
        with self.station.read() as conn:
            found = find_officer(conn, self.station.stream, officer_id)
        assert found is not None
        return found


@pytest.fixture(scope="session")
def _stocked_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    from tests.conftest import NOON

    folder = tmp_path_factory.mktemp("stocked")
    home = folder / "home"
    identity = StationIdentity("NB-MS-01", "NB-MS-01", "3104", "cn")
    station, key = make_home(home, identity, ADMIN, PASSPHRASE, bootstrap.appliers(), SetClock(NOON), cost=CHEAP)
    for officer in OFFICERS:
        names = {"name_zh": officer.name_zh, "name_en": officer.name_en}
        slots_of(home).add(key, officer.officer_id, PASSPHRASE, cost=CHEAP, **names)
        keep_officer(station, ADMIN.officer_id, officer)
    keep_office(station, ADMIN, Office("样例海关", "Sample Customs", "样例路", "0000"))
    stock(station, folder)
    station.engine.dispose()
    return home, key


@pytest.fixture
def stocked(_stocked_once: tuple[Path, bytes], tmp_path: Path, clock: SetClock) -> Iterator[Stocked]:
    """A fresh copy of the stocked station, open."""
    made, key = _stocked_once
    home = tmp_path / "stocked-home"
    shutil.copytree(made, home)
    station = open_home(home, key, bootstrap.appliers(), clock)
    yield Stocked(station, home, key, clock)
    station.engine.dispose()


def counted(number: int | None, quantity: str, value: str, right: str = "R-1", *, unit: str = "个") -> DetainedLine:
    """One counted line."""
    return DetainedLine(number, (right,) if right else (), "goods", Decimal(quantity), unit, Decimal(value), "CNY")


def held(*lines: DetainedLine, declaration: str = "D-RED", second: str = "wang", track: str = EX_OFFICIO) -> Detention:
    """A detention of some lines by Li Ming."""
    return Detention(declaration, track, "li", second, "查验场", lines)


Found = TypeVar("Found")


def there(found: Found | None) -> Found:
    """What must be there."""
    assert found is not None
    return found
