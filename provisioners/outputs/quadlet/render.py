"""A whole graph as units of Podman Quadlet. Pure: the same graph and context give the same bytes.

Source: podman-systemd.unit(5) of Podman 5.4.
"""

from collections.abc import Iterator

from provisioners.containers.model import Container, Topology
from provisioners.outputs.contract import OutputContext, Package
from provisioners.outputs.quadlet import names
from provisioners.outputs.quadlet.builds import build_unit, copies
from provisioners.outputs.quadlet.container import container_unit
from provisioners.outputs.quadlet.limits import CHECKS
from provisioners.outputs.quadlet.networking import network_units
from provisioners.outputs.quadlet.service import is_timed, timer_unit
from provisioners.outputs.quadlet.storage import secret_notes, volume_unit
from provisioners.outputs.quadlet.types import PLATFORM
from provisioners.outputs.reading import read_checked
from topology.graph.model import TopologyGraph


def render(graph: TopologyGraph, context: OutputContext) -> Package:
    """Units for Podman in the folder ``containers``, timers in ``systemd``; with errors there are none."""
    checked = read_checked(graph, context, PLATFORM, *CHECKS)
    if not checked.is_fine:
        return Package(diagnostics=checked.diagnostics)
    topology = checked.topology
    return Package(
        files=dict(_files(topology, context)),
        diagnostics=checked.diagnostics,
        secrets=tuple(secret_notes(topology)),
        copies=copies(topology),
    )


def _files(topology: Topology, context: OutputContext) -> Iterator[tuple[str, str]]:
    for container in topology.containers.values():
        yield from _container(topology, container, context)
    for volume in topology.volumes.values():
        if volume.used_by:
            yield f"{names.UNITS}/{names.volume_unit(topology, volume)}", volume_unit(volume)
    for name, text in network_units(topology).items():
        yield f"{names.UNITS}/{name}", text


def _container(topology: Topology, container: Container, context: OutputContext) -> Iterator[tuple[str, str]]:
    for name in names.containers_of(topology, container):
        yield f"{names.UNITS}/{name}.container", container_unit(topology, container, name, context.options)
        if is_timed(container):
            yield f"{names.TIMERS}/{name}.timer", timer_unit(name, container)
    if container.image.build is not None:
        yield f"{names.UNITS}/{names.build_unit(topology, container)}", build_unit(topology, container.image.build)
    for path, text in container.config_files.items():
        if not text.is_secret:
            yield f"{names.UNITS}/{names.file_name(topology, container, path)}", text.plain
