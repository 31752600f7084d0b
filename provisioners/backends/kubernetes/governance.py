"""Policies that are objects of their own: scaling by use, and how many instances stay during maintenance."""

from provisioners.backends.kubernetes.kinds import workload
from provisioners.backends.kubernetes.labels import selector
from provisioners.backends.kubernetes.rendering import Manifest, Rendering
from provisioners.containers.model import Container


def policy_manifests(rendering: Rendering, container: Container) -> list[Manifest]:
    """The autoscaler and the disruption budget of a container, where its policies ask for them."""
    return [*_autoscaler(rendering, container), *_budget(rendering, container)]


def _autoscaler(rendering: Rendering, container: Container) -> list[Manifest]:
    scaling = container.policies.scaling
    if scaling is None:
        return []
    aim = {"type": "Utilization", "averageUtilization": scaling.cpu_utilization}
    kind = workload(rendering.topology, container).value
    spec = {
        "scaleTargetRef": {"apiVersion": "apps/v1", "kind": kind, "name": rendering.names.of(container.name)},
        "minReplicas": scaling.least,
        "maxReplicas": scaling.most,
        "metrics": [{"type": "Resource", "resource": {"name": "cpu", "target": aim}}],
    }
    return [rendering.of_container("autoscaling/v2", "HorizontalPodAutoscaler", container, spec=spec)]


def _budget(rendering: Rendering, container: Container) -> list[Manifest]:
    least = container.policies.min_available
    if least is None or container.job is not None:
        return []
    match = {"matchLabels": selector(rendering.topology.deployment, container.name)}
    spec = {"minAvailable": least, "selector": match}
    return [rendering.of_container("policy/v1", "PodDisruptionBudget", container, spec=spec)]
