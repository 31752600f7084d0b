"""An account that has what the documentation says it needs, and nothing else, is enough for a shared namespace."""

import uuid
from collections.abc import Iterator

import pytest
import yaml

from provisioners.backends.contract import NodeState
from tests.engines.kubernetes import Cluster
from tests.images.debian_base import NAME as IMAGE
from tests.provisioners.backends.harness import Harness
from tests.provisioners.backends.kubernetes.conftest import endpoint_of, left
from tests.provisioners.backends.kubernetes.serving import server
from tests.provisioners.graphs import edge, graph, node

pytestmark = pytest.mark.kubernetes

CHANGES = ["get", "list", "create", "patch", "delete"]
RULES = [
    {
        "apiGroups": [""],
        "resources": ["serviceaccounts", "configmaps", "secrets", "services", "persistentvolumeclaims"],
        "verbs": CHANGES,
    },
    {"apiGroups": ["apps"], "resources": ["deployments", "statefulsets", "daemonsets"], "verbs": CHANGES},
    {"apiGroups": ["batch"], "resources": ["jobs", "cronjobs"], "verbs": CHANGES},
    {"apiGroups": ["networking.k8s.io"], "resources": ["networkpolicies", "ingresses"], "verbs": CHANGES},
    {"apiGroups": ["autoscaling"], "resources": ["horizontalpodautoscalers"], "verbs": CHANGES},
    {"apiGroups": ["policy"], "resources": ["poddisruptionbudgets"], "verbs": CHANGES},
    {"apiGroups": ["apps"], "resources": ["replicasets"], "verbs": ["list"]},
    {"apiGroups": [""], "resources": ["pods", "events"], "verbs": ["list"]},
    {"apiGroups": [""], "resources": ["pods/log"], "verbs": ["get"]},
    {"apiGroups": [""], "resources": ["pods/exec"], "verbs": ["get", "create"]},
]
API = "rbac.authorization.k8s.io"


@pytest.fixture
def namespace(kubernetes_cluster: Cluster) -> Iterator[str]:
    """A namespace in which the visitor may do what the documentation lists."""
    name = f"team-{uuid.uuid4().hex[:8]}"
    kubernetes_cluster.run_kubectl("create", "namespace", name)
    place = {"name": "toposmith", "namespace": name}
    role = {"apiVersion": f"{API}/v1", "kind": "Role", "metadata": place, "rules": RULES}
    bound = {
        "apiVersion": f"{API}/v1",
        "kind": "RoleBinding",
        "metadata": place,
        "subjects": [{"kind": "User", "name": "visitor", "apiGroup": API}],
        "roleRef": {"kind": "Role", "name": "toposmith", "apiGroup": API},
    }
    kubernetes_cluster.run_kubectl("apply", "--filename", "-", stdin=yaml.safe_dump_all([role, bound]))
    yield name
    kubernetes_cluster.run_kubectl("delete", "namespace", name, "--wait=false")


def test_the_documented_rights_are_enough(harness: Harness, namespace: str, kubernetes_cluster: Cluster) -> None:
    token = kubernetes_cluster.visitor_token
    harness.endpoint = endpoint_of(kubernetes_cluster, token=token, namespace=namespace)
    harness.options = harness.endpoint.options
    topology = graph(
        server("one", files={"/a": "b"}),
        node("job", "toposmith.nodes.Job", image=IMAGE, command=("true",)),
        node("data", "toposmith.nodes.Volume", deletion_policy="delete"),
        edge("web", "storage", "data", location="/data"),
        edge("web", "dependency", "job"),
    )
    assert harness.backend.ping(harness.endpoint) == "Kubernetes v1.20.2"
    planned = harness.deploy(topology)
    found = harness.backend.observe(harness.deployment, harness.endpoint, planned.rendered)
    assert {address: (each.state, each.drift) for address, each in found.items()} == {
        "web": (NodeState.RUNNING, ()),
        "job": (NodeState.SUCCEEDED, ()),
        "data": (NodeState.RUNNING, ()),
    }
    result = harness.backend.execute(harness.deployment, "web", harness.endpoint, ("cat", "/a"), timeout=30)
    assert (result.status, result.output) == (0, "b")
    harness.backend.logs(harness.deployment, "web", harness.endpoint, tail=5)
    harness.undeploy(topology)
    assert not left(kubernetes_cluster, harness.deployment)


def test_who_may_not_see_nodes_still_sees_the_rest(
    harness: Harness, namespace: str, kubernetes_cluster: Cluster
) -> None:
    token = kubernetes_cluster.visitor_token
    harness.endpoint = endpoint_of(kubernetes_cluster, token=token, namespace=namespace, public_address="")
    harness.options = harness.endpoint.options
    harness.deploy(graph(server("one")))
    assert "url" not in harness.observe()["web"].attributes
    assert harness.observe()["web"].state is NodeState.RUNNING
