"""Imperative workflow, precondition and step: Simple Profile 1.3, 3.8.7, 3.6.26, 3.6.27; TOSCA 2.0, 13.2."""

from typing import Any

from topology.record import Record, field
from topology.tosca.dialect import V1_3, V2_0
from topology.tosca.findings import Path
from topology.tosca.grammar.activity_definition import ActivityDefinition, read_activity_definition
from topology.tosca.grammar.condition_clause import read_condition_clause
from topology.tosca.grammar.operation_definition import ImplementationDefinition, read_implementation
from topology.tosca.grammar.property_definition import (
    PropertyDefinition,
    read_incoming_definition,
    read_parameter_definition,
)
from topology.tosca.grammar.reading import (
    Definition,
    Described,
    Grammar,
    Keys,
    anything,
    by_version,
    definition_reader,
    fields,
    list_of,
    map_of,
    metadata,
    name,
    names,
    read_attribute_mapping,
    since,
    text,
    until,
)
from topology.tosca.tree import Node, Scalar, span_of


class StepDefinition(Definition):
    """A step of a workflow, with the steps that follow it. Filters are kept as they are written."""

    target: Scalar | None = None
    target_relationship: Scalar | None = None
    operation_host: Scalar | None = None
    filter: list[Node] = field(default_factory=list)
    activities: list[ActivityDefinition] = field(default_factory=list)
    on_success: list[Scalar] = field(default_factory=list)
    on_failure: list[Scalar] = field(default_factory=list)


class PreconditionDefinition(Record):
    """What must hold before a workflow runs, up to 1.3: clauses about a node, a group or a relationship of a node."""

    path: Path
    target: Scalar | None = None
    target_relationship: Scalar | None = None
    condition: list[Node] = field(default_factory=list)


class WorkflowDefinition(Described):
    """A workflow of steps, or one in another language."""

    inputs: dict[str, PropertyDefinition] = field(default_factory=dict)
    preconditions: list[PreconditionDefinition] = field(default_factory=list)
    precondition: Node | None = None
    steps: dict[str, StepDefinition] = field(default_factory=dict)
    implementation: ImplementationDefinition | None = None
    outputs: Any = None


_CONDITIONS = list_of(read_condition_clause)
_PRECONDITION = Keys(
    "a workflow precondition",
    "3.6.26",
    {"target": name, "target_relationship": name, "condition": _CONDITIONS},
    required=("target",),
)


def _precondition(g: Grammar, node: Node, path: Path) -> PreconditionDefinition | None:
    found = fields(g, node, path, _PRECONDITION)
    return None if found is None else PreconditionDefinition(path, **found)


def _steps(g: Grammar, node: Node, path: Path) -> list[Scalar] | None:
    """TOSCA 2.0, 13.2.2: its table asks for a list of names, and its grammar for one name."""
    if isinstance(node, Scalar):
        found = name(g, node, path)
        return None if found is None else [found]
    return names(g, node, path)


_STEP = Keys(
    "a workflow step",
    "3.6.27",
    {
        "target": name,
        "target_relationship": name,
        "operation_host": until(V1_3, name),
        "filter": by_version(_CONDITIONS, (V2_0, list_of(anything))),
        "activities": list_of(read_activity_definition),
        "on_success": by_version(names, (V2_0, _steps)),
        "on_failure": by_version(names, (V2_0, _steps)),
    },
    required=("target", "activities"),
)


_step = definition_reader(StepDefinition, _STEP)


def _output(g: Grammar, key: Scalar, node: Node, path: Path) -> Node | None:
    return read_attribute_mapping(g, node, path)


KEYS = Keys(
    "a workflow definition",
    "3.8.7",
    {
        "description": text,
        "metadata": metadata,
        "inputs": by_version(map_of(read_parameter_definition), (V2_0, map_of(read_incoming_definition))),
        "preconditions": until(V1_3, list_of(_precondition)),
        "precondition": since(V2_0, anything),
        "steps": map_of(_step),
        "implementation": read_implementation,
        "outputs": by_version(anything, (V2_0, map_of(_output))),
    },
)


def read_workflow_definition(g: Grammar, key: Scalar, node: Node, path: Path) -> WorkflowDefinition | None:
    """A map of keynames. In 2.0 it has either ``steps`` or an ``implementation`` (TS321)."""
    found = fields(g, node, path, KEYS, key)
    if found is None:
        return None
    if not g.dialect.is_simple and "steps" in found and "implementation" in found:
        message = "A workflow definition has only one of `steps` and `implementation`."
        help_text = "Remove one of them."
        g.findings.error("TS321", message, span_of(key), path, help=help_text, spec=KEYS.spec)
    return WorkflowDefinition(key, node, path, **found)
