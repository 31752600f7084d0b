"""Rendering small graphs, and reading the file that comes of it."""

from typing import Any

import yaml

from provisioners.backends.compose import backend
from provisioners.backends.contract import RenderContext, Rendered, Right
from tests.provisioners.graphs import graph
from topology.diagnostics import Diagnostic
from topology.graph.model import Edge, Node, TopologyGraph

IMAGE = "example.com/site:1"


def context(*rights: Right, **fields: Any) -> RenderContext:
    return RenderContext(
        **{
            "deployment": "shop",
            "secret_digest": lambda reference: f"keyed({reference})",
            "rights": frozenset(rights),
            **fields,
        }
    )


def rendered(*parts: Node | Edge, rights: tuple[Right, ...] = (), **fields: Any) -> Rendered:
    """What comes of a graph without errors."""
    found = backend.render(graph(*parts), context(*rights, **fields))
    assert not [item for item in found.diagnostics if item.is_error]
    return found


def document(*parts: Node | Edge, rights: tuple[Right, ...] = (), **fields: Any) -> dict[str, Any]:
    """The Compose file of a graph as data."""
    loaded: dict[str, Any] = yaml.safe_load(rendered(*parts, rights=rights, **fields).files["compose.yaml"])
    return loaded


def service(node: Node, *rest: Node | Edge, rights: tuple[Right, ...] = ()) -> dict[str, Any]:
    """The one service, or the first of several."""
    services: dict[str, dict[str, Any]] = document(node, *rest, rights=rights)["services"]
    return next(iter(services.values()))


def findings(*parts: Node | Edge, rights: tuple[Right, ...] = ()) -> tuple[Diagnostic, ...]:
    return findings_of(graph(*parts), rights)


def findings_of(topology: TopologyGraph, rights: tuple[Right, ...] = ()) -> tuple[Diagnostic, ...]:
    return backend.render(topology, context(*rights)).diagnostics


def codes(*parts: Node | Edge, rights: tuple[Right, ...] = ()) -> list[tuple[str, int]]:
    """Each finding's code and line."""
    return [(found.code, found.span.line) for found in findings(*parts, rights=rights)]
