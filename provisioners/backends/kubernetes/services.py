"""Services: the name by which others reach a container, its instances' own names, and its published ports."""

from collections.abc import Iterable

from provisioners.backends.kubernetes.kinds import Workload, workload
from provisioners.backends.kubernetes.labels import SCHEME, selector
from provisioners.backends.kubernetes.names import BALANCER, GOVERNING, PUBLIC
from provisioners.backends.kubernetes.rendering import Manifest, Rendering
from provisioners.containers.model import Container, Port, Route

NODE_PORT, LOAD_BALANCER = "NodePort", "LoadBalancer"


def services(rendering: Rendering, container: Container) -> list[Manifest]:
    """All services of a container."""
    return [
        *_inner(rendering, container),
        *_governing(rendering, container),
        *_public(rendering, container),
    ]


def balancer(rendering: Rendering, route: Route) -> Manifest:
    """The service of a load balancer."""
    container = rendering.topology.containers[route.backend]
    spec = {
        "type": LOAD_BALANCER,
        "selector": selector(rendering.topology.deployment, container.name),
        "ports": [_port(route.port, "tcp")],
    }
    annotations = {SCHEME: container.scheme}
    return rendering.of_route("v1", "Service", route, BALANCER, annotations=annotations, spec=spec)


def listens(rendering: Rendering, container: Container) -> list[tuple[int, str]]:
    """The ports at which others may reach a container, those of routes included."""
    routed = ((route.port, "tcp") for route in rendering.routes_to(container))
    return list(dict.fromkeys((*container.listens, *routed)))


def _inner(rendering: Rendering, container: Container) -> list[Manifest]:
    """The name of a container: an address of its own, or those of its pods where no port is known."""
    ports = [_port(port, protocol) for port, protocol in listens(rendering, container)]
    if not ports and container.job is not None:
        return []
    spec: Manifest = {"type": "ClusterIP", "selector": selector(rendering.topology.deployment, container.name)}
    spec |= {"ports": ports} if ports else {"clusterIP": "None"}
    return [rendering.of_container("v1", "Service", container, spec=spec)]


def _governing(rendering: Rendering, container: Container) -> list[Manifest]:
    """The service that gives each instance of a stateful set a name, ready or not: members of a cluster look for it."""
    if workload(rendering.topology, container) is not Workload.STATEFUL_SET:
        return []
    spec = {
        "type": "ClusterIP",
        "clusterIP": "None",
        "publishNotReadyAddresses": True,
        "selector": selector(rendering.topology.deployment, container.name),
        "ports": [_port(port, protocol) for port, protocol in container.listens],
    }
    if not spec["ports"]:
        del spec["ports"]
    return [rendering.of_container("v1", "Service", container, GOVERNING, spec=spec)]


def _public(rendering: Rendering, container: Container) -> list[Manifest]:
    if not container.ports:
        return []
    kind = rendering.option("published_by")
    native = _node_port if kind == NODE_PORT else _balanced
    spec = {
        "type": kind,
        "selector": selector(rendering.topology.deployment, container.name),
        "ports": list(_distinct(native(port) for port in container.ports)),
    }
    annotations = {SCHEME: container.scheme}
    return [rendering.of_container("v1", "Service", container, PUBLIC, annotations=annotations, spec=spec)]


def _port(port: int, protocol: str) -> Manifest:
    """A port of a service; server-side apply needs its protocol, and several ports need names."""
    return {"name": f"{protocol}-{port}", "protocol": protocol.upper(), "port": port, "targetPort": port}


def _node_port(port: Port) -> Manifest:
    native = _port(port.target, port.protocol)
    return {**native, "nodePort": port.published} if port.published else native


def _balanced(port: Port) -> Manifest:
    number = port.published or port.target
    return {**_port(number, port.protocol), "targetPort": port.target}


def _distinct(ports: Iterable[Manifest]) -> Iterable[Manifest]:
    """Each port once: a service has one number for each port and protocol."""
    return {(port["port"], port["protocol"]): port for port in ports}.values()
