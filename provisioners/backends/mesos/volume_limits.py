"""What volumes of Mesos cannot do."""

from collections.abc import Mapping

from provisioners.backends.findings import Findings
from provisioners.backends.mesos.volumes import size_of
from provisioners.containers.model import Container, Topology, Volume
from topology.diagnostics import Severity

KEPT_POLICY = {False: "delete", True: "retain"}
"""The one deletion policy that holds for local volumes, and for those of a driver."""


def check(findings: Findings, topology: Topology, options: Mapping[str, str]) -> None:
    """Note each wish of a volume, and of those that use it, that cannot be fulfilled."""
    has_driver = bool(options.get("volume_driver"))
    for volume in topology.volumes.values():
        if volume.used_by:
            _check_policy(findings, volume, has_driver)
            _check_size(findings, volume, options)
            _check_users(findings, volume)
    for container in topology.containers.values():
        _check_instances(findings, container)


def _check_policy(findings: Findings, volume: Volume, has_driver: bool) -> None:
    place = ("properties", "deletion_policy")
    name, policy = volume.node.name, volume.deletion_policy
    if policy == "snapshot":
        findings.add("TS806", volume.node, place, f"Marathon cannot make a snapshot of '{name}'.")
    elif policy != KEPT_POLICY[has_driver]:
        what = "a driver's volumes are never deleted" if has_driver else "local volumes go with their application"
        message = f"The data of '{name}' cannot be kept to the policy '{policy}': {what}."
        findings.add("TS855", volume.node, place, message)


def _check_size(findings: Findings, volume: Volume, options: Mapping[str, str]) -> None:
    name, has_driver = volume.node.name, bool(options.get("volume_driver"))
    if has_driver and volume.size is not None:
        message = (
            f"The driver decides on the size of '{name}': Marathon does not hand it over for containers of Docker."
        )
        findings.add("TS807", volume.node, ("properties", "size"), message, severity=Severity.WARNING)
    if not has_driver and not size_of(volume, options):
        findings.add("TS854", volume.node, (), f"'{name}' does not say how large it is to be.")


def _check_users(findings: Findings, volume: Volume) -> None:
    if len(volume.used_by) > 1:
        first, second, *_ = volume.used_by
        message = f"'{volume.node.name}' cannot be shared by '{first}' and '{second}'."
        findings.add("TS859", volume.node, (), message)


def _check_instances(findings: Findings, container: Container) -> None:
    count = container.scale.instances
    if count > 1 and any(mount.is_volume for mount in container.mounts):
        message = f"{count} instances of '{container.node.name}' cannot share a volume."
        path = ("capabilities", "scalable", "properties", "default_instances")
        findings.add("TS859", container.node, path, message)
