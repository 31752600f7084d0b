"""The graph as the portal and other programs look at it: plain values, no places in the source, no secrets."""

import math
from collections.abc import Mapping
from typing import Any

from topology.graph.kinds import edge_kind, node_kind
from topology.graph.model import Capability, Edge, Node, TopologyGraph
from topology.values.value import Call, Concat, Secret, Unknown, Value


def view(graph: TopologyGraph) -> dict[str, Any]:
    """Nodes, edges and outputs as JSON-able data."""
    return {
        "nodes": [_node(node) for node in graph.nodes.values()],
        "edges": [_edge(edge) for edge in graph.edges],
        "outputs": [{"name": output.name, "description": output.description} for output in graph.outputs.values()],
    }


def view_value(value: Value) -> Any:
    """A value for the eye: ``{"secret": REFERENCE}``, ``{"unknown": "db.address"}``, ``{"concat": [PART, ...]}``.

    JSON has no number for what is not finite; such a number becomes text.
    """
    if isinstance(value, Secret | Unknown | Concat | Call):
        return _unseen(value)
    if isinstance(value, Mapping):
        return {key: view_value(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [view_value(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def _unseen(value: Secret | Unknown | Concat | Call) -> dict[str, Any]:
    match value:
        case Secret(reference):
            return {"secret": reference}
        case Unknown() | Call():
            return {"unknown": str(value)}
        case Concat(parts):
            return {"concat": [view_value(part) for part in parts]}


def _capability(capability: Capability) -> dict[str, Any]:
    return {
        "name": capability.name,
        "type": capability.type.name,
        "properties": {name: view_value(value) for name, value in capability.properties.items()},
    }


def _node(node: Node) -> dict[str, Any]:
    return {
        "address": node.address,
        "name": node.name,
        "type": node.type.name,
        "lineage": list(node.type.lineage),
        "description": node.description,
        "metadata": dict(node.metadata),
        "properties": {name: view_value(value) for name, value in node.properties.items()},
        "capabilities": [_capability(item) for item in node.capabilities.values()],
        "artifacts": [
            {"name": item.name, "type": item.type.name, "file": item.file} for item in node.artifacts.values()
        ],
        "kind": node_kind(node),
    }


def _edge(edge: Edge) -> dict[str, Any]:
    return {
        "source": edge.source,
        "requirement": edge.requirement,
        "index": edge.index,
        "target": edge.target,
        "capability": edge.capability,
        "relationship": edge.relationship.name,
        "kind": edge_kind(edge),
    }
