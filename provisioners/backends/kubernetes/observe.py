"""The state of a deployment's instances, from the cluster's lists alone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from provisioners.backends.contract import Endpoint, NodeState, Observed, Rendered
from provisioners.backends.kubernetes.api import Api, Data, connected
from provisioners.backends.kubernetes.documents import address_of
from provisioners.backends.kubernetes.drift import drift
from provisioners.backends.kubernetes.labels import NODE
from provisioners.backends.kubernetes.names import Names, names_of
from provisioners.backends.kubernetes.ownership import is_ours, label_selector
from provisioners.backends.kubernetes.prune import CLAIM, inventory
from provisioners.backends.kubernetes.reached import Reached, balanced_at, by_http_route, by_ingress
from provisioners.backends.kubernetes.readiness import BY_KIND
from provisioners.backends.kubernetes.resources import Server
from provisioners.backends.kubernetes.states import from_claims, from_workload

Inventory = list[tuple[str, Data]]


def observe(deployment: str, endpoint: Endpoint, wanted: Rendered | None = None) -> Mapping[str, Observed]:
    """All instances of a deployment by address, with what differs from ``wanted``. Raises :class:`PlatformError`."""
    names = names_of(deployment, endpoint.options)
    with connected(endpoint) as api:
        server = Server(api)
        every = [*inventory(server, deployment, names.namespace)] if _is_there(api, names, deployment) else []
        pods = api.items(f"/api/v1/namespaces/{names.namespace}/pods", labelSelector=label_selector(deployment))
        found = {each.address: each for each in _observed(every, pods, Reached(api, endpoint.options))}
        differences = {} if wanted is None else drift(server, wanted, every)
    if wanted is None:
        return found
    gone = {
        address: Observed(address, NodeState.DELETED, drift=("it is gone",))
        for address in wanted.objects
        if address not in found
    }
    return {**{key: replace(each, drift=differences.get(key, ())) for key, each in found.items()}, **gone}


def _is_there(api: Api, names: Names, deployment: str) -> bool:
    """Whether the deployment's own namespace is its own."""
    if not names.is_own:
        return True
    namespace = api.find(f"/api/v1/namespaces/{names.namespace}")
    return namespace is not None and is_ours(namespace, deployment)


def _observed(every: Inventory, pods: Iterable[Data], reached: Reached) -> Iterator[Observed]:
    by_address: dict[str, list[Data]] = {}
    for pod in pods:
        by_address.setdefault(address_of(pod), []).append(pod)
    claims: dict[str, list[Data]] = {}
    for kind, live in every:
        address = address_of(live)
        if kind == CLAIM:
            claims.setdefault(address, []).append(live)
        elif kind in BY_KIND:
            found = from_workload({"kind": kind, **live}, by_address.get(address, []))
            yield replace(found, attributes={**found.attributes, **_published(address, every, reached)})
        elif address and NODE not in live["metadata"]["labels"]:
            yield from _outer(kind, live, reached)
    for address, mine in claims.items():
        yield from_claims(address, mine)


def _published(address: str, every: Inventory, reached: Reached) -> dict[str, str]:
    """What the services of a container that publish ports give."""
    found: dict[str, str] = {}
    for kind, live in every:
        if kind == "Service" and address_of(live) == address and live["spec"]["type"] != "ClusterIP":
            found |= reached.by_service(live)
    return found


def _outer(kind: str, live: Data, reached: Reached) -> Iterator[Observed]:
    """A network, a route or a load balancer."""
    address, name = address_of(live), live["metadata"]["name"]
    if kind == "NetworkPolicy":
        yield Observed(address, NodeState.RUNNING, name, {"name": name}, 1)
    elif kind == "Ingress":
        yield Observed(address, NodeState.RUNNING, name, by_ingress(live), 1)
    elif kind == "HTTPRoute":
        yield Observed(address, NodeState.RUNNING, name, by_http_route(live), 1)
    elif kind == "Service":
        is_given = bool(balanced_at(live))
        detail = "" if is_given else "the cluster has given it no address yet"
        state = NodeState.RUNNING if is_given else NodeState.STARTING
        yield Observed(address, state, detail, reached.by_service(live), int(is_given))
