"""Retail and DataBar numbers in the form that is printed beside the bars, whichever engine read them."""

from __future__ import annotations

from app.bench.codes.numbers import is_vin


def as_printed(symbology: str, text: str) -> tuple[str, str]:
    """The symbology and text as people read them: UPC-A twelve digits, UPC-E eight, DataBar its number alone."""
    if symbology == "UPC-A":
        return symbology, text[1:] if len(text) == 13 and text.startswith("0") else text
    if symbology == "UPC-E":
        return symbology, text if len(text) == 8 else shortened(text[-12:]) or text
    if symbology == "EAN-13" and len(text) == 13 and text.startswith("0"):
        # the same bars: an EAN-13 whose first digit is 0 is a UPC-A
        return "UPC-A", text[1:]
    if symbology in {"DataBar", "DataBarLimited"} and len(text) == 16 and text.startswith("01"):
        return symbology, text[2:]
    if symbology.startswith("DataBarExp"):
        return symbology, bracketed(text)
    if symbology == "Code39" and _is_import_vin(text):
        return symbology, text[1:]
    return symbology, text


def bracketed(text: str) -> str:
    """Element strings with their identifiers in brackets, as printed; text that isn't one stays."""
    from app.bench.codes import gs1

    elements = gs1.split(text.replace("\x1d", gs1.FNC1))
    return "".join(f"({element.ai}){element.value}" for element in elements) or text


def lengthened(text: str) -> str:
    """The UPC-A that a UPC-E of eight digits stands for; an empty text where it is none."""
    if len(text) != 8 or not text.isdigit() or text[0] not in "01":
        return ""
    system, body, check = text[0], text[1:7], text[7]
    last = body[5]
    if last in "012":
        middle = f"{body[:2]}{last}0000{body[2:5]}"
    elif last == "3":
        middle = f"{body[:3]}00000{body[3:5]}"
    elif last == "4":
        middle = f"{body[:4]}00000{body[4]}"
    else:
        middle = f"{body[:5]}0000{last}"
    return system + middle + check


def shortened(upc: str) -> str:
    """The UPC-E of a UPC-A of twelve digits; an empty text where it has none (GS1 General Specifications 7.11)."""
    if len(upc) != 12 or upc[0] not in "01":
        return ""
    system, maker, item, check = upc[0], upc[1:6], upc[6:11], upc[11]
    for body in (
        f"{maker[:2]}{item[2:]}{maker[2]}",
        f"{maker[:3]}{item[3:]}3",
        f"{maker[:4]}{item[4]}4",
        f"{maker}{item[4]}",
    ):
        short = system + body + check
        if lengthened(short) == upc:
            return short
    return ""


def _is_import_vin(text: str) -> bool:
    """A car maker's label puts I before the vehicle number of an imported car (AIAG B-10); the bytes keep it."""
    return len(text) == 18 and text.startswith("I") and is_vin(text[1:])
