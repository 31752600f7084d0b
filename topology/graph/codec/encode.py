"""From the graph to its stored form. What is empty is not written."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from topology.diagnostics import Span
from topology.graph.codec.values import encode_value
from topology.graph.codec.version import FORMAT_VERSION
from topology.graph.model import (
    Artifact,
    Capability,
    Edge,
    Group,
    Input,
    Interface,
    Node,
    Operation,
    Output,
    Policy,
    SourceMap,
    TopologyGraph,
    TypeRef,
)
from topology.graph.values import Value

T = TypeVar("T")
Json = dict[str, Any]


def encode(graph: TopologyGraph, *, with_template_secrets: bool = False) -> Json:
    """The stored form of a graph, as JSON-able data.

    ``with_template_secrets`` adds the text of the template's secret literals: only for a place that is encrypted, or
    that nobody else can read.
    """
    return {
        "format_version": FORMAT_VERSION,
        "tosca_version": graph.version,
        "source": _source(graph.source),
        **_written(
            name=graph.name,
            description=graph.description,
            metadata=dict(graph.metadata),
            inputs=_each(_input, graph.inputs.values()),
            nodes=_each(_node, graph.nodes.values()),
            edges=_each(_edge, graph.edges),
            outputs=_each(_output, graph.outputs.values()),
            groups=_each(_group, graph.groups.values()),
            policies=_each(_policy, graph.policies.values()),
            template_secrets=dict(graph.template_secrets) if with_template_secrets else None,
        ),
    }


def _written(**entries: Any) -> Json:
    return {key: entry for key, entry in entries.items() if entry is not None and entry not in ({}, [])}


def _each(encode_one: Callable[[T], Json], items: Iterable[T]) -> list[Json]:
    return [encode_one(item) for item in items]


def _values(values: Mapping[str, Value]) -> Json:
    return {key: encode_value(value) for key, value in values.items()}


def _span(span: Span) -> list[str | int]:
    return [span.file, span.line, span.column, span.end_line, span.end_column]


def _source(source: SourceMap) -> Json:
    spans = [[list(path), _span(span)] for path, span in source.spans.items()]
    return {"own": _span(source.own), **_written(spans=spans)}


def _type(type_ref: TypeRef) -> list[str]:
    return [type_ref.name, *type_ref.lineage]


def _artifact(artifact: Artifact) -> Json:
    return {
        "name": artifact.name,
        "type": _type(artifact.type),
        "file": artifact.file,
        **_written(repository=artifact.repository, properties=_values(artifact.properties)),
    }


def _operation(operation: Operation) -> Json:
    return {
        "name": operation.name,
        **_written(
            implementation=operation.implementation,
            dependencies=list(operation.dependencies),
            inputs=_values(operation.inputs),
        ),
    }


def _interface(interface: Interface) -> Json:
    return {
        "name": interface.name,
        "type": _type(interface.type),
        **_written(inputs=_values(interface.inputs), operations=_each(_operation, interface.operations.values())),
    }


def _capability(capability: Capability) -> Json:
    return {
        "name": capability.name,
        "type": _type(capability.type),
        **_written(properties=_values(capability.properties), attributes=_values(capability.attributes)),
    }


def _node(node: Node) -> Json:
    return {
        "address": node.address,
        "name": node.name,
        "type": _type(node.type),
        "source": _source(node.source),
        **_written(
            description=node.description,
            metadata=dict(node.metadata),
            directives=list(node.directives),
            properties=_values(node.properties),
            attributes=_values(node.attributes),
            capabilities=_each(_capability, node.capabilities.values()),
            artifacts=_each(_artifact, node.artifacts.values()),
            interfaces=_each(_interface, node.interfaces.values()),
        ),
    }


def _edge(edge: Edge) -> Json:
    return {
        "source": edge.source,
        "requirement": edge.requirement,
        "index": edge.index,
        "target": edge.target,
        "relationship": _type(edge.relationship),
        "origin": _source(edge.origin),
        **_written(
            capability=edge.capability,
            properties=_values(edge.properties),
            interfaces=_each(_interface, edge.interfaces.values()),
        ),
    }


def _input(item: Input) -> Json:
    return {
        "name": item.name,
        "type": item.type,
        "required": item.required,
        "secret": item.secret,
        "source": _source(item.source),
        "default": encode_value(item.default),
        **_written(description=item.description, constraints=list(item.constraints)),
    }


def _output(output: Output) -> Json:
    return {
        "name": output.name,
        "value": encode_value(output.value),
        "source": _source(output.source),
        **_written(description=output.description),
    }


def _group(group: Group) -> Json:
    return {
        "name": group.name,
        "type": _type(group.type),
        "members": list(group.members),
        **_written(properties=_values(group.properties)),
    }


def _policy(policy: Policy) -> Json:
    return {
        "name": policy.name,
        "type": _type(policy.type),
        "targets": list(policy.targets),
        "source": _source(policy.source),
        **_written(properties=_values(policy.properties)),
    }
