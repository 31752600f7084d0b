"""The image of a container: one that the platform pulls, or one that is made from a Dockerfile of the archive."""

import posixpath
import re

from provisioners.backends.contract import Build
from provisioners.containers.model import Image
from provisioners.containers.names import image_repository
from provisioners.containers.scope import Scope
from provisioners.containers.types import DOCKER_IMAGE, DOCKERFILE
from provisioners.planning.fingerprint import digest
from topology.graph.model import Artifact, Node

DEFAULT_REPOSITORIES = (None, "docker_hub")
UNKNOWN_CONTENT = "latest"
"""The tag of an image whose files were not at hand when it was named; such an image is made at every apply."""

OWN_PREFIXES = ("toposmith/", "docker.io/toposmith/", "index.docker.io/toposmith/")

_IMAGE_ID = re.compile(r"(sha256:)?[0-9a-f]{1,64}", re.ASCII)
"""What the engine takes for the beginning of an image's ID; a name with a tag never is."""


def image_of(scope: Scope, node: Node) -> Image:
    """The image of a container; one without a name after a finding."""
    for artifact in _candidates(node):
        if artifact.type.is_a(DOCKER_IMAGE) and artifact.file.strip():
            return _pulled(scope, node, artifact)
        if artifact.type.is_a(DOCKERFILE):
            return _built(scope, node, artifact)
    scope.findings.add("TS802", node, (), f"'{node.name}' has no image to run.")
    return Image("")


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
    return Image(pinned(artifact.file, scope.context.digests.get(artifact.file)))


def pinned(image: str, digest_of_image: str | None) -> str:
    """The name of an image with its digest in place of its tag; as it is where there is no digest."""
    if digest_of_image is None or "@" in image:
        return image
    folder, slash, last = image.rpartition("/")
    return f"{folder}{slash}{last.partition(':')[0]}@{digest_of_image}"


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
        return Image("")
    if scope.context.files is not None and dockerfile not in scope.context.files:
        message = f"There is no file {artifact.file!r}."
        scope.findings.add("TS811", node, ("artifacts", artifact.name), message)
        return Image("")
    name = f"{image_repository(scope.project, scope.names[node.address])}:{_tag(scope, dockerfile, context)}"
    if scope.platform.builds_locally:
        return Image(name, Build(node.address, name, dockerfile, context))
    registry = scope.context.options.get("registry")
    if not registry:
        message = f"{scope.title} takes images from a registry, and the target names none for those that are made."
        scope.findings.add("TS820", node, ("artifacts", artifact.name), message)
        return Image("")
    return Image(f"{registry}/{name}", Build(node.address, f"{registry}/{name}", dockerfile, context, push=True))


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
