"""What Compose cannot do, beyond what no platform can."""

from collections.abc import Callable, Iterator, Mapping

from provisioners.backends.compose.services import RUNTIME_OPTIONS
from provisioners.backends.findings import Findings
from provisioners.containers.model import Container, Topology, Volume
from topology.diagnostics import Diagnostic, Severity


def limits(topology: Topology, options: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """Each wish of a topology that Compose cannot fulfil, at its line."""
    findings = Findings()
    for container in topology.containers.values():
        for check in CHECKS:
            check(findings, container)
        _check_isolation(findings, container, options)
    for volume in topology.volumes.values():
        _check_volume(findings, volume)
    return findings.all()


def _check_read_only(findings: Findings, container: Container) -> None:
    if not container.read_only:
        return
    for key, files in (("secrets", container.secret_files), ("files", container.config_files)):
        if files:
            message = f"'{container.node.name}' is read-only, so its {key} cannot be put into it."
            findings.add("TS805", container.node, ("properties", key), message)


def _check_ports(findings: Findings, container: Container) -> None:
    count = container.scale.instances
    for port in container.ports:
        if port.published and count > 1:
            message = f"{count} containers of '{container.node.name}' cannot share port {port.published} of the host."
            findings.add("TS804", container.node, ("properties", "ports", port.index, "published"), message)


def _check_job(findings: Findings, container: Container) -> None:
    job = container.job
    if job is None:
        return
    name = container.node.name
    refused = {
        "schedule": job.schedule and "Compose has no clock",
        "completions": job.completions > 1 and "Compose runs a job once",
        "time_limit": job.time_limit is not None and "Compose does not stop a job after a time",
    }
    for key, reason in refused.items():
        if reason:
            message = f"{reason}, so the '{key}' of '{name}' cannot be kept."
            findings.add("TS814", container.node, ("properties", key), message)


def _check_policies(findings: Findings, container: Container) -> None:
    name = container.node.name
    placement = container.policies.placement
    if placement is not None and (placement.labels or placement.needs_hosts(container.scale.instances)):
        message = f"Compose has one host, so '{name}' cannot be placed on another."
        findings.add("TS814", container.node, (), message)
    for what in _without_effect(container):
        message = f"Compose has no counterpart for the policy of '{name}' on {what}."
        findings.add("TS807", container.node, (), message, severity=Severity.WARNING)


def _without_effect(container: Container) -> Iterator[str]:
    policies = container.policies
    if policies.scaling is not None:
        yield "scaling"
    if policies.update is not None:
        yield "updates"
    if policies.min_available is not None:
        yield "availability"
    if policies.placement is not None and policies.placement.spread_over:
        yield "spreading"


def _check_isolation(findings: Findings, container: Container, options: Mapping[str, str]) -> None:
    wanted = container.policies.isolation
    if wanted is not None and not options.get(RUNTIME_OPTIONS[wanted]):
        message = f"'{container.node.name}' is to be isolated by a {wanted}, and the target names no runtime for that."
        help_ = f"Set the option '{RUNTIME_OPTIONS[wanted]}' of the target."
        findings.add("TS823", container.node, (), message, help=help_)


def _check_volume(findings: Findings, volume: Volume) -> None:
    name = volume.node.name
    if volume.deletion_policy == "snapshot":
        message = f"Compose cannot make a snapshot of '{name}'."
        findings.add("TS806", volume.node, ("properties", "deletion_policy"), message)
    if volume.size is not None:
        message = f"The size of '{name}' is not limited: Compose's volumes have none."
        findings.add("TS807", volume.node, ("properties", "size"), message, severity=Severity.WARNING)


CHECKS: tuple[Callable[[Findings, Container], None], ...] = (
    _check_read_only,
    _check_ports,
    _check_job,
    _check_policies,
)
