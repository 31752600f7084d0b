"""What must hold for whatever bytes are read."""

import json

from tests.topology.tosca.plain.beside import is_read_alike
from topology.diagnostics import CATALOGUE, as_dict
from topology.diagnostics.render_text import render_text
from topology.diagnostics.report import Report
from topology.graph.codec import decode, encode
from topology.reading import Reading, read_template
from topology.sources import MemorySources
from topology.tosca.scan import MAX_BYTES


def check(content: bytes) -> Reading:
    """Read a template and go the way of ``validate`` to its end. Raises ``AssertionError`` for what is unsound.

    Both ways of reading YAML have to give the same tree.
    """
    if len(content) <= MAX_BYTES:
        is_read_alike(content)
    reading = read_template(MemorySources({"template.yaml": content}), "template.yaml")
    assert_sound(reading)
    report = Report(reading.diagnostics)
    render_text(report, lambda _: content.decode("utf-8", errors="replace"))
    json.dumps([as_dict(found) for found in reading.diagnostics])
    if reading.graph is not None:
        assert decode(encode(reading.graph, with_template_secrets=True)) is not None
    return reading


def assert_sound(reading: Reading) -> None:
    """A graph or errors; each finding known to the catalogue, with a place."""
    assert (reading.graph is None) == reading.has_errors
    for found in reading.diagnostics:
        assert found.code in CATALOGUE, found.code
        assert found.message
        assert found.span.line >= 1
        assert found.span.column >= 1
        assert (found.span.end_line, found.span.end_column) >= (found.span.line, found.span.column)
