"""TOSCA's scalar units as numbers."""

import pytest

from provisioners.backends.units import size_in_bytes, time_in_microseconds


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1 B", 1), ("1kB", 1000), ("1 KiB", 1024), ("1.5 GB", 1_500_000_000), ("2 mib", 2_097_152), ("1 TB", 10**12)],
)
def test_sizes(text: str, expected: int) -> None:
    assert size_in_bytes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1 s", 10**6), ("0.1 s", 100_000), ("1 m", 6 * 10**7), ("1 h", 36 * 10**8), ("1 d", 864 * 10**8), ("5 ms", 5000),
     ("7 us", 7), ("1500 ns", 1)],
)  # fmt: skip
def test_times(text: str, expected: int) -> None:
    assert time_in_microseconds(text) == expected


@pytest.mark.parametrize("text", ["", "1", "s", "-1 s", "1 parsec", "1 GB 2", "1,5 s", "\u0661 s"])
def test_what_is_neither(text: str) -> None:
    with pytest.raises(ValueError, match="is not a number followed by one of"):
        time_in_microseconds(text)
    with pytest.raises(ValueError, match="is not a number followed by one of"):
        size_in_bytes(text)
