"""Where published ports, routes and load balancers are reached from outside."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from provisioners.backends.kubernetes.api import Api, Data, Refusal
from provisioners.backends.kubernetes.attributes import published_attributes
from provisioners.backends.kubernetes.labels import SCHEME
from provisioners.backends.kubernetes.services import LOAD_BALANCER, NODE_PORT

OUTER_FIRST = ("ExternalIP", "ExternalDNS", "InternalIP")


class Reached:
    """The addresses of one cluster. Nodes are looked at only where the target does not name their address."""

    def __init__(self, api: Api, options: Mapping[str, str]) -> None:
        self._api = api
        self._options = options

    def by_service(self, service: Data) -> dict[str, str]:
        """The attributes that a service which publishes ports gives."""
        kind, ports = service["spec"]["type"], service["spec"]["ports"]
        protocol = (service["metadata"].get("annotations") or {}).get(SCHEME, "tcp")
        if kind == NODE_PORT and self._node:
            numbers = {_key(port): int(port["nodePort"]) for port in ports if port.get("nodePort")}
            return published_attributes(protocol, self._node, numbers)
        host = balanced_at(service) if kind == LOAD_BALANCER else ""
        return published_attributes(protocol, host, {_key(port): int(port["port"]) for port in ports}) if host else {}

    @cached_property
    def _node(self) -> str:
        """The address of a node: the target's word, else one that the cluster knows; empty where it may not tell."""
        named = self._options.get("public_address", "")
        if named:
            return named
        try:
            nodes = self._api.items("/api/v1/nodes")
        except Refusal:
            return ""
        addresses = [each for node in nodes for each in node.get("status", {}).get("addresses") or ()]
        return _first(addresses)


def by_ingress(ingress: Data) -> dict[str, str]:
    """The attributes of a route by its Ingress."""
    rule = ingress["spec"]["rules"][0]
    host = rule.get("host", "") or balanced_at(ingress)
    return _route(host, rule["http"]["paths"][0]["path"], is_secure="tls" in ingress["spec"])


def by_http_route(route: Data) -> dict[str, str]:
    """The attributes of a route by its HTTPRoute; whether its gateway speaks TLS is the gateway's own."""
    path = route["spec"]["rules"][0]["matches"][0]["path"]["value"]
    return _route(next(iter(route["spec"].get("hostnames") or ()), ""), path, is_secure=False)


def balanced_at(live: Data) -> str:
    """The address that a load balancer has got, as an address or a name; empty before that."""
    for each in live.get("status", {}).get("loadBalancer", {}).get("ingress") or ():
        return str(each.get("ip") or each.get("hostname") or "")
    return ""


def _route(host: str, path: str, *, is_secure: bool) -> dict[str, str]:
    if not host:
        return {}
    return {"public_address": host, "url": f"{'https' if is_secure else 'http'}://{host}{path}"}


def _first(addresses: Iterable[Data]) -> str:
    known = sorted(
        (OUTER_FIRST.index(each["type"]), str(each["address"])) for each in addresses if each["type"] in OUTER_FIRST
    )
    return known[0][1] if known else ""


def _key(port: Data) -> str:
    return f"{port['targetPort']}/{port['protocol'].lower()}"
