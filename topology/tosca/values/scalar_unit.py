"""Section 3.3.6: scalar-unit types. Numbers are exact, in base units: bytes, seconds, hertz, bits per second."""

import re
from fractions import Fraction

_KILO = 1000
_KIBI = 1024

Amount = int | Fraction


def _bits(factor: int) -> dict[str, Amount]:
    """The bit rates: ``Kbps`` and its like, in bits or, with a capital B, in bytes."""
    units: dict[str, Amount] = {"bps": factor}
    for power, letter in enumerate("KMGT", start=1):
        units[f"{letter}bps"] = factor * _KILO**power
        units[f"{letter}ibps"] = factor * _KIBI**power
    return units


def _bytes_rates() -> dict[str, Amount]:
    return {unit.replace("bps", "Bps"): factor for unit, factor in _bits(8).items()}


_SIZES: dict[str, Amount] = {"B": 1}
for _power, _letter in enumerate("kMGT", start=1):
    _SIZES[f"{_letter}B"] = _KILO**_power
    _SIZES[f"{_letter.upper()}iB"] = _KIBI**_power

UNITS: dict[str, dict[str, Amount]] = {
    "scalar-unit.size": _SIZES,
    "scalar-unit.time": {
        "d": 86_400,
        "h": 3_600,
        "m": 60,
        "s": 1,
        "ms": Fraction(1, 10**3),
        "us": Fraction(1, 10**6),
        "ns": Fraction(1, 10**9),
    },
    "scalar-unit.frequency": {
        "Hz": 1,
        "kHz": 10**3,
        "MHz": 10**6,
        "GHz": 10**9,
    },
    "scalar-unit.bitrate": {**_bits(1), **_bytes_rates()},
}

_FORM = re.compile(r"([-+]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][-+]?[0-9]{1,2})?)[ \t]*([A-Za-z]+)")


def parse_scalar_unit(text: str, kind: str) -> tuple[str, Amount] | None:
    """The text in its standard form (``512 MB``) and the number in base units; None if it is not of the kind.

    Letters' case is free, as in the specification's own examples, save for bit rates, where it tells bits from bytes.
    """
    found = _FORM.fullmatch(text.strip())
    if found is None:
        return None
    number, unit = found.groups()
    known = UNITS[kind]
    if unit not in known:
        if kind == "scalar-unit.bitrate":
            return None
        unit = next((name for name in known if name.lower() == unit.lower()), "")
    if unit not in known:
        return None
    return f"{number} {unit}", (int(number) if number.isdecimal() else Fraction(number)) * known[unit]
