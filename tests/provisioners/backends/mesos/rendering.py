"""Rendering small graphs, and reading the documents that come of it."""

import json
from typing import Any

from provisioners.backends.contract import Rendered, Right
from provisioners.backends.mesos import backend
from tests.provisioners.backends.compose.rendering import IMAGE, context
from tests.provisioners.graphs import graph, node
from topology.diagnostics import Diagnostic
from topology.graph.model import Edge, Node, Policy, TopologyGraph
from topology.values.type_ref import TypeRef
from topology.values.value import Value

__all__ = ["IMAGE", "app", "codes", "findings", "job", "pod", "rendered", "web"]

PODS = {"network": "overlay", "chronos": "https://chronos.example:4400", "containerizer": "mesos"}
NETWORK = {"network": "overlay", "chronos": "https://chronos.example:4400"}


def web(name: str = "web", **properties: Any) -> Node:
    """A container with lines for its properties, from 40 on."""
    lines = {("properties", key): 40 + number for number, key in enumerate(properties)}
    return node(name, image=IMAGE, lines=lines, **properties)


def policy(kind: str, *targets: str, **properties: Value) -> Policy:
    name = f"toposmith.policies.{kind}"
    lineage = (name, "tosca.policies.Root")
    return Policy("policy", TypeRef(name, lineage), tuple(targets), node("x").source, properties)


def topology(*parts: Node | Edge | Policy) -> TopologyGraph:
    policies = {f"p{number}": part for number, part in enumerate(parts) if isinstance(part, Policy)}
    return graph(*(part for part in parts if not isinstance(part, Policy)), policies=policies)


def found(
    *parts: Node | Edge | Policy, rights: tuple[Right, ...] = (), options: dict[str, str] | None = None
) -> Rendered:
    """What comes of a graph, with errors or without."""
    return backend.render(topology(*parts), context(*rights, options=NETWORK if options is None else options))


def rendered(*parts: Node | Edge | Policy, **how: Any) -> Rendered:
    """What comes of a graph without errors."""
    result = found(*parts, **how)
    assert not [item for item in result.diagnostics if item.is_error], result.diagnostics
    return result


def findings(*parts: Node | Edge | Policy, **how: Any) -> tuple[Diagnostic, ...]:
    return found(*parts, **how).diagnostics


def codes(*parts: Node | Edge | Policy, **how: Any) -> list[tuple[str, int]]:
    """Each finding's code and line."""
    return [(each.code, each.span.line) for each in findings(*parts, **how)]


def app(*parts: Node | Edge | Policy, **how: Any) -> dict[str, Any]:
    """The first application of a graph."""
    apps: list[dict[str, Any]] = json.loads(rendered(*parts, **how).files["marathon.json"])["apps"]
    return apps[0]


def pod(*parts: Node | Edge | Policy, **how: Any) -> dict[str, Any]:
    """The first pod of a graph, on a target that makes pods."""
    pods: list[dict[str, Any]] = json.loads(rendered(*parts, **{"options": PODS, **how}).files["pods.json"])
    return pods[0]


def job(*parts: Node | Edge | Policy, **how: Any) -> dict[str, Any]:
    """The first job of a graph."""
    jobs: list[dict[str, Any]] = json.loads(rendered(*parts, **how).files["chronos.json"])
    return jobs[0]
