"""Amounts as Kubernetes writes them: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/."""

import re
from fractions import Fraction

from topology.importing.scalars import size_text, time_text

_FACTORS = {
    "": Fraction(1),
    "n": Fraction(1, 10**9),
    "u": Fraction(1, 10**6),
    "m": Fraction(1, 1000),
    **{unit: Fraction(1000) ** power for power, unit in enumerate("kMGTPE", 1)},
    **{f"{unit}i": Fraction(1024) ** power for power, unit in enumerate("KMGTPE", 1)},
}
_QUANTITY = re.compile(
    r"\+?(\d{1,18}(?:\.\d{0,9})?|\.\d{1,9})(?:([numkMGTPE]|[KMGTPE]i)|[eE]([-+]?\d{1,2}))?", re.ASCII
)


def quantity(text: str) -> Fraction:
    """An amount. Raises ``ValueError`` with a clause."""
    found = _QUANTITY.fullmatch(text)
    if found is None:
        raise ValueError(f"`{text}` is no amount such as `500m` or `128Mi`")
    exponent = Fraction(10) ** int(found[3]) if found[3] else Fraction(1)
    return Fraction(found[1].rstrip(".")) * _FACTORS[found[2] or ""] * exponent


def size(text: str) -> str:
    """An amount of bytes as ``scalar-unit.size``."""
    return size_text(quantity(text))


def processors(text: str) -> float:
    """An amount of processors."""
    return float(quantity(text))


def seconds(number: int) -> str:
    """Seconds as ``scalar-unit.time``."""
    return time_text(Fraction(number) * 1_000_000)
