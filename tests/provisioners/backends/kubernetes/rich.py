"""The template that asks for everything, read as a user's would be."""

from functools import cache
from pathlib import Path

from topology.graph.model import TopologyGraph
from topology.reading import read_template
from topology.sources import MemorySources
from topology.values.value import Secret

FILE = Path(__file__).with_name("rich.yaml")


@cache
def rich_graph() -> TopologyGraph:
    return graph_of(FILE.read_text())


def graph_of(text: str) -> TopologyGraph:
    """The graph of a template; its input ``password`` is a secret."""
    inputs = {"password": Secret("input:password")} if "get_input: password" in text else {}
    reading = read_template(MemorySources({"service.yaml": text.encode()}), "service.yaml", inputs=inputs)
    assert reading.graph is not None, reading.diagnostics
    assert not [each for each in reading.diagnostics if each.is_error], reading.diagnostics
    return reading.graph
