"""Times and sizes as Compose writes them (Compose Specification, "Specifying durations", "Specifying byte values")."""

import re
from fractions import Fraction

from topology.importing.scalars import size_text, time_text

_TIMES = {
    "h": Fraction(3_600_000_000),
    "m": Fraction(60_000_000),
    "s": Fraction(1_000_000),
    "ms": Fraction(1_000),
    "us": Fraction(1),
    "µs": Fraction(1),
    "μs": Fraction(1),
    "ns": Fraction(1, 1000),
}
_TIME = re.compile(r"(\d{1,15}(?:\.\d{0,9})?|\.\d{1,9})(h|ms|m|s|us|µs|μs|ns)", re.ASCII)
_SIZE = re.compile(r"(\d{1,18}(?:\.\d{1,9})?) ?(b|[kmgtp](?:i?b)?)?", re.ASCII | re.IGNORECASE)
_POWERS = "bkmgtp"


def duration(text: str) -> str:
    """A duration such as ``1m30s`` as ``scalar-unit.time``. Raises ``ValueError``."""
    parts = _TIME.findall(text)
    if text == "0":
        return time_text(Fraction(0))
    if not parts or "".join(number + unit for number, unit in parts) != text:
        raise ValueError(f"`{text}` is no duration such as `30s` or `1m30s`")
    return time_text(sum((Fraction(number.rstrip(".")) * _TIMES[unit] for number, unit in parts), Fraction(0)))


def size(text: str) -> str:
    """A size such as ``512m`` as ``scalar-unit.size``; the units are powers of 1024. Raises ``ValueError``."""
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"`{text}` is no size such as `512m` or `1gb`")
    power = _POWERS.index((found[2] or "b")[0].lower())
    return size_text(Fraction(found[1]) * 1024**power)
