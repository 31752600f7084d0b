"""Objects and fields that become policies: placement, updates, scaling, disruption, and which pods reach each other."""

from collections.abc import Mapping

from topology.importing.draft import NETWORK, DraftNode, DraftPolicy, Value
from topology.importing.fields import Fields
from topology.importing.kubernetes.objects import Object
from topology.importing.kubernetes.quantities import seconds
from topology.importing.kubernetes.scope import Scope, Workload, selects
from topology.importing.names import free

PLACEMENT, UPDATE = "toposmith.policies.Placement", "toposmith.policies.Update"
SCALING, AVAILABILITY = "toposmith.policies.Scaling", "toposmith.policies.Availability"
HOST_NAME = "kubernetes.io/hostname"
DNS = 53


def add_placement(scope: Scope, workload: Workload) -> None:
    """On which hosts the pods of a workload run."""
    pod = workload.pod
    found: dict[str, Value] = {"everywhere": True} if workload.object.kind == "DaemonSet" else {}
    labels = pod.texts("nodeSelector")
    if labels:
        found["labels"] = labels
    spread = pod.each("topologySpreadConstraints", "a spread")
    for each in spread[:1]:
        each.ignore("maxSkew", "whenUnsatisfiable", "labelSelector")
        found["spread_over"] = each.text("topologyKey") or HOST_NAME
    affinity = pod.below("affinity")
    apart = affinity.below("podAntiAffinity").each("requiredDuringSchedulingIgnoredDuringExecution", "a rule")
    for rule in apart:
        is_own = selects(rule.below("labelSelector").texts("matchLabels"), workload.labels)
        if is_own and rule.text("topologyKey") == HOST_NAME:
            found["apart"] = True
        else:
            scope.trees.unsaid(rule.at("topologyKey"), "Only pods of one workload are kept apart, on hosts.")
    _add(scope, workload, "placement", PLACEMENT, found)


def add_update(scope: Scope, workload: Workload) -> None:
    """How the pods of a Deployment give way to new ones, where it says that in numbers."""
    spec = workload.object.spec
    delay = spec.whole("minReadySeconds")
    strategy = spec.below("strategy")
    kind = strategy.text("type")
    if kind == "Recreate":
        scope.trees.unsaid(strategy.at("type"), "That all pods stop first has no counterpart and is left out.")
    rolling = strategy.below("rollingUpdate")
    more, fewer = rolling.text("maxSurge"), rolling.text("maxUnavailable")
    found: dict[str, Value] = {}
    for count, order in ((more, "start-first"), (fewer, "stop-first")):
        other = fewer if count is more else more
        if count is not None and count.isdecimal() and int(count) and other == "0":
            found = {"parallelism": int(count), "order": order}
    if (more or fewer) and not found:
        message = "An update takes a number of pods, before others stop or after; what is said here is left out."
        scope.trees.unsaid(strategy.at("rollingUpdate"), message)
    if delay:
        found["delay"] = seconds(delay)
    _add(scope, workload, "update", UPDATE, found)


def add_scaling(scope: Scope, scaler: Object) -> None:
    """The bounds of an autoscaler, where it looks at the use of processors."""
    spec = scaler.spec
    target = spec.below("scaleTargetRef")
    target.ignore("apiVersion")
    place = (target.text("kind"), target.text("name"), scaler.namespace)
    workload = next((w for w in scope.workloads if (w.object.kind, w.object.name, w.object.namespace) == place), None)
    if workload is None:
        scope.trees.missing(spec.at("scaleTargetRef"), f"There is no {place[0]} `{place[1]}` in the files.")
        return
    found: dict[str, Value] = {
        "min_instances": spec.whole("minReplicas") or 1,
        "max_instances": spec.whole("maxReplicas") or 1,
    }
    old = spec.whole("targetCPUUtilizationPercentage")
    if old is not None:
        found["cpu_utilization"] = old
    for metric in spec.each("metrics", "a metric"):
        resource = metric.below("resource")
        aim = resource.below("target")
        use = aim.whole("averageUtilization")
        if metric.text("type") == "Resource" and resource.text("name") == "cpu" and use is not None:
            aim.ignore("type")
            found["cpu_utilization"] = use
        else:
            scope.trees.unsaid(metric.at("type"), "Only the use of processors has a counterpart; this is left out.")
            metric.ignore(*metric)
    workload.node.capabilities.pop("scalable", None)
    _add(scope, workload, "scaling", SCALING, found)


def add_availability(scope: Scope, budget: Object) -> None:
    """How many pods stay while hosts are emptied."""
    spec = budget.spec
    labels = spec.below("selector").texts("matchLabels")
    least = spec.text("minAvailable")
    for workload in _selected(scope, labels, budget.namespace):
        if least is not None and least.isdecimal():
            _add(scope, workload, "availability", AVAILABILITY, {"min_available": int(least)})
        else:
            message = f"Only a number of pods that stay has a counterpart; `{budget.name}` is left out."
            scope.trees.unsaid(budget.key, message)
            spec.ignore("maxUnavailable")


def add_network(scope: Scope, policy: Object) -> None:
    """A policy that lets the pods which it selects reach each other is a network; any other one is left out."""
    spec = policy.spec
    labels = spec.below("podSelector").texts("matchLabels")
    kinds = [each.text for each in spec.scalars("policyTypes")]
    ingress, egress = spec.each("ingress", "a rule"), spec.each("egress", "a rule")
    members = _selected(scope, labels, policy.namespace)
    inner = [_is_among(rule, "from", labels) for rule in ingress]
    outward = [_is_among(rule, "to", labels) or _is_dns(rule) for rule in egress]
    if not members or not inner or not all(inner) or not all(outward) or ("Egress" in kinds and not egress):
        message = f"What the NetworkPolicy `{policy.name}` forbids has no counterpart, so it is not forbidden."
        scope.trees.unsaid(policy.key, message)
        for rule in (*ingress, *egress):
            rule.ignore(*rule)
        return
    name = free(policy.name, scope.draft.nodes, "network")
    scope.draft.nodes[name] = DraftNode(NETWORK, properties={"internal": True} if egress else {})
    for workload in members:
        workload.node.require("network", name)


def _is_among(rule: Fields, key: str, labels: Mapping[str, str]) -> bool:
    """Whether a rule speaks of just the pods with some labels, at all of their ports."""
    ends = rule.each(key, "an end")
    found = [each.below("podSelector").texts("matchLabels") for each in ends if list(each) == ["podSelector"]]
    return len(found) == len(ends) == 1 and found[0] == dict(labels) and "ports" not in rule


def _is_dns(rule: Fields) -> bool:
    ports = rule.each("ports", "a port")
    rule.ignore("to")
    for port in ports:
        port.ignore("protocol")
    return bool(ports) and all(port.whole("port") == DNS for port in ports)


def _selected(scope: Scope, labels: dict[str, str], namespace: str) -> list[Workload]:
    return [w for w in scope.workloads if w.object.namespace == namespace and selects(labels, w.labels)]


def _add(scope: Scope, workload: Workload, ending: str, kind: str, properties: Mapping[str, Value]) -> None:
    if properties:
        scope.draft.policies[f"{workload.name}_{ending}"] = DraftPolicy(kind, (workload.name,), properties)
