"""What routes, volumes and networks ask for and Kubernetes does not have."""

import re

from provisioners.backends.findings import Findings
from provisioners.backends.kubernetes.rendering import Rendering
from provisioners.containers.model import Network, Route, Volume
from topology.diagnostics import Severity

_PART = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?:\*\.)?{_PART}(?:\.{_PART})*", re.ASCII)


def check_route(findings: Findings, rendering: Rendering, route: Route) -> None:
    """Note a host name that is none, and certificates where they cannot be kept."""
    node = route.node
    if route.host and not _HOST.fullmatch(route.host):
        message = f"{route.host!r} is no host name in lower case, nor one with '*.' before it."
        findings.add("TS815", node, ("properties", "host"), message)
    if (route.tls_certificate is None) != (route.tls_key is None):
        given = "tls_key" if route.tls_certificate is None else "tls_certificate"
        message = f"'{node.name}' needs both its certificate and its key."
        findings.add("TS814", node, ("properties", given), message)
    if route.tls_certificate is not None and rendering.option("gateway"):
        message = f"The target's gateway holds the certificates, so '{node.name}' cannot bring one."
        findings.add("TS814", node, ("properties", "tls_certificate"), message)


def check_volume(findings: Findings, volume: Volume) -> None:
    """Note a deletion policy that would need a driver's snapshots."""
    if volume.deletion_policy == "snapshot":
        message = f"Kubernetes itself cannot make a snapshot of '{volume.node.name}'."
        findings.add("TS806", volume.node, ("properties", "deletion_policy"), message)


def check_network(findings: Findings, network: Network) -> None:
    """Note what a network says of addresses: all pods share those of the cluster."""
    settings = {"cidr": network.subnet, "gateway_ip": network.gateway, "ip_version": network.ipv6}
    for key, value in settings.items():
        if value:
            message = f"Pods have the cluster's addresses, so '{key}' of '{network.node.name}' has no effect."
            findings.add("TS807", network.node, ("properties", key), message, severity=Severity.WARNING)
