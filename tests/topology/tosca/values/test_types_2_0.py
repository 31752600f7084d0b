"""Values of the built-in types of TOSCA 2.0, section 9.1."""

import base64
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.topology.reading_aid import codes, graph_of, read
from topology.tosca.values.primitive import is_base64
from topology.tosca.values.scalar_unit import Units
from topology.tosca.values.timestamp import parse_timestamp

TEXT = """tosca_definitions_version: tosca_2_0
data_types:
  Mass: {{ derived_from: scalar, units: {{ g: 1 }}, prefixes: {{ "": 1.0, k: 1000, m: 0.001, μ: 1e-6 }} }}
  Heavy: {{ derived_from: Mass, validation: {{ $greater_than: [ $value, 1 kg ] }}, prefixes: {{ M: 1000000 }} }}
  Count: {{ derived_from: integer, validation: {{ $greater_or_equal: [ $value, 1 ] }} }}
  Rate: {{ derived_from: scalar, data_type: Count, units: {{ bps: 1, bit/s: 1, Kibps: 1024 }}, canonical_unit: bps }}
  Names:
    derived_from: list
    entry_schema: string
    validation: {{ $greater_or_equal: [ {{ $length: [ $value ] }}, 1 ] }}
  Ages:
    derived_from: map
    key_schema: {{ type: string, validation: {{ $matches: [ $value, "^[a-z]+$" ] }} }}
    entry_schema: Count
node_types: {{ N: {{ properties: {{ p: {{ type: {type} }} }} }} }}
service_template: {{ node_templates: {{ n: {{ type: N, properties: {{ p: {value} }} }} }} }}
"""
NESTED = "list, entry_schema: { type: map, entry_schema: { type: list, entry_schema: Count } }"


@pytest.mark.parametrize(
    ("type_", "value", "expected"),
    [
        ("string", "'0.1'", "0.1"),
        ("integer", "0xFF", 255),
        ("integer", "0o17", 15),
        ("integer", "-9223372036854775808", -(2**63)),
        ("float", "10", 10.0),
        ("float", ".inf", float("inf")),
        ("boolean", "true", True),
        ("bytes", "aGVsbG8=", "aGVsbG8="),
        ("bytes", "''", ""),
        ("nil", "null", None),
        ("version", "1.0.0.alpha-10", "1.0.0.alpha-10"),
        ("timestamp", '"2025-04-12T23:20:50.52Z"', "2025-04-12T23:20:50.52Z"),
        ("timestamp", '"1996-12-19T16:39:57-08:00"', "1996-12-19T16:39:57-08:00"),
        ("timestamp", '"2000-02-29"', "2000-02-29"),
        ("Mass", "10 kg", "10 kg"),
        ("Mass", "1.5e3 μg", "1.5e3 μg"),
        ("Mass", "0x10   g", "0x10 g"),
        ("Heavy", "2 Mg", "2 Mg"),
        ("Rate", "10 Kibps", "10 Kibps"),
        ("Names", "[ a ]", ("a",)),
        ("Ages", "{ ann: 30 }", {"ann": 30}),
        (NESTED, "[ { a: [ 1 ] } ]", ({"a": (1,)},)),
    ],
)  # fmt: skip
def test_values(type_: str, value: str, expected: object) -> None:
    assert graph_of(TEXT.format(type=type_, value=value)).nodes["n"].properties["p"] == expected


@pytest.mark.parametrize(
    ("type_", "value", "code"),
    [
        ("string", "0.1", "TS501"),
        ("string", "null", "TS501"),
        ("integer", "1.0", "TS501"),
        ("integer", "9223372036854775808", "TS513"),
        ("boolean", "yes", "TS501"),
        ("boolean", "1", "TS501"),
        ("bytes", "null", "TS501"),
        ("bytes", "aGVsbG8", "TS501"),
        ("bytes", "'a b!'", "TS501"),
        ("nil", "''", "TS501"),
        ("timestamp", '"2001-12-14 21:59:43.10"', "TS501"),
        ("timestamp", '"2001-12-14T21:59:43"', "TS501"),
        ("timestamp", '"2001-2-30"', "TS501"),
        ("Mass", "10", "TS502"),
        ("Mass", "g", "TS502"),
        ("Mass", "10kg", "TS502"),
        ("Mass", "10 KG", "TS502"),
        ("Mass", ".inf g", "TS502"),
        ("Heavy", "1 kg", "TS513"),
        ("Rate", "1.5 bps", "TS502"),
        ("Rate", "0 bps", "TS513"),
        ("Names", "[]", "TS513"),
        ("Ages", "{ Ann: 30 }", "TS513"),
        ("Ages", "{ ann: 0 }", "TS513"),
        ("scalar", "1 g", "TS542"),
        ("range", "[ 1, 2 ]", "TS401"),
        ("scalar-unit.size", "1 MB", "TS401"),
        (NESTED, "[ { a: [ 0 ] } ]", "TS513"),
    ],
)  # fmt: skip
def test_one_finding_for_a_wrong_value(type_: str, value: str, code: str) -> None:
    assert codes(read(TEXT.format(type=type_, value=value))) == [code]


@pytest.mark.parametrize("name", ["bytes", "nil", "scalar"])
def test_types_of_2_0_are_unknown_in_1_x(name: str) -> None:
    text = f"node_types: {{ N: {{ properties: {{ p: {{ type: {name} }} }} }} }}"
    assert codes(read(text)) == ["TS401"]


@given(st.binary())
def test_base64_of_anything(content: bytes) -> None:
    text = base64.b64encode(content).decode()
    assert is_base64(text)
    assert is_base64("\n".join(text[at : at + 4] for at in range(0, len(text), 4)))


def test_what_is_no_base64() -> None:
    assert not any(map(is_base64, ("a", "====", "äöü=", "aGVsbG8=x", "aGVs!")))


@given(st.datetimes(timezones=st.just(UTC)))
def test_timestamps_in_the_form_of_rfc_3339(moment: datetime) -> None:
    assert parse_timestamp(moment.isoformat(), is_strict=True) == moment
    assert parse_timestamp(moment.isoformat().replace("+00:00", "Z"), is_strict=True) == moment


def test_leap_seconds_are_the_next_minute() -> None:
    assert parse_timestamp("1990-12-31T23:59:60Z", is_strict=True) == datetime(1991, 1, 1, tzinfo=UTC)
    assert parse_timestamp("9999-12-31T23:59:60Z", is_strict=True) is None
    assert parse_timestamp("1990-12-31T23:59:61Z", is_strict=True) is None


UNITS = Units({"m": 1, "km": 1000, "mm": Fraction(1, 1000)}, "m", is_spaced=True)


@given(st.decimals(-(10**9), 10**9, places=6), st.sampled_from(sorted(UNITS.factors)))
def test_an_amount_is_read_exactly_and_shown_in_the_canonical_unit(number: object, unit: str) -> None:
    parsed = UNITS.parse(f"{number} {unit}")
    assert parsed is not None
    text, amount = parsed
    assert text == f"{number} {unit}"
    assert amount == Fraction(str(number)) * UNITS.factors[unit]
    again = UNITS.parse(UNITS.format(amount))
    assert again is not None
    assert float(again[1]) == float(amount)


@given(st.integers(-(10**6), 10**6), st.integers(0, 3), st.integers(-9, 9), st.sampled_from(sorted(UNITS.factors)))
def test_an_amount_with_a_power_of_ten_is_exact(digits: int, places: int, power: int, unit: str) -> None:
    number = f"{digits:+05}"
    written = f"{number[: len(number) - places]}.{number[len(number) - places :]}e{power}"
    parsed = UNITS.parse(f"{written} {unit}")
    assert parsed is not None
    assert parsed[1] == Fraction(written) * UNITS.factors[unit]
    assert isinstance(parsed[1], int | Fraction)


@given(st.text(max_size=12))
def test_any_text_is_an_amount_or_none(text: str) -> None:
    parsed = UNITS.parse(text)
    assert parsed is None or UNITS.parse(parsed[0]) == parsed
