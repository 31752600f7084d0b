"""Objects that make pods: each becomes a node, a container or a job."""

from collections.abc import Iterator

from topology.importing.draft import CONTAINER, JOB, DraftNode, Value
from topology.importing.fields import Fields
from topology.importing.kubernetes.environment import environment
from topology.importing.kubernetes.health import health_check
from topology.importing.kubernetes.objects import Object
from topology.importing.kubernetes.policies import add_placement, add_update
from topology.importing.kubernetes.ports import add_ports
from topology.importing.kubernetes.process import add_process
from topology.importing.kubernetes.quantities import seconds
from topology.importing.kubernetes.scope import Scope, Workload
from topology.importing.kubernetes.volumes import add_volumes

STEADY = ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController")
KINDS = (*STEADY, "Pod", "Job", "CronJob")
RETRIES = 6
"""How many failures a Job bears where nothing is said."""

CONCURRENCY = {"Allow": "allow", "Forbid": "forbid", "Replace": "replace"}


def workloads(scope: Scope) -> Iterator[Workload]:
    """The workloads of the files; one whose pods have several containers is refused."""
    for found in scope.objects.of(*KINDS):
        template = _template(found)
        pod = found.spec if found.kind == "Pod" else template.below("spec", f"the pods of `{found.name}`")
        metadata = template.below("metadata")
        metadata.ignore("annotations", "creationTimestamp", "name", "labels")
        labels = found.labels if found.kind == "Pod" else metadata.texts("labels")
        containers = pod.each("containers", f"the container of `{found.name}`")
        if not containers:
            scope.trees.wrong(found.key, f"The {found.kind} `{found.name}` has no containers.")
            continue
        _check_alone(scope, found, pod, containers)
        kind = JOB if found.kind in ("Job", "CronJob") else CONTAINER
        yield Workload(found, pod, containers[0], labels, DraftNode(kind))


def _template(found: Object) -> Fields:
    spec = found.spec.below("jobTemplate").below("spec", "a job") if found.kind == "CronJob" else found.spec
    return spec.below("template")


def _check_alone(scope: Scope, found: Object, pod: Fields, containers: list[Fields]) -> None:
    for key, what in (("initContainers", "that runs first"), ("containers", "beside the first one")):
        listed = containers[1:] if key == "containers" else pod.each(key, "a container")
        for each in listed:
            message = f"A node is one container; `{found.name}` has another {what}."
            help_text = "Do its work in the image or its command, or in a workload of its own."
            scope.trees.impossible(each.at("name"), message, help_text)
            each.ignore(*each)


def fill(scope: Scope, workload: Workload) -> None:
    """Fill the node of a workload."""
    node, container, pod = workload.node, workload.container, workload.pod
    container.ignore("name", "terminationMessagePolicy", "terminationMessagePath", "imagePullPolicy")
    pod.ignore("restartPolicy", "dnsPolicy", "schedulerName", "enableServiceLinks", "automountServiceAccountToken")
    known = environment(scope, workload)
    add_process(scope, workload, known)
    if known:
        node.properties["environment"] = known
    add_ports(scope, workload)
    check = health_check(scope, workload, known)
    if check:
        node.properties["health_check"] = check
    add_volumes(scope, workload)
    add_placement(scope, workload)
    if node.type == JOB:
        _add_job(scope, workload)
    else:
        _add_scale(scope, workload)
    workload.object.spec.ignore("selector", "serviceName", "podManagementPolicy", "revisionHistoryLimit")


def _add_scale(scope: Scope, workload: Workload) -> None:
    spec = workload.object.spec
    if workload.object.kind == "Deployment":
        add_update(scope, workload)
    elif spec.below("updateStrategy").text("type") == "OnDelete":
        scope.trees.unsaid(spec.at("updateStrategy"), "That pods are replaced by hand has no counterpart.")
    count = spec.whole("replicas") if workload.object.kind != "DaemonSet" else None
    if count == 0:
        scope.trees.impossible(spec.at("replicas"), "A node has at least one container.", "Leave the workload out.")
    elif count is not None and count > 1:
        bounds: dict[str, Value] = {"min_instances": 1, "max_instances": count, "default_instances": count}
        workload.node.capabilities["scalable"] = bounds
    if workload.object.kind == "Pod" and spec.text("restartPolicy") in ("Never", "OnFailure"):
        scope.trees.otherwise(spec.at("restartPolicy"), "The container is started again whenever it ends.")


def _add_job(scope: Scope, workload: Workload) -> None:
    """How a container that ends is run, once or by a schedule."""
    properties, outer = workload.node.properties, workload.object.spec
    spec = outer
    if workload.object.kind == "CronJob":
        spec = outer.below("jobTemplate").below("spec", "a job")
        outer.below("jobTemplate").ignore("metadata")
        properties["schedule"] = outer.text("schedule") or ""
        zone = outer.text("timeZone")
        if zone:
            properties["time_zone"] = zone
        policy = outer.text("concurrencyPolicy") or "Allow"
        properties["concurrency"] = CONCURRENCY.get(policy, "allow")
        outer.ignore("successfulJobsHistoryLimit", "failedJobsHistoryLimit")
    for key in ("completions", "parallelism"):
        number = spec.whole(key)
        if number is not None and number != 1:
            properties[key] = number
    retries = spec.whole("backoffLimit")
    properties["retries"] = RETRIES if retries is None else retries
    limit = spec.whole("activeDeadlineSeconds")
    if limit is not None:
        properties["time_limit"] = seconds(limit)
    if workload.pod.text("restartPolicy") == "OnFailure":
        properties["restart"] = "on-failure"
    spec.ignore("template", "selector", "manualSelector")
