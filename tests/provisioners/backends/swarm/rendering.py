"""Rendering small graphs, and reading the stack's file that comes of it."""

from typing import Any

import yaml

from provisioners.backends.contract import Rendered, Right
from provisioners.backends.swarm import backend
from tests.provisioners.backends.compose.rendering import context
from tests.provisioners.graphs import graph
from topology.graph.model import Edge, Node, Policy


def rendered(*parts: Node | Edge | Policy, rights: tuple[Right, ...] = (), **fields: Any) -> Rendered:
    """What comes of a graph, with findings or without."""
    found = graph(
        *(part for part in parts if not isinstance(part, Policy)),
        policies={part.name: part for part in parts if isinstance(part, Policy)},
    )
    return backend.render(found, context(*rights, **fields))


def document(*parts: Node | Edge | Policy, rights: tuple[Right, ...] = (), **fields: Any) -> dict[str, Any]:
    """The stack's file of a graph without errors, as data."""
    found = rendered(*parts, rights=rights, **fields)
    assert not [item for item in found.diagnostics if item.is_error]
    loaded: dict[str, Any] = yaml.safe_load(found.files["stack.yaml"])
    return loaded


def service(*parts: Node | Edge | Policy, rights: tuple[Right, ...] = (), **fields: Any) -> dict[str, Any]:
    """The one service, or the first of several."""
    services: dict[str, dict[str, Any]] = document(*parts, rights=rights, **fields)["services"]
    return next(iter(services.values()))


def codes(*parts: Node | Edge | Policy, rights: tuple[Right, ...] = (), **fields: Any) -> list[tuple[str, int]]:
    """Each finding's code and line."""
    return [(found.code, found.span.line) for found in rendered(*parts, rights=rights, **fields).diagnostics]
