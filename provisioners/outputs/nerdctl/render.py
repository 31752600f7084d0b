"""A whole graph as a Compose file for nerdctl. Pure: the same graph and context give the same bytes."""

from collections.abc import Mapping
from typing import Any

from provisioners.backends.compose.mounts import volumes
from provisioners.backends.compose.networks import networks
from provisioners.backends.compose.services import service
from provisioners.backends.contract import Build
from provisioners.backends.docker_engine.escape import Writer, literal
from provisioners.backends.yaml_text import as_yaml
from provisioners.containers.model import Container, Topology
from provisioners.outputs.contract import OutputContext, Package
from provisioners.outputs.nerdctl.files import config_files, definitions, secret_notes, used
from provisioners.outputs.nerdctl.limits import CHECKS
from provisioners.outputs.nerdctl.types import PLATFORM
from provisioners.outputs.reading import read_checked
from topology.graph.model import TopologyGraph

FILE = "compose.yaml"
NOT_READ = ("healthcheck", "labels", "pull_policy")
"""Keys of a service that are left out: what nerdctl does not read, what finds a backend's containers again, and what
does not go with ``build``."""


def render(graph: TopologyGraph, context: OutputContext) -> Package:
    """``compose.yaml`` and the files that it mounts; with errors there are none."""
    checked = read_checked(graph, context, PLATFORM, *CHECKS)
    if not checked.is_fine:
        return Package(diagnostics=checked.diagnostics)
    topology = checked.topology
    containers = topology.containers.values()
    builds = [container.image.build for container in containers if container.image.build is not None]
    files = {path: text for container in containers for path, text in config_files(container).items()}
    return Package(
        files={FILE: as_yaml(_document(topology, context)), **files},
        diagnostics=checked.diagnostics,
        secrets=tuple(note for container in containers for note in secret_notes(container)),
        copies={_folder(topology, build): build.context for build in builds},
    )


def _document(topology: Topology, context: OutputContext) -> dict[str, object]:
    containers = topology.containers.values()
    writer = Writer(context.secret_digest)
    parts: dict[str, Mapping[str, object]] = {
        "services": {each.name: _service(writer, topology, each, context.options) for each in containers},
        "networks": {key: _without_labels(found) for key, found in networks(topology).items()},
        "volumes": {key: _without_labels(found) for key, found in volumes(topology).items()},
        "secrets": {key: found for each in containers for key, found in definitions(each)["secrets"].items()},
        "configs": {key: found for each in containers for key, found in definitions(each)["configs"].items()},
    }
    return {"name": topology.project, **{key: value for key, value in parts.items() if value}}


def _service(
    writer: Writer, topology: Topology, container: Container, options: Mapping[str, str]
) -> Mapping[str, object]:
    found: dict[str, Any] = dict(service(writer, topology, container, options).native)
    native = {key: value for key, value in found.items() if key not in NOT_READ}
    native.update(used(container))
    native["depends_on"] = {name: {"condition": "service_started"} for name in found.get("depends_on", {})}
    native["deploy"] = _deploy(found["deploy"])
    if container.image.build is not None:
        native["build"] = _build(topology, container.image.build)
    return {key: value for key, value in native.items() if value not in ([], {})}


def _deploy(found: Mapping[str, Any]) -> Mapping[str, object]:
    limits = found.get("resources", {}).get("limits")
    native: dict[str, object] = {"replicas": found["replicas"]}
    return {**native, "resources": {"limits": limits}} if limits else native


def _build(topology: Topology, build: Build) -> Mapping[str, str]:
    inside = build.dockerfile.removeprefix(f"{build.context}/")
    return {"context": f"./{_folder(topology, build)}", "dockerfile": literal(inside)}


def _folder(topology: Topology, build: Build) -> str:
    return f"build/{topology.containers[build.address].name}"


def _without_labels(found: Mapping[str, object]) -> Mapping[str, object]:
    return {key: value for key, value in found.items() if key != "labels"}
