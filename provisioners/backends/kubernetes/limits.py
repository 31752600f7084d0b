"""What Kubernetes cannot do, beyond what no platform can; each finding stands at its line."""

import re
from collections.abc import Callable
from fractions import Fraction

from provisioners.backends.findings import Findings
from provisioners.backends.kubernetes.beside import SECRETS_FOLDER
from provisioners.backends.kubernetes.kinds import Workload, is_everywhere, workload
from provisioners.backends.kubernetes.limits_of_ports import check_ports
from provisioners.backends.kubernetes.limits_of_routes import check_network, check_route, check_volume
from provisioners.backends.kubernetes.pods import RUNTIME_OPTIONS
from provisioners.backends.kubernetes.rendering import Rendering
from provisioners.containers.model import Container
from topology.diagnostics import Diagnostic, Severity

_USER = re.compile(r"[0-9]{1,9}(?::[0-9]{1,9})?", re.ASCII)
_PART = r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?"
_LABEL_KEY = re.compile(rf"(?:[a-z0-9](?:[a-z0-9.-]{{0,251}}[a-z0-9])?/)?{_PART}", re.ASCII)
_LABEL_VALUE = re.compile(rf"(?:{_PART})?", re.ASCII)


def limits(rendering: Rendering) -> tuple[Diagnostic, ...]:
    """Each wish of a topology that Kubernetes cannot fulfil, at its line."""
    findings = Findings()
    for container in rendering.topology.containers.values():
        for check in CHECKS:
            check(findings, rendering, container)
    for volume in rendering.topology.volumes.values():
        check_volume(findings, volume)
    for network in rendering.topology.networks.values():
        check_network(findings, network)
    for route in rendering.topology.routes.values():
        check_route(findings, rendering, route)
    return findings.all()


def _check_user(findings: Findings, _: Rendering, container: Container) -> None:
    user = container.user
    if user is not None and not user.is_secret and not _USER.fullmatch(user.plain):
        message = f"Kubernetes knows no names of users, so '{container.node.name}' cannot run as {user.plain!r}."
        help_ = "Write the user's number, or NUMBER:NUMBER with the group's."
        findings.add("TS833", container.node, ("properties", "user"), message, help=help_)


def _check_secrets(findings: Findings, _: Rendering, container: Container) -> None:
    """Secrets that would have to stand in the pod itself."""
    node, check = container.node, container.health
    for key, text in (("user", container.user), ("working_dir", container.working_dir)):
        if text is not None and text.is_secret:
            findings.add("TS808", node, ("properties", key), f"'{key}' of '{node.name}' cannot be a secret.")
    if check is not None and any(text.is_secret for text in check.command):
        message = f"The command of the health check of '{node.name}' cannot hold a secret: read it from a file."
        findings.add("TS808", node, ("properties", "health_check", "command"), message)


def _check_restart(findings: Findings, _: Rendering, container: Container) -> None:
    if container.job is None and container.restart in ("no", "on-failure"):
        message = f"Kubernetes always restarts '{container.node.name}', whatever it ends with."
        help_ = "Leave 'restart' out, or use toposmith.nodes.Job for what ends."
        findings.add("TS814", container.node, ("properties", "restart"), message, help=help_)


def _check_paths(findings: Findings, _: Rendering, container: Container) -> None:
    node = container.node
    for path in container.config_files:
        if ":" in path:
            message = f"Kubernetes mounts nothing at {path!r}, since it has a colon."
            findings.add("TS815", node, ("properties", "files", path), message)
        if container.secret_files and path.startswith(f"{SECRETS_FOLDER}/"):
            message = f"{SECRETS_FOLDER} holds the secrets of '{node.name}' and nothing else."
            findings.add("TS815", node, ("properties", "files", path), message)
    for mount in container.mounts:
        if ":" in mount.location:
            message = f"Kubernetes mounts nothing at {mount.location!r}, since it has a colon."
            findings.add("TS815", node, ("requirements",), message)


def _check_resources(findings: Findings, _: Rendering, container: Container) -> None:
    own = container.resources
    cpus = own.cpus and own.reserved_cpus and Fraction(own.reserved_cpus) > Fraction(own.cpus)
    memory = own.memory is not None and (own.reserved_memory or 0) > own.memory
    for key, is_more in (("reserved_cpus", cpus), ("reserved_memory", memory)):
        if is_more:
            message = f"'{container.node.name}' reserves more than it may use at most."
            findings.add("TS814", container.node, ("properties", key), message)


def _check_scaling(findings: Findings, rendering: Rendering, container: Container) -> None:
    if container.policies.scaling is None:
        return
    name, own = container.node.name, container.resources
    if workload(rendering.topology, container) not in (Workload.DEPLOYMENT, Workload.STATEFUL_SET):
        message = f"The number of instances of '{name}' is not one that use could change."
        findings.add("TS814", container.node, (), message)
    elif own.cpus is None and own.reserved_cpus is None:
        message = f"'{name}' reserves no processor time, so its use cannot be measured."
        findings.add("TS832", container.node, (), message)


def _check_update(findings: Findings, rendering: Rendering, container: Container) -> None:
    update = container.policies.update
    if update is None:
        return
    wishes = {f"'failure_action: {update.failure_action}'": update.failure_action != "pause"}
    if workload(rendering.topology, container) is not Workload.DEPLOYMENT:
        wishes["'order: start-first'"] = update.start_first
    if workload(rendering.topology, container) is Workload.STATEFUL_SET:
        wishes["'parallelism'"] = update.parallelism > 1
    for wish, is_there in wishes.items():
        if is_there:
            message = f"Kubernetes has no counterpart for {wish} of the updates of '{container.node.name}'."
            findings.add("TS807", container.node, (), message, severity=Severity.WARNING)


def _check_placement(findings: Findings, _: Rendering, container: Container) -> None:
    placement = container.policies.placement
    if placement is None:
        return
    keys = [*placement.labels, *([placement.spread_over] if placement.spread_over else [])]
    wrong = [key for key in keys if not _LABEL_KEY.fullmatch(key)]
    wrong += [value for value in placement.labels.values() if not _LABEL_VALUE.fullmatch(value)]
    for text in wrong:
        message = f"{text!r} cannot be on a host of Kubernetes, so '{container.node.name}' is placed nowhere."
        findings.add("TS815", container.node, (), message)
    if is_everywhere(container) and container.scale.instances > 1:
        message = f"'{container.node.name}' has one instance on each host; the number of instances has no effect."
        findings.add("TS807", container.node, (), message, severity=Severity.WARNING)


def _check_isolation(findings: Findings, rendering: Rendering, container: Container) -> None:
    wanted = container.policies.isolation
    if wanted is not None and not rendering.option(RUNTIME_OPTIONS[wanted]):
        message = f"'{container.node.name}' is to be isolated by a {wanted}, and the target names no runtime for that."
        help_ = f"Set the option '{RUNTIME_OPTIONS[wanted]}' of the target."
        findings.add("TS823", container.node, (), message, help=help_)


def _check_job(findings: Findings, _: Rendering, container: Container) -> None:
    if container.job is not None and container.health is not None:
        message = f"'{container.node.name}' ends, and Kubernetes does not look at the health of what ends."
        findings.add("TS807", container.node, ("properties", "health_check"), message, severity=Severity.WARNING)


CHECKS: tuple[Callable[[Findings, Rendering, Container], None], ...] = (
    _check_user,
    _check_secrets,
    _check_restart,
    _check_paths,
    _check_resources,
    _check_scaling,
    _check_update,
    _check_placement,
    _check_isolation,
    _check_job,
    check_ports,
)
