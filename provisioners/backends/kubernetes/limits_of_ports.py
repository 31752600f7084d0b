"""Which ports cannot be published as the template says."""

import ipaddress

from provisioners.backends.findings import Findings
from provisioners.backends.kubernetes.rendering import Rendering
from provisioners.backends.kubernetes.services import NODE_PORT
from provisioners.containers.model import WILDCARDS, Container, Port
from topology.diagnostics import Severity


def check_ports(findings: Findings, rendering: Rendering, container: Container) -> None:
    """Note an address that is one host's, and a number that no service can have."""
    for port in container.ports:
        _check_address(findings, container, port)
        if rendering.option("published_by") == NODE_PORT:
            _check_number(findings, rendering, container, port)


def _check_address(findings: Findings, container: Container, port: Port) -> None:
    place = ("properties", "ports", port.index)
    if ipaddress.ip_address(port.address).is_loopback:
        name = container.node.name
        message = f"Port {port.target} of '{name}' is published at the cluster, not at {port.address} only."
        findings.add("TS830", container.node, place, message, severity=Severity.WARNING)
    elif port.address not in WILDCARDS:
        message = f"A service is reached at the cluster's addresses, not at {port.address}."
        findings.add("TS814", container.node, (*place, "address"), message, help="Leave 'address' out.")


def _check_number(findings: Findings, rendering: Rendering, container: Container, port: Port) -> None:
    least, most = map(int, rendering.option("node_ports").split("-"))
    if port.published and not least <= port.published <= most:
        message = f"Port {port.published} is none of the node ports {least} to {most}."
        findings.add("TS831", container.node, ("properties", "ports", port.index, "published"), message)
