"""Section 3.7.1: entity type, the keynames that all types share."""

from collections.abc import Mapping

from topology.tosca.grammar.reading import Described, Keys, Reader, Versioned, metadata, name, text, version
from topology.tosca.tree import Scalar


class EntityType(Described):
    """A type with the name of the type it derives from."""

    derived_from: Scalar | None = None
    version: str | None = None


_SHARED: Mapping[str, Reader] = {"derived_from": name, "version": version, "metadata": metadata, "description": text}


def type_keys(entity: str, spec: str, readers: Mapping[str, Reader | Versioned]) -> Keys:
    """The keynames of a kind of type: the shared ones and its own."""
    return Keys(entity, spec, {**_SHARED, **readers})
