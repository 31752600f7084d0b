"""Scalar types of TOSCA 2.0, section 9.1.2.2, and which keynames a data type may have (9.2)."""

import pytest

from tests.topology.reading_aid import codes, read

TEXT = """tosca_definitions_version: tosca_2_0
data_types:
  Base: {{ derived_from: scalar, data_type: integer, units: {{ m: 1 }} }}
  T: {{ {definition} }}
"""


@pytest.mark.parametrize(
    "definition",
    [
        "derived_from: scalar, units: { g: 1 }",
        "derived_from: scalar, units: { g: 1.0, kg: 1000 }",
        "derived_from: scalar, units: { bps: 1, bit/s: 1 }, canonical_unit: bps",
        "derived_from: scalar, units: { g: 1 }, prefixes: { '': 1, k: 1000 }, canonical_unit: kg",
        "derived_from: scalar, units: { bps: 1, Bps: 8 }, prefixes: { '': 1, k: 1000, Ki: 1024 }",
        "derived_from: scalar, units: { g: 1 }, prefixes: { k: 1000 }",
        "derived_from: Base",
        "derived_from: Base, units: { km: 1000 }",
        "derived_from: Base, prefixes: { '': 1, k: 1000 }",
    ],
)
def test_scalar_types(definition: str) -> None:
    assert codes(read(TEXT.format(definition=definition))) == []


@pytest.mark.parametrize(
    "definition",
    [
        "derived_from: scalar",
        "derived_from: scalar, units: {}",
        "derived_from: scalar, units: { kg: 1000 }",
        "derived_from: scalar, units: { g: one }",
        "derived_from: scalar, units: { g: 1, kg: -1000 }",
        "derived_from: scalar, units: { g: 1, kg: .inf }",
        "derived_from: scalar, units: { g: 1, kg: true }",
        "derived_from: scalar, units: { bps: 1, bit/s: 1 }",
        "derived_from: scalar, units: { g: 1 }, canonical_unit: kg",
        "derived_from: scalar, data_type: integer, units: { g: 1, half: 0.5 }",
        "derived_from: scalar, units: { g: 1 }, prefixes: { k: [] }",
        "derived_from: Base, data_type: float",
        "derived_from: Base, canonical_unit: m",
    ],
)
def test_scalar_types_that_do_not_work(definition: str) -> None:
    assert codes(read(TEXT.format(definition=definition))) == ["TS542"]


def test_units_are_bounded() -> None:
    units = ", ".join(f"u{index}: {index + 1}" for index in range(200))
    prefixes = ", ".join(f"p{index}: 1" for index in range(200))
    definition = f"derived_from: scalar, units: {{ {units} }}, prefixes: {{ {prefixes} }}"
    assert codes(read(TEXT.format(definition=definition))) == ["TS542"]


@pytest.mark.parametrize(
    "definition",
    [
        "derived_from: integer, properties: { a: { type: string } }",
        "derived_from: scalar, units: { g: 1 }, properties: { a: { type: string } }",
        "derived_from: string, units: { g: 1 }",
        "derived_from: string, entry_schema: string",
        "derived_from: list, key_schema: string, entry_schema: string",
        "properties: { a: { type: string } }, entry_schema: string",
    ],
)
def test_keynames_that_the_kind_of_type_does_not_have(definition: str) -> None:
    assert codes(read(TEXT.format(definition=definition))) == ["TS543"]


PLAIN = """tosca_definitions_version: tosca_2_0
data_types:
  Size: {{ derived_from: scalar, data_type: integer, units: {{ B: 1, kB: 1000 }}, validation: {clause} }}
  Time: {{ derived_from: scalar, units: {{ s: 1.0, m: 60 }}, canonical_unit: m, validation: {clause} }}
node_types: {{ N: {{ properties: {{ size: {{ type: Size }}, time: {{ type: Time }} }} }} }}
service_template:
  node_templates: {{ n: {{ type: N, properties: {{ size: {size}, time: {time} }} }} }}
"""


@pytest.mark.parametrize(
    ("clause", "size", "time", "expected"),
    [
        ("{ $greater_or_equal: [ $value, 0 ] }", "1 kB", "1 s", []),
        ("{ $greater_or_equal: [ $value, 0.0 ] }", "0 B", "0.0 m", []),
        ("{ $greater_or_equal: [ $value, 0 ] }", "-1 B", "-1 s", ["TS513", "TS513"]),
        ("{ $not: [ { $less_than: [ $value, 0 ] } ] }", "-1 B", "-1 s", ["TS513", "TS513"]),
        ("{ $less_or_equal: [ $value, 2 ] }", "1 kB", "100 s", ["TS513"]),
        ("{ $in_range: [ $value, [ 0, 2000 ] ] }", "3 kB", "1 s", ["TS513"]),
        ("{ $or: [ { $in_range: [ $value, [ 0, 2 ] ] }, { $valid_values: [ $value, [ 9 ] ] } ] }", "9 B", "9 m", []),
        ("{ $greater_or_equal: [ $value, true ] }", "1 B", "1 s", ["TS521", "TS521"]),
    ],
)
def test_a_plain_number_is_an_amount_in_the_canonical_unit(
    clause: str, size: str, time: str, expected: list[str]
) -> None:
    assert codes(read(PLAIN.format(clause=clause, size=size, time=time))) == expected
