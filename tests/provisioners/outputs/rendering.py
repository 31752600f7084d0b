"""Rendering small graphs as formats."""

from typing import Any

from provisioners.backends.contract import Right
from provisioners.outputs.contract import Output, OutputContext, Package
from tests.provisioners.graphs import graph, span
from topology.diagnostics import Diagnostic
from topology.graph.model import Edge, Node, Policy, SourceMap
from topology.values.type_ref import TypeRef
from topology.values.value import Secret, Value

IMAGE = "example.com/site:1"
SECRET = Secret("input:password")


def context(*rights: Right, **fields: Any) -> OutputContext:
    return OutputContext(
        **{
            "deployment": "shop",
            "secret_digest": lambda reference: f"keyed({reference})",
            "rights": frozenset(rights),
            **fields,
        }
    )


def policy(name: str, *targets: str, line: int = 1, **properties: Value) -> Policy:
    """A policy of the profile, such as ``Isolation``."""
    kind = f"toposmith.policies.{name}"
    return Policy(
        name.lower(), TypeRef(kind, (kind, "tosca.policies.Root")), targets, SourceMap(span(line)), properties
    )


def rendered(output: Output, *parts: Node | Edge | Policy, rights: tuple[Right, ...] = (), **fields: Any) -> Package:
    """What comes of a graph, with its findings."""
    policies = {part.name: part for part in parts if isinstance(part, Policy)}
    nodes = [part for part in parts if not isinstance(part, Policy)]
    return output.render(graph(*nodes, policies=policies), context(*rights, **fields))


def package(output: Output, *parts: Node | Edge | Policy, rights: tuple[Right, ...] = (), **fields: Any) -> Package:
    """What comes of a graph without errors."""
    found = rendered(output, *parts, rights=rights, **fields)
    assert not [item for item in found.diagnostics if item.is_error], found.diagnostics
    return found


def findings(
    output: Output, *parts: Node | Edge | Policy, rights: tuple[Right, ...] = (), **fields: Any
) -> list[Diagnostic]:
    return list(rendered(output, *parts, rights=rights, **fields).diagnostics)


def codes(
    output: Output, *parts: Node | Edge | Policy, rights: tuple[Right, ...] = (), **fields: Any
) -> list[tuple[str, int]]:
    """Each finding's code and line."""
    return [(each.code, each.span.line) for each in findings(output, *parts, rights=rights, **fields)]
