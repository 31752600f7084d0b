"""What Mesos's own containerizer cannot do, on a target whose option ``containerizer`` chooses it."""

from collections.abc import Iterator, Mapping

from provisioners.backends.findings import Findings
from provisioners.backends.mesos.types import is_by_pods
from provisioners.containers.model import Container, Topology


def check(findings: Findings, topology: Topology, options: Mapping[str, str]) -> None:
    """Note each wish of a container that a pod cannot fulfil."""
    if not is_by_pods(options):
        return
    for container in topology.containers.values():
        if container.job is None:
            for key in _refused(container):
                message = f"Mesos's own containerizer has no counterpart for '{key}' of '{container.node.name}'."
                findings.add("TS814", container.node, ("properties", key), message)
    for volume in topology.volumes.values():
        if options.get("volume_driver") and volume.used_by:
            findings.add("TS814", volume.node, (), f"Pods have no volumes of a driver, as '{volume.node.name}' is one.")
    for route in topology.routes.values():
        message = f"marathon-lb leads to applications, and '{route.backend}' is a pod on this target."
        findings.add("TS814", route.node, (), message)


def _refused(container: Container) -> Iterator[str]:
    rights = container.rights
    wishes = {
        "privileged": rights.privileged,
        "host_pid": rights.pid,
        "host_ipc": rights.ipc,
        "added_capabilities": rights.capabilities,
        "devices": rights.devices,
        "user": container.user,
        "working_dir": container.working_dir,
        "read_only": container.read_only,
    }
    return (key for key, wish in wishes.items() if wish)
