"""Section 3.6.12: attribute definition."""

from topology.tosca.findings import Path
from topology.tosca.grammar.property_definition import KEYS as PROPERTY_KEYS
from topology.tosca.grammar.property_definition import PropertyDefinition
from topology.tosca.grammar.reading import Grammar, Keys, fields
from topology.tosca.tree import Node, Scalar

_NAMES = (
    "type",
    "description",
    "default",
    "status",
    "constraints",
    "validation",
    "key_schema",
    "entry_schema",
    "metadata",
)
KEYS = Keys("an attribute definition", "3.6.12", {key: PROPERTY_KEYS.readers[key] for key in _NAMES})


def read_attribute_definition(g: Grammar, key: Scalar, node: Node, path: Path) -> PropertyDefinition | None:
    """An attribute; it is never required, since the platform gives it."""
    found = fields(g, node, path, KEYS, key)
    return None if found is None else PropertyDefinition(key, node, path, required=False, **found)
