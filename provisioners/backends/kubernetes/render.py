"""A whole graph as manifests. Pure: the same graph and context give the same bytes."""

from collections.abc import Iterable, Iterator, Mapping

from provisioners.backends.contract import NativeObject, RenderContext, Rendered
from provisioners.backends.findings import in_order
from provisioners.backends.kubernetes.beside import beside
from provisioners.backends.kubernetes.beside import manifests as beside_manifests
from provisioners.backends.kubernetes.common import common_manifests
from provisioners.backends.kubernetes.escape import Writer
from provisioners.backends.kubernetes.governance import policy_manifests
from provisioners.backends.kubernetes.labels import ADDRESS
from provisioners.backends.kubernetes.limits import limits
from provisioners.backends.kubernetes.names import names_of
from provisioners.backends.kubernetes.networks import network_policies, public_policy
from provisioners.backends.kubernetes.rendering import Manifest, Rendering
from provisioners.backends.kubernetes.routes import route_manifests
from provisioners.backends.kubernetes.sections import container_sections, volume_sections
from provisioners.backends.kubernetes.services import services
from provisioners.backends.kubernetes.types import platform
from provisioners.backends.kubernetes.volumes import claims
from provisioners.backends.kubernetes.workloads import workload_of
from provisioners.backends.native_object import native_object
from provisioners.backends.yaml_text import as_yaml
from provisioners.containers.model import Container, Route
from provisioners.containers.read import read
from topology.graph.model import TopologyGraph

FILE = "kubernetes.yaml"


def render(graph: TopologyGraph, context: RenderContext) -> Rendered:
    """The manifests of a graph in one file; with errors, or without a container, there is none."""
    names = names_of(context.deployment, context.options)
    topology = read(graph, context, platform(names, context.options))
    rendering = Rendering(topology, names, context.options, Writer(context.secret_digest))
    diagnostics = in_order((*topology.diagnostics, *limits(rendering)))
    if not topology.containers or any(diagnostic.is_error for diagnostic in diagnostics):
        return Rendered(files={}, objects={}, diagnostics=diagnostics)
    by_container = {each.address: _manifests(rendering, each) for each in topology.containers.values()}
    objects = {each.address: each for each in _objects(rendering, by_container)}
    return Rendered(
        files={FILE: "---\n".join(map(as_yaml, _all(rendering, by_container)))},
        objects={address: objects[address] for address in graph.nodes if address in objects},
        builds=tuple(each.image.build for each in topology.containers.values() if each.image.build is not None),
        secrets=rendering.writer.secrets,
        diagnostics=diagnostics,
    )


def _manifests(rendering: Rendering, container: Container) -> list[Manifest]:
    """The objects of a container, in an order in which they can be made."""
    return [
        *beside_manifests(rendering, container, beside(container)),
        *public_policy(rendering, container),
        *services(rendering, container),
        workload_of(rendering, container),
        *policy_manifests(rendering, container),
    ]


def _all(rendering: Rendering, by_container: Mapping[str, list[Manifest]]) -> Iterator[Manifest]:
    yield from common_manifests(rendering)
    yield from network_policies(rendering)
    yield from claims(rendering)
    for manifests in by_container.values():
        yield from manifests
    for route in rendering.topology.routes.values():
        yield from route_manifests(rendering, route)


def _objects(rendering: Rendering, by_container: Mapping[str, list[Manifest]]) -> Iterable[NativeObject]:
    topology = rendering.topology
    for address, container in topology.containers.items():
        sections = container_sections(rendering, container, by_container[address])
        yield native_object(
            container.node, rendering.names.of(container.name), sections, topology.attributes.get(address, {})
        )
    for volume in topology.volumes.values():
        if volume.used_by:
            name, sections = rendering.volume_name(volume), volume_sections(rendering, volume)
            yield native_object(volume.node, name, sections, {}, volume.deletion_policy)
    policies = {each["metadata"].get("annotations", {}).get(ADDRESS): each for each in network_policies(rendering)}
    for network in topology.networks.values():
        if network.used_by:
            policy = policies[network.address]
            yield native_object(network.node, policy["metadata"]["name"], _plain_sections(policy), {})
    for route in topology.routes.values():
        *_, main = manifests = route_manifests(rendering, route)
        sections = {**_plain_sections(main), "certificate": _certificate(rendering, route, manifests)}
        yield native_object(route.node, main["metadata"]["name"], sections, {})


def _plain_sections(manifest: Manifest) -> dict[str, object]:
    metadata = manifest["metadata"]
    name = [metadata["namespace"], manifest["kind"], metadata["name"]]
    return {"name": name, "settings": manifest["spec"]}


def _certificate(rendering: Rendering, route: Route, manifests: list[Manifest]) -> list[str]:
    texts = [text for text in (route.tls_certificate, route.tls_key) if text is not None]
    return rendering.writer.digests(texts) if len(manifests) > 1 else []
