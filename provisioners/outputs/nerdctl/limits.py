"""What nerdctl's compose does not read, each at its line: it would warn and go on without.

Sources: nerdctl's docs/compose.md and its package serviceparser, version 2.
"""

from collections.abc import Iterator

from provisioners.containers.model import Container
from provisioners.outputs import limits
from provisioners.outputs.limits import Place
from provisioners.outputs.reading import Check, Wish
from topology.diagnostics import Severity


def _paths(wish: Wish) -> None:
    """Paths become parts of ``-v``, whose parts are divided by colons."""
    for container in wish.topology.containers.values():
        for mount in container.mounts:
            if ":" in mount.location:
                message = f"The location {mount.location!r} of '{mount.storage}' cannot be written."
                wish.findings.add("TS861", container.node, ("requirements",), message)
        for path in container.config_files:
            if ":" in path:
                wish.findings.add(
                    "TS861", container.node, ("properties", "files", path), f"{path!r} cannot be written."
                )
    for host_path in wish.topology.host_paths.values():
        if ":" in host_path.path:
            message = f"{host_path.path!r} cannot be written."
            wish.findings.add("TS861", host_path.node, ("properties", "path"), message)


def _jobs(wish: Wish) -> None:
    for container in wish.topology.containers.values():
        if any(wish.topology.containers[address].job is not None for address in container.waits_for):
            message = f"nerdctl does not wait for the end of a job, as '{container.node.name}' does."
            wish.findings.add("TS862", container.node, ("requirements",), message)


def _networks(wish: Wish) -> None:
    for network in wish.topology.networks.values():
        for key, wanted in (("internal", network.internal), ("ip_version", network.ipv6)):
            if wanted:
                message = f"nerdctl does not read this, so the '{key}' of '{network.node.name}' cannot be kept."
                wish.findings.add("TS862", network.node, ("properties", key), message)


def _left_out(wish: Wish) -> None:
    for container in wish.topology.containers.values():
        for place, what in _without_effect(container):
            message = f"nerdctl does not read {what} of '{container.node.name}', so it has no effect."
            wish.findings.add("TS807", container.node, place, message, severity=Severity.WARNING)


def _without_effect(container: Container) -> Iterator[tuple[Place, str]]:
    if container.health is not None:
        yield ("properties", "health_check"), "the health check"
    for key, value in (
        ("reserved_cpus", container.resources.reserved_cpus),
        ("reserved_memory", container.resources.reserved_memory),
    ):
        if value is not None:
            yield ("properties", key), f"the '{key}'"


CHECKS: tuple[Check, ...] = (
    limits.refuse_secret_texts,
    limits.refuse_secret_environment,
    limits.refuse_names_of_images,
    limits.refuse_nul,
    limits.refuse_snapshots,
    limits.refuse_shared_ports,
    limits.one_host,
    limits.isolated_by_option,
    limits.refuse("schedule", "completions", "parallelism", "time_limit", because="nerdctl runs a job once"),
    limits.refuse("host_ipc", because="nerdctl's compose does not read 'ipc'"),
    _paths,
    _jobs,
    _networks,
    _left_out,
)
