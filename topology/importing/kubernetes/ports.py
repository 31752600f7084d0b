"""Services as ports: by which others reach a node, and which the platform publishes."""

from collections.abc import Iterator, Mapping

from topology.importing.draft import DraftNode, Requirement, Value
from topology.importing.fields import Fields
from topology.importing.kubernetes.objects import Object
from topology.importing.kubernetes.scope import Scope, Workload, selects
from topology.importing.names import free
from topology.record import ValueRecord

EVERYWHERE = "0.0.0.0"  # noqa: S104 - a service is reached at every address of the cluster
LOAD_BALANCER = "tosca.nodes.LoadBalancer"
HEADLESS = "None"
PROTOCOLS = {"TCP": "tcp", "UDP": "udp"}

Key = tuple[int, str]


class ServicePort(ValueRecord):
    """A port of a service: its number, and the container's port that it leads to."""

    name: str
    number: int
    target: int
    protocol: str
    node_port: int | None


def bind_services(scope: Scope) -> None:
    """Find the workload of each service; one that leads to none is left out with a finding."""
    for service in scope.objects.of("Service"):
        selector = service.spec.texts("selector")
        fitting = [
            each
            for each in scope.workloads
            if each.object.namespace == service.namespace and selects(selector, each.labels)
        ]
        if len(fitting) > 1:
            names = ", ".join(f"`{each.object.name}`" for each in fitting)
            scope.trees.impossible(service.key, f"The Service `{service.name}` leads to several workloads: {names}.")
        elif not fitting:
            scope.trees.unsaid(service.key, f"The Service `{service.name}` leads to no workload here and is left out.")
            service.spec.ignore(*service.spec)
        for each in fitting[:1]:
            each.services.append(service)


def name_of(scope: Scope, workload: Workload) -> str:
    """The name of a workload's node: that of its service, by which others reach it, else its own."""
    ordered = sorted(workload.services, key=lambda each: each.spec.text("clusterIP") == HEADLESS)
    for service in ordered[1:]:
        if service.spec.text("type") in (None, "ClusterIP") and service.spec.text("clusterIP") != HEADLESS:
            message = f"`{workload.object.name}` is reached as `{ordered[0].name}` only, not as `{service.name}`."
            scope.trees.otherwise(service.key, message)
    return free(ordered[0].name if ordered else workload.object.name, scope.draft.nodes, "workload")


def add_ports(scope: Scope, workload: Workload) -> None:
    """Give a node its ports: those of its services, and those that its container notes."""
    published: dict[Key, Value] = {}
    inner: dict[Key, Fields | Object] = {}
    named = dict(_container_ports(scope, workload, inner))
    for service in workload.services:
        kind = service.spec.text("type") or "ClusterIP"
        service.spec.ignore("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "publishNotReadyAddresses")
        service.spec.ignore("internalTrafficPolicy")
        for port in service_ports(scope, service, named):
            inner.setdefault((port.target, port.protocol), service)
            if kind == "NodePort":
                published[port.target, port.protocol] = port.node_port or 0
            elif kind == "LoadBalancer":
                _add_balancer(scope, workload, service)
            _tell_of_number(scope, service, port)
        if kind == "ExternalName":
            scope.trees.impossible(service.key, f"`{service.name}` stands for a name outside; use that name.")
    if published:
        workload.node.properties["ports"] = [
            {"target": target, "protocol": protocol, "address": EVERYWHERE, **({"published": number} if number else {})}
            for (target, protocol), number in published.items()
        ]
    _add_endpoint(scope, workload.node, [key for key in inner if key not in published], inner)


def _add_endpoint(scope: Scope, node: DraftNode, keys: list[Key], places: Mapping[Key, "Fields | Object"]) -> None:
    """The endpoint of a node, which has one port; further ones are published, or not noted."""
    for number, (port, protocol) in enumerate(keys):
        if number == 0:
            node.capabilities["endpoint"] = {"port": port, **({"protocol": "udp"} if protocol == "udp" else {})}
            continue
        place = places[port, protocol]
        at = place.key if isinstance(place, Object) else place.at("containerPort")
        message = f"A node has one port that is not published; the port {port} is not noted."
        scope.trees.unsaid(at, message)


def _container_ports(
    scope: Scope, workload: Workload, inner: dict[Key, "Fields | Object"]
) -> Iterator[tuple[str, int]]:
    for port in workload.container.each("ports", "a port"):
        number, protocol = port.whole("containerPort"), PROTOCOLS.get(port.text("protocol") or "TCP")
        if number is None or protocol is None:
            scope.trees.wrong(port.at("containerPort"), "A port has a number, and speaks TCP or UDP.")
            continue
        inner[number, protocol] = port
        name = port.text("name")
        if name is not None:
            yield name, number


def service_ports(scope: Scope, service: Object, named: Mapping[str, int]) -> Iterator[ServicePort]:
    """The ports of a service; ``named`` are the container's ports that have a name."""
    for port in service.spec.each("ports", "a port"):
        number, target = port.whole("port"), port.text("targetPort")
        protocol = PROTOCOLS.get(port.text("protocol") or "TCP")
        if number is None or protocol is None:
            scope.trees.wrong(port.at("port"), "A port has a number, and speaks TCP or UDP.")
            continue
        if target is not None and not target.isdecimal() and target not in named:
            scope.trees.missing(port.at("targetPort"), f"The container has no port called `{target}`.")
            continue
        wanted = number if target is None else named[target] if target in named else int(target)
        yield ServicePort(port.text("name") or "", number, wanted, protocol, port.whole("nodePort"))


def _tell_of_number(scope: Scope, service: Object, port: ServicePort) -> None:
    if port.number != port.target:
        message = f"`{service.name}` is reached at the container's port {port.target}, not at {port.number}."
        scope.trees.otherwise(service.key, message, "Change the port where others name it.")


def _add_balancer(scope: Scope, workload: Workload, service: Object) -> None:
    name = f"{workload.name}_balancer"
    scope.draft.nodes.setdefault(
        name, DraftNode(LOAD_BALANCER, requirements=[Requirement("application", workload.name)])
    )
