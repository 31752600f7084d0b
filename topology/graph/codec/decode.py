"""From the stored form back to the graph, refusing whatever :func:`encode` does not write."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from topology.diagnostics import Span
from topology.graph.codec.fields import (
    Decoder,
    Fields,
    GraphFormatError,
    boolean,
    integer,
    list_of,
    map_of,
    sequence,
    step,
    text,
)
from topology.graph.codec.values import decode_value
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
    Path,
    Policy,
    SourceMap,
    TopologyGraph,
    TypeRef,
)

T = TypeVar("T")


def decode(data: object) -> TopologyGraph:
    """The graph that :func:`encode` made the data of. Raises :class:`GraphFormatError`."""
    return _whole(_graph)(data)


def _whole(build: Callable[[Fields], T]) -> Decoder[T]:
    """A decoder of an object all of whose keys ``build`` takes."""

    def decode_object(data: object) -> T:
        fields = Fields(data)
        built = build(fields)
        fields.done()
        return built

    return decode_object


def _keyed(decode_one: Decoder[T], key: Callable[[T], str]) -> Decoder[Mapping[str, T]]:
    """A decoder of a list of entities into a map by their own name."""

    def decode_map(data: object) -> Mapping[str, T]:
        items = list_of(decode_one)(data)
        found = {key(item): item for item in items}
        if len(found) != len(items):
            raise GraphFormatError("a name stands twice")
        return found

    return decode_map


def _graph(fields: Fields) -> TopologyGraph:
    version = fields.need("format_version", integer)
    if version != FORMAT_VERSION:
        raise GraphFormatError(f"format version {version} is not {FORMAT_VERSION}")
    return TopologyGraph(
        version=fields.need("tosca_version", text),
        source=fields.need("source", _source),
        name=fields.get("name", text, None),
        description=fields.get("description", text, None),
        metadata=fields.get("metadata", _texts, {}),
        inputs=fields.get("inputs", _keyed(_whole(_input), lambda item: item.name), {}),
        nodes=fields.get("nodes", _keyed(_whole(_node), lambda node: node.address), {}),
        edges=fields.get("edges", list_of(_whole(_edge)), ()),
        outputs=fields.get("outputs", _keyed(_whole(_output), lambda output: output.name), {}),
        groups=fields.get("groups", _keyed(_whole(_group), lambda group: group.name), {}),
        policies=fields.get("policies", _keyed(_whole(_policy), lambda policy: policy.name), {}),
        template_secrets=fields.get("template_secrets", _texts, {}),
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
    )


def _interface(fields: Fields) -> Interface:
    return Interface(
        name=fields.need("name", text),
        type=fields.need("type", _type),
        inputs=fields.get("inputs", _values, {}),
        operations=fields.get("operations", _keyed(_whole(_operation), lambda operation: operation.name), {}),
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
        capabilities=fields.get("capabilities", _keyed(_whole(_capability), lambda capability: capability.name), {}),
        artifacts=fields.get("artifacts", _keyed(_whole(_artifact), lambda artifact: artifact.name), {}),
        interfaces=fields.get("interfaces", _interfaces, {}),
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
    )


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
        properties=fields.get("properties", _values, {}),
    )


def _policy(fields: Fields) -> Policy:
    return Policy(
        name=fields.need("name", text),
        type=fields.need("type", _type),
        targets=fields.need("targets", list_of(text)),
        source=fields.need("source", _source),
        properties=fields.get("properties", _values, {}),
    )


def _source_map(fields: Fields) -> SourceMap:
    return SourceMap(own=fields.need("own", _span), spans=dict(fields.get("spans", list_of(_placed), ())))


_source = _whole(_source_map)
_texts = map_of(text)
_values = map_of(decode_value)
_interfaces = _keyed(_whole(_interface), lambda interface: interface.name)
