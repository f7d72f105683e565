"""The act that is killed: a declaration comes in, is counted, and is detained with its three printed documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from app.bench.work import count, open_inspection
from app.core.ids import new_id
from app.detention.rules import EX_OFFICIO, DetainedLine, Detention
from app.identity.rules import Office, Officer, Role
from app.identity.work import keep_office, keep_officer
from app.intake.reading import write_declarations
from app.intake.rules import Channel, Declaration, Direction, GoodsLine
from app.intake.work import receive_declarations
from app.journal.entry import Entry
from app.journal.work import Station
from app.notice.work import detain
from app.register.reading import write_recordations
from app.register.rules import Recordation, RightType
from app.register.work import import_register

LI_MING = Officer("NB001", "李明", "Li Ming", frozenset(Role))
WANG_FANG = Officer("NB002", "王芳", "Wang Fang", frozenset({Role.BENCH}))
RIGHT = Recordation(
    "T2024-000001", RightType.TRADEMARK, "1", "TIDEMARK", "样例权利人", date(2020, 1, 1), date(2099, 1, 1)
)


def prepare(station: Station) -> None:
    """A second officer, the office's name and one right, so that something can be detained."""
    keep_officer(station, LI_MING.officer_id, WANG_FANG)
    keep_office(station, LI_MING, Office("样例海关", "Sample Customs", "", "电话 0"))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "register.csv"
        write_recordations(path, [RIGHT])
        import_register(station, LI_MING, path)


def detain_one(station: Station, _number: int) -> Sequence[Entry]:
    """One shipment from its file to its printed notices; gives every entry that was confirmed on the way."""
    confirmed: list[Entry] = []
    hear = confirmed.extend
    station.heard.append(hear)
    try:
        declared = f"KILL-{new_id()[-12:]}"
        line = GoodsLine(
            1, "TIDEMARK 玩具", "9503", quantity=Decimal(100), unit="个", value=Decimal(500), currency="CNY"
        )
        shipment = Declaration(
            declared,
            station.today() - timedelta(days=1),
            Direction.EXPORT,
            Channel.FREIGHT,
            (line,),
            consignor="样例公司",
        )
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"{declared}.csv"
            write_declarations(path, [shipment])
            receive_declarations(station, LI_MING, path)
        inspection = open_inspection(station, LI_MING, declared)
        count(station, LI_MING, inspection, "1", Decimal(100))
        counted = DetainedLine(1, (RIGHT.recordation_no,), line.goods, Decimal(100), "个", Decimal(500), "CNY")
        detention = Detention(declared, EX_OFFICIO, LI_MING.officer_id, WANG_FANG.officer_id, "样例查验场", (counted,))
        detain(station, LI_MING, detention)
    finally:
        station.heard.remove(hear)
    return confirmed
