"""Artifact definition: Simple Profile 1.3, 3.6.7; TOSCA 2.0, 12.2."""

from collections.abc import Mapping

from topology.record import replace
from topology.tosca.dialect import V1_3, V2_0
from topology.tosca.findings import Findings, Path
from topology.tosca.grammar.reading import (
    NOTHING,
    Described,
    Grammar,
    Keys,
    assignments,
    fields,
    is_word,
    metadata,
    name,
    since,
    text,
    until,
)
from topology.tosca.tree import MappingNode, Node, Scalar, span_of


class ArtifactDefinition(Described):
    """A file or an image with its type."""

    type: Scalar | None = None
    file: Scalar | None = None
    repository: Scalar | None = None
    deploy_path: str | None = None
    version: str | None = None
    artifact_version: str | None = None
    checksum: str | None = None
    checksum_algorithm: str | None = None
    properties: Mapping[str, tuple[Scalar, Node]] = NOTHING


KEYS = Keys(
    "an artifact definition",
    "3.6.7",
    {
        "type": name,
        "file": name,
        "repository": name,
        "description": text,
        "metadata": since(V2_0, metadata),
        "deploy_path": until(V1_3, text),
        "version": text,
        "artifact_version": since(V1_3, text),
        "checksum": since(V1_3, text),
        "checksum_algorithm": since(V1_3, text),
        "properties": assignments,
    },
)


def read_artifact_definition(g: Grammar, key: Scalar, node: Node, path: Path) -> ArtifactDefinition | None:
    """A map of keynames, or the mere name of a file. What it leaves out may be inherited (see ``complete``)."""
    if is_word(node):
        return ArtifactDefinition(key, node, path, file=node)
    found = fields(g, node, path, KEYS, key)
    if found is None:
        return None
    if "checksum" in found and "checksum_algorithm" not in found and not g.dialect.is_simple:
        message = "An artifact definition with a `checksum` needs the keyname `checksum_algorithm`."
        g.findings.error("TS302", message, span_of(key), path, help="Add `checksum_algorithm:`.", spec=KEYS.spec)
    return ArtifactDefinition(key, node, path, **found)


def complete(
    findings: Findings, definition: ArtifactDefinition, inherited: ArtifactDefinition | None
) -> ArtifactDefinition:
    """An artifact with what it leaves out taken from the inherited one of its name (section 3.5.1).

    What is missing then is TS302; in the short notation the type may be missing.
    """
    if inherited is not None:
        properties = {**inherited.properties, **definition.properties}
        return replace(
            definition,
            type=definition.type or inherited.type,
            file=definition.file or inherited.file,
            repository=definition.repository or inherited.repository,
            properties=properties,
        )
    if isinstance(definition.node, MappingNode):
        for keyname in ("type", "file"):
            if keyname not in definition.node.entries:
                message = f"An artifact definition needs the keyname `{keyname}`."
                help_text = f"Add `{keyname}:`."
                findings.error("TS302", message, definition.span, definition.path, help=help_text, spec=KEYS.spec)
    return definition
