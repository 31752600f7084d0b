"""Short ways to read a template in a test and to say what was found."""

from collections.abc import Mapping

from topology.graph.model import TopologyGraph
from topology.reading import Reading, read_template
from topology.sources import MemorySources
from topology.values.value import Value

VERSION = "tosca_definitions_version: tosca_simple_yaml_1_3\n"


def read(
    text: str | bytes, files: Mapping[str, str] | None = None, inputs: Mapping[str, Value] | None = None
) -> Reading:
    """Read a template from memory; the version's line is put before text that has none."""
    if isinstance(text, str):
        text = (text if "tosca_definitions_version" in text else VERSION + text).encode()
    sources = {"template.yaml": text, **{name: content.encode() for name, content in (files or {}).items()}}
    return read_template(MemorySources(sources), "template.yaml", inputs=inputs)


def codes(reading: Reading) -> list[str]:
    """The codes found, in order of place."""
    return [found.code for found in reading.diagnostics]


def places(reading: Reading) -> list[tuple[str, int, int]]:
    """Code, line and column of each finding."""
    return [(found.code, found.span.line, found.span.column) for found in reading.diagnostics]


def graph_of(
    text: str, files: Mapping[str, str] | None = None, inputs: Mapping[str, Value] | None = None
) -> TopologyGraph:
    """The graph of a template without errors."""
    reading = read(text, files, inputs)
    assert reading.graph is not None, [(found.code, found.span.line, found.message) for found in reading.diagnostics]
    return reading.graph
