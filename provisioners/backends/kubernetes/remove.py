"""Removes a deployment: its objects, and its namespace where nothing of anybody is left in it."""

from collections.abc import Iterator

from provisioners.backends.contract import PlatformError, Work
from provisioners.backends.kubernetes.api import Data, Refusal
from provisioners.backends.kubernetes.apply import wait_until_gone
from provisioners.backends.kubernetes.names import Names
from provisioners.backends.kubernetes.ownership import is_ours
from provisioners.backends.kubernetes.prune import CLAIM, inventory, prune_claims, remove_objects
from provisioners.backends.kubernetes.readiness import BY_KIND
from provisioners.backends.kubernetes.resources import Server

MADE_BY_THE_CLUSTER = frozenset({("ServiceAccount", "default"), ("ConfigMap", "kube-root-ca.crt")})
PASSING = frozenset({"Event", "Endpoints", "EndpointSlice", "Lease", "PodMetrics"})
"""Kinds that come and go with others, or by themselves."""

TOKEN = "kubernetes.io/service-account-token"  # noqa: S105 - the type of a secret


def remove(work: Work, server: Server, names: Names) -> None:
    """Remove all that belongs to the deployment, save data that is to be retained. Raises :class:`PlatformError`."""
    path = f"/api/v1/namespaces/{names.namespace}"
    namespace = server.api.find(path) if names.is_own else None
    if names.is_own and namespace is None:
        work.report("all is removed")
        return
    if namespace is not None and not is_ours(namespace, work.deployment):
        raise PlatformError(
            f"The namespace {names.namespace} does not belong to this deployment, so nothing was touched. "
            "Give the deployment another name."
        )
    work.report("removing workloads and their pods")
    every = list(inventory(server, work.deployment, names.namespace))
    # With pods or claims in it, a namespace goes late: its controller looks again after ever longer times.
    remove_objects(work, server, [(kind, live) for kind, live in every if kind in BY_KIND])
    prune_claims(work, server, names)
    if namespace is not None and not _is_held(work, server, names):
        work.report(f"removing the namespace {names.namespace} and what is in it")
        server.api.delete(path, propagation="Background")
        wait_until_gone(work, server, path)
    else:
        remove_objects(work, server, [(kind, live) for kind, live in every if kind != CLAIM and kind not in BY_KIND])
    work.report("all is removed")


def _is_held(work: Work, server: Server, names: Names) -> bool:
    """Whether something in a namespace has to stay: data that the plan keeps, or objects of others."""
    if any(inventory(server, work.deployment, names.namespace, (CLAIM,))):
        return True
    foreign = sorted(set(_foreign(server, work.deployment, names.namespace)))
    if foreign:
        work.report(f"the namespace {names.namespace} stays, since others have {', '.join(foreign[:5])} in it")
    return bool(foreign)


def _foreign(server: Server, deployment: str, namespace: str) -> Iterator[str]:
    """What stands in a namespace and is neither the deployment's, nor made by the cluster, nor part of another."""
    for root in _group_versions(server):
        for resource in server.api.get(root)["resources"]:
            kind, name = resource["kind"], resource["name"]
            if not resource["namespaced"] or "list" not in resource["verbs"] or "/" in name or kind in PASSING:
                continue
            for live in _listed(server, f"{root}/namespaces/{namespace}/{name}"):
                if not _is_passing(kind, live) and not is_ours(live, deployment):
                    yield f"{kind} {live['metadata']['name']}"


def _group_versions(server: Server) -> Iterator[str]:
    yield "/api/v1"
    for group in server.api.get("/apis")["groups"]:
        yield f"/apis/{group['preferredVersion']['groupVersion']}"


def _listed(server: Server, path: str) -> list[Data]:
    """What may not be looked at is taken for nothing: it takes other rights to make it."""
    try:
        return server.api.items(path)
    except Refusal as refusal:
        if refusal.status in (403, 405):
            return []
        raise


def _is_passing(kind: str, live: Data) -> bool:
    metadata = live["metadata"]
    is_token = kind == "Secret" and live.get("type") == TOKEN
    return bool(metadata.get("ownerReferences")) or (kind, metadata["name"]) in MADE_BY_THE_CLUSTER or is_token
