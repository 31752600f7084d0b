"""TOSCA's scalar units (Simple Profile 1.3, section 3.3.6) from plain numbers."""

from fractions import Fraction

_TIMES = ((86_400_000_000, "d"), (3_600_000_000, "h"), (60_000_000, "m"), (1_000_000, "s"), (1_000, "ms"), (1, "us"))
_SIZES = (
    (2**40, "TiB"), (10**12, "TB"), (2**30, "GiB"), (10**9, "GB"),
    (2**20, "MiB"), (10**6, "MB"), (2**10, "KiB"), (10**3, "kB"), (1, "B"),
)  # fmt: skip


def time_text(microseconds: Fraction) -> str:
    """A time in the largest unit that gives a whole number, as ``scalar-unit.time``; rounded to microseconds."""
    return _text(round(microseconds), _TIMES, "s")


def size_text(bytes_: Fraction) -> str:
    """A size in the largest unit that gives a whole number, as ``scalar-unit.size``; rounded up to bytes."""
    return _text(-(-bytes_.numerator // bytes_.denominator), _SIZES, "B")


def _text(amount: int, units: tuple[tuple[int, str], ...], nothing: str) -> str:
    if amount == 0:
        return f"0 {nothing}"
    return next(f"{amount // factor} {unit}" for factor, unit in units if amount % factor == 0)
