"""Amounts with units: the scalar-unit types of Simple Profile 1.3, 3.3.6, and the scalar types of TOSCA 2.0, 9.1.2.2.

Numbers are exact, in base units: for the kinds of 1.x bytes, nanoseconds, hertz and bits per second. In these nearly
all amounts are whole, so fractions, whose module takes as long to load as ten of ours, are loaded for the others.
"""

import math
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from topology.record import Record

if TYPE_CHECKING:
    from fractions import Fraction

_KILO = 1000
_KIBI = 1024

Amount: TypeAlias = "int | Fraction"

_FORM = re.compile(r"([-+]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][-+]?[0-9]{1,2})?)[ \t]*([A-Za-z]+)")
_FORM_2_0 = (
    r"([-+]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][-+]?[0-9]{1,2})?|0x[0-9a-fA-F]{1,25}|0o[0-7]{1,30})"
    r"[ \t]+(\S+)"
)


class Units(Record):
    """The units of a kind of amounts, each with the number of base units that it stands for.

    ``canonical`` is the unit in which results are shown. ``is_spaced`` asks for a space before the unit, as 2.0 does,
    and for the unit's exact letters; ``is_whole`` for a whole number.
    """

    factors: Mapping[str, Amount]
    canonical: str
    is_case_free: bool = False
    is_spaced: bool = False
    is_whole: bool = False

    def parse(self, text: str) -> tuple[str, Amount] | None:
        """The text in its standard form (``512 MB``) and the number in base units; None if it is not of the kind."""
        text = text.strip()
        found = re.fullmatch(_FORM_2_0, text) if self.is_spaced else _FORM.fullmatch(text)
        if found is None:
            return None
        number, unit = found[1], self._unit(found[2])
        if unit is None or (self.is_whole and not _is_whole(number)):
            return None
        return f"{number} {unit}", _times(number, self.factors[unit])

    def _unit(self, written: str) -> str | None:
        if written in self.factors:
            return written
        if not self.is_case_free:
            return None
        return next((name for name in self.factors if name.lower() == written.lower()), None)

    def format(self, amount: "Amount | float") -> str:
        """An amount in base units as text in the canonical unit, as exact as a float is; whole numbers are truncated.

        Raises ``OverflowError`` for an amount beyond every float.
        """
        from fractions import Fraction  # noqa: PLC0415 - few templates calculate

        number = Fraction(amount) / self.factors[self.canonical]
        if self.is_whole:
            number = Fraction(math.trunc(number))
        if number.denominator == 1 and abs(number) < _MOST_WHOLE:
            return f"{number.numerator} {self.canonical}"
        return f"{float(number)!r} {self.canonical}"


_MOST_WHOLE = 10**30


_BASES = {"0x": 16, "0o": 8}


def _is_whole(number: str) -> bool:
    return number[:2] in _BASES or number.lstrip("+-").isdecimal()


def _times(number: str, factor: Amount) -> Amount:
    """A number as it is written, multiplied."""
    if number[:2] in _BASES:
        return int(number[2:], _BASES[number[:2]]) * factor
    if _is_whole(number):
        return int(number) * factor
    mantissa, _, exponent = number.lower().partition("e")
    whole, _, decimals = mantissa.partition(".")
    power = int(exponent or 0) - len(decimals)
    amount, divisor = int(whole + decimals) * factor * 10 ** max(power, 0), 10 ** max(-power, 0)
    quotient, rest = divmod(amount, divisor)
    return quotient if not rest else _divided(amount, divisor)


def _divided(amount: Amount, divisor: int) -> Amount:
    from fractions import Fraction  # noqa: PLC0415 - few amounts are not whole

    return Fraction(amount) / divisor


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

_TIMES: dict[str, Amount] = {
    "d": 86_400 * 10**9,
    "h": 3_600 * 10**9,
    "m": 60 * 10**9,
    "s": 10**9,
    "ms": 10**6,
    "us": 10**3,
    "ns": 1,
}

UNITS: Mapping[str, Units] = {
    "scalar-unit.size": Units(_SIZES, "B", is_case_free=True),
    "scalar-unit.time": Units(_TIMES, "s", is_case_free=True),
    "scalar-unit.frequency": Units({"Hz": 1, "kHz": 10**3, "MHz": 10**6, "GHz": 10**9}, "Hz", is_case_free=True),
    "scalar-unit.bitrate": Units({**_bits(1), **_bytes_rates()}, "bps"),
}
"""The kinds of 1.x. Letters' case is free, as in the specification's own examples, save for bit rates, where it tells
bits from bytes."""
