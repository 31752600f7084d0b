"""A whole graph as one appc pod. Pure: the same graph and context give the same bytes."""

import json

from provisioners.containers.model import Topology
from provisioners.outputs.appc.app import port_name, runtime_app
from provisioners.outputs.appc.limits import CHECKS
from provisioners.outputs.appc.types import OPTIONS, PLATFORM
from provisioners.outputs.appc.volumes import FILES, VOLUMES, files, secret_notes, volumes
from provisioners.outputs.contract import OutputContext, Package
from provisioners.outputs.reading import read_checked
from topology.graph.model import TopologyGraph

FILE = "pod.json"
VERSION = "0.8.11"


def render(graph: TopologyGraph, context: OutputContext) -> Package:
    """The pod manifest and the files that its volumes hold; with errors there are none.

    ``context.digests`` are IDs of images here, by which a pod names them.
    """
    checked = read_checked(graph, context, PLATFORM, *CHECKS, pins_images=False)
    if not checked.is_fine:
        return Package(diagnostics=checked.diagnostics)
    topology = checked.topology
    folder = f"{context.options.get('data_dir', OPTIONS['data_dir'].default)}/{topology.project}"
    found = files(topology)
    manifest = json.dumps(_manifest(topology, folder, context), indent=2)
    containers = topology.containers.values()
    return Package(
        files={FILE: f"{manifest}\n", **found},
        diagnostics=checked.diagnostics,
        builds=tuple(container.image.build for container in containers if container.image.build is not None),
        secrets=tuple(secret_notes(topology, folder)),
        notes=(*_notes(topology, folder), *((f"copy the folder {FILES} to {folder}/{FILES}",) if found else ())),
    )


def _manifest(topology: Topology, folder: str, context: OutputContext) -> dict[str, object]:
    containers = topology.containers.values()
    return {
        "acVersion": VERSION,
        "acKind": "PodManifest",
        "apps": [
            runtime_app(topology, container, context.digests[container.image.name], context) for container in containers
        ],
        "volumes": volumes(topology, folder),
        "isolators": [],
        "annotations": [{"name": "toposmith/deployment", "value": topology.deployment}],
        "ports": [
            {
                "name": port_name(container, port.target, port.protocol),
                "hostPort": port.published,
                "hostIP": port.address,
            }
            for container in containers
            for port in container.ports
        ],
    }


def _notes(topology: Topology, folder: str) -> tuple[str, ...]:
    used = (volume for volume in topology.volumes.values() if volume.used_by)
    return tuple(f"make the folder {folder}/{VOLUMES}/{volume.name}" for volume in used)
