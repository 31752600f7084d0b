"""The pods of a workload that its present template made; those of former templates are on their way out."""

from collections.abc import Mapping
from typing import Any

from provisioners.backends.kubernetes.api import Data
from provisioners.backends.kubernetes.labels import NODE
from provisioners.backends.kubernetes.ownership import label_selector
from provisioners.backends.kubernetes.resources import Server

REVISION = "deployment.kubernetes.io/revision"
TEMPLATE_GENERATION = "deprecated.daemonset.template.generation"


def pods_of_node(server: Server, deployment: str, namespace: str, node: str) -> list[Data]:
    """All pods of a node, by its label."""
    selector = f"{label_selector(deployment)},{NODE}={node}"
    return server.api.items(f"/api/v1/namespaces/{namespace}/pods", labelSelector=selector)


def current_pods(server: Server, deployment: str, live: Mapping[str, Any]) -> list[Data]:
    """The pods that belong to a workload's present template."""
    metadata = live["metadata"]
    pods = pods_of_node(server, deployment, metadata["namespace"], metadata["labels"][NODE])
    marks = _marks(server, deployment, live)
    return [pod for pod in pods if marks.items() <= (pod["metadata"].get("labels") or {}).items()]


def _marks(server: Server, deployment: str, live: Mapping[str, Any]) -> Mapping[str, str]:
    """The labels that only pods of the present template have."""
    metadata, status = live["metadata"], live.get("status", {})
    annotations = metadata.get("annotations") or {}
    if live["kind"] == "StatefulSet" and "updateRevision" in status:
        return {"controller-revision-hash": status["updateRevision"]}
    if live["kind"] == "DaemonSet" and TEMPLATE_GENERATION in annotations:
        return {"pod-template-generation": annotations[TEMPLATE_GENERATION]}
    if live["kind"] == "Job":
        return {"controller-uid": metadata["uid"]}
    if live["kind"] == "Deployment":
        for replica_set in _replica_sets(server, deployment, live):
            if (replica_set["metadata"].get("annotations") or {}).get(REVISION) == annotations.get(REVISION):
                return {"pod-template-hash": replica_set["metadata"]["labels"]["pod-template-hash"]}
    return {}


def _replica_sets(server: Server, deployment: str, live: Mapping[str, Any]) -> list[Data]:
    metadata = live["metadata"]
    selector = f"{label_selector(deployment)},{NODE}={metadata['labels'][NODE]}"
    return server.api.items(f"/apis/apps/v1/namespaces/{metadata['namespace']}/replicasets", labelSelector=selector)
