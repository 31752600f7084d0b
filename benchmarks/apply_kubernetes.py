"""Times an apply beside ``kubectl apply`` and waiting, for the same objects on the same real Kubernetes.

``TOPOSMITH_ENGINES=FOLDER python -m benchmarks.apply_kubernetes`` brings a node up, or uses one that runs, and prints
the seconds from the first call until everything is ready. All run in turn, each time in a new namespace; a figure is
the median of its rounds. What counts is the ratio, since all wait for the same kubelet. Both run twice, for both values
of a target's option ``start``: once as the topology wants it, where what others depend on is ready first (``kubectl``
node by node), and once with everything at once (``kubectl`` in one call).
"""

import os
import secrets
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import yaml

from provisioners.backends.kubernetes import backend
from provisioners.backends.kubernetes.api import connected
from provisioners.backends.kubernetes.documents import address_of, documents
from provisioners.backends.kubernetes.readiness import BY_KIND
from provisioners.backends.kubernetes.resources import Server
from tests.engines import kubernetes
from tests.provisioners.backends.harness import Harness
from tests.provisioners.backends.kubernetes.conftest import endpoint_of
from tests.provisioners.backends.kubernetes.serving import staying
from tests.provisioners.graphs import edge, graph, node
from topology.graph.model import TopologyGraph

ROUNDS = 8
TIMEOUT = "300s"


def topologies() -> dict[str, TopologyGraph]:
    """What is applied, by what is said of it."""
    names = [f"n{number}" for number in range(4)]
    data = node("data", "toposmith.nodes.Volume", deletion_policy="delete")
    chain = (data, edge("web", "connection", "db"), edge("db", "storage", "data", location="/data"))
    checked = {"health_check": {"command": ("true",), "interval": "2 s"}}
    return {
        "4 containers that wait for nobody": graph(*(staying(name, files={"/a": name}) for name in names)),
        "2 containers and a volume, one after the other": graph(staying("web"), staying("db"), *chain),
        "the same with health checks": graph(staying("web", **checked), staying("db", **checked), *chain),
    }


def ours(harness: Harness, topology: TopologyGraph) -> float:
    planned = harness.plan(topology)
    began = time.monotonic()
    harness.carry_out(planned.plan, planned.rendered)
    return time.monotonic() - began


def by_kubectl(cluster: kubernetes.Cluster, harness: Harness, topology: TopologyGraph, *, in_order: bool) -> float:
    """The same manifests, and a wait for each workload: in one call, or node by node where one depends on another."""
    planned = harness.plan(topology)
    with connected(harness.endpoint) as api:
        manifests = list(map(Server(api).converted, documents(planned.rendered)))
    order = [address for step in planned.plan.steps for address in step.addresses]
    has_order = in_order and bool(topology.edges)
    calls = [[each for each in manifests if address_of(each) == address] for address in ("", *order)]
    began = time.monotonic()
    for call in filter(None, calls) if has_order else [manifests]:
        cluster.run_kubectl("apply", "--filename", "-", stdin=yaml.safe_dump_all(call))
        for each in call:
            if each["kind"] in BY_KIND:
                workload = f"{each['kind']}/{each['metadata']['name']}"
                own = ("--namespace", harness.deployment)
                cluster.run_kubectl(*own, "rollout", "status", workload, "--timeout", TIMEOUT)
    return time.monotonic() - began


def cleaned(cluster: kubernetes.Cluster, harness: Harness, timed: Callable[[], float]) -> float:
    """The time of one apply; what it made goes before the next one begins, by force, since a kubelet takes its time."""
    took = timed()
    own = ("--namespace", harness.deployment)
    cluster.run_kubectl(*own, "delete", "deployments,statefulsets", "--all")
    cluster.run_kubectl(*own, "delete", "pods", "--all", "--force", "--grace-period=0")
    cluster.run_kubectl("delete", "namespace", harness.deployment, "--wait=false")
    return took


def one_round(cluster: kubernetes.Cluster, topology: TopologyGraph, name: str, number: int) -> tuple[float, ...]:
    """Seconds of ours and of kubectl's in the topology's order, and of both when all starts at once.

    Each round begins with another one of the four, since what the one before left is still on its way out.
    """
    endpoint = endpoint_of(cluster)
    hasty = endpoint_of(cluster, start="at-once")
    with tempfile.TemporaryDirectory() as folder:
        mine = Harness(backend, endpoint, Path(folder), name, options=endpoint.options)
        hurried = Harness(backend, hasty, Path(folder, "at-once"), f"{name}-a", options=hasty.options)
        hurried.folder.mkdir()
        ordered, at_once = (replace(mine, deployment=f"{name}-{letter}") for letter in "ko")
        ways: list[tuple[Harness, Callable[[], float]]] = [
            (mine, lambda: ours(mine, topology)),
            (ordered, lambda: by_kubectl(cluster, ordered, topology, in_order=True)),
            (hurried, lambda: ours(hurried, topology)),
            (at_once, lambda: by_kubectl(cluster, at_once, topology, in_order=False)),
        ]
        took = {way % 4: cleaned(cluster, *ways[way % 4]) for way in range(number, number + 4)}
    return tuple(took[way] for way in range(4))


def line(title: str, how: str, mine: float, theirs: float) -> str:
    return f"| {title} | {how} | {mine:.2f} | {theirs:.2f} | {mine / theirs:.2f} | {mine - theirs:+.2f} |"


def main() -> None:
    with kubernetes.running() as cluster:
        print("| objects | start | toposmith, s | kubectl, s | ratio | difference, s |")
        print("|---|---|--:|--:|--:|--:|")
        for title, topology in topologies().items():
            names = (f"bench-{os.getpid()}-{secrets.token_hex(2)}" for _ in range(ROUNDS))
            rounds = [one_round(cluster, topology, name, number) for number, name in enumerate(names)]
            mine, theirs, hasty, once = (statistics.median(each) for each in zip(*rounds, strict=True))
            print(line(title, "`ordered`", mine, theirs))
            print(line(title, "`at-once`", hasty, once), flush=True)


if __name__ == "__main__":
    main()
