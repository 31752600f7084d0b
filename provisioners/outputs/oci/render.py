"""A whole graph as OCI runtime bundles. Pure: the same graph and context give the same bytes.

Source: OCI runtime specification 1.0.2.
"""

import json
from collections.abc import Iterator
from decimal import Decimal

from provisioners.containers.model import Container, Topology
from provisioners.outputs.contract import LocalImage, OutputContext, Package
from provisioners.outputs.limits import runtime
from provisioners.outputs.oci.limits import CHECKS
from provisioners.outputs.oci.mounts import SECRETS, VOLUMES, files, mounts, secret_notes
from provisioners.outputs.oci.process import process
from provisioners.outputs.oci.rights import namespaces, paths
from provisioners.outputs.oci.types import PLATFORM
from provisioners.outputs.reading import read_checked
from topology.graph.model import TopologyGraph

VERSION = "1.0.2"
CPU_PERIOD = 100_000
SHARES_OF_A_PROCESSOR = 1024
LAYOUT = "images"


def render(graph: TopologyGraph, context: OutputContext) -> Package:
    """A folder with ``config.json`` and ``rootfs`` for each container; with errors there is none."""
    checked = read_checked(graph, context, PLATFORM, *CHECKS)
    if not checked.is_fine:
        return Package(diagnostics=checked.diagnostics)
    topology = checked.topology
    containers = topology.containers.values()
    secrets = tuple(note for container in containers for note in secret_notes(container))
    return Package(
        files=dict(_files(topology, context)),
        diagnostics=checked.diagnostics,
        builds=tuple(container.image.build for container in containers if container.image.build is not None),
        secrets=secrets,
        folders=tuple(_folders(topology)),
        roots={f"{container.name}/rootfs": container.image.name for container in containers},
        layout=LAYOUT,
    )


def _files(topology: Topology, context: OutputContext) -> Iterator[tuple[str, str]]:
    for container in topology.containers.values():
        document = _config(topology, container, context)
        yield f"{container.name}/config.json", f"{json.dumps(document, indent=2)}\n"
        for path, text in files(container).items():
            yield f"{container.name}/{path}", text


def _folders(topology: Topology) -> Iterator[str]:
    for container in topology.containers.values():
        if next(secret_notes(container), None) is not None:
            yield f"{container.name}/{SECRETS}"
    for volume in topology.volumes.values():
        if volume.used_by:
            yield f"{VOLUMES}/{volume.name}"


def _config(topology: Topology, container: Container, context: OutputContext) -> dict[str, object]:
    image: LocalImage | None = context.images.get(container.image.name)
    return {
        "ociVersion": VERSION,
        "process": process(container, image),
        "root": {"path": "rootfs", "readonly": container.read_only},
        "hostname": container.name,
        "mounts": mounts(topology, container),
        "annotations": _annotations(topology, container, context),
        "linux": {"resources": _resources(container), "namespaces": namespaces(container), **paths(container)},
    }


def _resources(container: Container) -> dict[str, object]:
    own = container.resources
    memory = {"limit": own.memory, "reservation": own.reserved_memory}
    cpu = {
        "quota": _times(own.cpus, CPU_PERIOD),
        "period": None if own.cpus is None else CPU_PERIOD,
        "shares": _times(own.reserved_cpus, SHARES_OF_A_PROCESSOR),
    }
    native: dict[str, object] = {"devices": [{"allow": container.rights.privileged, "access": "rwm"}]}
    for name, values in {"memory": memory, "cpu": cpu}.items():
        found = {key: value for key, value in values.items() if value is not None}
        if found:
            native[name] = found
    return native


def _times(cpus: str | None, of_one: int) -> int | None:
    return None if cpus is None else max(2, int(Decimal(cpus) * of_one))


def _annotations(topology: Topology, container: Container, context: OutputContext) -> dict[str, str]:
    """What the specification has no place for, for people and for tools that know it."""
    found = {
        "toposmith.deployment": topology.deployment,
        "toposmith.address": container.address,
        "toposmith.image": container.image.name,
        "toposmith.restart": container.restart,
        "toposmith.networks": " ".join(topology.networks[address].name for address in container.networks),
        "toposmith.runtime": runtime(context.options, container) or "",
    }
    return {name: text for name, text in found.items() if text}
