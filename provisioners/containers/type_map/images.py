"""The image of a foreign node, at the places where its type map looks for it."""

from provisioners.backends.findings import Findings
from provisioners.backends.type_map import TypeEntry
from provisioners.containers.type_map.carry import value_at
from provisioners.containers.types import DOCKER_IMAGE, DOCKERFILE
from topology.diagnostics import Span
from topology.graph.model import Artifact, Node
from topology.values.type_ref import TypeRef

NAME = "image"


def image_of(findings: Findings, node: Node, entry: TypeEntry) -> tuple[Artifact, Span]:
    """The artifact that the profile would have, and where it was written.

    After a finding (TS882) it stands for one, so that the same is not found again.
    """
    for path in entry.images:
        value = value_at(node.properties, path)
        if isinstance(value, str) and value:
            return _artifact(DOCKER_IMAGE, value), node.source.locate("properties", *path)
    for artifact in node.artifacts.values():
        place = node.source.locate("artifacts", artifact.name)
        if any(map(artifact.type.is_a, (*entry.dockerfile_artifacts, DOCKERFILE))):
            return _artifact(DOCKERFILE, artifact.file, artifact), place
        if any(map(artifact.type.is_a, (*entry.image_artifacts, DOCKER_IMAGE))) and artifact.file:
            return _artifact(DOCKER_IMAGE, artifact.file, artifact), place
    places = [f"the property '{'.'.join(path)}'" for path in entry.images]
    places += [f"an artifact of type {name}" for name in (*entry.image_artifacts, *entry.dockerfile_artifacts)]
    message = f"'{node.name}' does not say which image it runs: {' or '.join(places)} would."
    findings.add("TS882", node, (), message)
    return _artifact(DOCKER_IMAGE, "missing"), node.source.own


def _artifact(kind: str, file: str, original: Artifact | None = None) -> Artifact:
    repository = original.repository if original else None
    properties = original.properties if original else {}
    return Artifact(NAME, TypeRef(kind, (kind,)), file, repository, properties)
