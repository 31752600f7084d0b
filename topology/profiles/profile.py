"""A ready-made profile: its types as nested literals, in a module of ``ready`` that ``generate`` made of its YAML.

A module is loaded as Python compiled it, which takes a quarter of the time of reading the same from JSON.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import TypeAlias

from topology.record import ValueRecord

Literal: TypeAlias = "str | list[Literal] | Mapping[str, Literal]"

_BEGINNINGS = {
    "artifact_types": "tosca.artifacts.",
    "capability_types": "tosca.capabilities.",
    "data_types": "tosca.datatypes.",
    "group_types": "tosca.groups.",
    "interface_types": "tosca.interfaces.",
    "node_types": "tosca.nodes.",
    "policy_types": "tosca.policies.",
    "relationship_types": "tosca.relationships.",
}


class Profile(ValueRecord):
    """Types by section (``node_types`` ...) and name, and the shorthand names that lead to them."""

    name: str
    types: Mapping[str, Mapping[str, Literal]]
    shorthands: Mapping[str, Mapping[str, str]]

    def full_name(self, section: str, name: str) -> str | None:
        """The name under which a section's type is kept, for that name or its shorthand; None if there is none.

        Shorthand names leave ``tosca.nodes.`` and its like out; those that the specification does not list work too.
        """
        types = self.types.get(section, {})
        if name in types:
            return name
        full_name = self.shorthands.get(section, {}).get(name) or _BEGINNINGS[section] + name
        return full_name if full_name in types else None


def load_profile(name: str) -> Profile:
    """A profile of this package, such as ``tosca_simple_1_3``. Raises ``ModuleNotFoundError`` for another name."""
    ready = import_module(f"topology.profiles.ready.{name}")
    return Profile(name, ready.TYPES, ready.SHORTHANDS)


IMPORTABLE = {"toposmith:1.0": "toposmith_1_0"}
"""What a template may import by name, and the profile that it gets."""
