"""From the stored form back to the graph, refusing whatever :func:`encode` does not write."""

from topology.diagnostics import Span
from topology.graph.behaviour import Workflow
from topology.graph.codec.behaviour import decode_trigger, decode_workflow
from topology.graph.codec.fields import (
    Fields,
    GraphFormatError,
    boolean,
    integer,
    keyed,
    list_of,
    map_of,
    sequence,
    step,
    text,
    whole,
)
from topology.graph.codec.values import decode_value
from topology.graph.codec.version import READABLE
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
from topology.graph.source_map import Path, SourceMap
from topology.values.type_ref import TypeRef


def decode(data: object) -> TopologyGraph:
    """The graph that :func:`encode` made the data of. Raises :class:`GraphFormatError`."""
    return whole(_graph)(data)


def _graph(fields: Fields) -> TopologyGraph:
    version = fields.need("format_version", integer)
    if version not in READABLE:
        raise GraphFormatError(f"format version {version} is none of {', '.join(map(str, sorted(READABLE)))}")
    return TopologyGraph(
        version=fields.need("tosca_version", text),
        source=fields.need("source", _source),
        name=fields.get("name", text, None),
        description=fields.get("description", text, None),
        metadata=fields.get("metadata", _texts, {}),
        inputs=fields.get("inputs", keyed(whole(_input), lambda item: item.name), {}),
        nodes=fields.get("nodes", keyed(whole(_node), lambda node: node.address), {}),
        edges=fields.get("edges", list_of(whole(_edge)), ()),
        outputs=fields.get("outputs", keyed(whole(_output), lambda output: output.name), {}),
        groups=fields.get("groups", keyed(whole(_group), lambda group: group.name), {}),
        policies=fields.get("policies", keyed(whole(_policy), lambda policy: policy.name), {}),
        template_secrets=fields.get("template_secrets", _texts, {}),
        open=fields.get("open", list_of(whole(_open)), ()),
        substitutions=fields.get("substitutions", keyed(whole(_substitution), lambda found: found.node.address), {}),
        workflows=fields.get("workflows", keyed(whole(_workflow), lambda workflow: workflow.name), {}),
        substitutes=fields.get("substitutes", _type, None),
    )


def _span(data: object) -> Span:
    parts = sequence(data)
    if len(parts) != 5:
        raise GraphFormatError("expected a file and four numbers")
    return Span(text(parts[0]), integer(parts[1]), integer(parts[2]), integer(parts[3]), integer(parts[4]))


def _placed(data: object) -> tuple[Path, Span]:
    parts = sequence(data)
    if len(parts) != 2:
        raise GraphFormatError("expected a path and its place")
    return list_of(step)(parts[0]), _span(parts[1])


def _type(data: object) -> TypeRef:
    names = list_of(text)(data)
    if not names:
        raise GraphFormatError("expected a type's name and its lineage")
    return TypeRef(names[0], names[1:])


def _artifact(fields: Fields) -> Artifact:
    return Artifact(
        name=fields.need("name", text),
        type=fields.need("type", _type),
        file=fields.need("file", text),
        repository=fields.get("repository", text, None),
        properties=fields.get("properties", _values, {}),
    )


def _operation(fields: Fields) -> Operation:
    return Operation(
        name=fields.need("name", text),
        implementation=fields.get("implementation", text, None),
        dependencies=fields.get("dependencies", list_of(text), ()),
        inputs=fields.get("inputs", _values, {}),
        outputs=fields.get("outputs", map_of(list_of(text)), {}),
        timeout=fields.get("timeout", integer, None),
        host=fields.get("host", text, None),
    )


def _interface(fields: Fields) -> Interface:
    return Interface(
        name=fields.need("name", text),
        type=fields.need("type", _type),
        inputs=fields.get("inputs", _values, {}),
        operations=fields.get("operations", _operations, {}),
        notifications=fields.get("notifications", _operations, {}),
    )


def _capability(fields: Fields) -> Capability:
    return Capability(
        name=fields.need("name", text),
        type=fields.need("type", _type),
        properties=fields.get("properties", _values, {}),
        attributes=fields.get("attributes", _values, {}),
    )


def _node(fields: Fields) -> Node:
    return Node(
        address=fields.need("address", text),
        name=fields.need("name", text),
        type=fields.need("type", _type),
        source=fields.need("source", _source),
        description=fields.get("description", text, None),
        metadata=fields.get("metadata", _texts, {}),
        directives=fields.get("directives", list_of(text), ()),
        properties=fields.get("properties", _values, {}),
        attributes=fields.get("attributes", _values, {}),
        capabilities=fields.get("capabilities", keyed(whole(_capability), lambda capability: capability.name), {}),
        artifacts=fields.get("artifacts", keyed(whole(_artifact), lambda artifact: artifact.name), {}),
        interfaces=fields.get("interfaces", _interfaces, {}),
        index=fields.get("index", integer, 0),
        count=fields.get("count", decode_value, 1),
    )


def _edge(fields: Fields) -> Edge:
    return Edge(
        source=fields.need("source", text),
        requirement=fields.need("requirement", text),
        index=fields.need("index", integer),
        target=fields.need("target", text),
        capability=fields.get("capability", text, None),
        relationship=fields.need("relationship", _type),
        origin=fields.need("origin", _source),
        properties=fields.get("properties", _values, {}),
        interfaces=fields.get("interfaces", _interfaces, {}),
        allocation=fields.get("allocation", _values, {}),
        orders=fields.get("orders", boolean, True),
    )


def _open(fields: Fields) -> OpenRequirement:
    return OpenRequirement(
        source=fields.need("source", text),
        requirement=fields.need("requirement", text),
        index=fields.need("index", integer),
        node_type=fields.get("node_type", text, None),
        capability=fields.get("capability", text, None),
        optional=fields.need("optional", boolean),
        origin=fields.need("origin", _source),
    )


def _substitution(fields: Fields) -> Substitution:
    return Substitution(
        node=fields.need("node", whole(_node)),
        template=fields.need("template", text),
        members=fields.need("members", list_of(text)),
        source=fields.need("source", _source),
        operations=fields.get("operations", _texts, {}),
    )


def _workflow(fields: Fields) -> Workflow:
    return decode_workflow(fields, fields.need("source", _source))


def _input(fields: Fields) -> Input:
    return Input(
        name=fields.need("name", text),
        type=fields.need("type", text),
        required=fields.need("required", boolean),
        secret=fields.need("secret", boolean),
        source=fields.need("source", _source),
        description=fields.get("description", text, None),
        default=fields.need("default", decode_value),
        constraints=fields.get("constraints", list_of(text), ()),
    )


def _output(fields: Fields) -> Output:
    return Output(
        name=fields.need("name", text),
        value=fields.need("value", decode_value),
        source=fields.need("source", _source),
        description=fields.get("description", text, None),
    )


def _group(fields: Fields) -> Group:
    return Group(
        name=fields.need("name", text),
        type=fields.need("type", _type),
        members=fields.need("members", list_of(text)),
        interfaces=fields.get("interfaces", _interfaces, {}),
        properties=fields.get("properties", _values, {}),
        attributes=fields.get("attributes", _values, {}),
        description=fields.get("description", text, None),
        metadata=fields.get("metadata", _texts, {}),
    )


def _policy(fields: Fields) -> Policy:
    return Policy(
        name=fields.need("name", text),
        type=fields.need("type", _type),
        targets=fields.need("targets", list_of(text)),
        source=fields.need("source", _source),
        properties=fields.get("properties", _values, {}),
        triggers=fields.get("triggers", keyed(whole(decode_trigger), lambda trigger: trigger.name), {}),
        description=fields.get("description", text, None),
        metadata=fields.get("metadata", _texts, {}),
    )


def _source_map(fields: Fields) -> SourceMap:
    return SourceMap(own=fields.need("own", _span), spans=dict(fields.get("spans", list_of(_placed), ())))


_source = whole(_source_map)
_texts = map_of(text)
_values = map_of(decode_value)
_operations = keyed(whole(_operation), lambda operation: operation.name)
_interfaces = keyed(whole(_interface), lambda interface: interface.name)
