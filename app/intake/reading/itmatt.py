"""Postal items announced in ITMATT's XML form as native rows: one item, one declaration; one content piece, one line.

UPU's M33 is not public, so its element names could not be checked here: the fields are those of forms CN 22/23
(procedure 7), and names are compared without case, hyphens and underscores, under each of the words that posts use.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.intake.reading.messages import Line, Node, short_day

_ITEM = ("item", "mailitem", "postalitem")
_PIECE = ("contentpiece", "content", "piece", "article")


def lines(root: Node) -> Iterator[Line]:
    """One row a content piece, with the item's fields."""
    for item in _within(root, _ITEM):
        header = _header(item)
        for place, piece in enumerate(_within(item, _PIECE), start=1):
            yield header | _line(place, piece, item)


def _header(item: Node) -> Line:
    number = _text(item, "itemid", "itemidentifier", "itemnumber", "id").replace(" ", "").upper()
    sender, addressee = _first(item, "sender"), _first(item, "addressee", "recipient")
    departure, destination = _country(sender), _country(addressee)
    home = "CN"  # the station profile decides; a post's messages carry no direction
    return {
        "declaration_no": number,
        "declared_on": short_day(_text(item, "postingdate", "handoverdate", "eventdate", "dateofposting", "date")),
        "direction": "E" if departure == home else "I" if destination == home else "T",
        "channel": "post",
        "consignor": _name(sender),
        "consignee": _name(addressee),
        "departure": departure,
        "destination": destination,
        "transport_mode": "6",
        "container_or_item_no": number,
        "category": _text(item, "category", "natureoftransaction", "natureoftransactioncode"),
    }


def _line(place: int, piece: Node, item: Node) -> Line:
    amount = _first(piece, "declaredvalue", "value")
    return {
        "line_no": str(place),
        "hs_code": _text(piece, "hscode", "hsnumber", "tariffnumber"),
        "goods": _text(piece, "description", "contentdescription"),
        "quantity": _text(piece, "units", "quantity", "numberofunits"),
        "net_kg": _text(piece, "netweight", "weight"),
        "value": amount.words() if amount else "",
        "currency": _text(piece, "currency", "currencycode") or _text(item, "currency", "currencycode"),
        "line_origin": _text(piece, "origincountry", "countryoforigin", "origin"),
    }


def _key(node: Node) -> str:
    return node.name.lower().replace("-", "").replace("_", "")


def _within(root: Node, names: tuple[str, ...]) -> list[Node]:
    """The elements of the first of these names that occurs below the root."""
    every = list(root.below())
    return next((found for name in names if (found := [node for node in every if _key(node) == name])), [])


def _first(root: Node, *names: str) -> Node | None:
    return next(iter(_within(root, names)), None)


def _text(root: Node, *names: str) -> str:
    return next((words for name in names for node in _within(root, (name,)) if (words := node.words())), "")


def _name(party: Node | None) -> str:
    if party is None:
        return ""
    return _text(party, "firm", "company", "companyname") or _text(party, "name", "fullname")


def _country(party: Node | None) -> str:
    return _text(party, "country", "countrycode").upper() if party else ""
