"""The template from which a workload makes its pods."""

from provisioners.backends.kubernetes.beside import beside, content_digest
from provisioners.backends.kubernetes.containers import LINGER, lingers, native_container
from provisioners.backends.kubernetes.kinds import Workload, is_everywhere
from provisioners.backends.kubernetes.labels import (
    ADDRESS,
    CONTENT,
    DEPLOYMENT,
    NODE,
    common_labels,
    membership,
    selector,
)
from provisioners.backends.kubernetes.mounts import volumes
from provisioners.backends.kubernetes.names import deployment_name
from provisioners.backends.kubernetes.networks import joined
from provisioners.backends.kubernetes.probes import seconds
from provisioners.backends.kubernetes.rendering import Manifest, Rendering, filled
from provisioners.containers.model import Container
from provisioners.containers.policies import Isolation

RUNTIME_OPTIONS = {
    Isolation.VIRTUAL_MACHINE: "vm_runtime",
    Isolation.USER_SPACE_KERNEL: "sandbox_runtime",
}
"""The target's option that names the RuntimeClass for each isolation."""

HOST_NAME = "kubernetes.io/hostname"
ON_FAILURE = "on-failure"

VOLUMES_GROUP = 10000
"""The group of volumes whose container has a user but no group; no distribution gives this number to anybody."""


def pod_template(rendering: Rendering, container: Container, kind: Workload) -> Manifest:
    """The template of a container's pods."""
    deployment = rendering.topology.deployment
    found = beside(container)
    labels = {**common_labels(deployment), **selector(deployment, container.name)}
    networks = [] if container.rights.network else joined(rendering, container)
    content = content_digest(rendering, found)
    return {
        "metadata": {
            "labels": {**labels, **{membership(name): "joined" for name in networks}},
            "annotations": filled({ADDRESS: container.address, CONTENT: content}),
        },
        "spec": {
            **_pod(rendering, container, kind),
            **_host(container),
            **_placement(rendering, container, kind),
            "containers": [native_container(rendering, container, found, kind)],
        },
    }


def _pod(rendering: Rendering, container: Container, kind: Workload) -> Manifest:
    isolation = container.policies.isolation
    native = filled(
        {
            "serviceAccountName": rendering.names.common,
            "runtimeClassName": isolation and rendering.option(RUNTIME_OPTIONS[isolation]),
            "terminationGracePeriodSeconds": _grace(container, kind),
            "volumes": volumes(rendering, container),
            "securityContext": _security(container),
        }
    )
    return {
        **native,
        "automountServiceAccountToken": False,
        "enableServiceLinks": False,
        "restartPolicy": _restart_policy(container),
    }


def _restart_policy(container: Container) -> str:
    if container.job is None:
        return "Always"
    return "OnFailure" if container.restart == ON_FAILURE else "Never"


def _grace(container: Container, kind: Workload) -> int | None:
    """The time to stop; what a pod lingers is not taken from it."""
    wanted = container.stop_grace_period
    if wanted is None:
        return None
    return (seconds(wanted) if wanted else 0) + (LINGER if lingers(container, kind) else 0)


def _security(container: Container) -> Manifest:
    """Docker's filter of system calls unless the container is privileged, and the group that volumes belong to."""
    return filled(
        {
            "seccompProfile": None if container.rights.privileged else {"type": "RuntimeDefault"},
            **(_owner_of_volumes(container) if any(mount.is_volume for mount in container.mounts) else {}),
        }
    )


def _owner_of_volumes(container: Container) -> Manifest:
    """A group that a container is in which does not begin as root; one that does gives its files away itself."""
    user, _, group = (container.user.plain if container.user else "").partition(":")
    if not group and int(user or 0) == 0:
        return {}
    return {"fsGroup": int(group or VOLUMES_GROUP), "fsGroupChangePolicy": "OnRootMismatch"}


def _host(container: Container) -> Manifest:
    rights = container.rights
    return filled(
        {
            "hostNetwork": rights.network,
            "dnsPolicy": "ClusterFirstWithHostNet" if rights.network else None,
            "hostPID": rights.pid,
            "hostIPC": rights.ipc,
        }
    )


def _placement(rendering: Rendering, container: Container, kind: Workload) -> Manifest:
    wanted = container.policies.placement
    if wanted is None:
        return {}
    deployment = rendering.topology.deployment
    same = {"matchLabels": selector(deployment, container.name)}
    spread = {"maxSkew": 1, "topologyKey": wanted.spread_over, "whenUnsatisfiable": "ScheduleAnyway"}
    names = [container.name, *(rendering.topology.containers[address].name for address in wanted.apart_from)]
    apart = {
        "labelSelector": {
            "matchLabels": {DEPLOYMENT: deployment_name(deployment)},
            "matchExpressions": [{"key": NODE, "operator": "In", "values": names}],
        },
        "topologyKey": HOST_NAME,
    }
    one_each = is_everywhere(container)
    return filled(
        {
            "nodeSelector": dict(wanted.labels),
            "topologySpreadConstraints": [{**spread, "labelSelector": same}]
            if wanted.spread_over and not one_each
            else None,
            "affinity": {"podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [apart]}}
            if wanted.apart and not one_each
            else None,
        }
    )
