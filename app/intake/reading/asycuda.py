"""ASYCUDA World's SAD export (root ASYCUDA) as native rows; one file, one declaration.

The published schema misspells some names (Suppplementary_unit_quantity); they are read as they are written.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.intake.reading.messages import Line, Node, one_origin, short_day

_POST = "5"
"""SAD box 25: mode of transport at the border 5 is postal consignment."""
_FLOWS = {"I": "I", "E": "E", "T": "T", "IM": "I", "EX": "E", "TR": "T"}


def lines(root: Node) -> Iterator[Line]:
    """One row an Item, each with the header's fields."""
    header = _header(root)
    return one_origin([header | _line(place, item) for place, item in enumerate(root.all("Item"), start=1)])


def _header(root: Node) -> Line:
    mode = root.text("Transport/Means_of_transport/Border_information/Mode", "Transport/Border_information/Mode")
    flow = root.text("Property/Sad_flow", "Identification/Type/Type_of_declaration").upper()
    office = root.text("Identification/Office_segment/Customs_clearance_office_code")
    return {
        "declaration_no": _number(root, office),
        "declared_on": short_day(root.text("Identification/Registration/Date", "Declarant/Reference/Date")),
        "direction": _FLOWS.get(flow, _FLOWS.get(flow[:2], flow)),
        "channel": "post" if mode == _POST else "freight",
        "trade_mode": root.text("Item/Tarification/Extended_customs_procedure"),
        "customs_code": office,
        "consignor": _one_line(root.text("Traders/Exporter/Exporter_name")),
        "consignor_id": root.text("Traders/Exporter/Exporter_code"),
        "consignee": _one_line(root.text("Traders/Consignee/Consignee_name")),
        "consignee_id": root.text("Traders/Consignee/Consignee_code"),
        "broker": _one_line(root.text("Declarant/Declarant_name")),
        "departure": root.text("General_information/Country/Export/Export_country_code"),
        "destination": root.text("General_information/Country/Destination/Destination_country_code"),
        "transport_mode": mode,
        "container_or_item_no": root.text("Container/Container_identity"),
    }


def _number(root: Node, office: str) -> str:
    """A registration is unique per office and year; a declaration not yet registered has its trader's reference."""
    number = root.text("Identification/Registration/Number")
    if not number:
        return root.text("Declarant/Reference/Number").replace(" ", "")
    year = short_day(root.text("Identification/Registration/Date"))[:4]
    serial = root.text("Identification/Registration/Serial_number")
    return "-".join(part for part in (year, office, serial + number) if part)


def _line(place: int, item: Node) -> Line:
    described = item.text("Goods_description/Description_of_goods")
    traded = item.text("Goods_description/Commercial_Description")
    quantity = item.text("Tarification/Supplementary_unit/Suppplementary_unit_quantity")
    unit = item.text("Tarification/Supplementary_unit/Suppplementary_unit_code")
    if not quantity:
        quantity, unit = item.text("Packages/Number_of_packages"), item.text("Packages/Kind_of_packages_code")
    return {
        "line_no": str(place),
        "hs_code": _hs_code(item),
        "goods": _one_line(" / ".join(dict.fromkeys(part for part in (traded, described) if part))),
        "quantity": quantity,
        "unit": unit,
        "net_kg": item.text("Valuation_item/Weight_itm/Net_weight_itm"),
        "value": item.text("Valuation_item/Item_Invoice/Amount_foreign_currency", "Tarification/Item_price"),
        "currency": item.text("Valuation_item/Item_Invoice/Currency_code"),
        "origin": item.text("Goods_description/Country_of_origin_code"),
        "marks": _one_line(item.text("Packages/Marks1_of_packages")),
    }


def _hs_code(item: Node) -> str:
    code = item.text("Tarification/HScode/Commodity_code", "Tarification/Commodity_code")
    more = item.text("Tarification/HScode/Precision_1", "Tarification/Precision_1")
    return code + more if more.isdecimal() and len(code + more) <= 13 else code


def _one_line(text: str) -> str:
    """Names come with their address on further lines."""
    return " ".join(text.split())
