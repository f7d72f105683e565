"""Content checks of GS1 values by their names in the table: dates, countries, check characters and the like.

biip 5.2 leaves these open (it checks lengths, digits and dates); they are written from the General Specifications so
that they can be offered to it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from datetime import date
from functools import cache

from app.bench.codes.numbers import check_digit
from app.core import places

SET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
_SIGNS = {
    "N": re.compile(r"[0-9]*"),
    "X": re.compile(f"[{re.escape(SET_82)}]*"),
    "Y": re.compile(r"[#\-/0-9A-Z]*"),
    "Z": re.compile(r"[-0-9A-Z_a-z]*={0,2}"),
}
_CHECK_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83)


def right_signs(value: str, signs: str) -> bool:
    """Whether a value keeps to its character set."""
    return _SIGNS[signs].fullmatch(value) is not None


def passes(check: str, value: str) -> bool:
    """Whether a value passes a named check; KeyError for a name that the table should not hold."""
    return _CHECKS[check](value)


def _csum(value: str) -> bool:
    return len(value) > 1 and value.isdigit() and check_digit(value[:-1]) == value[-1]


def _csum_alpha(value: str) -> bool:
    """The GMN's check character pair (General Specifications 7.9.5): prime weights from the right, modulo 1021."""
    body, pair = value[:-2], value[-2:]
    if len(pair) < 2 or len(body) > len(_PRIMES) or any(sign not in SET_82 for sign in body):
        return False
    total = sum(SET_82.index(sign) * prime for sign, prime in zip(reversed(body), _PRIMES, strict=False)) % 1021
    return pair == _CHECK_SIGNS[total >> 5] + _CHECK_SIGNS[total & 31]


def _company(value: str, at: int = 0) -> bool:
    """A GS1 company prefix has at least four digits; 'at' skips the indicator or extension digit."""
    start = value[at : at + 4]
    return len(start) == 4 and start.isdigit()


def _day(year: int, month: str, day: str, *, zero: bool) -> bool:
    if zero and day == "00":
        day = "01"
    try:
        date(year, int(month), int(day))
    except ValueError:
        return False
    return True


def _yymmdd(value: str, *, zero: bool = False) -> bool:
    return len(value) == 6 and value.isdigit() and _day(2000 + int(value[:2]), value[2:4], value[4:], zero=zero)


def _yyyymmdd(value: str) -> bool:
    return (
        len(value) == 8
        and value.isdigit()
        and value[:4] != "0000"
        and _day(int(value[:4]), value[4:6], value[6:], zero=False)
    )


def _below(limit: int) -> Callable[[str], bool]:
    return lambda value: len(value) == 2 and value.isdigit() and int(value) < limit


def _hhmi(value: str) -> bool:
    return len(value) == 4 and _below(24)(value[:2]) and _below(60)(value[2:])


@cache
def _countries() -> tuple[frozenset[str], frozenset[str]]:
    pairs = tomllib.loads(places.resources("bench", "iso_codes.toml").read_text(encoding="utf-8"))["countries"].split()
    return frozenset(pair[:2] for pair in pairs), frozenset(pair[2:] for pair in pairs)


@cache
def _currencies() -> frozenset[str]:
    text = places.resources("bench", "iso_codes.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)["currencies"].split())


def _iban(value: str) -> bool:
    """ISO 13616: country, two digits, then the whole modulo 97 is 1."""
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{1,30}", value) or value[:2] not in _countries()[0]:
        return False
    moved = value[4:] + value[:4]
    return int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1


def _piece_of_total(value: str) -> bool:
    half = len(value) // 2
    piece, total = value[:half], value[half:]
    return len(value) % 2 == 0 and value.isdigit() and 0 < int(piece or 0) <= int(total or 0)


def _place_in_row(value: str) -> bool:
    found = re.fullmatch(r"([1-9][0-9]*)/([1-9][0-9]*)", value)
    return found is not None and int(found[1]) <= int(found[2])


def _up_to(most: int) -> Callable[[str], bool]:
    return lambda value: len(value) == 10 and value.isdigit() and int(value) <= most


class _Coupon:
    """Walks through the digits of a North American coupon; a field that is not there ends it."""

    def __init__(self, value: str) -> None:
        self.rest = value
        self.good = value.isdigit()

    def take(self, size: int, allowed: str = "0123456789") -> str:
        """The next digits, all of them within `allowed`."""
        field, self.rest = self.rest[:size], self.rest[size:]
        self.good = self.good and len(field) == size and all(sign in allowed for sign in field)
        return field if self.good else "0" * size

    def sized(self, allowed: str, extra: int = 0) -> str:
        """A field whose first digit says how long the rest is."""
        return self.take(int(self.take(1, allowed)) + extra)

    def date(self) -> str:
        """A date of six digits."""
        day = self.take(6)
        self.good = self.good and _yymmdd(day)
        return day


def _coupon(value: str) -> bool:
    """AI 8110 (North American Coupon Application Guideline): company, offer, value, first purchase, optional fields."""
    coupon = _Coupon(value)
    coupon.sized("0123456", 6)
    coupon.take(6)
    coupon.sized("12345")
    _purchase(coupon)
    expires = starts = ""
    for field in "1234569":
        if not coupon.good or not coupon.rest.startswith(field):
            continue
        coupon.take(1)
        match field:
            case "1":
                coupon.take(1, "0123")
                _purchase(coupon, company=True)
            case "2":
                _purchase(coupon, company=True)
            case "3":
                expires = coupon.date()
            case "4":
                starts = coupon.date()
            case "5":
                coupon.sized("0123456789", 6)
            case "6":
                coupon.sized("1234567", 6)
            case _:
                coupon.take(1, "01256")
                coupon.take(1, "012")
                coupon.take(1)
                coupon.take(1, "01")
    return coupon.good and not coupon.rest and not (expires and starts and expires < starts)


def _purchase(coupon: _Coupon, *, company: bool = False) -> None:
    """Requirement with its length, its code, family code, and for further purchases the company."""
    coupon.sized("12345")
    coupon.take(1, "012349")
    coupon.take(3)
    if company:
        size = coupon.take(1, "01234569")
        if size != "9":
            coupon.take(int(size) + 6)


def _coupon_offer(value: str) -> bool:
    """AI 8112 (positive offer file): format 0 or 1, funder, offer code, serial, nothing after it."""
    coupon = _Coupon(value)
    coupon.take(1, "01")
    coupon.sized("0123456", 6)
    coupon.take(6)
    coupon.sized("0123456789", 6)
    return coupon.good and not coupon.rest


_CHECKS: dict[str, Callable[[str], bool]] = {
    "csum": _csum,
    "csumalpha": _csum_alpha,
    "gcppos1": _company,
    "gcppos2": lambda value: _company(value, 1),
    "hasnondigit": lambda value: not value.isdigit(),
    "yymmd0": lambda value: _yymmdd(value, zero=True),
    "yymmdd": _yymmdd,
    "yyyymmdd": _yyyymmdd,
    "hh": _below(24),
    "mi": _below(60),
    "ss": _below(60),
    "hhmi": _hhmi,
    "iso3166": lambda value: value in _countries()[1],
    "iso3166999": lambda value: value == "999" or value in _countries()[1],
    "iso3166alpha2": lambda value: value in _countries()[0],
    "iso4217": lambda value: value in _currencies(),
    "iso5218": lambda value: value in {"0", "1", "2", "9"},
    "iban": _iban,
    "pcenc": lambda value: re.fullmatch(r"(?:[^%]|%[0-9A-Fa-f]{2})*", value) is not None,
    "yesno": lambda value: value in {"0", "1"},
    "zero": lambda value: set(value) <= {"0"},
    "nonzero": lambda value: set(value) != {"0"},
    "nozeroprefix": lambda value: value == "0" or not value.startswith("0"),
    "winding": lambda value: value in {"0", "1", "9"},
    "hyphen": lambda value: set(value) <= {"-"},
    "importeridx": lambda value: re.fullmatch(r"[-0-9A-Z_a-z]", value) is not None,
    # codes of UN/ECE Recommendation 21; their list changes twice a year, so only the form is held
    "packagetype": lambda value: re.fullmatch(r"[0-9A-Z]{1,2}", value) is not None,
    "mediatype": lambda value: re.fullmatch(r"0[1-9]|10|[89][0-9]", value) is not None,
    "pieceoftotal": _piece_of_total,
    "posinseqslash": _place_in_row,
    "latitude": _up_to(1_800_000_000),
    "longitude": _up_to(3_600_000_000),
    "couponcode": _coupon,
    "couponposoffer": _coupon_offer,
}
