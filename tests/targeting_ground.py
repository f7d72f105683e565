"""What tests of targeting share: two supervisors, three weighed shipments, a rule, inspections ended, signed models."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from app import bootstrap
from app.bench.work import Result, open_inspection, record_close
from app.identity.rules import Officer, Role
from app.identity.work import keep_officer
from app.intake.work import receive_declarations
from app.journal.work import Station
from app.risk.scorecard.fitting import fit
from app.risk.scorecard.publishing import signing_key, write_model
from app.risk.scorecard.signed import public_hex
from app.risk.scorecard.worlds import planted_world
from app.risk.work import screen
from tests.conftest import LI_MING

ZHAO = Officer("NB002", "赵磊", "Zhao Lei", frozenset({Role.SUPERVISOR}))
QIAN = Officer("NB003", "钱云", "Qian Yun", frozenset({Role.SUPERVISOR}))
RULE = """
[[indicator]]
id = "stamps"
weight = 70
source = "office note"
when = { any_line = { field = "line.goods", op = "contains", value = ["印章"] } }
means = { zh = "塑料印章", en = "Plastic stamps" }
look_for = { zh = "图案", en = "The picture" }
do = { zh = "开箱", en = "Open it" }
"""


def keep_supervisors(station: Station) -> None:
    """Two of them: what one proposes the other confirms."""
    for officer in (ZHAO, QIAN):
        keep_officer(station, LI_MING.officer_id, officer)


def receive_three(station: Station, folder: Path) -> None:
    """Three weighed shipments of one consignor: D1, D2, D3."""
    head = "declaration_no,declared_on,direction,channel,trade_mode,consignor,line_no,hs_code,goods,spec,quantity,unit"
    rows = [f"D{number},2024-11-20,E,freight,0110,义乌某公司,1,950300,塑料印章,0,100,个" for number in range(1, 4)]
    file = folder / "declarations.csv"
    file.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    receive_declarations(station, LI_MING, file)
    screen(station, LI_MING, bootstrap.screener(station))


def end(station: Station, number: str, result: Result = Result.FOUND) -> None:
    """Inspect a shipment, with this result."""
    inspection = open_inspection(station, LI_MING, number)
    with station.act(LI_MING.officer_id) as act:
        record_close(act, inspection, result)


def models(folder: Path, *versions: str) -> str:
    """Signed model files of these versions, and the key that signed them."""
    outcomes, key = planted_world(3, rows=1500, rate=0.2).outcomes, signing_key(folder / "centre.key")
    for version in versions:
        write_model(fit(outcomes, version=version, made_on=date(2024, 11, 1)), key, folder / f"{version}.json")
    return public_hex(key.public_key())
