"""Register messages in XML: ST.96 marks and EU applications for action as recordations, and what is refused whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.core.errors import Refused
from app.register.reading import read_recordations
from app.register.rules import RightType, Status

ST96 = """<tmk:TrademarkBag xmlns:tmk="http://www.wipo.int/standards/XMLSchema/ST96/Trademark"
    xmlns:com="http://www.wipo.int/standards/XMLSchema/ST96/Common">
  <tmk:Trademark>
    <com:ApplicationNumber><com:ApplicationNumberText>9001</com:ApplicationNumberText></com:ApplicationNumber>
    <com:RegistrationNumber>1234567</com:RegistrationNumber>
    <com:RegistrationDate>2020-02-03Z</com:RegistrationDate>
    <com:ExpiryDate>2030-02-03+01:00</com:ExpiryDate>
    <tmk:MarkCurrentStatusCategory>{status}</tmk:MarkCurrentStatusCategory>
    <tmk:WordMarkSpecification><tmk:MarkVerbalElementText>Rokutavex</tmk:MarkVerbalElementText>
      <tmk:MarkSignificantVerbalElementText>罗库塔</tmk:MarkSignificantVerbalElementText></tmk:WordMarkSpecification>
    <tmk:GoodsServicesBag>
      <tmk:ClassDescription><tmk:ClassNumber>25</tmk:ClassNumber>
        <tmk:GoodsServicesDescriptionText>shoes</tmk:GoodsServicesDescriptionText></tmk:ClassDescription>
      <tmk:ClassDescription><tmk:ClassNumber>28</tmk:ClassNumber></tmk:ClassDescription>
    </tmk:GoodsServicesBag>
    <tmk:ApplicantBag><tmk:Applicant><com:OrganizationStandardName>Rokutavex AG</com:OrganizationStandardName>
      <com:CountryCode>DE</com:CountryCode></tmk:Applicant></tmk:ApplicantBag>
  </tmk:Trademark>
</tmk:TrademarkBag>"""

AFA = """<ApplicationForAction><ApplicationNumber>DE-2024-0042</ApplicationNumber><ValidTo>2025-06-30</ValidTo>
  <Applicant><Name>Rokutavex AG</Name><Country>DE</Country></Applicant>
  <LegalContact><Name>A. Beispiel</Name><Email>a@example.com</Email><Phone>+49 30 1</Phone></LegalContact>
  <Rights>
    <Right><Type>EU trade mark</Type><Number>018000001</Number><Name>Rokutavex</Name><ClassNumber>25</ClassNumber>
      <CNCode>6403 99</CNCode><RegistrationDate>2020-01-01</RegistrationDate></Right>
    <Right><Type>Registered Community design</Type><Number>D-7</Number><RegistrationDate>2021-01-01</RegistrationDate>
      <ExpiryDate>2026-01-01</ExpiryDate></Right>
  </Rights>
  <AuthenticGoods><DistinctiveFeatures>woven label</DistinctiveFeatures><Trader>Gut | Co</Trader></AuthenticGoods>
  <InfringingGoods><DistinctiveFeatures>printed label</DistinctiveFeatures><Trader>Bad Ltd</Trader></InfringingGoods>
</ApplicationForAction>"""


def written(folder: Path, text: str) -> Path:
    path = folder / "register.xml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("said", "status"),
    [("Registered", Status.ACTIVE), ("Expired", Status.EXPIRED), ("Application filed", Status.PENDING),
     ("Registration cancelled", Status.CANCELLED), ("Opposition pending", Status.PENDING)],
)  # fmt: skip
def test_an_st96_mark(tmp_path: Path, said: str, status: Status) -> None:
    reading = read_recordations(written(tmp_path, ST96.format(status=said)))
    assert reading.rejects == ()
    right = reading.items[0]
    assert (right.recordation_no, right.mark, right.mark_alt) == ("1234567", "Rokutavex", ("罗库塔",))
    assert (right.holder, right.holder_country, right.nice_classes) == ("Rokutavex AG", "DE", (25, 28))
    assert (right.valid_from, right.valid_to) == (date(2020, 2, 3), date(2030, 2, 3))
    assert right.status is status


def test_an_application_for_action_gives_a_recordation_a_right(tmp_path: Path) -> None:
    reading = read_recordations(written(tmp_path, AFA))
    assert reading.rejects == ()
    mark, design = reading.items
    assert (mark.recordation_no, mark.right_no, mark.right_type) == ("DE-2024-0042/1", "018000001", RightType.TRADEMARK)
    assert (mark.hs_codes, mark.valid_to) == (("640399",), date(2025, 6, 30))
    assert (mark.genuine_clues, mark.fake_clues) == (("woven label",), ("printed label",))
    assert (mark.licensees, mark.known_infringers) == (("Gut / Co",), ("Bad Ltd",))
    assert (mark.contact_name, mark.contact_email) == ("A. Beispiel", "a@example.com")
    assert (design.right_type, design.valid_to, design.holder) == (RightType.DESIGN, date(2026, 1, 1), "Rokutavex AG")


def test_a_right_without_its_term_is_refused_by_its_field(tmp_path: Path) -> None:
    reading = read_recordations(written(tmp_path, AFA.replace("<ValidTo>2025-06-30</ValidTo>", "")))
    assert [(each.row, each.field) for each in reading.rejects] == [(1, "valid_to")]
    assert len(reading.items) == 1


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("<Invoice/>", "register_step.not_this_xml"),
        ("<ApplicationForAction/>", "register_step.no_rights_inside"),
        ("<Trademark>", "tables.broken_xml"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><Trademark>&x;</Trademark>', "tables.broken_xml"),
        ("<Trademark>" + "<a>" * 100 + "</a>" * 100 + "</Trademark>", "tables.broken_xml"),
    ],
)
def test_what_is_refused_whole(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(Refused) as refused:
        read_recordations(written(tmp_path, text))
    assert refused.value.say.key == key
