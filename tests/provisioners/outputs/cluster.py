"""What formats of Kubernetes share in tests: a graph of everything, the backend's own objects, and their schemas."""

from typing import Any

import kubernetes_validate
import yaml

from provisioners.backends.contract import Right
from provisioners.backends.kubernetes import backend
from provisioners.backends.kubernetes.render import FILE
from provisioners.outputs.contract import Output, Package
from tests.provisioners.backends.kubernetes.rich import rich_graph
from tests.provisioners.backends.kubernetes.test_schemas import VERSIONS, WITHOUT_SCHEMA
from tests.provisioners.outputs.rendering import context
from topology.graph.model import TopologyGraph

OPTIONS = {"sandbox_runtime": "gvisor"}
RIGHTS = tuple(right for right in Right if right in backend.rights)

Manifest = dict[str, Any]
Objects = dict[tuple[str, str], Manifest]


def package(output: Output, graph: TopologyGraph | None = None, **fields: Any) -> Package:
    found = output.render(graph or rich_graph(), context(*RIGHTS, **{"options": OPTIONS, **fields}))
    assert not [each for each in found.diagnostics if each.is_error], found.diagnostics
    return found


def wanted(graph: TopologyGraph | None = None, **fields: Any) -> Objects:
    """The objects that the backend renders, with the name of each place-holder as its content."""
    found = backend.render(graph or rich_graph(), context(*RIGHTS, **{"options": OPTIONS, **fields}))
    return by_name(list(yaml.safe_load_all(found.files[FILE])))


def by_name(manifests: list[Manifest]) -> Objects:
    found = {(each["kind"], each["metadata"]["name"]): each for each in manifests if each}
    assert len(found) == len([each for each in manifests if each])
    return found


def without_content(objects: Objects) -> Objects:
    """The same, with the keys of Secrets alone."""
    return {name: _without_content(manifest) for name, manifest in objects.items()}


def check(objects: Objects) -> None:
    """Each object is valid in the newest version that has a schema."""
    for manifest in objects.values():
        if manifest["kind"] not in WITHOUT_SCHEMA:
            kubernetes_validate.validate(manifest, VERSIONS[-1], strict=True)


def _without_content(manifest: Manifest) -> Manifest:
    rest = {key: value for key, value in manifest.items() if key not in ("data", "stringData")}
    if manifest["kind"] != "Secret":
        return manifest
    return {**rest, "keys": sorted({**manifest.get("data", {}), **manifest.get("stringData", {})})}
