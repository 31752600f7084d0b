"""What Swarm cannot do, beyond what no platform can."""

import re
from collections.abc import Callable, Iterator, Mapping

from provisioners.backends.findings import Findings
from provisioners.backends.swarm.types import VIRTUAL_ADDRESS, endpoint_mode
from provisioners.containers.model import LOOPBACK, WILDCARDS, Container, Network, Topology, Volume
from topology.diagnostics import Diagnostic, Severity

LARGEST_FILE = 1000 * 1024
"""Bytes of a config (swarmkit, "MaxConfigSize")."""

_LABEL = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*", re.ASCII)
_VALUE = re.compile(r"[A-Za-z0-9:_./-]+( [A-Za-z0-9:_./-]+)*", re.ASCII)
"""What a constraint takes literally (swarmkit, "constraint.Parse"), in other words than patterns."""


def limits(topology: Topology, options: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """Each wish of a topology that Swarm cannot fulfil, at its line."""
    findings = Findings()
    for container in topology.containers.values():
        for check in CHECKS:
            check(findings, container)
        _check_ports(findings, container, options)
    for volume in topology.volumes.values():
        _check_volume(findings, volume)
    for network in topology.networks.values():
        _check_network(findings, network)
    return findings.all()


def _check_ports(findings: Findings, container: Container, options: Mapping[str, str]) -> None:
    where = "every node" if endpoint_mode(options) == VIRTUAL_ADDRESS else "each node that runs it"
    for port in container.ports:
        if port.address in WILDCARDS:
            continue
        path = ("properties", "ports", port.index)
        message = f"Swarm publishes port {port.target} of '{container.node.name}' at all addresses of {where}"
        if port.address == LOOPBACK:
            severity = Severity.WARNING
            findings.add("TS830", container.node, path, f"{message}, not only on the loopback.", severity=severity)
        else:
            findings.add("TS814", container.node, (*path, "address"), f"{message}, not at {port.address} alone.")


def _check_job(findings: Findings, container: Container) -> None:
    job = container.job
    if job is None:
        return
    refused = {
        "schedule": job.schedule and "Swarm has no clock",
        "parallelism": job.parallelism < job.completions and "Swarm starts all runs of a job at once",
        "time_limit": job.time_limit is not None and "Swarm does not stop a job after a time",
    }
    for key, reason in refused.items():
        if reason:
            message = f"{reason}, so the '{key}' of '{container.node.name}' cannot be kept."
            findings.add("TS814", container.node, ("properties", key), message)


def _check_placement(findings: Findings, container: Container) -> None:
    placement = container.policies.placement
    if placement is None:
        return
    marks = dict(placement.labels)
    names = [*marks, *([placement.spread_over] if placement.spread_over else [])]
    wrong = [name for name in names if not _LABEL.fullmatch(name)]
    wrong += [value for value in marks.values() if not _VALUE.fullmatch(value)]
    for text in wrong:
        message = f"Swarm cannot ask for a node with the mark {text!r}, where '{container.node.name}' is to run."
        findings.add("TS815", container.node, (), message)
    if placement.apart_from:
        other = placement.apart_from[0]
        message = f"Swarm keeps instances of one container apart, but not '{container.address}' and '{other}'."
        findings.add("TS814", container.node, (), message)


def _check_policies(findings: Findings, container: Container) -> None:
    name = container.node.name
    if container.policies.isolation is not None:
        message = f"Swarm has one runtime for all services of a node, so '{name}' cannot be isolated more than others."
        findings.add("TS814", container.node, (), message)
    for what in _without_effect(container):
        message = f"Swarm has no counterpart for the policy of '{name}' on {what}."
        findings.add("TS807", container.node, (), message, severity=Severity.WARNING)


def _without_effect(container: Container) -> Iterator[str]:
    policies = container.policies
    if policies.scaling is not None:
        yield "scaling"
    if policies.update is not None and container.job is not None:
        yield "updates"
    if policies.min_available is not None:
        yield "availability"


def _check_files(findings: Findings, container: Container) -> None:
    for path, text in container.config_files.items():
        size = 0 if text.is_secret else len(text.plain.encode())
        if size > LARGEST_FILE:
            message = f"{path} of '{container.node.name}' has {size} bytes; Swarm takes {LARGEST_FILE} at most."
            findings.add("TS840", container.node, ("properties", "files", path), message)


def _check_volume(findings: Findings, volume: Volume) -> None:
    name = volume.node.name
    if volume.deletion_policy == "snapshot":
        message = f"Swarm cannot make a snapshot of '{name}'."
        findings.add("TS806", volume.node, ("properties", "deletion_policy"), message)
    if volume.size is not None:
        message = f"The size of '{name}' is not limited: Swarm's volumes have none."
        findings.add("TS807", volume.node, ("properties", "size"), message, severity=Severity.WARNING)


def _check_network(findings: Findings, network: Network) -> None:
    refused = {"ip_version": network.ipv6 and "6", "gateway_ip": network.gateway}
    for key, value in refused.items():
        if value:
            message = f"Swarm's overlay networks have no '{key}' {value}, which '{network.node.name}' wants."
            findings.add("TS814", network.node, ("properties", key), message)


CHECKS: tuple[Callable[[Findings, Container], None], ...] = (
    _check_job,
    _check_placement,
    _check_policies,
    _check_files,
)
