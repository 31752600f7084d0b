"""Images: by their name, or made from a Dockerfile (Compose Specification, "image"; Compose Build Specification)."""

import posixpath

from topology.importing.compose.keys import BUILD_UNSAID, SERVICE_SAID
from topology.importing.compose.merge import Entries
from topology.importing.compose.project import beside
from topology.importing.compose.scope import Scope
from topology.importing.draft import DraftImage
from topology.importing.trees import value_of
from topology.tosca.findings import is_misspelt
from topology.tosca.tree import Scalar, span_of

DOCKERFILE = "Dockerfile"


def image(scope: Scope, service: Scalar, entries: Entries) -> DraftImage | None:
    """What a service runs; None after a finding."""
    named = entries.get("image")
    name = scope.plain(named[1], "`image`") if named else None
    if "build" in entries:
        if named:
            scope.trees.unsaid(named[0], "The name of an image that is made follows from the deployment's name.")
        return _built(scope, entries)
    if not name and not is_misspelt("image", entries, SERVICE_SAID):
        scope.trees.missing(service, f"`{service.text}` has neither an `image` nor a `build`.")
    return DraftImage(name) if name else None


def _built(scope: Scope, entries: Entries) -> DraftImage | None:
    node = entries["build"][1]
    build = scope.trees.entries(node, "`build`") if not isinstance(node, Scalar) else {"context": (node, node)}
    scope.trees.check_keys(build, ("context", "dockerfile", *BUILD_UNSAID), "A build")
    scope.trees.leave_out(build, BUILD_UNSAID, "a build")
    at = build["context"][1] if "context" in build else node
    given = scope.plain(build["context"][1], "`context`") if "context" in build else "."
    if given is None or "://" in given or given.startswith("git@"):
        scope.trees.impossible(at, "An image can be made from a folder beside the file only.", "Name an image instead.")
        return None
    context = beside(given, at.file)
    dockerfile = scope.plain(value_of(build, "dockerfile"), "`dockerfile`") or DOCKERFILE
    path = posixpath.normpath(posixpath.join(context, dockerfile))
    if posixpath.isabs(path) or path.startswith("..") or context.startswith(".."):
        message = f"`{path}` lies outside of the folder of the file."
        scope.trees.findings.error("TS875", message, span_of(at), help="Import from a folder that holds all of it.")
        return None
    if context != "." and not path.startswith(f"{context}/"):
        scope.trees.impossible(at, f"The Dockerfile `{path}` does not lie in its context `{context}`.")
        return None
    own_folder = posixpath.dirname(path) or "."
    return DraftImage(path, is_dockerfile=True, context=None if own_folder == context else context)
