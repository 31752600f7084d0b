"""From the graph to its stored form. What is empty is not written."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from topology.diagnostics import Span
from topology.graph.behaviour import Workflow
from topology.graph.codec.behaviour import encode_trigger, encode_workflow
from topology.graph.codec.values import encode_value, encode_values, written
from topology.graph.codec.version import FORMAT_VERSION
from topology.graph.model import (
    Artifact,
    Capability,
    Edge,
    Group,
    Input,
    Interface,
    Node,
    OpenRequirement,
    Operation,
    Output,
    Policy,
    Substitution,
    TopologyGraph,
)
from topology.graph.source_map import SourceMap
from topology.values.type_ref import TypeRef

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
        **written(
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
            open=_each(_open, graph.open),
            substitutions=_each(_substitution, graph.substitutions.values()),
            workflows=_each(_workflow, graph.workflows.values()),
            substitutes=_type(graph.substitutes) if graph.substitutes is not None else None,
        ),
    }


def _each(encode_one: Callable[[T], Json], items: Iterable[T]) -> list[Json]:
    return [encode_one(item) for item in items]


def _span(span: Span) -> list[str | int]:
    return [span.file, span.line, span.column, span.end_line, span.end_column]


def _source(source: SourceMap) -> Json:
    spans = [[list(path), _span(span)] for path, span in source.spans.items()]
    return {"own": _span(source.own), **written(spans=spans)}


def _type(type_ref: TypeRef) -> list[str]:
    return [type_ref.name, *type_ref.lineage]


def _artifact(artifact: Artifact) -> Json:
    return {
        "name": artifact.name,
        "type": _type(artifact.type),
        "file": artifact.file,
        **written(repository=artifact.repository, properties=encode_values(artifact.properties)),
    }


def _operation(operation: Operation) -> Json:
    return {
        "name": operation.name,
        **written(
            implementation=operation.implementation,
            dependencies=list(operation.dependencies),
            inputs=encode_values(operation.inputs),
            outputs={name: list(way) for name, way in operation.outputs.items()},
            timeout=operation.timeout,
            host=operation.host,
        ),
    }


def _interface(interface: Interface) -> Json:
    return {
        "name": interface.name,
        "type": _type(interface.type),
        **written(
            inputs=encode_values(interface.inputs),
            operations=_each(_operation, interface.operations.values()),
            notifications=_each(_operation, interface.notifications.values()),
        ),
    }


def _capability(capability: Capability) -> Json:
    return {
        "name": capability.name,
        "type": _type(capability.type),
        **written(properties=encode_values(capability.properties), attributes=encode_values(capability.attributes)),
    }


def _node(node: Node) -> Json:
    return {
        "address": node.address,
        "name": node.name,
        "type": _type(node.type),
        "source": _source(node.source),
        **written(
            description=node.description,
            metadata=dict(node.metadata),
            directives=list(node.directives),
            properties=encode_values(node.properties),
            attributes=encode_values(node.attributes),
            capabilities=_each(_capability, node.capabilities.values()),
            artifacts=_each(_artifact, node.artifacts.values()),
            interfaces=_each(_interface, node.interfaces.values()),
            index=node.index or None,
            count=encode_value(node.count) if node.count != 1 else None,
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
        **written(
            capability=edge.capability,
            properties=encode_values(edge.properties),
            interfaces=_each(_interface, edge.interfaces.values()),
            allocation=encode_values(edge.allocation),
            orders=None if edge.orders else False,
        ),
    }


def _open(found: OpenRequirement) -> Json:
    return {
        "source": found.source,
        "requirement": found.requirement,
        "index": found.index,
        "optional": found.optional,
        "origin": _source(found.origin),
        **written(node_type=found.node_type, capability=found.capability),
    }


def _substitution(found: Substitution) -> Json:
    return {
        "node": _node(found.node),
        "template": found.template,
        "members": list(found.members),
        "source": _source(found.source),
        **written(operations=dict(found.operations)),
    }


def _workflow(found: Workflow) -> Json:
    return {**encode_workflow(found), "source": _source(found.source)}


def _input(item: Input) -> Json:
    return {
        "name": item.name,
        "type": item.type,
        "required": item.required,
        "secret": item.secret,
        "source": _source(item.source),
        "default": encode_value(item.default),
        **written(description=item.description, constraints=list(item.constraints)),
    }


def _output(output: Output) -> Json:
    return {
        "name": output.name,
        "value": encode_value(output.value),
        "source": _source(output.source),
        **written(description=output.description),
    }


def _group(group: Group) -> Json:
    return {
        "name": group.name,
        "type": _type(group.type),
        "members": list(group.members),
        **written(
            properties=encode_values(group.properties),
            description=group.description,
            metadata=dict(group.metadata),
            interfaces=_each(_interface, group.interfaces.values()),
            attributes=encode_values(group.attributes),
        ),
    }


def _policy(policy: Policy) -> Json:
    return {
        "name": policy.name,
        "type": _type(policy.type),
        "targets": list(policy.targets),
        "source": _source(policy.source),
        **written(
            properties=encode_values(policy.properties),
            triggers=_each(encode_trigger, policy.triggers.values()),
            description=policy.description,
            metadata=dict(policy.metadata),
        ),
    }
