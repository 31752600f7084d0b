"""Artifact type: Simple Profile 1.3, 3.7.4; TOSCA 2.0, 12.1."""

from topology.record import field
from topology.tosca.grammar.entity_type import EntityType, type_keys
from topology.tosca.grammar.property_definition import PropertyDefinition, read_property_definition
from topology.tosca.grammar.reading import definition_reader, list_of, map_of, text


class ArtifactType(EntityType):
    """A type of files and images."""

    mime_type: str | None = None
    file_ext: list[str] = field(default_factory=list)
    properties: dict[str, PropertyDefinition] = field(default_factory=dict)


KEYS = type_keys(
    "an artifact type",
    "3.7.4",
    {"mime_type": text, "file_ext": list_of(text), "properties": map_of(read_property_definition)},
)

read_artifact_type = definition_reader(ArtifactType, KEYS)
"""Reads a map of keynames."""
