"""Which kind of workload a container becomes, and which volumes it has for itself."""

from enum import StrEnum

from provisioners.containers.model import Container, Topology, Volume


class Workload(StrEnum):
    """The kinds of workloads that are made."""

    DEPLOYMENT = "Deployment"
    STATEFUL_SET = "StatefulSet"
    DAEMON_SET = "DaemonSet"
    JOB = "Job"
    CRON_JOB = "CronJob"


def workload(topology: Topology, container: Container) -> Workload:
    """A container with a volume that no other node uses keeps its identity and its data: a stateful set."""
    if container.job is not None:
        return Workload.JOB if container.job.schedule is None else Workload.CRON_JOB
    if is_everywhere(container):
        return Workload.DAEMON_SET
    volumes = (topology.volumes[mount.storage] for mount in container.mounts if mount.is_volume)
    has_own = any(volume.used_by == (container.address,) for volume in volumes)
    return Workload.STATEFUL_SET if has_own else Workload.DEPLOYMENT


def is_everywhere(container: Container) -> bool:
    """Whether one instance runs on each host."""
    placement = container.policies.placement
    return placement is not None and placement.everywhere


def is_claimed_by_instance(topology: Topology, volume: Volume) -> bool:
    """Whether each instance of the one container that uses a volume gets a claim of its own."""
    if len(volume.used_by) != 1:
        return False
    return workload(topology, topology.containers[volume.used_by[0]]) is Workload.STATEFUL_SET
