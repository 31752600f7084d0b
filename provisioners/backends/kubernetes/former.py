"""What a deployment has from before that would stand in the way of what comes: it goes first."""

from collections.abc import Iterable, Sequence

from provisioners.backends.contract import Work
from provisioners.backends.kubernetes.api import Data
from provisioners.backends.kubernetes.documents import address_of
from provisioners.backends.kubernetes.names import Names
from provisioners.backends.kubernetes.prune import inventory, remove_objects
from provisioners.backends.kubernetes.readiness import BY_KIND
from provisioners.backends.kubernetes.resources import Server

SCALER, SERVICE, INGRESS = "HorizontalPodAutoscaler", "Service", "Ingress"


def remove_former_entries(work: Work, server: Server, names: Names, manifests: Iterable[Data]) -> None:
    """Remove ways in from outside that nobody wants any more, or whose fixed port another service is to have.

    A port of the nodes belongs to one service, and many a controller refuses a second route of the same host and path.
    """
    wanted = {(each["kind"], each["metadata"]["name"]): each for each in manifests}
    takers = {port: name for (kind, name), each in wanted.items() if kind == SERVICE for port in _node_ports(each)}
    former = [
        (kind, live)
        for kind, live in inventory(server, work.deployment, names.namespace, (SERVICE, INGRESS))
        if (kind == INGRESS or live["spec"].get("type", "ClusterIP") != "ClusterIP")
        and ((kind, live["metadata"]["name"]) not in wanted or _gives_away(live, takers))
    ]
    remove_objects(work, server, former)


def remove_former_parts(work: Work, server: Server, names: Names, wave: Sequence[Data]) -> None:
    """Remove workloads of another kind, whose pods would be asked in place of new ones, and autoscalers of before."""
    wanted = {address_of(each): each["kind"] for each in wave if each["kind"] in BY_KIND}
    scalers = {each["metadata"]["name"] for each in wave if each["kind"] == SCALER}
    former = [
        (kind, live)
        for kind, live in inventory(server, work.deployment, names.namespace, (*BY_KIND, SCALER))
        if (address := address_of(live)) in wanted
        and (live["metadata"]["name"] not in scalers if kind == SCALER else kind != wanted[address])
    ]
    remove_objects(work, server, former)


def _gives_away(live: Data, takers: dict[int, str]) -> bool:
    name = live["metadata"]["name"]
    return any(takers.get(port, name) != name for port in _node_ports(live))


def _node_ports(service: Data) -> list[int]:
    return [port["nodePort"] for port in service["spec"].get("ports") or () if "nodePort" in port]
