"""What is written but could not be read, which is a finding already: nothing more is said for the lack of it."""

from collections.abc import Container, Sized
from typing import Protocol

from topology.tosca.findings import is_misspelt
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode, is_null


class _WithProperties(Protocol):
    @property
    def node(self) -> Node: ...
    @property
    def properties(self) -> Sized: ...


def is_unread(node: Node, section: str, kind: type[Node], known: Container[str]) -> bool:
    """Whether a section of an entity is not of its kind, or its keyname is misspelt; an empty section was read.

    ``known`` are the keynames of the entity.
    """
    if type(node) is not MappingNode:
        return False
    if section not in node.entries:
        return is_misspelt(section, node.entries, known)
    _, written = node.entries[section]
    return not isinstance(written, kind) and not is_null(written)


def lacks_properties(entity: _WithProperties, known: Container[str]) -> bool:
    """Whether properties are written for an entity, and none could be read."""
    return not entity.properties and is_unread(entity.node, "properties", MappingNode, known)


def unread_entries(node: Node, section: str, read: Container[str]) -> list[str]:
    """The names of a section's entries that are not among those that were ``read``."""
    _, written = node.entries.get(section, (None, None)) if isinstance(node, MappingNode) else (None, None)
    return [name for name in written.entries if name not in read] if isinstance(written, MappingNode) else []


def has_unread_item(node: Node, section: str, name: str, read: int) -> bool:
    """Whether a list of named items has more of one name than the number of those that were ``read``."""
    _, written = node.entries.get(section, (None, None)) if isinstance(node, MappingNode) else (None, None)
    items = written.items if isinstance(written, SequenceNode) else []
    return sum(_names(item, name) for item in items) > read


def _names(item: Node, name: str) -> bool:
    return name in item.entries if isinstance(item, MappingNode) else isinstance(item, Scalar) and item.text == name
