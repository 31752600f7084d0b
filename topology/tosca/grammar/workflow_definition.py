"""Sections 3.6.26, 3.6.27 and 3.8.7: precondition, step and imperative workflow."""

from topology.record import field
from topology.tosca.findings import Path
from topology.tosca.grammar.activity_definition import read_activity_definition
from topology.tosca.grammar.condition_clause import read_condition_clause
from topology.tosca.grammar.operation_definition import ImplementationDefinition, read_implementation
from topology.tosca.grammar.property_definition import PropertyDefinition, read_parameter_definition
from topology.tosca.grammar.reading import (
    Definition,
    Described,
    Grammar,
    Keys,
    anything,
    fields,
    list_of,
    map_of,
    metadata,
    name,
    names,
    text,
)
from topology.tosca.tree import Node, Scalar


class StepDefinition(Definition):
    """A step of a workflow, with the steps that follow it."""

    target: Scalar | None = None
    on_success: list[Scalar] = field(default_factory=list)
    on_failure: list[Scalar] = field(default_factory=list)


class WorkflowDefinition(Described):
    """A workflow; read for its grammar and its names."""

    inputs: dict[str, PropertyDefinition] = field(default_factory=dict)
    preconditions: list[Node] = field(default_factory=list)
    steps: dict[str, StepDefinition] = field(default_factory=dict)
    implementation: ImplementationDefinition | None = None
    outputs: Node | None = None


_CONDITIONS = list_of(read_condition_clause)
_PRECONDITION = Keys(
    "a workflow precondition",
    "3.6.26",
    {"target": name, "target_relationship": name, "condition": _CONDITIONS},
    required=("target",),
)


def _precondition(g: Grammar, node: Node, path: Path) -> Node | None:
    return None if fields(g, node, path, _PRECONDITION) is None else node


_STEP = Keys(
    "a workflow step",
    "3.6.27",
    {
        "target": name,
        "target_relationship": name,
        "operation_host": name,
        "filter": _CONDITIONS,
        "activities": list_of(read_activity_definition),
        "on_success": names,
        "on_failure": names,
    },
    required=("target", "activities"),
)


def _step(g: Grammar, key: Scalar, node: Node, path: Path) -> StepDefinition | None:
    found = fields(g, node, path, _STEP, key)
    if found is None:
        return None
    follow = {keyname: found[keyname] for keyname in ("target", "on_success", "on_failure") if keyname in found}
    return StepDefinition(key, node, path, **follow)


KEYS = Keys(
    "a workflow definition",
    "3.8.7",
    {
        "description": text,
        "metadata": metadata,
        "inputs": map_of(read_parameter_definition),
        "preconditions": list_of(_precondition),
        "steps": map_of(_step),
        "implementation": read_implementation,
        "outputs": anything,
    },
)


def read_workflow_definition(g: Grammar, key: Scalar, node: Node, path: Path) -> WorkflowDefinition | None:
    """A map of keynames."""
    found = fields(g, node, path, KEYS, key)
    return None if found is None else WorkflowDefinition(key, node, path, **found)
