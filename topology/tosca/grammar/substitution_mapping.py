"""Substitution mapping and its mappings: Simple Profile 1.3, 3.8.8 to 3.8.13; TOSCA 2.0, 15.1 to 15.6."""

from topology.record import Record, field
from topology.tosca.dialect import V1_2, V1_3, V2_0
from topology.tosca.findings import Path
from topology.tosca.grammar.node_filter import NodeFilter, read_node_filter
from topology.tosca.grammar.reading import (
    UNBOUNDED,
    Definition,
    Grammar,
    Keys,
    Reader,
    anything,
    assignments,
    by_version,
    fields,
    is_count,
    is_word,
    map_of,
    name,
    named_list_of,
    names,
    since,
    wrong_kind,
)
from topology.tosca.list_key import parts_of
from topology.tosca.scalars import resolve
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode, is_null


class Mapped(Definition):
    """A name outside, and the names inside that it stands for; empty where values are given instead.

    ``outer`` is the name in parts, since 2.0 may write ``[ CAPABILITY, endpoint, port ]``.
    """

    mapping: list[Scalar] = field(default_factory=list)
    outer: list[Scalar] = field(default_factory=list)


class RequirementMapping(Definition):
    """A requirement outside, and what fulfils it inside.

    Each target is a pair of a node template and a requirement of it, or the name of a selectable node template alone.
    ``count`` says for how many assignments the mapping is: a number, UNBOUNDED, or None where it is not written.
    """

    targets: list[list[Scalar]] = field(default_factory=list)
    count: Scalar | None = None
    outer: Scalar | None = None

    @property
    def requirement(self) -> Scalar:
        """The name of the requirement outside."""
        return self.outer or self.name


class SubstitutionMapping(Record):
    """What makes a topology stand for one node of a type."""

    node: Node
    path: Path
    node_type: Scalar | None = None
    substitution_filter: NodeFilter | None = None
    properties: dict[str, Mapped] = field(default_factory=dict)
    attributes: dict[str, Mapped] = field(default_factory=dict)
    capabilities: dict[str, Mapped] = field(default_factory=dict)
    requirements: list[RequirementMapping] = field(default_factory=list)
    interfaces: dict[str, Node] = field(default_factory=dict)


def _value_or_input(g: Grammar, key: Scalar, node: Node, path: Path) -> Mapped | None:
    """Sections 3.8.8 and 3.8.9: a list with one name, a map, or, deprecated, a mere value."""
    if isinstance(node, SequenceNode):
        return Mapped(key, node, path, names(g, node, path) or [], [key])
    if isinstance(node, MappingNode) and ("mapping" in node.entries or "value" in node.entries):
        found = fields(g, node, path, _PROPERTY)
        return None if found is None else Mapped(key, node, path, found.get("mapping", []), [key])
    return Mapped(key, node, path, outer=[key])


_PROPERTY = Keys("a property mapping", "3.8.8", {"mapping": names, "value": anything})


def _input_or_output(g: Grammar, key: Scalar, node: Node, path: Path) -> Mapped | None:
    """TOSCA 2.0, 15.2 and 15.3: the name of an input or an output."""
    inner = name(g, node, path)
    return None if inner is None else Mapped(key, node, path, [inner], parts_of(key))


def _pair(g: Grammar, node: Node, path: Path) -> list[Scalar] | None:
    found = names(g, node, path)
    if found is not None and len(found) != 2:
        wrong_kind(g, node, path, "a mapping is a list of a node template and a name in it", "3.8.10")
        return None
    return found


def _part(entity: str, spec: str, value_keys: dict[str, Reader]) -> Keys:
    return Keys(entity, spec, {"mapping": _pair, **value_keys})


_CAPABILITY = _part("a capability mapping", "3.8.10", {"properties": assignments, "attributes": assignments})
_REQUIREMENT = _part("a requirement mapping", "3.8.11", {"properties": anything, "attributes": anything})


def _capability(g: Grammar, key: Scalar, node: Node, path: Path) -> Mapped | None:
    pair = _mapped(g, key, node, path, _CAPABILITY)
    return None if pair is None else Mapped(key, node, path, pair, [key])


def _requirement(g: Grammar, key: Scalar, node: Node, path: Path) -> RequirementMapping | None:
    pair = _mapped(g, key, node, path, _REQUIREMENT)
    return None if pair is None else RequirementMapping(key, node, path, [pair] if pair else [])


def _mapped(g: Grammar, key: Scalar, node: Node, path: Path, keys: Keys) -> list[Scalar] | None:
    """The names of a mapping; none where a map, which 1.2 brought and 2.0 took away, gives values instead."""
    if isinstance(node, SequenceNode) or not V1_2 <= g.dialect.order < V2_0:
        return _pair(g, node, path)
    found = fields(g, node, path, keys, key)
    return None if found is None else found.get("mapping", [])


def _interface(g: Grammar, key: Scalar, node: Node, path: Path) -> Node | None:
    if isinstance(node, MappingNode):
        return node
    wrong_kind(g, node, path, "an interface mapping is a map of operations to workflows", "3.8.12")
    return None


def _requirements(g: Grammar, node: Node, path: Path) -> list[RequirementMapping] | None:
    """A map; a list of maps of one entry is read too, since node types list their requirements so."""
    if isinstance(node, SequenceNode):
        return _REQUIREMENT_LIST(g, node, path)
    found = _REQUIREMENT_MAP(g, node, path)
    return None if found is None else list(found.values())


_REQUIREMENT_LIST = named_list_of(_requirement)
_REQUIREMENT_MAP = map_of(_requirement)


def _requirement_2_0(g: Grammar, key: Scalar, node: Node, path: Path) -> RequirementMapping | None:
    """TOSCA 2.0, 15.5: one target or a list of them, for a requirement or ``[ requirement, count ]``."""
    outer, *counts = parts_of(key)
    count = counts[0] if counts else None
    if len(counts) > 1 or (count is not None and count.text != UNBOUNDED and not is_count(resolve(count))):
        wrong_kind(g, key, path, "a requirement's name and a count are a list of two", "3.8.11")
        return None
    targets = [_target(g, item, item_path) for item, item_path in _targets(node, path)]
    return RequirementMapping(key, node, path, [target for target in targets if target is not None], count, outer)


def _targets(node: Node, path: Path) -> list[tuple[Node, Path]]:
    """The targets that are listed; a list of two names is one target, a pair."""
    items = node.items if isinstance(node, SequenceNode) else []
    if len(items) == 2 and all(isinstance(item, Scalar) for item in items):
        return [(node, path)]
    if isinstance(node, SequenceNode):
        return [(item, (*path, index)) for index, item in enumerate(items)]
    return [(node, path)]


def _target(g: Grammar, node: Node, path: Path) -> list[Scalar] | None:
    if is_word(node):
        return [node]
    return _pair(g, node, path)


KEYS = Keys(
    "a substitution mapping",
    "3.8.13",
    {
        "node_type": name,
        "substitution_filter": since(V1_3, read_node_filter),
        "properties": by_version(map_of(_value_or_input), (V2_0, map_of(_input_or_output))),
        "attributes": by_version(map_of(_value_or_input), (V2_0, map_of(_input_or_output))),
        "capabilities": map_of(_capability),
        "requirements": by_version(_requirements, (V2_0, named_list_of(_requirement_2_0))),
        "interfaces": map_of(_interface),
    },
    required=("node_type",),
)


def read_substitution_mapping(g: Grammar, node: Node, path: Path) -> SubstitutionMapping | None:
    """A map of keynames."""
    if is_null(node):
        wrong_kind(g, node, path, "a substitution mapping is a map of keynames", "3.8.13")
        return None
    found = fields(g, node, path, KEYS)
    return None if found is None else SubstitutionMapping(node, path, **found)
