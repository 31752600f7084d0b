"""Labels for marathon-lb, which leads requests to the ports of applications.

It writes them into HAProxy's configuration as they are, so only names and paths of plain characters get there.
"""

import re
from collections.abc import Iterator, Mapping

from provisioners.backends.mesos.ports import port_index
from provisioners.containers.model import Route, Topology

HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*", re.ASCII)
PATH = re.compile(r"(/[A-Za-z0-9._~-]*)+", re.ASCII)


def routes_to(topology: Topology, address: str) -> tuple[Route, ...]:
    """The routes that lead to a container."""
    return tuple(route for route in topology.routes.values() if route.backend == address)


def routed_ports(topology: Topology, address: str) -> frozenset[int]:
    """The ports of a container that routes lead to."""
    return frozenset(route.port for route in routes_to(topology, address))


def balancer_labels(
    topology: Topology, address: str, mappings: list[dict[str, object]], options: Mapping[str, str]
) -> dict[str, str]:
    """The labels of the routes to a container; none without routes."""
    found = dict(_labels(topology, address, mappings))
    return {"HAPROXY_GROUP": options.get("route_group", ""), **found} if routes_to(topology, address) else {}


def url(route: Route) -> str:
    """The address of a route, seen from outside; empty for a balancer, whose port is chosen when it starts."""
    return f"http://{route.host}{route.path}" if route.host else ""


def _labels(topology: Topology, address: str, mappings: list[dict[str, object]]) -> Iterator[tuple[str, str]]:
    for route in routes_to(topology, address):
        index = port_index(mappings, route.port)
        if route.host:
            yield f"HAPROXY_{index}_VHOST", route.host
        if route.path != "/":
            yield f"HAPROXY_{index}_PATH", route.path
