"""The objects of manifests: several documents and files, lists of objects, and what Helm writes around them."""

import re
from collections.abc import Iterator, Sequence

from topology.diagnostics.span import Span
from topology.importing.documents import Documents
from topology.importing.fields import Fields
from topology.importing.kubernetes.helm import manifests_of
from topology.importing.trees import Trees
from topology.record import Record, ValueRecord
from topology.tosca.tree import MappingNode, Node, Scalar, span_of

HOOK = "helm.sh/hook"
MOST_OBJECTS = 10_000
MOST_NESTED = 5

_QUIET = re.compile(
    r"(meta\.helm\.sh|helm\.sh|kubectl\.kubernetes\.io|deployment\.kubernetes\.io|toposmith\.[a-z]+)(/.*)?"
)
"""Annotations that say how an object came about."""


class Object(Record):
    """One object. ``labels`` are its own; ``key`` is where its kind stands."""

    kind: str
    name: str
    namespace: str
    labels: dict[str, str]
    fields: Fields
    spec: Fields
    key: Node


class Objects(ValueRecord):
    """All objects in their order."""

    all: tuple[Object, ...]

    def of(self, *kinds: str) -> tuple[Object, ...]:
        return tuple(each for each in self.all if each.kind in kinds)

    def find(self, kind: str, name: str | None, namespace: str) -> Object | None:
        """The object of a kind and name in a namespace."""
        found = (each for each in self.all if (each.kind, each.name, each.namespace) == (kind, name, namespace))
        return next(found, None)


def load_objects(documents: Documents, trees: Trees, paths: Sequence[str]) -> Objects:
    """The objects of some files; hooks of Helm are left out with a finding."""
    found: list[Object] = []
    for path in paths:
        roots = documents.trees(path, Span.start_of(path), manifests_of)
        for root in roots or ():
            found += _objects(trees, root, 0)
        if roots == []:
            trees.findings.error("TS870", "There is no object in the file.", Span.start_of(path))
        if len(found) > MOST_OBJECTS:
            trees.findings.error("TS870", f"There are more than {MOST_OBJECTS:,} objects.", Span.start_of(path))
            break
    _check_twice(trees, found)
    return Objects(tuple(found))


def _objects(trees: Trees, root: Node, depth: int) -> Iterator[Object]:
    kind = root.get("kind") if isinstance(root, MappingNode) else None
    if (
        not isinstance(root, MappingNode)
        or not isinstance(kind, Scalar)
        or not isinstance(root.get("apiVersion"), Scalar)
    ):
        message = "Each document of a manifest is an object with `apiVersion` and `kind`."
        trees.findings.error("TS870", message, span_of(root))
        return
    if kind.text.endswith("List") and root.get("items") is not None and depth < MOST_NESTED:
        for item in trees.items(root.get("items"), "`items`"):
            yield from _objects(trees, item, depth + 1)
        return
    found = _object(trees, root, kind)
    if found is not None:
        yield found


def _object(trees: Trees, root: MappingNode, kind: Scalar) -> Object | None:
    fields = Fields(trees, root, f"the {kind.text}")
    fields.ignore("apiVersion", "kind", "status")
    metadata = fields.below("metadata", f"the {kind.text}")
    name = metadata.text("name")
    if name is None:
        trees.wrong(kind, f"The {kind.text} has no `metadata.name`.")
        return None
    metadata.ignore("uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "annotations")
    annotations = metadata.texts("annotations")
    if HOOK in annotations:
        trees.unsaid(kind, f"The {kind.text} `{name}` is a hook of Helm and is left out.")
        return None
    loud = [each for each in annotations if not _QUIET.fullmatch(each)]
    if loud:
        message = f"Annotations of the {kind.text} `{name}` are left out: {', '.join(sorted(loud)[:3])}."
        trees.unsaid(metadata.at("annotations"), message)
    metadata.ignore("labels")
    namespace = metadata.text("namespace") or ""
    spec = fields.below("spec", f"the {kind.text} `{name}`")
    return Object(kind.text, name, namespace, metadata.texts("labels"), fields, spec, kind)


def _check_twice(trees: Trees, found: list[Object]) -> None:
    met: set[tuple[str, str, str]] = set()
    for each in found:
        place = (each.kind, each.namespace, each.name)
        if place in met:
            trees.wrong(each.key, f"There are two objects of the kind {each.kind} called `{each.name}`.")
        met.add(place)
