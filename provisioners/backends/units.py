"""TOSCA's scalar units (Simple Profile 1.3, section 3.3.6) as plain numbers."""

import re
from collections.abc import Mapping
from fractions import Fraction

SIZES: Mapping[str, int | Fraction] = {
    "b": 1,
    "kb": 10**3,
    "kib": 2**10,
    "mb": 10**6,
    "mib": 2**20,
    "gb": 10**9,
    "gib": 2**30,
    "tb": 10**12,
    "tib": 2**40,
}
"""Bytes by unit. Section 3.3.6.4: the names of units of size do not depend on upper and lower case."""

TIMES: Mapping[str, int | Fraction] = {
    "d": 86_400_000_000,
    "h": 3_600_000_000,
    "m": 60_000_000,
    "s": 1_000_000,
    "ms": 1_000,
    "us": 1,
    "ns": Fraction(1, 1000),
}
"""Microseconds by unit (section 3.3.6.5)."""

_SCALAR = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([A-Za-z]+)\s*", re.ASCII)


def size_in_bytes(text: str) -> int:
    """Whole bytes of a ``scalar-unit.size``. Raises ``ValueError``."""
    return int(_scalar(text, SIZES))


def time_in_microseconds(text: str) -> int:
    """Whole microseconds of a ``scalar-unit.time``. Raises ``ValueError``."""
    return int(_scalar(text, TIMES))


def _scalar(text: str, units: Mapping[str, int | Fraction]) -> Fraction:
    match = _SCALAR.fullmatch(text)
    unit = match and units.get(match[2].lower())
    if not match or not unit:
        raise ValueError(f"{text!r} is not a number followed by one of {', '.join(units)}")
    return Fraction(match[1]) * unit
