"""A cluster for tests of the Kubernetes backend, and a look at it that does not go through the backend."""

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from provisioners.backends.contract import Endpoint, Right
from provisioners.backends.kubernetes import backend
from tests.engines.kubernetes import Cluster
from tests.provisioners.backends.harness import Harness

KINDS = (
    "deployments,statefulsets,daemonsets,jobs,cronjobs,pods,services,configmaps,secrets,serviceaccounts,"
    "persistentvolumeclaims,networkpolicies,ingresses,poddisruptionbudgets,horizontalpodautoscalers"
)


@pytest.fixture
def endpoint(kubernetes_cluster: Cluster) -> Endpoint:
    return endpoint_of(kubernetes_cluster)


@pytest.fixture
def harness(kubernetes_cluster: Cluster, endpoint: Endpoint, tmp_path: Path) -> Iterator[Harness]:
    """A deployment of a name of its own. Whatever a test leaves behind is removed."""
    work = tmp_path / "work"
    work.mkdir()
    name = f"tst-{uuid.uuid4().hex[:8]}"
    options = endpoint.options
    yield Harness(backend, endpoint, work, name, rights=frozenset({Right.IMAGE_BUILD}), options=options)
    sweep(kubernetes_cluster, name)


def endpoint_of(cluster: Cluster, token: str = "", **options: str) -> Endpoint:
    """The cluster with its administrator's token, or another's."""
    credential = {"ca": cluster.key("ca.crt"), "token": token or cluster.admin_token}
    return Endpoint(cluster.url, credential, {"public_address": "127.0.0.1", **options})


def look(cluster: Cluster, *arguments: str) -> dict[str, Any]:
    """What ``kubectl get`` shows of an object."""
    found: dict[str, Any] = json.loads(cluster.run_kubectl("get", *arguments, "-o", "json"))
    return found


def left(cluster: Cluster, deployment: str) -> list[str]:
    """The names of everything that belongs to a deployment."""
    selector = ("--selector", f"toposmith.deployment={deployment}", "--output", "name")
    inner = cluster.run_kubectl("get", KINDS, "--all-namespaces", *selector)
    return [*inner.split(), *cluster.run_kubectl("get", "namespaces", *selector).split()]


def sweep(cluster: Cluster, deployment: str) -> None:
    """Remove the namespaces of a deployment and of those whose names begin with its name."""
    for name in (deployment, f"{deployment}-b"):
        cluster.run_kubectl("delete", "namespace", name, "--ignore-not-found", "--wait=false")
