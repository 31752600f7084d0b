"""What goes wrong on a real Kubernetes ends in a clear error with its words, and is mended by trying again."""

import uuid
from collections.abc import Iterator

import pytest

from provisioners.backends.contract import Endpoint, PlatformError
from provisioners.backends.kubernetes import wait
from provisioners.backends.kubernetes.api import Api
from tests.engines.kubernetes import Cluster
from tests.images.debian_base import NAME as IMAGE
from tests.provisioners.backends.harness import Harness
from tests.provisioners.backends.kubernetes.conftest import endpoint_of, left, look
from tests.provisioners.backends.kubernetes.serving import staying
from tests.provisioners.graphs import edge, graph, node
from topology.graph.model import TopologyGraph
from topology.values.value import Secret

pytestmark = pytest.mark.kubernetes


@pytest.fixture
def team(kubernetes_cluster: Cluster, harness: Harness) -> Iterator[str]:
    """A namespace that somebody else made, and that the target names."""
    name = f"team-{uuid.uuid4().hex[:8]}"
    kubernetes_cluster.run_kubectl("create", "namespace", name)
    harness.endpoint = endpoint_of(kubernetes_cluster, namespace=name)
    harness.options = harness.endpoint.options
    yield name
    kubernetes_cluster.run_kubectl("delete", "namespace", name, "--wait=false")


def refused(harness: Harness, topology: TopologyGraph) -> PlatformError:
    with pytest.raises(PlatformError) as raised:
        harness.deploy(topology)
    return raised.value


def quota(cluster: Cluster, namespace: str, **hard: str) -> None:
    limits = ",".join(f"{key}={value}" for key, value in hard.items())
    cluster.run_kubectl("--namespace", namespace, "create", "quota", "small", f"--hard={limits}")


def test_an_image_that_cannot_be_had(harness: Harness) -> None:
    found = refused(harness, graph(node("web", image="127.0.0.1:1/nobody/nothing:1")))
    assert "ImagePullBackOff" in str(found)
    assert "127.0.0.1:1/nobody/nothing:1" in str(found)
    assert found.addresses == ("web",)


def test_a_container_that_ends_at_once_says_its_last_words_without_secrets(harness: Harness) -> None:
    harness.secrets = {"input:password": "hunter2hunter2"}
    command = ("sh", "-c", 'echo "no entry with $PASSWORD"; exit 7')
    found = refused(
        harness, graph(node("web", image=IMAGE, command=command, environment={"PASSWORD": Secret("input:password")}))
    )
    assert "CrashLoopBackOff: it ended with exit code 7" in str(found)
    assert "no entry with ***" in str(found)
    assert "hunter2" not in str(found) + "".join(harness.reports)


def test_a_command_that_is_not_there(harness: Harness) -> None:
    found = refused(harness, graph(node("web", image=IMAGE, command=("/bin/nothing",))))
    assert "/bin/nothing" in str(found)


def test_a_job_that_fails_stops_those_who_wait_for_it(harness: Harness, kubernetes_cluster: Cluster) -> None:
    def topology(command: str) -> TopologyGraph:
        job = node("job", "toposmith.nodes.Job", image=IMAGE, command=("sh", "-c", command), retries=0)
        return graph(staying("web"), job, edge("web", "dependency", "job"))

    found = refused(harness, topology("echo the table is locked; exit 4"))
    assert "BackoffLimitExceeded" in str(found)
    assert "the table is locked" in str(found)
    assert found.addresses == ("job",)
    assert look(kubernetes_cluster, "--namespace", harness.deployment, "deployments")["items"] == []
    harness.deploy(topology("echo fine"))
    assert harness.observe().keys() == {"job", "web"}


def test_the_same_job_is_run_again_when_it_failed(harness: Harness, kubernetes_cluster: Cluster) -> None:
    """It fails for want of what somebody then brings, and the same step is tried again."""
    harness.deploy(graph(staying("web")))
    command = ("sh", "-c", "for try in 1 2 3 4 5 6 7 8; do getent hosts late-one && exit 0; sleep 0.5; done; exit 1")
    job = node("job", "toposmith.nodes.Job", image=IMAGE, command=command, retries=0)
    refused(harness, graph(staying("web"), job))
    own = ("--namespace", harness.deployment)
    kubernetes_cluster.run_kubectl(*own, "create", "service", "clusterip", "late-one", "--tcp=80")
    harness.deploy(graph(staying("web"), job))


def test_a_quota_for_pods(
    harness: Harness, team: str, kubernetes_cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wait, "PATIENCE", 1.0)
    quota(kubernetes_cluster, team, pods="0")
    found = refused(harness, graph(staying("web")))
    assert "exceeded quota: small" in str(found)
    assert found.addresses == ("web",)
    kubernetes_cluster.run_kubectl("--namespace", team, "delete", "quota", "small")
    harness.deploy(graph(staying("web")))


def test_an_object_that_is_not_admitted(harness: Harness, team: str, kubernetes_cluster: Cluster) -> None:
    quota(kubernetes_cluster, team, services="0")
    found = refused(harness, graph(staying("web")))
    assert "The API server does not allow it." in str(found)
    assert "exceeded quota: small" in str(found)
    assert f"Service {harness.deployment}-web of web" in str(found)


def test_a_pod_that_no_host_takes(harness: Harness, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wait, "PATIENCE", 1.0)
    found = refused(harness, graph(staying("web", reserved_memory="900 GB")))
    assert "Insufficient memory" in str(found)


def test_a_shared_namespace_keeps_what_is_others(harness: Harness, team: str, kubernetes_cluster: Cluster) -> None:
    kubernetes_cluster.run_kubectl("--namespace", team, "create", "configmap", "theirs", "--from-literal=a=b")
    topology = graph(staying("web"), staying("db"), edge("web", "connection", "db"))
    harness.deploy(topology)
    names = {each["metadata"]["name"] for each in look(kubernetes_cluster, "--namespace", team, "deployments")["items"]}
    assert names == {f"{harness.deployment}-web", f"{harness.deployment}-db"}
    assert harness.observe()["db"].attributes["address"] == f"{harness.deployment}-db"
    harness.undeploy(topology)
    assert not left(kubernetes_cluster, harness.deployment)
    assert look(kubernetes_cluster, "--namespace", team, "configmap", "theirs")["data"] == {"a": "b"}


def test_a_namespace_with_others_objects_in_it_stays(harness: Harness, kubernetes_cluster: Cluster) -> None:
    harness.deploy(graph(staying("web")))
    own = ("--namespace", harness.deployment)
    kubernetes_cluster.run_kubectl(*own, "create", "configmap", "theirs", "--from-literal=a=b")
    harness.undeploy(graph(staying("web")))
    assert look(kubernetes_cluster, *own, "configmap", "theirs")["data"] == {"a": "b"}
    assert look(kubernetes_cluster, *own, "deployments,pods,services")["items"] == []
    assert any("others have ConfigMap theirs" in line for line in harness.reports)


def test_a_wrong_token(harness: Harness, kubernetes_cluster: Cluster) -> None:
    endpoint = endpoint_of(kubernetes_cluster, token="wrong")
    with pytest.raises(PlatformError, match="does not know the credential") as raised:
        harness.backend.ping(endpoint)
    assert not raised.value.transient
    assert "wrong" not in str(raised.value)


def test_a_user_who_may_do_nothing(harness: Harness, kubernetes_cluster: Cluster) -> None:
    harness.endpoint = endpoint_of(kubernetes_cluster, token=kubernetes_cluster.visitor_token)
    found = refused(harness, graph(staying("web")))
    assert 'User "visitor" cannot get resource "namespaces"' in str(found)


def test_a_certificate_lets_in(harness: Harness, kubernetes_cluster: Cluster) -> None:
    keys = {"ca": "ca.crt", "cert": "admin.crt", "key": "admin.key"}
    credential = {field: kubernetes_cluster.key(name) for field, name in keys.items()}
    assert harness.backend.ping(Endpoint(kubernetes_cluster.url, credential)) == "Kubernetes v1.20.2"


def test_a_server_that_nobody_vouches_for(harness: Harness, kubernetes_cluster: Cluster) -> None:
    endpoint = Endpoint(kubernetes_cluster.url, {"token": kubernetes_cluster.admin_token})
    with pytest.raises(PlatformError, match="do not trust each other"):
        harness.backend.ping(endpoint)


class Cut(BaseException):
    """Stands in for the end of a worker."""


@pytest.mark.parametrize("after", [0, 1, 3, 5, 8])
def test_an_apply_that_was_cut_off_is_finished(harness: Harness, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    topology = graph(
        staying("web", files={"/a": "b"}),
        staying("db"),
        node("data", "toposmith.nodes.Volume", deletion_policy="delete"),
        edge("web", "connection", "db"),
        edge("db", "storage", "data", location="/data"),
    )
    plain, done = Api.apply, []

    def apply(self: Api, *arguments: object, **options: object) -> object:
        if len(done) == after:
            raise Cut
        done.append(1)
        return plain(self, *arguments, **options)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(Api, "apply", apply)
        with pytest.raises(Cut):
            harness.deploy(topology)
    planned = harness.deploy(topology)
    observed = harness.backend.observe(harness.deployment, harness.endpoint, planned.rendered)
    assert {address: each.drift for address, each in observed.items()} == {"web": (), "db": (), "data": ()}


def test_what_somebody_else_set_is_a_conflict_and_nothing_is_touched(
    harness: Harness, kubernetes_cluster: Cluster
) -> None:
    harness.deploy(graph(staying("web", files={"/a": "one"})))
    own = ("--namespace", harness.deployment)
    set_replicas = (*own, "patch", "deployment", "web", "--patch")
    kubernetes_cluster.run_kubectl(*set_replicas, '{"spec": {"replicas": 2}}')

    def versions() -> list[str]:
        found = look(kubernetes_cluster, *own, "configmaps,services,networkpolicies")["items"]
        return [each["metadata"]["resourceVersion"] for each in found]

    before = versions()
    found = refused(harness, graph(staying("web", files={"/a": "two"})))
    assert "Somebody else set fields of Deployment web of web, so nothing was touched." in str(found)
    assert ".spec.replicas" in str(found)
    assert versions() == before
    kubernetes_cluster.run_kubectl(*set_replicas, '{"spec": {"replicas": 1}}')
    harness.deploy(graph(staying("web", files={"/a": "two"})))


def test_what_was_changed_by_hand_is_told(harness: Harness, kubernetes_cluster: Cluster) -> None:
    planned = harness.deploy(graph(staying("web"), staying("db")))
    own = ("--namespace", harness.deployment)
    kubernetes_cluster.run_kubectl(*own, "set", "env", "deployment/web", "EXTRA=1")
    kubernetes_cluster.run_kubectl(*own, "delete", "service", "db")
    found = harness.backend.observe(harness.deployment, harness.endpoint, planned.rendered)
    assert any(words.startswith("Deployment web was changed by kubectl") for words in found["web"].drift)
    assert found["db"].drift == ("Service db is gone",)
