"""What all parts of a rendering share: the topology, the names, the target's options, and the collector of secrets."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from provisioners.backends.kubernetes.escape import Writer
from provisioners.backends.kubernetes.labels import ADDRESS, NODE, common_labels
from provisioners.backends.kubernetes.names import Names
from provisioners.backends.kubernetes.types import OPTIONS
from provisioners.containers.model import Container, Route, Topology, Volume
from provisioners.containers.names import names_for

Manifest = dict[str, Any]

NOTHING: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True)
class Rendering:
    """One rendering."""

    topology: Topology
    names: Names
    options: Mapping[str, str]
    writer: Writer

    def option(self, name: str) -> str:
        """An option of the target, or its default."""
        return self.options.get(name) or OPTIONS[name].default

    def manifest(self, api: str, kind: str, name: str, *, address: str = "", **fields: Any) -> Manifest:
        """An object of the deployment; one of a node carries the node's address. Fields without content are left out.

        The field ``labels`` and ``annotations`` go into its metadata.
        """
        labels = {**common_labels(self.topology.deployment), **fields.pop("labels", {})}
        annotations = {**({ADDRESS: address} if address else {}), **fields.pop("annotations", {})}
        metadata: Manifest = {"name": name, "namespace": self.names.namespace, "labels": labels}
        if annotations:
            metadata["annotations"] = annotations
        return {"apiVersion": api, "kind": kind, "metadata": metadata, **filled(fields)}

    def of_container(self, api: str, kind: str, container: Container, suffix: str = "", **fields: Any) -> Manifest:
        """An object of a container."""
        labels = {NODE: container.name, "app.kubernetes.io/name": container.name, **fields.pop("labels", {})}
        name = self.names.of(container.name, suffix)
        return self.manifest(api, kind, name, address=container.address, labels=labels, **fields)

    def of_route(self, api: str, kind: str, route: Route, suffix: str = "", **fields: Any) -> Manifest:
        """An object of a route or a load balancer."""
        return self.manifest(api, kind, self.names.of(route.name, suffix), address=route.address, **fields)

    @cached_property
    def volume_names(self) -> Mapping[str, str]:
        """A legal name for each volume, by address."""
        return names_for(self.topology.volumes)

    @cached_property
    def network_names(self) -> Mapping[str, str]:
        """A legal name for each network, by address."""
        return names_for(self.topology.networks)

    def volume_name(self, volume: Volume) -> str:
        """The name of a volume inside a pod; it grows with the generation."""
        return f"{self.volume_names[volume.address]}-g{volume.generation}"

    def volumes_of(self, container: Container) -> Iterator[Volume]:
        """The volumes that a container mounts, each once."""
        addresses = dict.fromkeys(mount.storage for mount in container.mounts if mount.is_volume)
        return (self.topology.volumes[address] for address in addresses)

    def routes_to(self, container: Container) -> Iterator[Route]:
        """The routes and load balancers that lead to a container."""
        return (route for route in self.topology.routes.values() if route.backend == container.address)


def filled(fields: Mapping[str, Any]) -> Manifest:
    """Fields without those that hold nothing; ``0`` is something."""
    return {key: value for key, value in fields.items() if value is not False and value not in NOTHING}
