"""``toposmith graph``: the topology of a template as a drawing or as data."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from topology.graph.codec import view
from topology.graph.draw_dot import draw_dot
from topology.graph.draw_mermaid import draw_mermaid
from topology.graph.model import TopologyGraph
from topology.record import replace
from toposmith.cli.exits import CommandError, Exit
from toposmith.cli.findings import read_graph
from toposmith.cli.sources_options import add_source_options, outside_from
from toposmith.cli.substitutes import add_substitute_option, with_substitutes
from toposmith.cli.templates import open_template


def main(arguments: Sequence[str]) -> int:
    """Exit status 0, 1 when the template has errors, 2 when it cannot be read or drawn."""
    options = _parser().parse_args(arguments)
    outside = outside_from(options.repository, options.allow_host, options.profile_source)
    template = open_template(options.file, stdin_filename=options.stdin_filename)
    graph = read_graph(with_substitutes(replace(template, outside=outside), options.substitute))
    if graph is None:
        return Exit.FINDINGS
    drawing = _DRAWERS[options.format](graph)
    if options.output is None:
        sys.stdout.write(drawing)
    else:
        _write(options.output, drawing)
    return Exit.FINE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="toposmith graph", description="Draw the topology of a service template.")
    parser.add_argument(
        "file", metavar="FILE", help="a template, a folder, an archive (.csar, .zip, .tar.gz), or - for stdin"
    )
    parser.add_argument("--format", choices=list(_DRAWERS), default="dot", help="default: dot; svg needs Graphviz")
    parser.add_argument("-o", "--output", type=Path, metavar="PATH", help="the file to write; default: standard output")
    parser.add_argument("--stdin-filename", metavar="PATH", help="the file that standard input stands for")
    add_substitute_option(parser)
    add_source_options(parser)
    return parser


def _draw_svg(graph: TopologyGraph) -> str:
    from topology.graph.draw_svg import CannotDraw, draw_svg  # noqa: PLC0415 - the other formats do not need it

    try:
        return draw_svg(graph)
    except CannotDraw as error:
        raise CommandError(str(error)) from error


def _as_json(graph: TopologyGraph) -> str:
    return json.dumps(view(graph), indent=2) + "\n"


def _write(place: Path, text: str) -> None:
    try:
        place.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{place}: cannot be written: {error.strerror}") from error


_DRAWERS: dict[str, Callable[[TopologyGraph], str]] = {
    "dot": draw_dot,
    "svg": _draw_svg,
    "mermaid": draw_mermaid,
    "json": _as_json,
}
