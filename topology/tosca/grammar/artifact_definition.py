"""Section 3.6.7: artifact definition."""

from dataclasses import dataclass, field

from topology.tosca.findings import Path
from topology.tosca.grammar.reading import Definition, Grammar, Keys, assignments, fields, name, text
from topology.tosca.tree import Node, Scalar, is_null


@dataclass(slots=True, eq=False)
class ArtifactDefinition(Definition):
    """A file or an image with its type."""

    type: Scalar | None = None
    file: Scalar | None = None
    repository: Scalar | None = None
    description: str | None = None
    deploy_path: str | None = None
    version: str | None = None
    artifact_version: str | None = None
    checksum: str | None = None
    checksum_algorithm: str | None = None
    properties: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)


KEYS = Keys(
    "an artifact definition",
    "3.6.7",
    {
        "type": name,
        "file": name,
        "repository": name,
        "description": text,
        "deploy_path": text,
        "version": text,
        "artifact_version": text,
        "checksum": text,
        "checksum_algorithm": text,
        "properties": assignments,
    },
    required=("type", "file"),
)


def read_artifact_definition(g: Grammar, key: Scalar, node: Node, path: Path) -> ArtifactDefinition | None:
    """A map of keynames, or the mere name of a file."""
    if isinstance(node, Scalar) and not is_null(node):
        return ArtifactDefinition(key, node, path, file=node)
    found = fields(g, node, path, KEYS, key)
    return None if found is None else ArtifactDefinition(key, node, path, **found)
