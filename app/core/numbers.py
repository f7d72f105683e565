"""Numbers that carry their own proof (UPU S10 items, GTINs, containers, declarations), and the currency codes."""

from __future__ import annotations

import re
from dataclasses import dataclass

S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
"""UPU S10: weights of the eight serial digits (procedure 7)."""

S10 = re.compile(r"[A-Z]{2}\d{9}[A-Z]{2}")
CONTAINER = re.compile(r"[A-Z]{3}[UJZ]\d{7}")
CUSTOMS_DECLARATION = re.compile(r"(?P<customs>\d{4})(?P<year>20\d{2})(?P<direction>[01])\d{9}")
"""Chinese 海关编号: accepting office, year, 1 import / 0 export, serial (procedure 1.13; a soft check)."""

GTIN_LENGTHS = frozenset({8, 12, 13, 14})

_ISO_4217 = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
    CLP CNH CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL
    HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL
    MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON
    RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH
    UGX USD UYU UZS VED VES VND VUV WST XAF XCD XDR XOF XPF YER ZAR ZMW ZWG ZWL
"""
CURRENCIES = frozenset(_ISO_4217.split())
"""ISO 4217 codes of money in use, with CNH (offshore renminbi) as trade papers write it."""


def s10_check_digit(serial: str) -> str:
    """The ninth digit of a UPU S10 item number from its eight serial digits."""
    total = sum(weight * int(digit) for weight, digit in zip(S10_WEIGHTS, serial, strict=True))
    digit = 11 - total % 11
    return str({10: 0, 11: 5}.get(digit, digit))


def s10_wrong_digit(item_no: str) -> str | None:
    """What the check digit of an S10-shaped number should have been, or None where it is right."""
    expected = s10_check_digit(item_no[2:10])
    return None if item_no[10] == expected else expected


def gtin_check_digit(body: str) -> str:
    """The last digit of a GTIN (GS1: weights 3 and 1 from the right) from the digits before it."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return str(-total % 10)


def gtin_holds(gtin: str) -> bool:
    """Whether a code has a GTIN's length and the right check digit."""
    return gtin.isdecimal() and len(gtin) in GTIN_LENGTHS and gtin[-1] == gtin_check_digit(gtin[:-1])


def container_check_digit(body: str) -> str:
    """The last digit of an ISO 6346 container number from its four letters and six digits."""
    return str(sum(_ISO_6346[sign] << place for place, sign in enumerate(body)) % 11 % 10)


def _iso_6346_values() -> dict[str, int]:
    values = {str(digit): digit for digit in range(10)}
    count = 9
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        count += 2 if (count + 1) % 11 == 0 else 1  # the standard leaves out 11, 22 and 33
        values[letter] = count
    return values


_ISO_6346 = _iso_6346_values()


@dataclass(frozen=True)
class CustomsNumber:
    """What a Chinese declaration number says of itself."""

    customs_code: str
    year: int
    direction: str


def customs_number(declaration_no: str) -> CustomsNumber | None:
    """The parts of an 18-digit Chinese declaration number, or None for a number of another form."""
    found = CUSTOMS_DECLARATION.fullmatch(declaration_no)
    if not found:
        return None
    return CustomsNumber(found["customs"], int(found["year"]), "I" if found["direction"] == "1" else "E")
