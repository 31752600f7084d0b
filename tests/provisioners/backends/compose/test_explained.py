"""The examples of the codes of rights and limits are what they claim to be, without any right."""

import pytest

from provisioners.backends.compose import backend
from tests.provisioners.backends.compose.rendering import context
from tests.provisioners.containers.reading import topology_of
from topology.diagnostics.examples import all_examples
from topology.graph.model import TopologyGraph
from topology.reading import read_template
from topology.sources import MemorySources
from topology.values.value import Secret

EXAMPLES = {
    code: example
    for code, example in all_examples().items()
    if code.startswith(("TS70", "TS710", "TS80", "TS81", "TS82"))
}
BESIDE = {"TS708": "TS707", "TS808": "TS815", "TS809": "TS702", "TS811": "TS710", "TS820": "TS710", "TS822": "TS807"}
"""What is noted beside some codes: the right that the same text would need, that a hidden value is no address, or
that Compose cannot keep the policy either."""
NOT_OF_COMPOSE = ("TS820", "TS821")
"""Codes of what Compose needs no registry for, and does not have."""


def graph_of(text: str) -> TopologyGraph:
    sources = MemorySources({"service.yaml": f"tosca_definitions_version: tosca_simple_yaml_1_3\n{text}".encode()})
    inputs = {"password": Secret("input:password")} if "get_input: password" in text else {}
    reading = read_template(sources, "service.yaml", inputs=inputs)
    assert reading.graph is not None, reading.diagnostics
    return reading.graph


def codes(code: str, text: str) -> set[str]:
    graph = graph_of(text)
    found = topology_of(graph) if code in NOT_OF_COMPOSE else backend.render(graph, context())
    return {each.code for each in found.diagnostics}


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_wrong_example_has_the_code(code: str) -> None:
    assert codes(code, EXAMPLES[code].wrong) - {BESIDE.get(code)} == {code}


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_right_example_does_not_have_it(code: str) -> None:
    assert codes(code, EXAMPLES[code].right) - {BESIDE.get(code)} == set()
