"""What marathon-lb cannot do for routes, and what would reach its configuration unescaped."""

from collections import Counter
from collections.abc import Mapping

from provisioners.backends.findings import Findings
from provisioners.backends.mesos.routes import HOST, PATH
from provisioners.containers.model import Route, Topology


def check(findings: Findings, topology: Topology, options: Mapping[str, str]) -> None:
    """Note each wish of a route that cannot be fulfilled."""
    taken = Counter((route.backend, route.port) for route in topology.routes.values())
    for route in topology.routes.values():
        name = route.node.name
        if not options.get("route_group"):
            findings.add("TS858", route.node, (), f"Nothing leads requests of '{name}' to '{route.backend}'.")
        if taken[route.backend, route.port] > 1:
            message = (
                f"Several routes lead to port {route.port} of '{route.backend}'; marathon-lb takes one for a port."
            )
            findings.add("TS814", route.node, (), message)
        _check_end(findings, topology, route)
        _check_texts(findings, route)


def _check_end(findings: Findings, topology: Topology, route: Route) -> None:
    backend = topology.containers[route.backend]
    if backend.rights.network or backend.job is not None:
        message = f"marathon-lb leads to ports that Marathon maps, and '{route.backend}' has none."
        findings.add("TS814", route.node, (), message)


def _check_texts(findings: Findings, route: Route) -> None:
    name = route.node.name
    if not route.host and not route.is_balancer:
        message = f"marathon-lb leads requests by their host name, and '{name}' has none."
        findings.add("TS814", route.node, (), message)
    if route.host and not HOST.fullmatch(route.host):
        findings.add("TS815", route.node, ("properties", "host"), f"{route.host!r} is no host name.")
    if not PATH.fullmatch(route.path):
        message = f"{route.path!r} has characters that marathon-lb would take for its own."
        findings.add("TS815", route.node, ("properties", "path"), message)
    for key, text in (("tls_certificate", route.tls_certificate), ("tls_key", route.tls_key)):
        if text is not None:
            message = f"marathon-lb takes certificates from its own files, so the '{key}' of '{name}' cannot be kept."
            findings.add("TS814", route.node, ("properties", key), message)
