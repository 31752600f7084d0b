"""Drawing a graph as SVG with Graphviz's own program."""

import subprocess

import graphviz

from topology.graph.draw_dot import draw_dot
from topology.graph.model import TopologyGraph


class CannotDraw(Exception):
    """Graphviz is not there or refused; the message is a sentence for the user."""


def draw_svg(graph: TopologyGraph) -> str:
    """The graph as an SVG document. Raises :class:`CannotDraw`."""
    try:
        svg: str = graphviz.Source(draw_dot(graph)).pipe(format="svg", encoding="utf-8")
    except graphviz.ExecutableNotFound as error:
        raise CannotDraw(
            "Drawing SVG needs the program 'dot' of Graphviz, which is not installed. "
            "Install it (on Debian: apt install graphviz), or choose the format dot or mermaid."
        ) from error
    except subprocess.CalledProcessError as error:
        raise CannotDraw(f"Graphviz refused the drawing: {_words(error.stderr)}") from error
    return svg


def _words(output: str | bytes | None) -> str:
    text = output.decode(errors="replace") if isinstance(output, bytes) else output or ""
    return " ".join(text.split())[:300] or "it said nothing"
