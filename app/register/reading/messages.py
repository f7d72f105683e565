"""Register messages in XML as rows of the native columns: WIPO ST.96 marks and designs, EU applications for action.

ST.96 offices nest their elements differently, so each is looked for by its name below its record. The EU's form is
filed on a portal and no schema of it is public: its boxes (Implementing Reg. 1352/2013, Annex I) are read by the names
given in `_AFA`. Parsed without entities or DTDs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from app.core.errors import Refused
from app.core.tables import Limits, Table, table_of
from app.intake.reading.messages import MOST_DEPTH, Node
from app.register.reading.native import COLUMNS

Row = dict[str, object]

_ST96: Final = {
    "Trademark": "trademark", "TrademarkApplication": "trademark", "TradeMark": "trademark",
    "Design": "design", "DesignApplication": "design",
}  # fmt: skip
_STATUSES: Final = (
    ("expire", "expired"), ("lapse", "expired"), ("cancel", "cancelled"), ("surrender", "cancelled"),
    ("withdraw", "cancelled"), ("invalid", "revoked"), ("revok", "revoked"), ("refus", "revoked"),
    ("filed", "pending"), ("pending", "pending"), ("examin", "pending"), ("published", "pending"),
    ("opposition", "challenged"),
)  # fmt: skip
_AFA_TYPES: Final = (
    ("trade", "trademark"), ("copyright", "copyright"), ("patent", "patent"), ("design", "design"),
    ("geographical", "gi"), ("plant", "patent"), ("utility", "patent"),
)  # fmt: skip
_AFA: Final = {
    "genuine_clues": ("AuthenticGoods", ("DistinctiveFeatures", "Packages", "AccompanyingDocuments")),
    "fake_clues": ("InfringingGoods", ("DistinctiveFeatures", "Packages", "AccompanyingDocuments")),
    "licensees": ("AuthenticGoods", ("InvolvedCompany", "Trader")),
    "known_infringers": ("InfringingGoods", ("InvolvedCompany", "Trader")),
}


def message_table(data: bytes, file: str, limits: Limits) -> Table:
    """The rights of a message as rows; Refused where it is no XML that may be read, or of another kind."""
    root = _parsed(data, file)
    if "applicationforaction" in root.name.lower():
        rows = list(_application(root))
    elif records := [node for name in _ST96 for node in root.everywhere(name)]:
        rows = [_mark(node) for node in records if not any(below.name in _ST96 for below in node.below())]
    else:
        raise Refused("register_step.not_this_xml", file=file)
    if not rows:
        raise Refused("register_step.no_rights_inside", file=file)
    return table_of(rows, file, COLUMNS, limits)


def _parsed(data: bytes, file: str) -> Node:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Refused("tables.broken_xml", file=file) from error
    level = [root]
    for _ in range(MOST_DEPTH):
        level = [child for element in level for child in element]
    if level:
        raise Refused("tables.broken_xml", file=file)
    return Node(root)


def _mark(node: Node) -> Row:
    """One ST.96 record: registration before application, the office's status word by its stem."""
    number = _first(node, "RegistrationNumber", "InternationalRegistrationNumber", "ApplicationNumber")
    said = _first(node, "MarkCurrentStatusCategory", "MarkCurrentStatusCode", "DesignCurrentStatusCode").lower()
    names = _every(node, "MarkVerbalElementText", "MarkSignificantVerbalElementText", "DesignTitle")
    holders = _every(node, "OrganizationStandardName", "EntityName", "PersonFullName")
    return {
        "recordation_no": number,
        "right_type": _ST96[node.name],
        "right_no": number,
        "mark": names[0] if names else "",
        "mark_alt": "|".join(names[1:]),
        "holder": holders[0] if holders else "",
        "holder_country": _first(node, "CountryCode", "IncorporationCountryCode"),
        "nice_classes": "|".join(_every(node, "ClassNumber")),
        "goods": "; ".join(_every(node, "GoodsServicesDescriptionText", "ClassTitleText")),
        "valid_from": _day(_first(node, "RegistrationDate", "ApplicationDate", "FilingDate")),
        "valid_to": _day(_first(node, "ExpiryDate", "ExpirationDate")),
        "status": next((status for stem, status in _STATUSES if stem in said), "active"),
    }


def _application(root: Node) -> Iterator[Row]:
    """Every right of an application for action (box 11), with what its boxes 12 to 27 say of the goods."""
    number = _first(root, "ApplicationNumber", "DecisionNumber")
    applicant = next(iter(root.everywhere("Applicant")), root)
    contact = next(iter(root.everywhere("LegalContact")), next(iter(root.everywhere("TechnicalContact")), None))
    shared: Row = {
        "holder": _first(applicant, "Name"),
        "holder_country": _first(applicant, "Country"),
        "contact_name": _first(contact, "Name") if contact else "",
        "contact_phone": _first(contact, "Phone", "Telephone") if contact else "",
        "contact_email": _first(contact, "Email") if contact else "",
        **{column: "|".join(_boxes(root, box, names)) for column, (box, names) in _AFA.items()},
    }
    for at, right in enumerate(root.everywhere("Right"), start=1):
        kind, own = _first(right, "Type").lower(), _first(right, "Number")
        yield shared | {
            "recordation_no": f"{number}/{at}" if number else own,
            "right_type": next((found for stem, found in _AFA_TYPES if stem in kind), kind),
            "right_no": own,
            "mark": _first(right, "Name", "Mark") or own,
            "nice_classes": "|".join(_every(right, "ClassNumber")),
            "hs_codes": "|".join(code.replace(" ", "") for code in _every(right, "CNCode")),
            "goods": "; ".join(_every(right, "Goods")),
            "valid_from": _day(_first(right, "RegistrationDate")),
            "valid_to": _day(_first(right, "ExpiryDate") or _first(root, "ValidTo")),
        }


def _boxes(root: Node, box: str, names: Iterable[str]) -> list[str]:
    return [text for node in root.everywhere(box) for text in _every(node, *names)]


def _first(node: Node, *names: str) -> str:
    return next(iter(_every(node, *names)), "")


def _every(node: Node, *names: str) -> list[str]:
    """The distinct texts of elements of these names, the names in the order given; the native separator is no text."""
    found = (each.words().replace("|", "/") for name in names for each in node.everywhere(name))
    return list(dict.fromkeys(text for text in found if text))


def _day(text: str) -> str:
    """An XML date without its zone or time."""
    return text[:10]
