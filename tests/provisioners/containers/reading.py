"""Reading small graphs for a platform that supports everything and makes no images itself."""

from typing import Any

from provisioners.backends.contract import Right
from provisioners.containers.model import Container, Topology
from provisioners.containers.platform import Platform
from provisioners.containers.read import read
from provisioners.containers.types import NORMATIVE, Kind, Support
from tests.provisioners.backends.compose.rendering import context
from tests.provisioners.graphs import graph
from topology.graph.model import Edge, Node, TopologyGraph

EVERYTHING = Platform(
    title="Anywhere",
    support={
        **NORMATIVE,
        "toposmith.nodes.Container": Support(Kind.CONTAINER, "A container."),
        "toposmith.nodes.Volume": Support(Kind.VOLUME, "A volume."),
        "toposmith.nodes.Route": Support(Kind.ROUTE, "A route."),
        "tosca.nodes.Container.Application": Support(Kind.CONTAINER, "A container."),
        "tosca.nodes.LoadBalancer": Support(Kind.ROUTE, "A route."),
        "tosca.nodes.Storage.BlockStorage": Support(Kind.VOLUME, "A volume."),
        "tosca.nodes.network.Network": Support(Kind.NETWORK, "A network."),
    },
    attributes=lambda node, name, ports: {"address": f"{name}.example"},
)


def topology_of(found: TopologyGraph, *rights: Right, **fields: Any) -> Topology:
    return read(found, context(*rights, **fields), EVERYTHING)


def topology(*parts: Node | Edge, rights: tuple[Right, ...] = (), **fields: Any) -> Topology:
    """What is read from a graph of nodes and edges."""
    return topology_of(graph(*parts), *rights, **fields)


def container(*parts: Node | Edge, rights: tuple[Right, ...] = (), **fields: Any) -> Container:
    """The first container of a graph without errors."""
    found = topology(*parts, rights=rights, **fields)
    assert not found.has_errors, found.diagnostics
    return next(iter(found.containers.values()))


def codes(*parts: Node | Edge, rights: tuple[Right, ...] = (), **fields: Any) -> list[tuple[str, int]]:
    """Each finding's code and line."""
    return [(each.code, each.span.line) for each in topology(*parts, rights=rights, **fields).diagnostics]
