"""Which node a filter chooses does not depend on how the candidates are found."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.topology.reading_aid import read
from topology.graph import narrow
from topology.graph.filters import Filters

HEAD = """
tosca_definitions_version: %s
capability_types: { Storing: { properties: { free: { type: integer, default: 5 } } } }
relationship_types: { Stores: {} }
node_types:
  Store:
    properties: { zone: { type: string, required: false }, size: { type: %s, required: false } }
    capabilities: { storing: { type: Storing } }
  Small: { derived_from: Store }
  App: { requirements: [ store: { capability: Storing, node: Store, relationship: Stores } ] }
%s:
  node_templates:
"""
OPERATORS = ("equal", "greater_or_equal", "greater_than", "less_or_equal", "less_than")
SIZES_1_3 = ("1 GB", "1000 MB", "2 GB", "{ get_input: later }")
SIZES_2_0 = ("1", "2", "3", "{ $get_input: later }")

stores = st.lists(st.tuples(st.sampled_from(["a", "b", "c", None]), st.integers(0, 3)), min_size=9, max_size=16)
tests = st.tuples(st.sampled_from(OPERATORS), st.integers(0, 3), st.sampled_from(["zone", "size"]))


def template(version: str, found: list[tuple[str | None, int]], test: tuple[str, int, str]) -> str:
    is_simple = version != "tosca_2_0"
    sizes = SIZES_1_3 if is_simple else SIZES_2_0
    operator, number, name = test
    operand = sizes[min(number, len(sizes) - 2)] if name == "size" else "abc"[number % 3]
    size_type = "scalar-unit.size" if is_simple else "integer"
    lines = [HEAD % (version, size_type, "topology_template" if is_simple else "service_template")]
    for index, (zone, size) in enumerate(found):
        values = [f"zone: {zone}"] if zone is not None or not is_simple else []
        values.append(f"size: {sizes[size]}")
        lines.append(f"    s{index}: {{ type: Store, properties: {{ {', '.join(values)} }} }}\n")
    if is_simple:
        written = f"{{ properties: [ {name}: {{ {operator}: {operand} }} ] }}"
    else:
        asked = f"{{ $get_property: [ SELF, TARGET, {name} ] }}"
        written = f"{{ $and: [ true, {{ ${operator}: [ {asked}, {operand} ] }} ] }}"
    lines.append(f"    app: {{ type: App, requirements: [ store: {{ node_filter: {written} }} ] }}\n")
    return "".join(lines).replace(
        "  node_templates:", f"  inputs: {{ later: {{ type: {size_type} }} }}\n  node_templates:", 1
    )


def chosen(text: str) -> list[str]:
    reading = read(text)
    assert reading.graph is not None, reading.diagnostics
    return [edge.target for edge in reading.graph.edges]


@settings(deadline=None, max_examples=40)
@given(stores, tests)
@pytest.mark.parametrize("version", ["tosca_simple_yaml_1_3", "tosca_2_0"])
def test_an_index_finds_what_testing_each_would(
    version: str, found: list[tuple[str | None, int]], test: tuple[str, int, str]
) -> None:
    text = template(version, found, test)
    with pytest.MonkeyPatch.context() as patch:
        indexed = chosen(text)
        patch.setattr(narrow, "FEW", len(found) + 1)
        assert indexed == chosen(text)


def test_the_first_in_the_order_written_is_chosen() -> None:
    found = [("a", 2)] * 9 + [("b", 0), ("b", 1)] + [("a", 2)] * 3
    assert chosen(template("tosca_2_0", found, ("equal", 1, "zone"))) == ["s9"]


def test_growth_is_linear_in_tests_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of many nodes is asked for by its own name: about one test for each, not one for each pair."""
    made = []
    original = Filters.passes
    monkeypatch.setattr(Filters, "passes", lambda self, node, *rest: made.append(1) or original(self, node, *rest))
    count = 60
    lines = [HEAD % ("tosca_2_0", "integer", "service_template")]
    lines += [f"    s{index}: {{ type: Store, properties: {{ zone: z{index} }} }}\n" for index in range(count)]
    for index in range(count):
        condition = f"{{ $equal: [ {{ $get_property: [ SELF, TARGET, zone ] }}, z{index} ] }}"
        lines.append(f"    a{index}: {{ type: App, requirements: [ store: {{ node_filter: {condition} }} ] }}\n")
    assert chosen("".join(lines)) == [f"s{index}" for index in range(count)]
    assert len(made) == count
