"""The image of a service: one that the engine pulls, or one that is made from a Dockerfile of the archive."""

import posixpath
import re
from dataclasses import dataclass

from provisioners.backends.compose.escape import literal
from provisioners.backends.compose.names import image_repository
from provisioners.backends.compose.scope import Scope
from provisioners.backends.contract import Build
from provisioners.planning.fingerprint import digest
from topology.graph.model import Artifact, Node

DOCKER_IMAGE = "tosca.artifacts.Deployment.Image.Container.Docker"
DOCKERFILE = "toposmith.artifacts.Dockerfile"
DEFAULT_REPOSITORIES = (None, "docker_hub")
UNKNOWN_CONTENT = "latest"
"""The tag of an image whose files were not at hand when it was named; such an image is made at every apply."""

OWN_PREFIXES = ("toposmith/", "docker.io/toposmith/", "index.docker.io/toposmith/")

_IMAGE_ID = re.compile(r"(sha256:)?[0-9a-f]{1,64}", re.ASCII)
"""What the engine takes for the beginning of an image's ID; a name with a tag never is."""


@dataclass(frozen=True, slots=True)
class Image:
    """A service's part of the file, and how the image is made where it has to be."""

    native: dict[str, str]
    build: Build | None = None


def image_of(scope: Scope, node: Node) -> Image:
    """The image of a service; an empty one after a finding."""
    for artifact in _candidates(node):
        if artifact.type.is_a(DOCKER_IMAGE) and artifact.file.strip():
            return _pulled(scope, node, artifact)
        if artifact.type.is_a(DOCKERFILE):
            return _built(scope, node, artifact)
    scope.findings.add("TS802", node, (), f"'{node.name}' has no image to run.")
    return Image({})


def _candidates(node: Node) -> list[Artifact]:
    """All artifacts, the one named ``image`` first."""
    return sorted(node.artifacts.values(), key=lambda artifact: artifact.name != "image")


def _pulled(scope: Scope, node: Node, artifact: Artifact) -> Image:
    path = ("artifacts", artifact.name)
    if artifact.repository not in DEFAULT_REPOSITORIES:
        scope.findings.add("TS816", node, path, f"The repository '{artifact.repository}' cannot be used here.")
    if artifact.file.startswith(OWN_PREFIXES):
        message = f"Images named {artifact.file!r} belong to the deployments of this program."
        scope.findings.add("TS815", node, path, message, help="Name an image of a registry.")
    if _IMAGE_ID.fullmatch(artifact.file):
        message = f"{artifact.file!r} can stand for any image on the engine's host, also one made for others."
        scope.findings.add("TS815", node, path, message, help="Name an image of a registry, with its tag.")
    return Image({"image": literal(artifact.file)})


def _built(scope: Scope, node: Node, artifact: Artifact) -> Image:
    dockerfile = _inside(artifact.file)
    given = artifact.properties.get("context")
    wanted = (
        scope.plain(node, given, "artifacts", artifact.name, "properties", "context")
        if given is not None
        else posixpath.dirname(artifact.file)
    )
    context = _inside(wanted or ".")
    if dockerfile is None or context is None or not _below(dockerfile, context):
        message = f"The Dockerfile {artifact.file!r} does not lie in its context inside the archive."
        scope.findings.add("TS811", node, ("artifacts", artifact.name), message)
        return Image({})
    if scope.context.files is not None and dockerfile not in scope.context.files:
        message = f"There is no file {artifact.file!r}."
        scope.findings.add("TS811", node, ("artifacts", artifact.name), message)
        return Image({})
    name = f"{image_repository(scope.project, scope.names[node.address])}:{_tag(scope, dockerfile, context)}"
    return Image({"image": name, "pull_policy": "never"}, Build(node.address, name, dockerfile, context))


def in_context(path: str, context: str) -> bool:
    """Whether a file of the archive belongs to a build's context."""
    return _below(path, context)


def _tag(scope: Scope, dockerfile: str, context: str) -> str:
    if scope.context.files is None:
        return UNKNOWN_CONTENT
    files = {path: found for path, found in scope.context.files.items() if _below(path, context)}
    return digest({"dockerfile": dockerfile, "context": context, "files": files})[:16]


def _inside(path: str) -> str | None:
    """A normalised relative path, or None when it leads out of the archive."""
    if not path or path.startswith("/") or "\\" in path or "\0" in path:
        return None
    normal = posixpath.normpath(path)
    return None if normal == ".." or normal.startswith("../") else normal


def _below(path: str, folder: str) -> bool:
    return folder == "." or path.startswith(f"{folder}/")
