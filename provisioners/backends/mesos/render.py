"""A whole graph as a group of Marathon and jobs of Chronos. Pure: the same graph and context give the same bytes."""

import json
from collections.abc import Iterable, Mapping

from provisioners.backends.contract import NativeObject, RenderContext, Rendered
from provisioners.backends.findings import in_order
from provisioners.backends.mesos.apps import app, resources
from provisioners.backends.mesos.attributes import platform
from provisioners.backends.mesos.jobs import job
from provisioners.backends.mesos.limits import limits
from provisioners.backends.mesos.names import app_id, group_id
from provisioners.backends.mesos.pods import pod
from provisioners.backends.mesos.routes import url
from provisioners.backends.mesos.secret_refs import References, as_document
from provisioners.backends.mesos.sections import OTHER_SECTION, REPLACED, RESERVATION, VOLUME, sections
from provisioners.backends.mesos.stages import stages
from provisioners.backends.mesos.types import is_by_pods
from provisioners.backends.mesos.volumes import size_of
from provisioners.backends.mesos.writer import Leaf, Writer
from provisioners.backends.native_object import native_object
from provisioners.containers.model import Container, Topology, Volume
from provisioners.containers.read import read
from topology.graph.model import TopologyGraph

GROUP, PODS, JOBS, STAGES, SECRETS = "marathon.json", "pods.json", "chronos.json", "stages.json", "secrets.json"

Natives = Mapping[str, Mapping[str, object]]


def render(graph: TopologyGraph, context: RenderContext) -> Rendered:
    """The documents of a graph; with errors, or without a container, there are none."""
    topology = read(graph, context, platform(context))
    diagnostics = in_order((*topology.diagnostics, *limits(graph, topology, context)))
    if not topology.containers or any(diagnostic.is_error for diagnostic in diagnostics):
        return Rendered(files={}, objects={}, diagnostics=diagnostics)
    writer = Writer(context.secret_digest)
    group = group_id(context.deployment, context.options)
    natives: dict[str, dict[str, object]] = {}
    kept: dict[str, Leaf] = {}
    for address, container in topology.containers.items():
        if container.job is not None:
            natives[address] = job(writer, topology, container, group, context.options)
            continue
        references = References(writer, app_id(group, container.name))
        make = pod if is_by_pods(context.options) else app
        natives[address] = make(references, topology, container, group, context.options)
        kept |= references.kept
    objects = {each.address: each for each in _objects(writer, topology, context.options, natives)}
    return Rendered(
        files={**_files(topology, group, natives, is_by_pods(context.options)), SECRETS: as_document(kept)},
        objects={address: objects[address] for address in graph.nodes if address in objects},
        builds=tuple(one.image.build for one in topology.containers.values() if one.image.build is not None),
        secrets=writer.secrets,
        diagnostics=diagnostics,
    )


def _files(topology: Topology, group: str, natives: Natives, by_pods: bool) -> dict[str, str]:
    running = [natives[address] for address, one in topology.containers.items() if one.job is None]
    jobs = [natives[address] for address, one in topology.containers.items() if one.job is not None]
    documents = {
        GROUP: {"id": group, "apps": [] if by_pods else running},
        PODS: running if by_pods else [],
        JOBS: jobs,
        STAGES: stages(topology, group, by_pods),
    }
    return {name: f"{json.dumps(document, indent=2, ensure_ascii=False)}\n" for name, document in documents.items()}


def _objects(
    writer: Writer, topology: Topology, options: Mapping[str, str], natives: Natives
) -> Iterable[NativeObject]:
    for address, container in topology.containers.items():
        native = natives[address]
        name = str(native.get("id", native.get("name")))
        known = topology.attributes.get(address, {})
        yield native_object(container.node, name, _sections(writer, container, native), known)
    for volume in topology.volumes.values():
        if volume.used_by:
            found = _of_volume(topology, volume, options)
            yield native_object(volume.node, volume.name, found, {"name": volume.name}, volume.deletion_policy)
    for route in topology.routes.values():
        known = {"url": url(route)} if url(route) else {}
        settings = {"backend": route.backend, "port": route.port, "host": route.host, "path": route.path}
        yield native_object(route.node, route.name, {OTHER_SECTION: settings}, known)


def _sections(writer: Writer, container: Container, native: Mapping[str, object]) -> dict[str, object]:
    once = container.job is not None and container.job.schedule is None
    found = {**sections(native), **({REPLACED: "once"} if once else {})}
    return {name: [content, *writer.digests(content)] if content else content for name, content in found.items()}


def _of_volume(topology: Topology, volume: Volume, options: Mapping[str, str]) -> dict[str, object]:
    """A volume's own settings, and what is reserved together with it; its name follows from its generation."""
    if driver := options.get("volume_driver"):
        return {VOLUME: {"driver": driver}}
    reserved = resources(topology.containers[volume.used_by[0]], options)
    ports = sorted({port.published for port in topology.containers[volume.used_by[0]].ports})
    return {VOLUME: {"size": size_of(volume, options)}, RESERVATION: {**reserved, "ports": ports}}
