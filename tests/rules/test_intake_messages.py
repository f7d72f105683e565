"""XML messages: each kind gives the same declarations as the native form would, and no hostile XML gets through."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.core.errors import Refused
from app.core.wording import LANGS, in_words
from app.intake.reading import Format, read_declarations
from app.intake.reading.messages import short_day
from app.intake.rules import Channel, Direction

ASYCUDA = """<?xml version="1.0" encoding="UTF-8"?>
<ASYCUDA>
  <Property><Sad_flow>I</Sad_flow></Property>
  <Identification>
    <Office_segment><Customs_clearance_office_code>SMP01</Customs_clearance_office_code></Office_segment>
    <Registration><Serial_number>C</Serial_number><Number>1234</Number><Date>11/25/24</Date></Registration>
  </Identification>
  <Traders>
    <Exporter><Exporter_code><null/></Exporter_code><Exporter_name>Sample Exporter
      1 Sample Road</Exporter_name></Exporter>
    <Consignee><Consignee_code>TIN1</Consignee_code><Consignee_name>Sample Importer</Consignee_name></Consignee>
  </Traders>
  <Declarant><Declarant_name>Sample Broker</Declarant_name></Declarant>
  <General_information><Country>
    <Export><Export_country_code>CN</Export_country_code></Export>
    <Destination><Destination_country_code>TT</Destination_country_code></Destination>
  </Country></General_information>
  <Transport><Means_of_transport><Border_information><Mode>1</Mode></Border_information></Means_of_transport></Transport>
  <Container><Container_identity>CSQU3054383</Container_identity></Container>
  <Item>
    <Packages><Number_of_packages>10</Number_of_packages><Marks1_of_packages>VELMORA</Marks1_of_packages>
      <Kind_of_packages_code>CT</Kind_of_packages_code></Packages>
    <Tarification>
      <HScode><Commodity_code>95030021</Commodity_code><Precision_1>000</Precision_1></HScode>
      <Extended_customs_procedure>4000</Extended_customs_procedure>
      <Supplementary_unit><Suppplementary_unit_code>NMB</Suppplementary_unit_code>
        <Suppplementary_unit_quantity>500</Suppplementary_unit_quantity></Supplementary_unit>
    </Tarification>
    <Goods_description><Country_of_origin_code>CN</Country_of_origin_code>
      <Description_of_goods>Toys</Description_of_goods>
      <Commercial_Description>Plush figure</Commercial_Description></Goods_description>
    <Valuation_item><Weight_itm><Net_weight_itm>12.5</Net_weight_itm></Weight_itm>
      <Item_Invoice><Amount_foreign_currency>800</Amount_foreign_currency><Currency_code>USD</Currency_code></Item_Invoice>
    </Valuation_item>
  </Item>
  <Item>
    <Packages><Number_of_packages>3</Number_of_packages><Kind_of_packages_code>BX</Kind_of_packages_code></Packages>
    <Tarification><HScode><Commodity_code>42022100</Commodity_code></HScode></Tarification>
    <Goods_description><Country_of_origin_code>VN</Country_of_origin_code>
      <Description_of_goods>Handbags</Description_of_goods></Goods_description>
  </Item>
</ASYCUDA>
"""

WCO = """<?xml version="1.0" encoding="UTF-8"?>
<md:MetaData xmlns:md="urn:wco:datamodel:WCO:DocumentMetaData-DMS:2" xmlns="urn:wco:datamodel:WCO:DEC-DMS:2"
    xmlns:udt="urn:wco:datamodel:WCO:Declaration_DS:DMS:2">
  <Declaration>
    <AcceptanceDateTime><udt:DateTimeString formatCode="304">20241112090000Z</udt:DateTimeString></AcceptanceDateTime>
    <FunctionalReferenceID>LRN-SAMPLE-1</FunctionalReferenceID>
    <TypeCode>EXD</TypeCode>
    <Agent><Name>Sample Agent</Name></Agent>
    <BorderTransportMeans><ModeCode>5</ModeCode></BorderTransportMeans>
    <DeclarationOffice><ID>XX0001</ID></DeclarationOffice>
    <Exporter><Name>Sample Exporter</Name><ID>XX123</ID></Exporter>
    <GoodsShipment>
      <Consignment><TransportEquipment><ID>RR473124829CN</ID></TransportEquipment></Consignment>
      <Consignee><Name>Sample Consignee</Name></Consignee>
      <Destination><CountryCode>FR</CountryCode></Destination>
      <ExportCountry><ID>CN</ID></ExportCountry>
      <GovernmentAgencyGoodsItem>
        <SequenceNumeric>1</SequenceNumeric>
        <StatisticalValueAmount currencyID="EUR">1000</StatisticalValueAmount>
        <Commodity>
          <Description>Toy figure</Description>
          <Classification><ID>95030021</ID><IdentificationTypeCode>TSP</IdentificationTypeCode></Classification>
          <Classification><ID>00</ID><IdentificationTypeCode>TRC</IdentificationTypeCode></Classification>
          <GoodsMeasure><NetNetWeightMeasure unitCode="KGM">5.5</NetNetWeightMeasure>
            <TariffQuantity unitCode="NAR">40</TariffQuantity></GoodsMeasure>
        </Commodity>
        <GovernmentProcedure><CurrentCode>10</CurrentCode><PreviousCode>40</PreviousCode></GovernmentProcedure>
        <Origin><CountryCode>CN</CountryCode></Origin>
        <Packaging><MarksNumbersID>LOGO</MarksNumbersID></Packaging>
      </GovernmentAgencyGoodsItem>
    </GoodsShipment>
  </Declaration>
</md:MetaData>
"""

ITMATT = """<?xml version="1.0" encoding="UTF-8"?>
<ITMATT>
  <Item>
    <Item-Id>RR 473124829 CN</Item-Id><Posting-Date>2024-11-12</Posting-Date><Category>sale of goods</Category>
    <Sender><Name>Chen Sample</Name><Country>CN</Country></Sender>
    <Addressee><Name>Ben Sample</Name><Country>FR</Country></Addressee>
    <Content-Piece><Description>phone case</Description><Units>2</Units><Net-Weight>0.1</Net-Weight>
      <Declared-Value>5.5</Declared-Value><Currency>EUR</Currency><HS-Code>392690</HS-Code></Content-Piece>
    <Content-Piece><Description>sticker</Description><Units>1</Units></Content-Piece>
  </Item>
  <Item>
    <Item-Id>CP123456785FR</Item-Id><Posting-Date>2024-11-12</Posting-Date>
    <Sender><Name>Anna Sample</Name><Country>FR</Country></Sender>
    <Addressee><Firm>Sample Firm</Firm><Name>Lin Sample</Name><Country>CN</Country></Addressee>
    <Content-Piece><Description>perfume</Description><Units>1</Units></Content-Piece>
  </Item>
</ITMATT>
"""


def written(folder: Path, text: str, name: str = "m.xml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["auto", "asycuda-xml"])
def test_asycuda(tmp_path: Path, kind: Format) -> None:
    reading = read_declarations(written(tmp_path, ASYCUDA), format=kind)
    assert reading.rejects == ()
    (item,) = reading.items
    assert (item.declaration_no, item.declared_on) == ("2024-SMP01-C1234", date(2024, 11, 25))
    assert (item.direction, item.channel, item.trade_mode) == (Direction.IMPORT, Channel.FREIGHT, "4000")
    assert (item.consignor, item.consignee_id, item.broker) == (
        "Sample Exporter 1 Sample Road",
        "TIN1",
        "Sample Broker",
    )
    first, second = item.lines
    assert (first.goods, first.hs_code, first.quantity, first.unit) == (
        "Plush figure / Toys",
        "95030021000",
        Decimal(500),
        "NMB",
    )
    assert (first.net_kg, first.value, first.currency) == (Decimal("12.5"), Decimal(800), "USD")
    assert (second.goods, second.quantity, second.unit) == ("Handbags", Decimal(3), "BX")
    assert dict(item.extra) == {"marks": "VELMORA", "line_origin": "CN", "line_origin[2]": "VN"}


def test_wco(tmp_path: Path) -> None:
    reading = read_declarations(written(tmp_path, WCO))
    assert reading.rejects == ()
    (item,) = reading.items
    assert (item.declaration_no, item.declared_on) == ("LRN-SAMPLE-1", date(2024, 11, 12))
    assert (item.direction, item.channel, item.trade_mode) == (Direction.EXPORT, Channel.POST, "1040")
    assert (item.consignor, item.consignee, item.broker) == ("Sample Exporter", "Sample Consignee", "Sample Agent")
    assert (item.origin, item.departure, item.destination, item.customs_code) == ("CN", "CN", "FR", "XX0001")
    (line,) = item.lines
    assert (line.goods, line.hs_code, line.quantity, line.unit) == ("Toy figure", "9503002100", Decimal(40), "NAR")
    assert (line.value, line.currency, line.net_kg) == (Decimal(1000), "EUR", Decimal("5.5"))
    assert dict(item.extra) == {"marks": "LOGO"}


def test_itmatt(tmp_path: Path) -> None:
    reading = read_declarations(written(tmp_path, ITMATT))
    assert reading.rejects == ()
    out, back = reading.items
    assert (out.declaration_no, out.direction, out.channel) == ("RR473124829CN", Direction.EXPORT, Channel.POST)
    assert [(line.goods, line.quantity) for line in out.lines] == [("phone case", Decimal(2)), ("sticker", Decimal(1))]
    assert (out.lines[0].value, out.lines[0].currency, out.lines[0].hs_code) == (Decimal("5.5"), "EUR", "392690")
    assert (back.direction, back.consignor, back.consignee) == (Direction.IMPORT, "Anna Sample", "Sample Firm")


def test_a_message_is_held_to_the_same_checks(tmp_path: Path) -> None:
    text = ASYCUDA.replace("<Suppplementary_unit_quantity>500", "<Suppplementary_unit_quantity>-5")
    rejects = read_declarations(written(tmp_path, text.replace("11/25/24", "03/04/24"))).rejects
    found = {(told.row, told.field, told.reason.key) for told in rejects}
    assert found >= {(1, "quantity", "tables.negative"), (1, "declared_on", "tables.no_such_day")}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20241112090000Z", "2024-11-12"), ("2024-11-12T09:00:00", "2024-11-12"), ("11/25/24", "2024-11-25"),
        ("25/11/2024", "2024-11-25"), ("05/05/24", "2024-05-05"), ("03/04/24", "03/04/24"), ("soon", "soon"), ("", ""),
    ],
)  # fmt: skip
def test_days_of_messages(text: str, day: str) -> None:
    assert short_day(text) == day


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (f"{BOMB}<ASYCUDA>&b;</ASYCUDA>", "tables.broken_xml"),
        (f"{OUTSIDE}<ASYCUDA>&a;</ASYCUDA>", "tables.broken_xml"),
        ("<!DOCTYPE x><ASYCUDA/>", "tables.broken_xml"),
        ("<ASYCUDA><Item></ASYCUDA>", "tables.broken_xml"),
        ("<a>" * 5_000 + "</a>" * 5_000, "tables.broken_xml"),
        ('<?xml version="1.0" encoding="nonsense"?><ASYCUDA/>', "tables.broken_xml"),
        ("<ASYCUDA/>", "intake.no_goods"),
        ("<invoice/>", "intake.unknown_message"),
    ],
)
def test_xml_that_is_refused(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(Refused) as refused:
        read_declarations(written(tmp_path, text))
    assert refused.value.say.key == key
    assert all("m.xml" in in_words(refused.value.say, lang) for lang in LANGS)


def test_another_message_than_was_asked_for(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="unknown_message"):
        read_declarations(written(tmp_path, WCO), format="asycuda-xml")
    with pytest.raises(Refused, match="unknown_format"):
        read_declarations(written(tmp_path, WCO), format="edifact")  # type: ignore[arg-type]
