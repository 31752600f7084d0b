"""What Kubernetes can run: each node type with what it becomes, and the settings of a target."""

from collections.abc import Mapping
from functools import partial

from provisioners.backends.contract import Option, Right
from provisioners.backends.kubernetes.attributes import known_attributes
from provisioners.backends.kubernetes.names import Names
from provisioners.containers.platform import Platform
from provisioners.containers.types import NORMATIVE, Kind, Support
from provisioners.images.options import builder_options

SUPPORT: Mapping[str, Support] = {
    **NORMATIVE,
    "toposmith.nodes.Container": Support(
        Kind.CONTAINER,
        "A Deployment; a StatefulSet where it has volumes of its own; a DaemonSet where it is placed everywhere.",
    ),
    "toposmith.nodes.Job": Support(Kind.CONTAINER, "A Job, or a CronJob where it has a schedule."),
    "toposmith.nodes.Volume": Support(
        Kind.VOLUME, "A PersistentVolumeClaim, for each instance where one node uses it."
    ),
    "toposmith.nodes.Route": Support(Kind.ROUTE, "An Ingress, or an HTTPRoute where the target names a gateway."),
    "tosca.nodes.Container.Application": Support(Kind.CONTAINER, "As `toposmith.nodes.Container`."),
    "tosca.nodes.Storage.BlockStorage": Support(Kind.VOLUME, "As `toposmith.nodes.Volume`."),
    "tosca.nodes.network.Network": Support(Kind.NETWORK, "A NetworkPolicy."),
    "tosca.nodes.LoadBalancer": Support(Kind.ROUTE, "A Service of type LoadBalancer."),
}
"""By the type's name; of a node's lineage the nearest type counts."""

RIGHTS = frozenset(Right) - {Right.DEVICES}
"""Kubernetes gives a device of the host to privileged pods and to plug-ins of its own only."""

_NAME = r"[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?"
_DOMAIN = r"[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?"

OPTIONS: Mapping[str, Option] = {
    "namespace": Option("An existing namespace; without it each deployment has one of its own.", _NAME),
    "storage_class": Option("The class of volumes; without it the cluster's default.", _DOMAIN),
    "volume_size": Option("The size of volumes that name none.", r"[1-9][0-9]{0,9}(?:Mi|Gi|Ti)", "1Gi"),
    "shared_volumes": Option(
        "How volumes of several nodes are accessed.", r"ReadWriteOnce|ReadWriteMany", "ReadWriteOnce"
    ),
    "published_by": Option("The type of Service that publishes ports.", r"NodePort|LoadBalancer", "NodePort"),
    "node_ports": Option("The cluster's range of node ports.", r"[0-9]{1,5}-[0-9]{1,5}", "30000-32767"),
    "public_address": Option("The address at which nodes are reached from outside.", r"[A-Za-z0-9.:-]{1,253}"),
    "ingress_class": Option("The class of Ingress objects; without it the cluster's default.", _DOMAIN),
    "gateway": Option("NAME or NAMESPACE/NAME of a Gateway; routes are HTTPRoutes then.", rf"(?:{_NAME}/)?{_DOMAIN}"),
    "start": Option(
        "Whether what others depend on runs before they start, or all starts at once, as by kubectl apply.",
        r"ordered|at-once",
        "ordered",
    ),
    "vm_runtime": Option("The RuntimeClass that runs pods in a virtual machine.", _DOMAIN),
    "sandbox_runtime": Option("The RuntimeClass with a kernel in user space.", _DOMAIN),
    **builder_options(),
    "pull_secret": Option("An existing secret of the namespace with which images are pulled.", _DOMAIN),
}


def platform(names: Names, options: Mapping[str, str]) -> Platform:
    """Kubernetes, for a deployment whose objects are called so on a target with these options."""
    return Platform("Kubernetes", SUPPORT, partial(known_attributes, names, options))
