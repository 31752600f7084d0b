"""Applies a type map to a graph: nodes of foreign types become nodes of the profile's types, at their own lines."""

from collections.abc import Mapping
from dataclasses import dataclass

from provisioners.backends.findings import Findings
from provisioners.backends.type_map import Mapped, TypeEntry, TypeMap
from provisioners.containers.type_map.carry import carry
from provisioners.containers.type_map.images import image_of
from provisioners.containers.type_map.settings import ENVIRONMENT, INSTANCES, PORTS, PROFILE_TYPES
from provisioners.containers.type_map.uncovered import note_uncovered
from topology.diagnostics import Diagnostic
from topology.graph.model import Capability, Edge, Node, TopologyGraph
from topology.graph.source_map import SourceMap
from topology.record import replace
from topology.values.type_ref import TypeRef
from topology.values.value import Unknown, Value

ENDPOINT = "tosca.capabilities.Endpoint"
SCALABLE = "tosca.capabilities.Scalable"
TARGET = "target."
HOST_NAME = ("address",)
"""The attribute by which a container is reached by others."""


def applied(graph: TopologyGraph, type_map: TypeMap) -> tuple[TopologyGraph, tuple[Diagnostic, ...]]:
    """The graph with all nodes whose types the map names as the profile would have them, and what was found.

    What a node does not say, or says in another way than the map expects, is a finding (TS882 to TS886).
    """
    found = {address: type_map.entry_for(node.type) for address, node in graph.nodes.items()}
    entries = {address: entry for address, entry in found.items() if entry is not None}
    if not entries:
        return graph, ()
    hosts = {graph.nodes[a].name: a for a, entry in entries.items() if entry.kind is Mapped.CONTAINER}
    mapper = _Mapper(Findings(), hosts)
    nodes = {
        address: mapper.node(node, entries[address]) if address in entries else node
        for address, node in graph.nodes.items()
    }
    edges = tuple(_edge(graph, edge, entries.get(edge.source)) for edge in graph.edges)
    return replace(graph, nodes=nodes, edges=edges), mapper.findings.all()


@dataclass(frozen=True, slots=True)
class _Mapper:
    """``hosts`` are the addresses of mapped containers by the name of their node."""

    findings: Findings
    hosts: Mapping[str, str]

    def node(self, node: Node, entry: TypeEntry) -> Node:
        if entry.kind is Mapped.REFUSED:
            message = f"'{node.name}', a {node.type.name}, cannot run here."
            self.findings.add("TS886", node, (), message, help=entry.reason)
        elif entry.kind is not Mapped.TARGET:
            note_uncovered(self.findings, node, entry)
        carried = carry(self.findings, node, entry)
        profile = PROFILE_TYPES[entry.kind]
        mapped = replace(
            node,
            type=TypeRef(node.type.name, (node.type.name, profile, *node.type.lineage[1:])),
            properties=carried.values,
            source=SourceMap(node.source.own, {**node.source.spans, **carried.spans}),
        )
        return self._container(mapped, node, entry) if entry.kind is Mapped.CONTAINER else mapped

    def _container(self, mapped: Node, node: Node, entry: TypeEntry) -> Node:
        image, place = image_of(self.findings, node, entry)
        values = mapped.properties
        ports = values.get(PORTS)
        items = ports if isinstance(ports, tuple) else ()
        published = tuple(item for item in items if isinstance(item, Mapping) and "published" in item)
        environment = values.get(ENVIRONMENT)
        hosts = self.hosts if entry.node_names_are_hosts else {}
        return replace(
            mapped,
            properties={
                **{key: value for key, value in values.items() if key != INSTANCES},
                PORTS: published,
                ENVIRONMENT: _with_hosts(environment if isinstance(environment, Mapping) else {}, node, hosts),
            },
            artifacts={image.name: image},
            capabilities={**node.capabilities, **_capabilities(values, items)},
            source=SourceMap(mapped.source.own, {**mapped.source.spans, ("artifacts", "image"): place}),
        )


def _with_hosts(environment: Mapping[str, Value], node: Node, hosts: Mapping[str, str]) -> dict[str, Value]:
    """A variable whose whole value is the name of another container's node is the address of that container."""
    others = {name: address for name, address in hosts.items() if address != node.address}
    return {
        name: Unknown(others[value], HOST_NAME) if isinstance(value, str) and value in others else value
        for name, value in environment.items()
    }


def _capabilities(values: Mapping[str, Value], ports: tuple[Value, ...]) -> dict[str, Capability]:
    found = {}
    for item in ports:
        if isinstance(item, Mapping) and "published" not in item:
            name = f"port-{item['target']}-{item['protocol']}"
            offered = {"port": item["target"], "protocol": item["protocol"]}
            found[name] = Capability(name, TypeRef(ENDPOINT, (ENDPOINT,)), offered)
    if values.get(INSTANCES) is not None:
        number = values[INSTANCES]
        bounds = {"min_instances": number, "default_instances": number, "max_instances": number}
        found["scalable"] = Capability("scalable", TypeRef(SCALABLE, (SCALABLE,)), bounds)
    return found


def _edge(graph: TopologyGraph, edge: Edge, entry: TypeEntry | None) -> Edge:
    """The edge with the ``location`` that storage has in the profile."""
    for name in entry.locations if entry else ():
        if name.startswith(TARGET):
            value = graph.nodes[edge.target].properties.get(name.removeprefix(TARGET))
        else:
            value = edge.properties.get(name)
        if value is not None:
            return replace(edge, properties={**edge.properties, "location": value})
    return edge
