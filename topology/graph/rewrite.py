"""A graph with other values: each value of nodes, edges, outputs, groups and policies passes through a function."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from topology.graph.model import Artifact, Capability, Edge, Group, Interface, Node, Operation, TopologyGraph
from topology.record import replace
from topology.values.value import Value

Change: TypeAlias = Callable[[Value], Value]


def rewritten(graph: TopologyGraph, change: Change) -> TopologyGraph:
    """The graph with every value changed. Names, types and places stay."""
    return replace(
        graph,
        nodes={address: rewritten_node(node, change) for address, node in graph.nodes.items()},
        edges=tuple(_edge(edge, change) for edge in graph.edges),
        outputs={name: replace(output, value=change(output.value)) for name, output in graph.outputs.items()},
        groups={name: _group(group, change) for name, group in graph.groups.items()},
        policies={
            name: replace(policy, properties=_values(policy.properties, change))
            for name, policy in graph.policies.items()
        },
        substitutions={
            address: replace(found, node=rewritten_node(found.node, change))
            for address, found in graph.substitutions.items()
        },
    )


def _values(values: Mapping[str, Value], change: Change) -> dict[str, Value]:
    return {name: change(value) for name, value in values.items()}


def rewritten_node(node: Node, change: Change) -> Node:
    """A node with every value changed."""
    return replace(
        node,
        properties=_values(node.properties, change),
        attributes=_values(node.attributes, change),
        capabilities={name: _capability(found, change) for name, found in node.capabilities.items()},
        artifacts={name: _artifact(found, change) for name, found in node.artifacts.items()},
        interfaces=_interfaces(node.interfaces, change),
    )


def _capability(found: Capability, change: Change) -> Capability:
    properties, attributes = _values(found.properties, change), _values(found.attributes, change)
    return replace(found, properties=properties, attributes=attributes)


def _artifact(found: Artifact, change: Change) -> Artifact:
    return replace(found, properties=_values(found.properties, change))


def _interfaces(interfaces: Mapping[str, Interface], change: Change) -> dict[str, Interface]:
    return {
        name: replace(
            found,
            inputs=_values(found.inputs, change),
            operations={key: _operation(each, change) for key, each in found.operations.items()},
        )
        for name, found in interfaces.items()
    }


def _operation(found: Operation, change: Change) -> Operation:
    return replace(found, inputs=_values(found.inputs, change))


def _edge(edge: Edge, change: Change) -> Edge:
    return replace(
        edge,
        properties=_values(edge.properties, change),
        allocation=_values(edge.allocation, change),
        interfaces=_interfaces(edge.interfaces, change),
    )


def _group(group: Group, change: Change) -> Group:
    return replace(
        group,
        properties=_values(group.properties, change),
        attributes=_values(group.attributes, change),
        interfaces=_interfaces(group.interfaces, change),
    )
