"""Reads Kubernetes manifests into a draft."""

import posixpath
from collections.abc import Callable, Sequence

from topology.importing.documents import Documents
from topology.importing.draft import Draft
from topology.importing.kubernetes.confidential import CONFIG_MAP, SECRET_KIND
from topology.importing.kubernetes.objects import Object, load_objects
from topology.importing.kubernetes.policies import add_availability, add_network, add_scaling
from topology.importing.kubernetes.ports import bind_services, name_of
from topology.importing.kubernetes.routes import add_routes
from topology.importing.kubernetes.scope import Scope
from topology.importing.kubernetes.workloads import KINDS, fill, workloads
from topology.importing.trees import Trees
from topology.tosca.findings import Findings
from topology.tosca.tree import span_of

AFTERWARDS: dict[str, Callable[[Scope, Object], None]] = {
    "Ingress": add_routes,
    "HorizontalPodAutoscaler": add_scaling,
    "PodDisruptionBudget": add_availability,
    "NetworkPolicy": add_network,
}
"""What is added to the nodes of workloads, by kind."""

WHEN_USED = (CONFIG_MAP, SECRET_KIND, "PersistentVolumeClaim")


def read_kubernetes(documents: Documents, findings: Findings, paths: Sequence[str]) -> Draft | None:
    """The draft of the objects of some files; None after findings that leave nothing to write."""
    trees = Trees(findings)
    objects = load_objects(documents, trees, paths)
    listed = ", ".join(map(posixpath.basename, paths[:3])) + (" and others" if len(paths) > 3 else "")
    scope = Scope(trees, objects, Draft("", f"Made from {listed}."))
    scope.workloads = list(workloads(scope))
    if not scope.workloads:
        if not findings.has_errors:
            findings.error("TS870", "There is nothing in the files that runs.", span_of(objects.all[0].key))
        return None
    bind_services(scope)
    for workload in scope.workloads:
        workload.name = name_of(scope, workload)
        scope.draft.nodes[workload.name] = workload.node
    for workload in scope.workloads:
        fill(scope, workload)
    for each in objects.all:
        if each.kind in AFTERWARDS:
            AFTERWARDS[each.kind](scope, each)
    _tell_rest(scope)
    return scope.draft


def _tell_rest(scope: Scope) -> None:
    """Note the objects, and the fields of objects, that nothing in the template says."""
    namespaces = {each.namespace for each in scope.objects.all if each.namespace}
    if len(namespaces) > 1:
        message = f"A template is one deployment in one namespace; these are in {len(namespaces)}."
        scope.trees.otherwise(scope.objects.all[-1].key, message)
    for each in scope.objects.all:
        is_used = (each.kind, each.namespace, each.name) in scope.used
        if each.kind in WHEN_USED and not is_used:
            scope.trees.unsaid(each.key, f"Nothing uses the {each.kind} `{each.name}`, so it is left out.")
        elif each.kind in (*KINDS, *AFTERWARDS, *WHEN_USED, "Service"):
            each.fields.tell_rest()
        else:
            scope.trees.unsaid(each.key, f"The {each.kind} `{each.name}` has no counterpart and is left out.")
