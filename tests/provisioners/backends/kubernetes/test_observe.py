"""What is observed of a deployment, from lists alone, and what differs from what was applied."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from provisioners.backends.contract import Endpoint, NodeState, Observed, PlatformError, Rendered
from provisioners.backends.kubernetes import logs as logs_module
from provisioners.backends.kubernetes import observe as module
from provisioners.backends.kubernetes.documents import documents
from provisioners.backends.kubernetes.logs import logs
from provisioners.backends.kubernetes.observe import observe
from tests.provisioners.backends.kubernetes.fake_api import FakeApi
from tests.provisioners.backends.kubernetes.rendering import rendered, web
from tests.provisioners.graphs import edge, graph, node

ROOT = "/api/v1/namespaces/shop"
APPS = "/apis/apps/v1/namespaces/shop"
ENDPOINT = Endpoint("https://x", {}, {"public_address": "192.0.2.1"})
PORTS = ({"target": 80, "address": "0.0.0.0"},)


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> FakeApi:
    found = FakeApi()
    found.put("/api/v1/namespaces/shop", "Namespace")

    @contextmanager
    def connected(endpoint: Endpoint) -> Iterator[FakeApi]:
        assert endpoint is ENDPOINT
        yield found

    monkeypatch.setattr(module, "connected", connected)
    monkeypatch.setattr(logs_module, "connected", connected)
    return found


def applied(api: FakeApi, found: Rendered) -> None:
    """All objects of a file, as a cluster would hold them; those of ports get a number, as it gives one."""
    for manifest in documents(found):
        if manifest["kind"] == "Service" and manifest["spec"]["type"] == "NodePort":
            manifest["spec"]["ports"][0]["nodePort"] = 30080
        api.objects[api.server().path(manifest)] = manifest


def ready(api: FakeApi, path: str) -> None:
    status = {"updatedReplicas": 1, "replicas": 1, "availableReplicas": 1, "readyReplicas": 1, "updateRevision": "a"}
    api.objects[path]["status"] = {**status, "currentRevision": "a"}


def look(found: Rendered | None = None) -> dict[str, Observed]:
    return dict(observe("shop", ENDPOINT, found))


def test_a_namespace_of_somebody_else_is_not_looked_at(api: FakeApi) -> None:
    applied(api, rendered(graph(web())))
    api.put("/api/v1/namespaces/shop", "Namespace", ours=False)
    assert look() == {}


def test_a_container_with_its_ports(api: FakeApi) -> None:
    found = rendered(graph(web(ports=PORTS, endpoint={"protocol": "http", "port": 80})))
    applied(api, found)
    ready(api, f"{APPS}/deployments/web")
    (only,) = look().values()
    assert (only.address, only.state, only.replicas) == ("web", NodeState.RUNNING, 1)
    assert only.attributes == {
        "address": "web",
        "private_address": "web",
        "hostname": "web",
        "public_address": "192.0.2.1",
        "url": "http://192.0.2.1:30080",
        "published_ports.80/tcp": "30080",
    }


def test_a_volume_a_network_and_a_load_balancer(api: FakeApi) -> None:
    found = rendered(
        graph(
            web(endpoint={"protocol": "http", "port": 80}),
            node("net", "toposmith.nodes.Network"),
            node("entrance", "tosca.nodes.LoadBalancer"),
            edge("web", "network", "net"),
            edge("entrance", "backend", "web"),
        )
    )
    applied(api, found)
    ready(api, f"{APPS}/deployments/web")
    marks = {"labels": {"toposmith.generation": "1"}, "annotations": {"toposmith.address": "data"}}
    api.put(f"{ROOT}/persistentvolumeclaims/x", "PersistentVolumeClaim", metadata=marks, status={"phase": "Bound"})
    status = {"loadBalancer": {"ingress": [{"ip": "198.51.100.7"}]}}
    api.objects[f"{ROOT}/services/entrance--balancer"]["status"] = status
    observed = look()
    assert {address: each.state for address, each in observed.items()} == dict.fromkeys(
        ("web", "net", "entrance", "data"), NodeState.RUNNING
    )
    assert observed["entrance"].attributes["url"] == "http://198.51.100.7:80"


def test_what_is_gone_is_told(api: FakeApi) -> None:
    found = rendered(graph(web(), node("db", image="example.com/x:1")))
    applied(api, found)
    ready(api, f"{APPS}/deployments/web")
    del api.objects[f"{APPS}/deployments/db"]
    del api.objects[f"{ROOT}/services/web"]
    observed = look(found)
    assert (observed["db"].state, observed["db"].drift) == (NodeState.DELETED, ("it is gone",))
    assert observed["web"].drift == ("Service web is gone",)


def test_a_value_that_is_no_longer_ours_is_told(api: FakeApi) -> None:
    found = rendered(graph(web(files={"/a": "b"}, secrets={"c": "d"})))
    applied(api, found)
    ready(api, f"{APPS}/deployments/web")
    api.objects[f"{ROOT}/configmaps/web"]["data"] = {}
    fields: list[dict[str, Any]] = [{"manager": "kubectl-edit", "fieldsV1": {"f:data": {}}}]
    api.objects[f"{ROOT}/secrets/web"]["metadata"]["managedFields"] = fields
    (drifted,) = (each.drift for each in look(found).values())
    assert [words.partition(" has another ")[0] for words in drifted] == [
        "ConfigMap web",
        "Secret web was changed by kubectl-edit",
    ]
    assert f"{ROOT}/secrets/web" not in api.trials


class TestLogs:
    def pod(self, api: FakeApi, name: str, text: str) -> None:
        marks = {"annotations": {"toposmith.address": "web"}}
        api.put(f"{ROOT}/pods/{name}", "Pod", metadata=marks)
        api.objects[f"{ROOT}/pods/{name}/log"] = {"text": text, "metadata": {"labels": {}}}

    def test_of_one_pod(self, api: FakeApi) -> None:
        self.pod(api, "web-1", "a line\n")
        assert logs("shop", "web", ENDPOINT, tail=5) == "a line\n"

    def test_of_several(self, api: FakeApi) -> None:
        self.pod(api, "web-2", "two\n")
        self.pod(api, "web-1", "one\n")
        assert logs("shop", "web", ENDPOINT, tail=5) == "==> web-1 <==\none\n\n==> web-2 <==\ntwo\n"

    def test_of_none(self, api: FakeApi) -> None:
        with pytest.raises(PlatformError, match="There is no pod of web"):
            logs("shop", "web", ENDPOINT, tail=5)
