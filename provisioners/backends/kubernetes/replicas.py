"""The number of instances, which a manifest says, or an autoscaler while the manifest says nothing."""

from provisioners.backends.kubernetes.api import Data
from provisioners.backends.kubernetes.labels import MANAGER
from provisioners.backends.kubernetes.merging import SCALED
from provisioners.backends.kubernetes.resources import Server

CONTROLLER = "kube-controller-manager"


def take_back(server: Server, path: str, manifest: Data, live: Data) -> Data:
    """What is there, with the wanted number of instances where only the cluster's autoscaler has set another.

    From about version 1.22 on the autoscaler owns the number that it set: to apply another one is a conflict, also when
    the autoscaler is gone. What somebody set by hand stays a conflict.
    """
    if manifest["kind"] not in SCALED:
        return live
    wanted = manifest["spec"].get("replicas")
    if wanted in (None, live["spec"].get("replicas")):
        return live
    owners = {entry["manager"] for entry in live["metadata"].get("managedFields") or () if _owns(entry)}
    if CONTROLLER not in owners or owners - {CONTROLLER, MANAGER}:
        return live
    server.api.patch(path, {"spec": {"replicas": wanted}})
    return {**live, "spec": {**live["spec"], "replicas": wanted}}


def _owns(entry: Data) -> bool:
    return "f:replicas" in entry.get("fieldsV1", {}).get("f:spec", {})
