"""Removes what a deployment no longer needs; data only where the plan said so."""

from collections.abc import Collection, Iterator

from provisioners.backends.contract import Work
from provisioners.backends.kubernetes.api import Data
from provisioners.backends.kubernetes.apply import wait_until_gone
from provisioners.backends.kubernetes.common import REGISTRY
from provisioners.backends.kubernetes.documents import address_of, documents
from provisioners.backends.kubernetes.labels import GENERATION
from provisioners.backends.kubernetes.names import Names
from provisioners.backends.kubernetes.ownership import label_selector
from provisioners.backends.kubernetes.readiness import BY_KIND
from provisioners.backends.kubernetes.resources import RESOURCES, Server
from provisioners.planning.model import Action, DataEffect

CLAIM = "PersistentVolumeClaim"


def prune(work: Work, server: Server, names: Names) -> None:
    """Remove the deployment's objects that its manifests do not name, and wait until they are gone."""
    wanted = {(each["kind"], each["metadata"]["name"]) for each in documents(work.rendered)}
    wanted.add(("Secret", f"{names.common}{REGISTRY}"))
    surplus = [
        (kind, live)
        for kind, live in inventory(server, work.deployment, names.namespace)
        if kind != CLAIM and (kind, live["metadata"]["name"]) not in wanted
    ]
    remove_objects(work, server, surplus)
    prune_claims(work, server, names)


def prune_claims(work: Work, server: Server, names: Names) -> None:
    """Remove the claims that the plan destroys; those that nobody wants any more are left and reported."""
    for kind, live in inventory(server, work.deployment, names.namespace, (CLAIM,)):
        if is_destroyed(work, live):
            remove_objects(work, server, [(kind, live)])
        elif not _is_wanted(work, live):
            work.report(f"{address_of(live)}: the claim {live['metadata']['name']} is left with its data")


def inventory(
    server: Server, deployment: str, namespace: str, kinds: Collection[str] = tuple(RESOURCES)
) -> Iterator[tuple[str, Data]]:
    """All objects of a deployment in its namespace, with their kind.

    Without those that belong to another one and go with it, such as the runs of a scheduled job: the server gives a
    job that has no labels those of its pods.
    """
    for kind in kinds:
        path = server.collection(kind, namespace)
        if path is not None and RESOURCES[kind].namespaced:
            found = server.api.items(path, labelSelector=label_selector(deployment))
            yield from ((kind, live) for live in found if not live["metadata"].get("ownerReferences"))


def remove_objects(work: Work, server: Server, objects: Collection[tuple[str, Data]]) -> None:
    """Remove objects, workloads with their pods, and wait until they are gone."""
    paths = []
    for kind, live in objects:
        metadata = live["metadata"]
        path = f"{server.collection(kind, metadata['namespace'])}/{metadata['name']}"
        work.report(f"{address_of(live) or 'the deployment'}: removing {kind} {metadata['name']}")
        server.api.delete(path, propagation="Foreground" if kind in BY_KIND else "Background")
        paths.append(path)
    for path in paths:
        wait_until_gone(work, server, path)


def is_destroyed(work: Work, claim: Data) -> bool:
    """Whether the plan destroys the generation of a volume that a claim belongs to."""
    change = work.changes.get(address_of(claim))
    if change is None:
        return False
    last = change.generation - 1 if change.action is Action.REPLACE else change.generation
    return change.data is DataEffect.DESTROYS and _generation(claim) == last


def _is_wanted(work: Work, claim: Data) -> bool:
    """Whether the plan keeps the generation of a volume that a claim belongs to."""
    address = address_of(claim)
    change = work.changes.get(address)
    if change is None:
        return address in work.rendered.objects
    return change.action is not Action.DELETE and _generation(claim) == change.generation


def _generation(claim: Data) -> int:
    return int(claim["metadata"]["labels"].get(GENERATION, "1"))
