"""From the inspection to the end by commands: the LABUBU case (S5) to its destruction, the XGIMI cases (S6) to a fine
and a settlement; the evidence pack of each checks with Python alone, and with no byte changed."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.cli.parser import run
from app.core import places
from app.core.clock import CHINA, SetClock
from app.custody.evidence.checking import script
from app.sample import PASSPHRASE
from tests.journey.papers import text_of

pytestmark = pytest.mark.journey
BENCH, CASE, CHIEF = "li.ming", "wang.fang", "zhao.lei"
FLIPS = 60
"""Bytes that are changed one at a time, spread over every member of a pack and its directory."""


class Office:
    """The sample station by its commands, each said by an officer; facts fall on the day they are told."""

    def __init__(self, home: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home, self.folder, self._capsys = home, folder, capsys
        self.clock = SetClock(datetime(2024, 11, 19, 9, 0, tzinfo=CHINA))

    @property
    def day(self) -> str:
        return self.clock.now().date().isoformat()

    def __call__(self, officer: str, *words: str) -> dict[str, Any]:
        self.clock.advance(timedelta(minutes=2))
        status = run(["--home", str(self.home), "--lang", "en", "--json", "--officer", officer, *words], self.clock)
        said = self._capsys.readouterr()
        assert status == 0, said.err
        answer: dict[str, Any] = json.loads(said.out)
        return answer

    def file(self, name: str, plain: object) -> str:
        path = self.folder / name
        path.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
        return str(path)

    def act(self, officer: str, case: str, move: str, **told: Any) -> dict[str, Any]:
        """One step; `facts` named are those of today."""
        facts = dict.fromkeys(told.pop("facts", ()), self.day)
        given = self.file("act.json", {"facts": facts, **told} if facts else told)
        return self(officer, "case", "act", case, move, "--with", given, "--print", str(self.folder / "printed"))

    def wait(self, days: int) -> None:
        self.clock.advance(timedelta(days=days))

    def paper(self, done: dict[str, Any], kind: str) -> str:
        return text_of(Path(next(each["pdf"] for each in done["documents"] if each["kind"] == kind)).read_bytes())


@pytest.fixture
def office(
    sample_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Office:
    monkeypatch.setenv("TIDEWAITER_PASSPHRASE", PASSPHRASE)
    (tmp_path / "printed").mkdir()
    return Office(sample_home, tmp_path, capsys)


def detained_and_investigated(office: Office, case: str, security: int) -> None:
    """The holder applied in time, customs detained, looked into it and found the goods infringing."""
    office.act(BENCH, case, "A5", facts=("detention_applied", "security_lodged"), security=security,
               second_officer=CASE)  # fmt: skip
    office.act(CASE, case, "A6", second_officer=BENCH)
    office.wait(8)
    found = office.act(CASE, case, "A7", facts=("determination_reasons",), second_officer=BENCH,
                       texts={"reason": "the sign is identical, no licence was shown"})  # fmt: skip
    assert "found infringing" in office.paper(found, "D15")


def penalised(office: Office, case: str, goods_value: str, fine: str) -> dict[str, Any]:
    """Notice of the penalty, the hearing waived, confiscation and a fine within its tier."""
    texts = {
        "intended_penalty": "confiscation and a fine",
        "facts": "infringing goods for export",
        "reason": "see facts",
    }
    office.act(CASE, case, "A15", facts=("penalty_notice_served",), second_officer=BENCH, texts=texts)
    office.act(CHIEF, case, "fine", tier="APR25.1-normal", goods_value=goods_value, amount=fine, reason="as usual")
    texts = {"evidence": "counts, photographs, the holder's statement", "penalty": f"confiscation; fine CNY {fine}",
             "performance": "pay within 15 days", "facts": "infringing goods for export"}  # fmt: skip
    decided = office.act(CHIEF, case, "A16", facts=("penalty_served", "hearing_waived"), second_officer=BENCH,
                         texts=texts)  # fmt: skip
    assert fine in office.paper(decided, "D18")
    return office.act(CASE, case, "A17", texts={"facts": "confiscated"})


def check_pack(office: Office, case: str, *wanted: str) -> dict[str, Any]:
    """The pack holds what it must, checks with Python alone, and not with any byte changed; gives its case."""
    path = office.folder / f"{case}.zip"
    made = office(CHIEF, "evidence", "pack", case, str(path))
    assert office(CHIEF, "evidence", "check", str(path), "--key", made["key"])["ok"]
    with zipfile.ZipFile(path) as bundle:
        names = bundle.namelist()
        bundle.extractall(office.folder / case)
        told: dict[str, Any] = json.loads(bundle.read("case.json"))
    for kind in wanted:
        assert any(f"-{kind}-" in name for name in names), kind
    assert alone(office.folder / case / "check.py").startswith("ok: ")
    assert alone(office.folder / case / "check.py", str(path)).startswith("ok: ")
    archive = path.read_bytes()
    for place in random.Random(20).sample(range(len(archive)), FLIPS):  # noqa: S311 - any spread will do
        changed = archive[:place] + bytes([archive[place] ^ 0x20]) + archive[place + 1 :]
        assert not script().check_archive(changed)["ok"], place
    members = {name: (office.folder / case / name).read_bytes() for name in names}
    assert script().check(members)["ok"]
    for name, data in members.items():
        place = len(data) // 2
        changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        assert not script().check({**members, name: changed})["ok"], name
    return told


def alone(check: Path, *arguments: str) -> str:
    """What the check says, run by Python without any package, setting or variable of ours."""
    python = str(Path(sys.base_prefix, "bin", "python3"))
    found = subprocess.run(
        [python, "-I", "-S", str(check), *arguments], capture_output=True, text=True, env={}, check=False, cwd="/"
    )
    return found.stdout


def test_the_labubu_goods_are_confiscated_fined_and_destroyed(office: Office) -> None:
    shutil.copytree(places.resources("sample", "s5"), office.folder / "s5")
    made = office(BENCH, "detain", str(office.folder / "s5" / "detain.json"), "--print", str(office.folder / "printed"))
    case = made["case"]
    notice = next(each for each in made["notices"] if each["kind"] == "D04")
    served = office(BENCH, "notice", "serve", notice["number"], "--on", office.day, "--mode", "direct", "--receiver",
                    "POP MART agent")  # fmt: skip
    assert served["move"] == "A3.served"
    detained_and_investigated(office, case, 100_000)
    penalised(office, case, "370000", "55500")

    office(CASE, "custody", "place", "A-01", "rack 1")
    lines = office(BENCH, "case", "show", case)["lines"]
    goods = [{"line": line["n"], "goods": line["goods"], "quantity": line["quantity"], "unit": line["unit"]}
             for line in lines]  # fmt: skip
    parcels = office(BENCH, "custody", "pack", case, "A-01", office.file("parcels.json", goods), "--second", CASE)
    destruction = {
        "way": "destroyed", "method": "shredded and burned with filters", "place": "Ningbo plant 2",
        "witness": "Chen, notary", "recipient": "Ningbo Recycling",
        "parcels": dict.fromkeys(parcels["parcels"], "812.5"),
        "pictures": ["s5/02-pendant-carton.jpg"],
    }  # fmt: skip
    ended = office(CHIEF, "custody", "dispose", office.file("end.json", destruction), "--second", BENCH)
    assert (ended["kinds"], ended["items"], ended["tonnes"], ended["values"]) == (
        5,
        199_100,
        "4.063",
        {"CNY": "370000"},
    )
    assert [number.split("-")[3] for number in ended["documents"]] == ["D26"]
    over_all = office(CHIEF, "custody", "ended", "--from", office.day, "--to", office.day)["ways"]["destroyed"]
    assert (over_all["kinds"], over_all["items"], over_all["tonnes"]) == (5, 199_100, "4.063")
    shown = office(CASE, "case", "show", case)
    assert (shown["state"], shown["fines"][0]["amount"]) == ("disposed", "55500")
    told = check_pack(office, case, "D04", "D08", "D09", "D10", "D15", "D17", "D18", "D19", "D26")
    assert (told["case"]["item_count"], told["procedures"][0]["state"]) == (199_100, "disposed")


def projectors(office: Office) -> list[str]:
    """Three shipments under the composite mark, one of them with another holder's goods, each detained."""
    source = places.resources("sample", "declarations-SZ-EX-01.csv").read_text(encoding="utf-8").splitlines()
    rows = [row for row in source if "极米坚果" in row][:3]
    path = office.folder / "s6.csv"
    path.write_text("\n".join([source[0], *rows]) + "\n", encoding="utf-8")
    assert office(BENCH, "declarations", "import", str(path))["rejected"] == []
    cases = []
    for n, row in enumerate(rows):
        line = {"line_no": 1, "recordation_nos": ["T2014-000456"], "goods": "极米坚果投影仪 projectors",
                "quantity": 400, "unit": "台", "value": 480_000, "currency": "CNY"}  # fmt: skip
        other = {**line, "line_no": None, "recordation_nos": ["T2013-000711"], "goods": "白酒 spirit", "quantity": 12,
                 "unit": "瓶", "value": 9_600}  # fmt: skip
        detention = {"declaration_no": row.split(",")[0], "second_officer": CASE, "place": "Meishan",
                     "lines": [line, other] if n == 0 else [line]}  # fmt: skip
        cases.append(office(BENCH, "detain", office.file("s6.json", detention))["case"])
    return cases


def test_the_xgimi_cases_end_in_a_settlement_a_fine_and_releases(office: Office) -> None:
    told = json.loads(places.resources("sample", "s6", "case.json").read_text(encoding="utf-8"))
    first, second, third = projectors(office)
    companies = [
        {"role": "seller", "party_name": each["name"], "region": each["province"]} for each in told["companies"]
    ]
    shops = [{"role": "shop", "party_name": each["shop"], "platform": each["platform"]} for each in told["shops"]]
    office.act(BENCH, first, "party", parties=[*companies, *shops])
    for other in (second, third):
        office.act(CASE, first, "link", other=other, reason="one network of companies")
    for platform in dict.fromkeys(shop["platform"] for shop in told["shops"]):
        listed = [shop["shop"] for shop in told["shops"] if shop["platform"] == platform]
        sent = office(CASE, "custody", "platform", first, platform, listed[0], *listed)
        office(CASE, "custody", "answer", "platform", sent["notice"], "removed", "--on", office.day, "--removed",
               str(len(listed)))  # fmt: skip

    # The other right holder of the first case does not want the goods detained: that procedure ends alone.
    office.act(CASE, first, "A4", n=2, facts=("holder_declined",))
    office.act(
        BENCH, first, "A5", facts=("detention_applied", "security_lodged"), security=100_000, second_officer=CASE
    )
    office(CHIEF, "rules", "confirm", "A14", "A14.release", "--reason", "circular 12")
    office.act(CASE, first, "A14", facts=("settlement_agreement",))
    office.act(CASE, first, "sum", kind="settlement", amount=told["settlement"], on=office.day, basis="agreement 7")
    texts = {"receipt_no": "R-77", "deductions": "0", "balance": "100,000"}
    released = office.act(CASE, first, "A14.release", second_officer=BENCH, texts=texts)
    assert [each["kind"] for each in released["documents"]] == ["D20", "D21"]

    detained_and_investigated(office, second, 100_000)
    penalised(office, second, "10000000", told["fine"])
    office.act(CASE, second, "sum", kind="gains_confiscated", amount=told["confiscated_gains"], on=office.day,
               basis="penalty decision")  # fmt: skip

    # Nobody applied for the third in time: it must be released.
    assert "released_no_action" in office.act(CASE, third, "A4.lapsed")["state"]

    shown = office(CASE, "case", "show", first)
    assert {procedure["state"] for procedure in shown["procedures"]} == {"released", "released_no_action"}
    assert sum(party["role"] == "shop" for party in shown["parties"]) == 25
    assert len({party["region"] for party in shown["parties"] if party["region"]}) == 9
    assert {link["case"] for link in shown["links"]} == {second, third}
    assert check_pack(office, first, "D10", "D20", "D21")["sums"][0]["amount"] == told["settlement"]
    assert check_pack(office, second, "D18", "D19")["fines"][0]["amount"] == told["fine"]
