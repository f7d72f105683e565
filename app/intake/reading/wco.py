"""Declarations after the WCO data model (Declaration/GoodsShipment/GovernmentAgencyGoodsItem) as native rows."""

from __future__ import annotations

from collections.abc import Iterator

from app.intake.reading.messages import Line, Node, one_origin, short_day

_POST = "5"
"""UN/ECE recommendation 19: mode 5 is mail."""
_TYPES = {"IM": "I", "EX": "E", "TR": "T", "CO": "I"}


def lines(root: Node) -> Iterator[Line]:
    """One row a goods item, for each declaration of the envelope."""
    for declaration in root.everywhere("Declaration"):
        header = _header(declaration)
        items = declaration.all("GoodsShipment/GovernmentAgencyGoodsItem")
        yield from one_origin([header | _line(place, item) for place, item in enumerate(items, start=1)])


def _header(root: Node) -> Line:
    mode = root.text("BorderTransportMeans/ModeCode", "GoodsShipment/Consignment/ArrivalTransportMeans/ModeCode")
    kind = root.text("TypeCode").upper()
    seller, buyer = "GoodsShipment/Consignor", "GoodsShipment/Consignee"
    days = ("AcceptanceDateTime", "IssueDateTime", "SubmissionDateTime")
    return {
        "declaration_no": root.text("ID", "FunctionalReferenceID"),
        "declared_on": short_day(root.text(*days)),
        "direction": _TYPES.get(kind[:2], kind),
        "channel": "post" if mode == _POST else "freight",
        "trade_mode": _procedure(root),
        "customs_code": root.text("DeclarationOffice/ID", "DeclarationOfficeID", "SupervisingOffice/ID"),
        "consignor": root.text(f"{seller}/Name", "Exporter/Name", "GoodsShipment/Exporter/Name"),
        "consignor_id": root.text(f"{seller}/ID", "Exporter/ID", "GoodsShipment/Exporter/ID"),
        "consignee": root.text(f"{buyer}/Name", "GoodsShipment/Importer/Name", "Importer/Name"),
        "consignee_id": root.text(f"{buyer}/ID", "GoodsShipment/Importer/ID", "Importer/ID"),
        "broker": root.text("Agent/Name", "Declarant/Name", "Agent/ID", "Declarant/ID"),
        "departure": root.text("GoodsShipment/ExportCountry/ID", "GoodsShipment/ExportationCountry/ID"),
        "destination": root.text("GoodsShipment/Destination/CountryCode"),
        "transport_mode": mode,
        "container_or_item_no": root.text("GoodsShipment/Consignment/TransportEquipment/ID"),
    }


def _procedure(root: Node) -> str:
    first = "GoodsShipment/GovernmentAgencyGoodsItem/GovernmentProcedure"
    return root.text(f"{first}/CurrentCode") + root.text(f"{first}/PreviousCode")


def _line(place: int, item: Node) -> Line:
    goods = "Commodity/GoodsMeasure"
    price = "Commodity/InvoiceLine/ItemChargeAmount"
    priced = price if item.text(price) else "StatisticalValueAmount"
    return {
        "line_no": item.text("SequenceNumeric") or str(place),
        "hs_code": _hs_code(item),
        "goods": item.text("Commodity/Description", "Commodity/CargoDescription"),
        "brand": item.text("Commodity/TradeName", "Commodity/BrandName"),
        "quantity": item.text(f"{goods}/TariffQuantity", "Packaging/QuantityQuantity"),
        "unit": item.attribute(f"{goods}/TariffQuantity", "unitCode") or item.text("Packaging/TypeCode"),
        "net_kg": item.text(f"{goods}/NetNetWeightMeasure", f"{goods}/NetWeightMeasure"),
        "value": item.text(priced),
        "currency": item.attribute(priced, "currencyID"),
        "origin": item.text("Origin/CountryCode", "Origin/OriginCountryCode"),
        "marks": item.text("Packaging/MarksNumbersID", "Packaging/MarksNumbers"),
    }


def _hs_code(item: Node) -> str:
    """HS or national code (HS, SSH, TSP), with the further digits of a TRC code where there are any."""
    found = item.all("Commodity/Classification")
    codes = {node.text("IdentificationTypeCode").upper(): node.text("ID") for node in found}
    first = next((codes[kind] for kind in ("TSP", "HS", "SSH", "") if codes.get(kind)), "")
    return first + codes.get("TRC", "") if "TSP" in codes else first
