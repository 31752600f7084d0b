from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topology.tosca.values.scalar_unit import UNITS
from topology.tosca.values.timestamp import parse_timestamp
from topology.tosca.values.version import parse_version


@pytest.mark.parametrize(
    ("text", "kind", "form", "amount"),
    [
        ("4 GB", "size", "4 GB", 4 * 10**9),
        ("4GiB", "size", "4 GiB", 4 * 2**30),
        ("4 gib", "size", "4 GiB", 4 * 2**30),
        ("0.5 MB", "size", "0.5 MB", 500_000),
        (" 1 B ", "size", "1 B", 1),
        ("1 KB", "size", "1 kB", 1000),
        ("-3 s", "time", "-3 s", -3 * 10**9),
        ("1.5 h", "time", "1.5 h", 5400 * 10**9),
        ("10 ms", "time", "10 ms", 10**7),
        ("3 us", "time", "3 us", 3000),
        ("0.5 ns", "time", "0.5 ns", Fraction(1, 2)),
        ("-1.25e-3 B", "size", "-1.25e-3 B", Fraction(-1, 800)),
        (".5e1 kB", "size", ".5e1 kB", 5000),
        ("2.4 GHz", "frequency", "2.4 GHz", 2_400_000_000),
        ("1 Mbps", "bitrate", "1 Mbps", 10**6),
        ("1 MBps", "bitrate", "1 MBps", 8 * 10**6),
        ("1 Kibps", "bitrate", "1 Kibps", 1024),
    ],
)
def test_amounts_are_exact(text: str, kind: str, form: str, amount: Fraction) -> None:
    assert UNITS[f"scalar-unit.{kind}"].parse(text) == (form, amount)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("4", "size"), ("GB", "size"), ("4 GBy", "size"), ("4 s", "size"), ("4 GB", "time"), ("x GB", "size"),
     ("1 mbps", "bitrate"), ("4 G B", "size"), ("", "size"), ("9" * 40 + " B", "size"), ("1e999 B", "size")],
)  # fmt: skip
def test_what_is_no_amount(text: str, kind: str) -> None:
    assert UNITS[f"scalar-unit.{kind}"].parse(text) is None


@given(st.sampled_from(sorted(UNITS)), st.integers(0, 10**9), st.data())
def test_the_standard_form_is_read_as_it_was(kind: str, number: int, data: st.DataObject) -> None:
    unit = data.draw(st.sampled_from(sorted(UNITS[kind].factors)))
    parsed = UNITS[kind].parse(f"{number}{unit}")
    assert parsed == (f"{number} {unit}", number * UNITS[kind].factors[unit])
    assert UNITS[kind].parse(parsed[0]) == parsed


def test_versions_are_ordered_as_the_specification_says() -> None:
    ordered = ["0.0", "0.1", "1.0.0.alpha-1", "1.0.0.alpha-10", "1.0.0.beta", "1.0", "1.0.1", "1.2", "1.10", "2.0"]
    keys = [parse_version(text) for text in ordered]
    assert None not in keys
    assert keys == sorted(keys)  # type: ignore[type-var]
    assert parse_version("1.0") == parse_version("1.0.0")
    assert parse_version("0") == parse_version("0.0.0")
    assert parse_version("1.0.0.詠嘆調-10") is not None


@pytest.mark.parametrize("text", ["", "1", "1.", "v1.0", "1.0.0.-1", "0.0.0.alpha", "1.0-1", "1.0.0.1", "1.0.alpha"])
def test_what_is_no_version(text: str) -> None:
    assert parse_version(text) is None


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2001-12-15", datetime(2001, 12, 15, tzinfo=UTC)),
        ("2001-12-15T02:59:43.1Z", datetime(2001, 12, 15, 2, 59, 43, 100_000, tzinfo=UTC)),
        ("2001-12-14 21:59:43.10 -5", datetime(2001, 12, 14, 21, 59, 43, 100_000, timezone(timedelta(hours=-5)))),
        ("2001-12-14t21:59:43+05:30", datetime(2001, 12, 14, 21, 59, 43, 0, timezone(timedelta(hours=5, minutes=30)))),
    ],
)
def test_timestamps(text: str, moment: datetime) -> None:
    assert parse_timestamp(text) == moment


@pytest.mark.parametrize(
    "text", ["", "today", "2001-13-01", "2001-02-30", "2001-01-01T25:00:00", "2001-01-01T00:00:00+99"]
)
def test_what_is_no_timestamp(text: str) -> None:
    assert parse_timestamp(text) is None
