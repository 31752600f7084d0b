"""Rendering small graphs, and reading the manifests that come of it."""

from collections.abc import Mapping
from typing import Any

import yaml

from provisioners.backends.contract import Rendered, Right
from provisioners.backends.kubernetes import backend
from provisioners.backends.kubernetes.render import FILE
from tests.provisioners.backends.compose.rendering import IMAGE, context
from tests.provisioners.graphs import graph, node, span, type_ref
from topology.graph.model import Edge, Node, Policy, SourceMap, TopologyGraph
from topology.values.value import Value

Manifests = Mapping[tuple[str, str], dict[str, Any]]


def rendered(topology: TopologyGraph, *rights: Right, **options: str) -> Rendered:
    """What comes of a graph without errors."""
    found = backend.render(topology, context(*rights, options=options))
    assert not [each for each in found.diagnostics if each.is_error], found.diagnostics
    return found


def documents(found: Rendered) -> Manifests:
    """The manifests by kind and name."""
    every = yaml.safe_load_all(found.files[FILE])
    return {(each["kind"], each["metadata"]["name"]): each for each in every}


def manifests(*parts: Node | Edge, rights: tuple[Right, ...] = (), **options: str) -> Manifests:
    """Those of a graph of nodes and edges."""
    return documents(rendered(graph(*parts), *rights, **options))


def governed(
    policies: Mapping[str, Mapping[str, Value]], *parts: Node | Edge, targets: tuple[str, ...] = ("web",)
) -> TopologyGraph:
    """A graph with policies by the last part of their type."""
    made = {
        name: Policy(
            name=name,
            type=type_ref(f"toposmith.policies.{name}"),
            targets=targets,
            source=SourceMap(span(1)),
            properties=dict(values),
        )
        for name, values in policies.items()
    }
    return graph(*parts, policies=made)


def pod(found: Manifests, kind: str = "Deployment", name: str = "web") -> dict[str, Any]:
    """The specification of a workload's pods."""
    spec: dict[str, Any] = found[kind, name]["spec"]
    template = spec["jobTemplate"]["spec"]["template"] if kind == "CronJob" else spec["template"]
    inner: dict[str, Any] = template["spec"]
    return inner


def native(found: Manifests, kind: str = "Deployment", name: str = "web") -> dict[str, Any]:
    """The container of a workload."""
    (only,) = pod(found, kind, name)["containers"]
    container: dict[str, Any] = only
    return container


def web(**properties: Any) -> Node:
    """A container called web."""
    return node("web", image=IMAGE, **properties)


def codes(topology: TopologyGraph, *rights: Right, **options: str) -> list[tuple[str, int, str]]:
    """Each finding's code, line and severity."""
    found = backend.render(topology, context(*rights, options=options)).diagnostics
    return [(each.code, each.span.line, each.severity.value) for each in found]
