"""Check digits of the numbers met at a bench, over the forms that the core knows, and vehicle numbers."""

from __future__ import annotations

import re

from app.core.numbers import CONTAINER, S10, container_check_digit, s10_wrong_digit
from app.core.numbers import gtin_check_digit as check_digit

GS1_KEY_LENGTHS = frozenset({8, 12, 13, 14, 17, 18})
"""GTIN-8, -12, -13, -14, GSIN and SSCC."""
_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VIN_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)), strict=True))


def has_gs1_check(number: str) -> bool:
    """Whether a GTIN-8, -12, -13, -14, GSIN (17) or SSCC (18) ends in its right check digit."""
    digits = number.isascii() and number.isdigit()
    return digits and len(number) in GS1_KEY_LENGTHS and check_digit(number[:-1]) == number[-1]


def is_s10_shaped(number: str) -> bool:
    """Whether it has the form of a postal item number: two letters, nine digits, two letters (UPU S10)."""
    return S10.fullmatch(number) is not None and number.isascii()


def has_s10_check(number: str) -> bool:
    """Whether a postal item number's ninth digit is right."""
    return is_s10_shaped(number) and s10_wrong_digit(number) is None


def is_container_shaped(number: str) -> bool:
    """Whether it has the form of a container number: owner, category U, J or Z, six digits, check digit (ISO 6346)."""
    return CONTAINER.fullmatch(number) is not None and number.isascii()


def has_container_check(number: str) -> bool:
    """Whether a container number's last digit is right."""
    return is_container_shaped(number) and container_check_digit(number[:10]) == number[10]


def is_vin(number: str) -> bool:
    """Whether it is a vehicle number whose ninth sign is its right check (ISO 3779; North America and China)."""
    if not _VIN.fullmatch(number):
        return False
    total = sum(
        (_VIN_VALUES[sign] if sign.isalpha() else int(sign)) * weight
        for sign, weight in zip(number, _VIN_WEIGHTS, strict=True)
    )
    return "0123456789X"[total % 11] == number[8]


__all__ = [
    "GS1_KEY_LENGTHS",
    "check_digit",
    "has_container_check",
    "has_gs1_check",
    "has_s10_check",
    "is_container_shaped",
    "is_s10_shaped",
    "is_vin",
]
