"""Reading templates for a command, and showing what was found."""

import sys
from collections.abc import Mapping
from typing import TextIO

from topology.diagnostics.report import Report
from topology.graph.model import TopologyGraph
from topology.reading import Reading, read_template
from topology.values.value import Value
from toposmith.cli.colour import wants_colour
from toposmith.cli.templates import Template


def read(template: Template, inputs: Mapping[str, Value] | None = None) -> Reading:
    """Read a template; paths in the findings are as the user would write them."""
    if template.entry is None:
        return Reading(None, template.findings)
    outside = template.outside
    policy, fetcher = (outside.policy, outside.fetcher) if outside is not None else (None, None)
    reading = read_template(
        template.sources,
        template.entry,
        inputs=inputs,
        substitutes=template.substitutes,
        policy=policy,
        fetcher=fetcher,
    )
    return Reading(reading.graph, (*template.findings, *map(template.shown, reading.diagnostics)))


def read_graph(template: Template, inputs: Mapping[str, Value] | None = None) -> TopologyGraph | None:
    """The graph of a template for commands that go on with it; findings, if any, are shown on standard error."""
    reading = read(template, inputs)
    show(template, Report(reading.diagnostics), sys.stderr)
    return None if reading.has_errors else reading.graph


def show(template: Template, report: Report, stream: TextIO) -> None:
    """Write findings as text."""
    if not report.diagnostics:
        return
    from topology.diagnostics.render_text import render_text  # noqa: PLC0415 - only needed where something is found

    stream.write(render_text(report, template.text, colour=wants_colour(stream)))
