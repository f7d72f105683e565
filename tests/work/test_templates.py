"""An office's own wordings: checked when kept, by version; documents keep the wording they were issued with."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from app.core.errors import Refused
from app.journal.checking import check
from app.notice.records import notices_of
from app.notice.rules import check_template, shipped_template
from app.notice.templates import keep_template, templates
from app.notice.work import detain, reprint
from tests.shipment_ground import LI, ZHAO, Stocked, counted, held
from tests.work.case_ground import CASE

OURS = ("本关决定自", "我关依法决定自")


def words(pdf: bytes) -> str:
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def shipped(at: Stocked, kind: str = "D08") -> str:
    from app.detention.procedure.loading import load_procedure

    return shipped_template(kind, load_procedure("cn", at.station.today()))


def changed(at: Stocked, version: str = "nb-D08-1") -> str:
    return shipped(at).replace(*OURS).replace("cn-D08-1", version)


def refused(key: str) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda error: error.say.key == key)


def number_of(at: Stocked, kind: str) -> str:
    with at.station.read() as conn:
        return str(next(row.number for row in notices_of(conn, CASE) if row.kind == kind))


def test_a_new_wording_is_for_new_documents_and_an_old_one_keeps_its_own(detained: Stocked) -> None:
    keep_template(detained.station, ZHAO, "D08", changed(detained), "as the legal section asks")
    goods = held(counted(1, "7", "700", "R-1"), declaration="D-OWN")
    new = next(each for each in detain(detained.station, LI, goods).notices if each.kind == "D08")
    assert OURS[1] in words(new.pdf)
    again = words(reprint(detained.station, LI, number_of(detained, "D08")))
    assert OURS[0] in again
    assert OURS[1] not in again
    assert OURS[1] in words(reprint(detained.station, LI, new.number))
    with detained.station.read() as conn:
        assert check(conn, detained.station.appliers, detained.station.blobs).ok


def test_an_empty_wording_goes_back_to_that_of_the_program(detained: Stocked) -> None:
    keep_template(detained.station, ZHAO, "D08", changed(detained), "try")
    assert next(row for row in templates(detained.station) if row.kind == "D08").own
    keep_template(detained.station, ZHAO, "D08", "", "back")
    row = next(row for row in templates(detained.station) if row.kind == "D08")
    assert (row.own, row.version, row.text) == (False, "cn-D08-1", shipped(detained))


def test_what_would_break_the_law_or_hide_the_change_is_refused(detained: Stocked) -> None:
    station = detained.station
    with refused("notice.template_lacks"):
        keep_template(station, ZHAO, "D08", changed(detained).replace('"seal_numbers", ', ""), "shorter")
    with refused("issuing.version_taken"):
        keep_template(station, ZHAO, "D08", changed(detained, "cn-D08-1"), "same version")
    with refused("issuing.no_template_reason"):
        keep_template(station, ZHAO, "D08", changed(detained), " ")
    with refused("identity.not_allowed"):
        keep_template(station, LI, "D08", changed(detained), "mine")
    with refused("notice.not_issued"):
        keep_template(station, ZHAO, "D05", changed(detained), "not ours")
    keep_template(station, ZHAO, "D08", changed(detained), "first")
    with refused("issuing.version_taken"):
        keep_template(station, ZHAO, "D08", changed(detained).replace("我关依法", "我关"), "second")
    assert [row.kind for row in templates(station) if row.own] == ["D08"]


def test_the_list_shows_every_document_customs_issues_with_what_it_must_say(detained: Stocked) -> None:
    from app.detention.procedure.loading import load_procedure

    law = load_procedure("cn", detained.station.today())
    rows = templates(detained.station)
    assert [row.kind for row in rows] == [kind for kind, rule in law.documents.items() if rule.issued]
    assert all(check_template(row.kind, row.text, law).version == row.version for row in rows)
    assert law.fields["seal_numbers"] in next(row for row in rows if row.kind == "D08").required
