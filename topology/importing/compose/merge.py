"""Two services, or two files, as one: the later goes before the earlier (Compose Specification, "Merge")."""

from collections.abc import Mapping

from topology.importing.compose.forms import service_form
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode, is_null, mapping, sequence

Entries = Mapping[str, tuple[Scalar, Node]]

_REPLACED = frozenset({"command", "entrypoint", "test"})


def merged_services(base: Entries, over: Entries) -> dict[str, tuple[Scalar, Node]]:
    """A service with what another one says before it."""
    return _merged(service_form(base), service_form(over))


def _merged(base: Entries, over: Entries) -> dict[str, tuple[Scalar, Node]]:
    found = dict(base)
    for key, (name, node) in over.items():
        found[key] = (name, _node(base[key][1], node)) if key in base and key not in _REPLACED else (name, node)
    return found


def _node(base: Node, over: Node) -> Node:
    if isinstance(base, MappingNode) and isinstance(over, MappingNode):
        both = mapping(over.flow, over.start, over.end)
        both.entries = _merged(base.entries, over.entries)
        return both
    if isinstance(base, SequenceNode) and isinstance(over, SequenceNode):
        all_ = sequence(over.flow, over.start, over.end)
        all_.items = [*base.items, *over.items]
        return all_
    return base if is_null(over) else over
