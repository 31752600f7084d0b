"""The conformance suites: pure, and on a real Kubernetes."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from provisioners.backends.contract import Backend, Endpoint
from provisioners.backends.kubernetes import backend
from tests.engines.kubernetes import Cluster
from tests.images.debian_base import NAME as IMAGE
from tests.provisioners.backends.container_conformance import ContainerConformance, ContainerParts
from tests.provisioners.backends.harness import Harness
from tests.provisioners.backends.kubernetes.conftest import left
from tests.provisioners.backends.refusals import Refusals
from tests.provisioners.graphs import node
from topology.graph.model import Node, TopologyGraph
from topology.values.value import Value

SCRIPT = "echo version {version}; trap 'exit 0' TERM; sleep 1000 & wait"


class KubernetesParts:
    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster

    def container(
        self,
        address: str,
        environment: dict[str, Value],
        *,
        version: str = "1",
        scalable: dict[str, Value] | None = None,
        **properties: Value,
    ) -> Node:
        command = ("sh", "-c", SCRIPT.format(version=version))
        own: dict[str, Value] = {"command": command, "stop_grace_period": "2 s", "environment": environment}
        return node(address, image=IMAGE, scalable=scalable, **{**own, **properties})  # type: ignore[arg-type]

    def broken(self, address: str) -> Node:
        return node(address, image=IMAGE, command=("sh", "-c", "echo cannot; exit 7"))

    def without_image(self, address: str) -> Node:
        return node(address, image="127.0.0.1:1/nobody/nothing:1")

    def volume(self, address: str, policy: str) -> Node:
        return node(address, "toposmith.nodes.Volume", deletion_policy=policy)

    def away(self) -> Endpoint:
        return Endpoint("https://127.0.0.1:1", {"token": "none"})

    def left(self, deployment: str) -> list[str]:
        return left(self._cluster, deployment)

    def meddle(self, harness: Harness, address: str) -> None:
        self._cluster.run_kubectl("--namespace", harness.deployment, "set", "env", f"deployment/{address}", "COLOUR-")

    def remove(self, harness: Harness, address: str) -> None:
        selector = f"--selector=toposmith.node={address}"
        self._cluster.run_kubectl("--namespace", harness.deployment, "delete", "deployments,statefulsets", selector)

    @contextmanager
    def occupied(self, harness: Harness, topology: TopologyGraph) -> Iterator[Callable[[], bool]]:
        name, content = harness.deployment, uuid.uuid4().hex
        self._cluster.run_kubectl("create", "namespace", name)
        self._cluster.run_kubectl("label", "namespace", name, f"mine={content}")
        before = self._cluster.run_kubectl("get", "namespace", name, "--output", "yaml")
        try:
            yield lambda: self._cluster.run_kubectl("get", "namespace", name, "--output", "yaml") == before
        finally:
            self._cluster.run_kubectl("delete", "namespace", name)


@pytest.mark.kubernetes
class TestKubernetes(ContainerConformance):
    @pytest.fixture
    def parts(self, kubernetes_cluster: Cluster) -> ContainerParts:
        return KubernetesParts(kubernetes_cluster)


class TestRefusals(Refusals):
    @pytest.fixture
    def backend(self) -> Backend:
        return backend

    @pytest.fixture
    def options(self) -> dict[str, str]:
        return {"registry": "registry.example:5000", "vm_runtime": "kata", "sandbox_runtime": "gvisor"}
