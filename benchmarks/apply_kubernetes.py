"""Times an apply beside ``kubectl apply`` and waiting, for the same objects on the same real Kubernetes.

``TOPOSMITH_ENGINES=FOLDER python -m benchmarks.apply_kubernetes`` brings a node up, or uses one that runs, and prints
the seconds from the first call until everything is ready. Both run in turn, each time in a new namespace; a figure is
the median of its rounds. What counts is the ratio, since both wait for the same kubelet.
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
from provisioners.backends.kubernetes.documents import documents
from provisioners.backends.kubernetes.readiness import BY_KIND
from provisioners.backends.kubernetes.resources import Server
from tests.engines import kubernetes
from tests.provisioners.backends.harness import Harness
from tests.provisioners.backends.kubernetes.conftest import endpoint_of
from tests.provisioners.backends.kubernetes.serving import staying
from tests.provisioners.graphs import edge, graph, node
from topology.graph.model import TopologyGraph

ROUNDS = 5
TIMEOUT = "300s"


def topologies() -> dict[str, TopologyGraph]:
    """What is applied, by what is said of it."""
    names = [f"n{number}" for number in range(4)]
    data = node("data", "toposmith.nodes.Volume", deletion_policy="delete")
    return {
        "4 containers that wait for nobody": graph(*(staying(name, files={"/a": name}) for name in names)),
        "2 containers and a volume, one after the other": graph(
            staying("web"),
            staying("db"),
            data,
            edge("web", "connection", "db"),
            edge("db", "storage", "data", location="/data"),
        ),
    }


def ours(harness: Harness, topology: TopologyGraph) -> float:
    planned = harness.plan(topology)
    began = time.monotonic()
    harness.carry_out(planned.plan, planned.rendered)
    return time.monotonic() - began


def by_kubectl(cluster: kubernetes.Cluster, harness: Harness, topology: TopologyGraph) -> float:
    """The same manifests in one call, as people apply them, and then a wait for each workload."""
    with connected(harness.endpoint) as api:
        manifests = list(map(Server(api).converted, documents(harness.plan(topology).rendered)))
    text = yaml.safe_dump_all(manifests)
    workloads = [f"{each['kind']}/{each['metadata']['name']}" for each in manifests if each["kind"] in BY_KIND]
    own = ("--namespace", harness.deployment)
    began = time.monotonic()
    cluster.run_kubectl("apply", "--filename", "-", stdin=text)
    for workload in workloads:
        cluster.run_kubectl(*own, "rollout", "status", workload, "--timeout", TIMEOUT)
    return time.monotonic() - began


def cleaned(cluster: kubernetes.Cluster, harness: Harness, timed: Callable[[], float]) -> float:
    """The time of one apply; what it made goes before the next one begins."""
    took = timed()
    own = ("--namespace", harness.deployment)
    cluster.run_kubectl(*own, "delete", "deployments,statefulsets", "--all", "--cascade=foreground")
    cluster.run_kubectl("delete", "namespace", harness.deployment, "--wait=false")
    return took


def one_round(cluster: kubernetes.Cluster, topology: TopologyGraph, name: str) -> tuple[float, float]:
    """Seconds of ours and of kubectl's."""
    endpoint = endpoint_of(cluster)
    with tempfile.TemporaryDirectory() as folder:
        mine = Harness(backend, endpoint, Path(folder), name, options=endpoint.options)
        theirs = replace(mine, deployment=f"{name}-k")
        return (
            cleaned(cluster, mine, lambda: ours(mine, topology)),
            cleaned(cluster, theirs, lambda: by_kubectl(cluster, theirs, topology)),
        )


def main() -> None:
    with kubernetes.running() as cluster:
        print("| objects | toposmith, s | kubectl, s | ratio | difference, s |")
        print("|---|--:|--:|--:|--:|")
        for title, topology in topologies().items():
            names = (f"bench-{os.getpid()}-{secrets.token_hex(2)}" for _ in range(ROUNDS))
            pairs = [one_round(cluster, topology, name) for name in names]
            mine, theirs = (statistics.median(each) for each in zip(*pairs, strict=True))
            print(f"| {title} | {mine:.2f} | {theirs:.2f} | {mine / theirs:.2f} | {mine - theirs:+.2f} |", flush=True)


if __name__ == "__main__":
    main()
